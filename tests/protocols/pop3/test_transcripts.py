"""POP3 sessions as written in tests/transcripts/pop3, whole and cut everywhere."""

import pytest

from simulator.journal.facts import Pop3ResponseSent
from simulator.protocols.pop3 import (
    Command,
    Pop3Client,
    Pop3ClientConfig,
    Pop3Server,
    Pop3ServerConfig,
    WhatNext,
)
from simulator.protocols.pop3.config import CAPABILITIES
from tests.protocols.pop3.fake_store import DOTTED, LONG, SHORT, FakeStore
from tests.transcripts.runner import (
    CutOnce,
    load,
    octet_by_octet,
    octets_heard,
    play,
    play_at_once,
    whole,
)

SERVER = load("pop3/server")
CLIENT = load("pop3/client")

MESSAGES = {
    "short": SHORT,
    "dotted": DOTTED,
    "long": LONG,
    "empty": b"",
    "headless": b"\r\nuno\r\ndos\r\n",
    "bodiless": b"Subject: x\r\n",
    "utf8": "From: <ñandú@sur.example>\r\n\r\nHola\r\n".encode(),
    "eight-bit": "Subject: adiós\r\n\r\nHola\r\n".encode(),
}


def name_of(transcript):
    return transcript.name


def store_of(transcript):
    store = FakeStore(*(MESSAGES[name] for (name,) in transcript.words("message")))
    store.locked = bool(transcript.words("locked"))
    store.undeletable = {f"uid-{n}" for (n,) in transcript.words("undeletable")}
    for _ in transcript.words("password"):
        store.password = "mi clave  secreta "
    for (secret,) in transcript.words("secret"):
        store.password = secret
    for (reason,) in transcript.words("trouble"):
        store.trouble = reason
    return store


def server_of(transcript):
    transcript.check(
        "message",
        "left",
        "reasons",
        "locked",
        "undeletable",
        "password",
        "capabilities",
        "implementation",
        "also",
        "mechanisms",
        "apop",
        "secret",
        "trouble",
        "no-plaintext",
        "login-delay",
    )
    changes = {}
    for words in transcript.words("capabilities"):
        changes["capabilities"] = words
    for (word,) in transcript.words("implementation"):
        changes["implementation"] = word
    for words in transcript.words("also"):
        more = tuple(word.replace("_", " ") for word in words)
        changes["capabilities"] = (*CAPABILITIES, *more)
    for words in transcript.words("mechanisms"):
        changes["mechanisms"] = words
    changes["apop"] = bool(transcript.words("apop"))
    changes["plaintext_login"] = not transcript.words("no-plaintext")
    for (seconds,) in transcript.words("login-delay"):
        changes["login_delay_s"] = int(seconds)
    return Pop3Server(Pop3ServerConfig(host_name="sur.example", **changes), 0)


def judge(transcript, played, store):
    for (left,) in transcript.words("left"):
        assert len(store.messages) == int(left)
    refused = [
        fact.reason
        for fact in played.facts
        if isinstance(fact, Pop3ResponseSent) and fact.status == "-ERR"
    ]
    for reasons in transcript.words("reasons"):
        assert refused == list(reasons)


def play_server(transcript, cut):
    store = store_of(transcript)
    played = play(transcript, server_of(transcript), store.answer, cut=cut)
    judge(transcript, played, store)
    return played


@pytest.mark.parametrize("transcript", SERVER, ids=name_of)
def test_the_server_says_what_is_written_however_it_is_cut(transcript):
    expected = play_server(transcript, whole)
    assert play_server(transcript, octet_by_octet) == expected
    for at in range(1, octets_heard(transcript)):
        assert play_server(transcript, CutOnce(at)) == expected


@pytest.mark.parametrize(
    "transcript",
    [t for t in SERVER if not any(step.kind in "TELH" for step in t.steps)],
    ids=name_of,
)
def test_the_server_says_the_same_to_a_client_that_does_not_wait(transcript):
    store = store_of(transcript)
    played = play_at_once(transcript, server_of(transcript), store.answer)
    judge(transcript, played, store)


class Person:
    """Follows the `# do` lines and keeps the data of every response."""

    def __init__(self, transcript):
        transcript.check("do", "data")
        self.script = [Command(w[0], " ".join(w[1:])) for w in transcript.words("do")]
        self.data = []

    def answer(self, question):
        assert isinstance(question, WhatNext)
        if question.response is not None:
            self.data.append(question.response.data)
        return self.script.pop(0)


@pytest.mark.parametrize("transcript", CLIENT, ids=name_of)
def test_the_client_says_what_is_written_however_it_is_cut(transcript):
    heard = octets_heard(transcript, "C")
    for cut in (whole, octet_by_octet, *map(CutOnce, range(1, heard))):
        person = Person(transcript)
        client = Pop3Client(Pop3ClientConfig(), 0)
        play(transcript, client, person.answer, side="C", cut=cut)
        assert person.script == []
        for seen, words in zip(person.data, transcript.words("data"), strict=False):
            text = " ".join(words).encode().decode("unicode_escape").encode()
            assert (seen or b"") == text
