"""What the journal learns of a session: one fact for each thing said."""

import pytest

from simulator.journal.facts import (
    ImapCommandReceived,
    ImapContinuationReceived,
    ImapResponseSent,
)
from simulator.protocols.engine import Action, TlsStarted
from simulator.protocols.imap import ImapServer, ImapServerConfig
from tests.protocols.imap.fake_store import HELLO, FakeStore, Person


def facts_of(*lines, selected=True):
    person = Person(FakeStore(HELLO))
    if selected:
        person.select()
    person.server.facts()
    person.say(*lines)
    return person.server.facts()


def roles(fact):
    return [(fact.octets[start:end], role) for start, end, role in fact.spans]


def test_a_command_and_its_responses():
    command, data, end = facts_of("a1 uid fetch 1 (FLAGS BODY.PEEK[TEXT])")
    assert isinstance(command, ImapCommandReceived)
    assert (command.tag, command.verb) == ("a1", "UID FETCH")
    assert command.argument == "1 (FLAGS BODY.PEEK[TEXT])"
    assert (command.state, command.mailbox) == ("SELECTED", "INBOX")
    assert roles(command) == [
        ("a1", "tag"),
        ("uid fetch", "verb"),
        ("1 (FLAGS BODY.PEEK[TEXT])", "argument"),
        ("\r\n", "crlf"),
    ]
    assert isinstance(data, ImapResponseSent)
    assert (data.tag, data.data, data.number, data.uid) == ("*", "FETCH", 1, 1)
    assert (data.verb, data.status) == ("UID FETCH", "")
    assert data.items == ("UID", "FLAGS", "BODY[TEXT]")
    assert data.flags == ("\\Recent",) and data.content_length == 12
    assert (end.tag, end.status, end.verb) == ("a1", "OK", "UID FETCH")
    assert end.offset == data.offset + data.length


def test_a_code_has_a_name_and_arguments():
    *_, end = facts_of("a1 COPY 1 INBOX")
    assert (end.code, end.code_arguments) == ("COPYUID", "7 1 2")
    assert roles(end)[:3] == [
        ("a1", "tag"),
        ("OK", "status"),
        ("[COPYUID 7 1 2]", "code"),
    ]


def test_a_literal_is_told_when_it_comes():
    person = Person(FakeStore()).log_in()
    person.server.facts()
    person.send(b"a1 APPEND INBOX {4}\r\n")
    command, prompt = person.server.facts()
    assert command.literal_length == 4
    assert roles(command)[2:4] == [("INBOX ", "argument"), ("{4}", "literal")]
    assert (prompt.tag, prompt.verb, prompt.status) == ("+", "APPEND", "")
    person.send(b"hola\r\n")
    literal, end = person.server.facts()
    assert isinstance(literal, ImapContinuationReceived)
    assert (literal.part, literal.content_length) == ("literal", 4)
    assert (literal.octets, literal.length) == ("hola\r\n", 6)
    assert literal.offset == command.offset + command.length
    assert end.status == "OK"


def test_challenge_and_done_are_continuations():
    facts = facts_of("a1 AUTHENTICATE PLAIN", "*", selected=False)
    assert [f.part for f in facts if isinstance(f, ImapContinuationReceived)] == [
        "sasl"
    ]
    facts = facts_of("a1 IDLE", "DONE")
    assert [f.part for f in facts if isinstance(f, ImapContinuationReceived)] == [
        "done"
    ]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("a1 FETCH 1 (FLAGS COLOUR)", "COLOUR)"),
        ("a1 STORE 1 FLAGS (\\Recent)", "\\Recent)"),
        ("a1 SEARCH FROM a SIZE 3", "SIZE 3"),
        ("a1 FETCH 9 FLAGS", "9 FLAGS"),
        ('a1 SELECT "INBOX', '"INBOX'),
        ("a1 NOOP now", " now"),
    ],
)
def test_an_error_is_pointed_at(line, error):
    command, *_ = facts_of(line)
    assert (error, "error") in roles(command)


def test_states_before_and_after():
    facts = facts_of("a1 CLOSE", "a2 LOGOUT")
    said = [f for f in facts if isinstance(f, ImapResponseSent)]
    assert [(f.state_before, f.state_after) for f in said] == [
        ("SELECTED", "AUTHENTICATED"),
        ("AUTHENTICATED", "LOGOUT"),
        ("LOGOUT", "LOGOUT"),
    ]
    assert all(f.user == "ana@norte.example" for f in said)


def test_after_starttls_octets_are_counted_anew_in_a_stream_of_their_own():
    """What a fact points at must be what was said inside, not records of TLS."""
    server = ImapServer(ImapServerConfig(host_name="norte.example", starttls=True), 0)
    server.data_to_send()
    server.receive_data(b"a STARTTLS\r\nb NOOP\r\n", 0)
    clear = server.facts()
    assert server.action() is Action.START_TLS
    server.data_to_send()
    server.notify(TlsStarted(), 0)
    server.receive_data(b"c NOOP\r\n", 0)
    inside = server.facts()
    assert {fact.stream for fact in clear} == {"c", "s"}
    assert [(f.stream, f.offset, f.octets) for f in inside] == [
        ("tc", 0, "c NOOP\r\n"),
        ("ts", 0, "c OK NOOP completed\r\n"),
    ]
