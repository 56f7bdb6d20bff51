"""IMAP sessions as written in tests/transcripts/imap, whole and cut everywhere."""

import pytest

from simulator.journal.facts import ImapResponseSent
from simulator.protocols.imap import ImapServer, ImapServerConfig
from simulator.protocols.imap.codes import OK
from tests.protocols.imap.fake_store import (
    BYE,
    HELLO,
    PARTS,
    PASSWORD,
    USER,
    Box,
    Desk,
    FakeStore,
)
from tests.transcripts.runner import CutOnce, load, octet_by_octet, octets_heard, play

SERVER = load("imap/server")
MESSAGES = {"hello": HELLO, "bye": BYE, "parts": PARTS}
DIRECTIVES = (
    *("message", "box", "in", "selected", "left", "reasons", "limits"),
    *("extensions", "no-plaintext", "preauth"),
)


def name_of(transcript):
    return transcript.name


def store_of(transcript):
    store = FakeStore()
    for name, times in transcript.words("message"):
        for _ in range(int(times)):
            store.inbox.add(MESSAGES[name])
    for name, *use in transcript.words("box"):
        store.boxes[name] = Box(name, special_use="".join(use))
    return store


def config_of(transcript):
    transcript.check(*DIRECTIVES)
    changes = {}
    for words in transcript.words("limits"):
        names = ("line_octets_max", "command_octets_max", "append_octets_max")
        changes |= dict(zip(names, map(int, words), strict=True))
    for words in transcript.words("extensions"):
        changes["extensions"] = () if words == ("NONE",) else words
    for (user,) in transcript.words("preauth"):
        changes["preauthenticated"] = user
    for _ in transcript.words("no-plaintext"):
        changes |= {"plaintext_login": False, "starttls": True}
    return ImapServerConfig(host_name="norte.example", **changes)


def seat(transcript):
    """The engine, where the transcript begins: greeted, logged in or selected."""
    store = store_of(transcript)
    server = ImapServer(config_of(transcript), 0)
    desk = Desk(store, server)
    lines = [f"x LOGIN {USER} {PASSWORD}", "y SELECT INBOX"]
    for line in lines[: 2 * len(transcript.words("selected")) or 1]:
        if transcript.words("in") or transcript.words("selected"):
            server.receive_data(line.encode() + b"\r\n", 0)
            while (question := server.next_question()) is not None:
                server.answer(desk.answer(question), 0)
            server.data_to_send()
            server.facts()
    return store, server, desk


def play_server(transcript, cut):
    store, server, desk = seat(transcript)
    played = play(transcript, server, desk.answer, cut=cut)
    for name, left in transcript.words("left"):
        assert len(store.boxes[name].kept) == int(left)
    refused = [
        fact.reason
        for fact in played.facts
        if isinstance(fact, ImapResponseSent) and fact.reason != OK
        if fact.status in ("NO", "BAD")
    ]
    for reasons in transcript.words("reasons"):
        assert refused == list(reasons)
    return played


@pytest.mark.parametrize("transcript", SERVER, ids=name_of)
def test_the_server_says_what_is_written_however_it_is_cut(transcript):
    expected = play_server(transcript, lambda data: (data,))
    assert play_server(transcript, octet_by_octet) == expected
    for at in range(1, octets_heard(transcript)):
        assert play_server(transcript, CutOnce(at)) == expected
