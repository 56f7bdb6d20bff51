"""The POP3 client engine, alone against octets and against our own server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.engine import Action
from simulator.protocols.pop3 import (
    Command,
    Pop3Client,
    Pop3ClientConfig,
    Response,
    WhatNext,
)
from tests.protocols.pop3.fake_store import (
    DOTTED,
    LONG,
    PASSWORD,
    SHORT,
    FakeStore,
    new_server,
)


def new_client(**changes):
    return Pop3Client(Pop3ClientConfig(**changes), 0)


def converse(script, octets, size):
    """Feed `octets` in pieces and answer with the script: responses, sent, client."""
    client, script, seen, sent = new_client(), list(script), [], b""
    for at in range(0, len(octets), size):
        client.receive_data(octets[at : at + size], 0)
        while (question := client.next_question()) and script:
            seen.append(question.response)
            client.answer(script.pop(0), 0)
            sent += b"".join(client.data_to_send())
    return seen, sent, client


def fetch(store, script):
    """Client and server back to back, in memory: all the responses the client saw."""
    client, server, seen = new_client(), new_server(), []
    script = iter(script)
    while client.state != "CLOSED":
        store.serve(server)
        for data in server.data_to_send():
            client.receive_data(data, 0)
        question = client.next_question()
        if question is not None:
            seen.append(question.response)
            client.answer(next(script), 0)
        for data in client.data_to_send():
            server.receive_data(data, 0)
    assert client.action() is Action.CLOSE
    assert server.action() is Action.CLOSE
    return seen


LOGIN = [Command("USER", "benito"), Command("PASS", PASSWORD)]


def test_a_client_fetches_and_deletes_through_our_server():
    store = FakeStore(SHORT, DOTTED, LONG)
    script = [
        *LOGIN,
        Command("UIDL"),
        Command("LIST", "2"),
        Command("RETR", "2"),
        Command("RETR", "3"),
        Command("TOP", "3 0"),
        Command("DELE", "2"),
        Command("RETR", "2"),
        Command("QUIT"),
    ]
    seen = fetch(store, script)
    assert seen[0] is None
    assert seen[3] == Response(
        "UIDL",
        True,
        "Unique identifiers follow",
        b"1 uid-1\r\n2 uid-2\r\n3 uid-3\r\n",
    )
    assert seen[4] == Response("LIST", True, f"2 {len(DOTTED)}", None)
    assert [r.data for r in seen[5:8]] == [DOTTED, LONG, b"Subject: Tres\r\n\r\n"]
    assert seen[9] == Response("RETR", False, "Message 2 is marked as deleted", None)
    assert list(store.messages) == ["uid-1", "uid-3"]


@given(st.lists(st.sampled_from([b".", b"", b"..", b".a", b"a", b".\n", b"\r."])))
def test_any_message_crosses_unharmed(lines):
    content = b"".join(line + b"\r\n" for line in lines)
    script = [*LOGIN, Command("RETR", "1"), Command("QUIT")]
    assert fetch(FakeStore(content), script)[3].data == content


@pytest.mark.parametrize("size", range(1, 60))
def test_the_end_of_a_response_is_found_however_it_is_cut(size):
    octets = (
        b"+OK hi\r\n",
        b"+OK 9 octets\r\n..\r\n...\r\n.x\r\n\r\n.\r\n",
        b"+OK\r\n.\r\n",
        b"-ERR no\r\n",
    )
    script = [Command("RETR", "1"), Command("LIST"), Command("RETR", "9")]
    client, seen = new_client(), []
    for step, part in enumerate(octets):
        for at in range(0, len(part), size):
            client.receive_data(part[at : at + size], 0)
        seen.append(client.next_question().response)
        if step < len(script):
            client.answer(script[step], 0)
    assert seen == [
        None,
        Response("RETR", True, "9 octets", b".\r\n..\r\nx\r\n\r\n"),
        Response("LIST", True, "", b""),
        Response("RETR", False, "no", None),
    ]


@pytest.mark.parametrize(
    ("command", "has_data"),
    [
        (Command("LIST"), True),
        (Command("LIST", "1"), False),
        (Command("uidl"), True),
        (Command("UIDL", "1"), False),
        (Command("CAPA"), True),
        (Command("TOP", "1 0"), True),
        (Command("STAT"), False),
        (Command("DELE", "1"), False),
    ],
)
def test_which_responses_have_more_lines(command, has_data):
    client = new_client()
    client.receive_data(b"+OK\r\n", 0)
    client.answer(command, 0)
    client.receive_data(b"+OK 1 2\r\n", 0)
    assert (client.next_question() is None) is has_data


@pytest.mark.parametrize(
    "nonsense",
    [b"-ERR busy\r\n", b"+ok hi\r\n", b"220 SMTP here\r\n", b"\r\n", b"+" * 513],
)
def test_a_greeting_that_is_none_is_hung_up_on(nonsense):
    client = new_client()
    client.receive_data(nonsense + b"\r\n", 0)
    assert client.next_question() is None
    assert client.action() is Action.CLOSE


def test_the_first_line_of_a_response_has_at_most_512_octets():
    for length, state in ((512, "READY"), (513, "CLOSED")):
        client = new_client()
        client.receive_data(b"+OK " + b"x" * (length - 6) + b"\r\n", 0)
        assert client.state == state


def test_what_nobody_asked_for_is_thrown_away():
    client = new_client()
    client.receive_data(b"+OK hi\r\n-ERR early\r\n", 0)
    client.receive_data(b"-ERR again\r\n", 0)
    client.answer(Command("STAT"), 0)
    assert client.next_question() is None
    client.receive_data(b"+OK 0 0\r\n", 0)
    assert client.next_question() == WhatNext(Response("STAT", True, "0 0", None))


def test_a_response_without_end_is_given_up_at_the_limit():
    client = new_client(data_octets_max=100)
    client.receive_data(b"+OK\r\n", 0)
    client.answer(Command("RETR", "1"), 0)
    client.receive_data(b"+OK\r\n" + b"x" * 104, 0)
    assert client.action() is Action.CLOSE


def test_a_silent_server_is_given_up():
    client = Pop3Client(Pop3ClientConfig(reply_timeout_us=50), 10)
    assert client.timer_at_us() == 60
    client.receive_data(b"+OK\r\n", 20)
    assert client.timer_at_us() is None
    client.answer(Command("STAT"), 30)
    client.receive_data(b"+O", 40)
    assert client.timer_at_us() == 90
    client.handle_timer(89)
    assert client.action() is None
    client.handle_timer(90)
    assert client.action() is Action.CLOSE
    assert client.timer_at_us() is None


def test_a_lost_connection_withdraws_the_question():
    client = new_client()
    client.receive_data(b"+OK\r\n", 0)
    client.connection_lost(0)
    assert (client.next_question(), client.action()) == (None, None)
    client.receive_data(b"+OK\r\n", 0)
    client.receive_eof(0)
    assert client.state == "CLOSED"


def test_a_server_that_hangs_up_half_way_ends_the_session():
    client = new_client()
    client.receive_data(b"+OK\r\n", 0)
    client.answer(Command("RETR", "1"), 0)
    client.receive_data(b"+OK\r\nhalf a message\r\n", 0)
    client.receive_eof(0)
    assert client.action() is Action.CLOSE
    assert client.next_question() is None


def test_a_command_with_a_line_end_in_it_is_our_mistake():
    client = new_client()
    client.receive_data(b"+OK\r\n", 0)
    with pytest.raises(AssertionError):
        client.answer(Command("USER", "x\r\nDELE 1"), 0)


SCRIPT = st.lists(
    st.builds(
        Command,
        st.sampled_from(["USER", "RETR", "LIST", "CAPA", "STAT", "QUIT", "?"]),
        st.sampled_from(["", "1", "x y"]),
    ),
    max_size=6,
)
NOISE = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from(
            [b"+OK\r\n", b"-ERR\r\n", b".\r\n", b"\r\n.\r\n", b"+OK 1\r\n"]
        ),
    ),
    max_size=12,
).map(b"".join)


@given(SCRIPT, NOISE, st.integers(1, 9))
def test_garbage_never_raises(script, noise, size):
    _, sent, client = converse(script, noise, size)
    assert sent.count(b"\r\n") <= len(script)
    assert client.state in ("GREETING", "READY", "WAITING", "COLLECTING", "CLOSED")
