"""The client: sessions as written, values as read, and against our own server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.engine import Action
from simulator.protocols.imap import ImapClient, ImapClientConfig
from simulator.protocols.imap.parsing import read
from simulator.protocols.imap.questions import (
    Command,
    Literal,
    Stay,
    Wake,
    WhatNext,
)
from tests.protocols.imap.fake_store import HELLO, PASSWORD, FakeStore, Person
from tests.transcripts.runner import (
    CutOnce,
    load,
    octet_by_octet,
    octets_heard,
    play,
    whole,
)

CLIENT = load("imap/client")


class Reader:
    """Follows the directives, and keeps every response."""

    def __init__(self, transcript):
        transcript.check("do", "line", "stay", "status", "untagged")
        self.script = [
            w for w in transcript.directives if w[0] in ("do", "line", "stay")
        ]
        self.responses = []

    def answer(self, question):
        assert isinstance(question, WhatNext)
        self.responses.append(question.response)
        kind, *words = self.script.pop(0)
        if kind == "stay":
            return Stay()
        arguments = tuple(
            Literal(word[1:].encode()) if word.startswith("!") else word.encode()
            for word in words
        )
        if kind == "line":
            return Command("", arguments)
        return Command(words[0], arguments[1:])


@pytest.mark.parametrize("transcript", CLIENT, ids=lambda t: t.name)
def test_the_client_says_what_is_written_however_it_is_cut(transcript):
    heard = octets_heard(transcript, "C")
    seen = []
    for cut in (whole, octet_by_octet, *map(CutOnce, range(1, heard))):
        reader = Reader(transcript)
        client = ImapClient(ImapClientConfig(), 0)
        play(transcript, client, reader.answer, side="C", cut=cut)
        assert reader.script == []
        seen.append(reader.responses)
    statuses = [r.status for r in seen[0]]
    assert statuses == list(transcript.words("status")[0])[: len(statuses)]
    told = ["; ".join(shown(u) for u in r.untagged) for r in seen[0] if r.untagged]
    wanted = [" ".join(words) for words in transcript.words("untagged")]
    assert not wanted or told == wanted
    assert all(responses == seen[0] for responses in seen)


def shown(untagged):
    return f"{untagged.number} {untagged.name}" if untagged.number else untagged.name


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (b"* SEARCH 2 3", ("2", "3")),
        (b'* LIST (\\Noselect) "/" "a b"', (("\\Noselect",), b"/", b"a b")),
        (
            b'* 1 FETCH (UID 3 ENVELOPE (NIL "x"))',
            (("UID", "3", "ENVELOPE", (None, b"x")),),
        ),
        (
            b"* 1 FETCH (BODY[HEADER.FIELDS (From To)]<0> NIL)",
            (("BODY[HEADER.FIELDS (From To)]<0>", None),),
        ),
        (b'* ID ("name" "x\\"y")', ((b"name", b'x"y'),)),
        (b"* FLAGS ()", ((),)),
    ],
)
def test_values(line, values):
    assert read(line, {}).untagged.values == values


def test_codes_of_a_status():
    said = read(b"a1 OK [COPYUID 7 1:2 3:4] Copied", {})
    assert said.tag == "a1"
    assert (said.untagged.code, said.untagged.text) == ("COPYUID 7 1:2 3:4", "Copied")


@given(st.lists(st.binary(max_size=60), max_size=20), st.integers(1, 9))
def test_nothing_a_server_says_can_raise(pieces, size):
    """And how it is cut does not matter."""
    octets = b"* OK [CAPABILITY IMAP4rev1] hi\r\n" + b"\r\n".join(pieces) + b"\r\n"
    assert listen(octets, len(octets)) == listen(octets, size)


GRAMMAR = st.text('* aOK12()[]{}"\\NIL +\r\n', max_size=80).map(str.encode)


@given(GRAMMAR)
def test_nothing_that_looks_like_imap_can_raise(octets):
    listen(b"* OK hi\r\n* " + octets + b"\r\na1 OK\r\n", 7)


def listen(octets, size):
    client = ImapClient(ImapClientConfig(literal_octets_max=1_000), 0)
    heard = []
    for at in range(0, len(octets), size):
        client.receive_data(octets[at : at + size], 0)
        while (question := client.next_question()) is not None:
            heard.append(question.response)
            client.answer(Command("NOOP"), 0)
    return heard[:1], client.capabilities


def test_an_endless_line_is_hung_up_on():
    client = ImapClient(ImapClientConfig(literal_octets_max=10), 0)
    client.receive_data(b"* OK hi {11}\r\n", 0)
    assert client.action() is Action.CLOSE


def test_wake_asks_again_an_agent_that_stayed():
    client = ImapClient(ImapClientConfig(), 0)
    client.receive_data(b"* OK hi\r\n", 0)
    client.answer(Stay(), 0)
    assert client.next_question() is None and client.timer_at_us() is None
    client.receive_data(b"* 3 EXISTS\r\n", 0)
    assert client.next_question() is None
    client.notify(Wake(), 0)
    question = client.next_question()
    assert [shown(u) for u in question.response.untagged] == ["3 EXISTS"]
    client.answer(Command("NOOP"), 0)
    assert client.data_to_send() == [b"a1 NOOP\r\n"]


def test_client_and_server_understand_each_other():
    person = Person(FakeStore(HELLO))
    client = ImapClient(ImapClientConfig(), 0)
    client.receive_data(person.greeting, 0)
    script = [
        Command("LOGIN", (b"ana", PASSWORD.encode())),
        Command("APPEND", (b"INBOX", b"(\\Seen)", Literal(HELLO))),
        Command("SELECT", (b"INBOX",)),
        Command("UID", (b"FETCH", b"1:*", b"(FLAGS BODY.PEEK[])")),
        Command("LOGOUT"),
    ]
    responses = []
    while (question := client.next_question()) is not None:
        responses.append(question.response)
        client.answer(script.pop(0), 0)
        person.send(b"".join(client.data_to_send()))
        client.receive_data(person.heard(), 0)
    assert [r.status for r in responses] == ["OK"] * 5
    assert "UIDPLUS" in client.capabilities
    fetched = [u.values[0] for u in responses[-1].untagged if u.name == "FETCH"]
    first, second = (dict(zip(*[iter(values)] * 2, strict=True)) for values in fetched)
    assert first["BODY[]"] == second["BODY[]"] == HELLO
    assert second["FLAGS"] == ("\\Seen", "\\Recent")
    assert client.state == "CLOSED" and client.bye
