"""The POP3 server engine: what a transcript cannot say."""

import tracemalloc

import pytest

from simulator.journal.facts import Pop3CommandReceived, Pop3ResponseSent
from simulator.protocols.engine import Action
from simulator.protocols.pop3 import (
    Body,
    Entry,
    Maildrop,
)
from simulator.protocols.pop3.codes import REASONS
from simulator.protocols.pop3.maildrop import Drop
from tests.protocols.pop3.fake_store import (
    DOTTED,
    LONG,
    SHORT,
    FakeStore,
    log_in,
    new_server,
    say,
)

TEN_MINUTES_US = 600_000_000


def responses(server):
    return [f for f in server.facts() if isinstance(f, Pop3ResponseSent)]


def test_nothing_is_parsed_while_a_question_is_open():
    store, server = FakeStore(SHORT), new_server()
    server.receive_data(b"USER benito\r\nPASS ejemplo123\r\nSTAT\r\n", 0)
    assert [f.verb for f in server.facts() if isinstance(f, Pop3CommandReceived)] == [
        "USER",
        "PASS",
    ]
    store.serve(server)
    assert responses(server)[-1].text == f"1 {len(SHORT)}"


def test_nothing_after_quit_is_obeyed():
    store, server = FakeStore(SHORT), new_server()
    log_in(server, store)
    server.data_to_send()
    said = say(server, store, b"QUIT\r\nSTAT")
    assert said == b"+OK 0 removed, 1 left\r\n"
    server.receive_data(b"STAT\r\n", 0)
    assert server.data_to_send() == []
    assert server.action() is Action.CLOSE
    assert server.action() is None


def test_a_message_without_dots_is_sent_as_the_stored_object():
    store, server = FakeStore(LONG), new_server()
    log_in(server, store)
    server.data_to_send()
    server.receive_data(b"RETR 1\r\n", 0)
    store.serve(server)
    header, body, end = server.data_to_send()
    assert body is store.messages["uid-1"]
    assert (header, end) == (f"+OK {len(LONG)} octets\r\n".encode(), b".\r\n")
    fact = responses(server)[-1]
    assert fact.length == len(header) + len(LONG) + 3
    assert fact.content_length == len(LONG)
    assert len(fact.octets) == 512
    assert fact.multiline and (fact.number, fact.unique_id) == (1, "uid-1")


def test_five_megabytes_are_sent_without_being_copied():
    content = b"Subject: grande\r\n\r\n" + (b"x" * 998 + b"\r\n") * 5_000
    store, server = FakeStore(content), new_server()
    log_in(server, store)
    server.data_to_send()
    tracemalloc.start()
    server.receive_data(b"RETR 1\r\n", 0)
    store.serve(server)
    chunks = server.data_to_send()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(map(len, chunks)) > len(content) > 5_000_000
    assert peak < 100_000


def test_facts_tell_where_the_octets_are():
    store, server = FakeStore(SHORT, DOTTED), new_server()
    sent = b"".join(server.data_to_send())
    commands = ["CAPA", "USER benito", "PASS ejemplo123", "UIDL", "RETR 2", "QUIT"]
    sent += say(server, store, *commands)
    at = {"c": 0, "s": 0}
    typed = b"".join(c.encode() + b"\r\n" for c in commands)
    for fact in server.facts():
        assert fact.offset == at[fact.stream]
        at[fact.stream] += fact.length
        whole = (typed if fact.stream == "c" else sent)[fact.offset :][: fact.length]
        assert fact.octets.encode("latin-1") == whole[:512]
    assert at == {"c": len(typed), "s": len(sent)}


def test_spans_name_every_part_of_a_response():
    store, server = FakeStore(), new_server()
    say(server, store, "USER benito", "PASS wrong")
    fact = responses(server)[-1]
    parts = {role: fact.octets[start:end] for start, end, role in fact.spans}
    assert parts == {
        "status": "-ERR",
        "code": "[AUTH]",
        "text": REASONS["login_failed"].text,
        "crlf": "\r\n",
    }
    say(server, store, "CAPA")
    fact = responses(server)[-1]
    parts = {role: fact.octets[start:end] for start, end, role in fact.spans}
    first, _, rest = fact.octets.partition("\r\n")
    assert parts == {
        "status": "+OK",
        "text": first[4:],
        "crlf": "\r\n",
        "data": rest[:-3],
        "dot": ".\r\n",
    }


def test_a_response_names_the_message_it_speaks_of_and_no_other():
    store, server = FakeStore(SHORT, DOTTED), new_server()
    log_in(server, store)
    server.facts()
    lines = [
        "STAT",
        "DELE 2",
        "RETR 2",
        "RETR 9",
        "RETR x",
        "LIST 1",
        "TOP 1 0",
        "QUIT",
    ]
    say(server, store, *lines)
    told = [
        (f.verb, f.number, f.unique_id, f.content_length, f.marked)
        for f in responses(server)
    ]
    assert told == [
        ("STAT", 0, "", 0, 0),
        ("DELE", 2, "uid-2", 0, 1),
        ("RETR", 2, "", 0, 1),
        ("RETR", 0, "", 0, 1),
        ("RETR", 0, "", 0, 1),
        ("LIST", 1, "uid-1", 0, 1),
        ("TOP", 1, "uid-1", len(SHORT) - len("Hola\r\n"), 1),
        ("QUIT", 0, "", 0, 0),
    ]


def test_states_follow_each_other_in_the_facts():
    store, server = FakeStore(SHORT), new_server()
    log_in(server, store)
    say(server, store, "DELE 1", "QUIT")
    states = [(f.verb, f.state_before, f.state_after) for f in responses(server)]
    assert states == [
        ("", "CLOSED", "AUTHORIZATION"),
        ("USER", "AUTHORIZATION", "AUTHORIZATION_USER"),
        ("PASS", "AUTHORIZATION_USER", "TRANSACTION"),
        ("DELE", "TRANSACTION", "TRANSACTION"),
        ("QUIT", "TRANSACTION", "UPDATE"),
    ]


def test_the_third_refused_password_closes_and_a_lock_does_not_count():
    store, server = FakeStore(), new_server()
    store.locked = True
    say(server, store, "USER benito", "PASS ejemplo123")
    assert responses(server)[-1].code == "IN-USE"
    for _ in range(2):
        say(server, store, "USER benito", "PASS no")
        assert responses(server)[-1].reason == "login_failed"
    say(server, store, "USER benito", "PASS no")
    last = responses(server)[-1]
    assert (last.reason, last.code) == ("too_many_logins", "AUTH")
    assert last.state_after == "CLOSED"
    assert server.action() is Action.CLOSE


def test_failed_logins_max_zero_never_closes():
    store, server = FakeStore(), new_server(failed_logins_max=0)
    for _ in range(5):
        say(server, store, "USER benito", "PASS no")
    assert server.action() is None


def test_capa_announces_only_what_is_done():
    store = FakeStore(SHORT)
    server = new_server(capabilities=("USER", "UIDL"), implementation="Cartero")
    server.data_to_send()
    assert say(server, store, "CAPA") == (
        b"+OK Capability list follows\r\n"
        b"USER\r\nUIDL\r\nIMPLEMENTATION Cartero\r\n.\r\n"
    )
    assert b"[AUTH]" not in say(server, store, "USER benito", "PASS no")
    log_in(server, store)
    server.facts()
    say(server, store, "TOP 1 0")
    assert responses(server)[-1].reason == "not_offered"


def test_a_second_session_waits_for_the_lock():
    store, first, second = FakeStore(SHORT), new_server(), new_server()
    log_in(first, store)
    say(second, store, "USER benito", "PASS ejemplo123")
    assert (second.mailbox, responses(second)[-1].reason) == ("", "in_use")
    say(first, store, "QUIT")
    log_in(second, store)
    assert second.mailbox == "benito@sur.example"


def test_quit_says_so_when_some_were_not_removed():
    store, server = FakeStore(SHORT, SHORT), new_server()
    store.undeletable = {"uid-1"}
    log_in(server, store)
    say(server, store, "DELE 1", "DELE 2", "QUIT")
    last = responses(server)[-1]
    assert (last.status, last.reason, last.state_after) == (
        "-ERR",
        "not_removed",
        "UPDATE",
    )
    assert server.action() is Action.CLOSE


def test_a_line_too_long_keeps_its_verb_and_its_true_length():
    server = new_server()
    server.receive_data(b"USER " + b"x" * 5_000 + b"\r\n", 0)
    command = server.facts()[1]
    assert (command.verb, command.length) == ("USER", 5_007)
    assert len(command.octets) == 255
    assert command.spans == ((0, 4, "verb"), (5, 255, "argument"))
    assert server.state == "AUTHORIZATION"


def test_the_longest_command_of_the_rfc_is_understood():
    server = new_server()
    server.receive_data(b"USER " + b"x" * 248 + b"\r\n", 0)
    assert server.state == "AUTHORIZATION_USER"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("USER", "argument_missing"),
        ("USER a b", "argument_unwanted"),
        ("PASS", "user_first"),
        ("CAPA x", "argument_unwanted"),
        ("QUIT x", "argument_unwanted"),
    ],
)
def test_how_many_arguments_before_login(line, reason):
    server = new_server()
    say(server, FakeStore(), line)
    assert responses(server)[-1].reason == reason
    assert server.state == "AUTHORIZATION"


@pytest.mark.parametrize(
    ("verb", "fewest", "most"),
    [
        ("STAT", 0, 0),
        ("LIST", 0, 1),
        ("RETR", 1, 1),
        ("DELE", 1, 1),
        ("NOOP", 0, 0),
        ("RSET", 0, 0),
        ("TOP", 2, 2),
        ("UIDL", 0, 1),
        ("CAPA", 0, 0),
    ],
)
def test_how_many_arguments_after_login(verb, fewest, most):
    for count in range(4):
        store, server = FakeStore(SHORT), new_server()
        log_in(server, store)
        say(server, store, " ".join([verb, *["1"] * count]))
        expected = "ok" if fewest <= count <= most else "argument_"
        assert responses(server)[-1].reason.startswith(expected)


@pytest.mark.parametrize("unique_id", ["", "x" * 71, "a b", "ñ", "a\x7f"])
def test_a_unique_id_the_rfc_does_not_allow_is_the_stores_mistake(unique_id):
    with pytest.raises(AssertionError):
        Drop(Maildrop("benito@sur.example", (Entry(unique_id, 1),)))


def test_unique_ids_the_rfc_allows():
    for unique_id in ("!", "~", "x" * 70):
        assert Drop(Maildrop("b", (Entry(unique_id, 1),))).entry(1).length == 1


def test_a_store_that_breaks_the_contract_meets_an_assertion():
    store, server = FakeStore(SHORT), new_server()
    log_in(server, store)
    server.receive_data(b"RETR 1\r\n", 0)
    with pytest.raises(AssertionError):
        server.answer(Body(SHORT + b"more\r\n"), 0)
    with pytest.raises(AssertionError):
        new_server().answer(Body(b""), 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"idle_timeout_us": TEN_MINUTES_US - 1},
        {"command_octets_max": 254},
        {"greeting": "ready <1@sur.example>"},
        {"capabilities": ("USER", "LANG")},
        {"mechanisms": ("DIGEST-MD5",)},
    ],
)
def test_a_configuration_no_rfc_allows_is_refused(changes):
    with pytest.raises(ValueError):
        new_server(**changes)


@pytest.mark.parametrize(
    ("octets", "reason"), [(12_287, "line_too_long"), (12_284, "bad_base64")]
)
def test_a_response_of_auth_may_be_longer_than_a_command(octets, reason):
    """12,288 octets with CRLF, as in SMTP (RFC 4954 §4); more ends the exchange and not
    the session."""
    store, server = FakeStore(), new_server(mechanisms=("PLAIN",))
    said = say(server, store, "AUTH PLAIN", "A" * octets)
    assert b"+ \r\n-ERR " in said
    assert (responses(server)[-1].reason, server.state) == (reason, "AUTHORIZATION")
    say(server, store, "NOOP " + "A" * 300)
    assert responses(server)[-1].reason == "line_too_long"
