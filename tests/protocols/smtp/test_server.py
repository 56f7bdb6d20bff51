"""The server engine: what a transcript cannot say."""

import time
import tracemalloc

import pytest

from simulator.journal.facts import (
    SmtpCommandReceived,
    SmtpContentReceived,
    SmtpReplySent,
)
from simulator.protocols.engine import Action
from simulator.protocols.smtp import (
    ForwardPath,
    MailObject,
    Reply,
    ReversePath,
    SmtpServer,
    SmtpServerConfig,
    State,
    make_reply,
)
from tests.protocols.smtp.fake_agent import FakeAgent, new_server

HELLO = b"EHLO norte.example\r\nMAIL FROM:<ana@norte.example>\r\n"
ENVELOPE = HELLO + b"RCPT TO:<benito@sur.example>\r\nDATA\r\n"


def feed(server: SmtpServer, data: bytes, agent: FakeAgent | None = None) -> list[int]:
    """Feed and answer; the codes of all replies since the last time."""
    agent = agent or FakeAgent()
    server.receive_data(data, 0)
    while (question := server.next_question()) is not None:
        server.answer(agent.answer(question), 0)
    return [f.code for f in server.facts() if isinstance(f, SmtpReplySent)]


def content_reply(content: bytes, **changes) -> SmtpReplySent:
    server = new_server(**changes)
    feed(server, ENVELOPE)
    server.receive_data(content + b".\r\n", 0)
    if server.next_question() is not None:
        server.answer(make_reply("accepted"), 0)
    fact = server.facts()[-1]
    assert isinstance(fact, SmtpReplySent)
    return fact


# --- questions ------------------------------------------------------------------------


def test_questions_carry_what_the_agent_needs():
    server, agent = new_server(extensions=("SIZE",)), FakeAgent()
    session = (
        b"EHLO [192.0.2.7]\r\n"
        b"MAIL FROM:<@b.example:ana@norte.example> size=99\r\n"
        b"RCPT TO:<benito@sur.example>\r\nRCPT TO:<Postmaster>\r\n"
        b"DATA\r\n..x\r\n.\r\n"
    )
    feed(server, session, agent)
    assert agent.asked == [
        ReversePath("ana@norte.example", (("SIZE", "99"),), "[192.0.2.7]", True),
        ForwardPath("benito@sur.example", (), "ana@norte.example", ()),
        ForwardPath("Postmaster", (), "ana@norte.example", ("benito@sur.example",)),
        MailObject(
            "ana@norte.example",
            ("benito@sur.example", "Postmaster"),
            b".x\r\n",
            "[192.0.2.7]",
            True,
            (("SIZE", "99"),),
            ((), ()),
        ),
    ]


def test_while_a_question_is_open_nothing_is_read():
    server = new_server()
    server.receive_data(HELLO + b"NOOP\r\nQUIT\r\n", 0)
    question = server.next_question()
    assert isinstance(question, ReversePath)
    assert server.next_question() is question
    before = len(server.facts())
    server.receive_data(b"NOOP\r\n", 0)
    assert before > 0 and server.facts() == []
    server.answer(make_reply("sender_ok"), 0)
    verbs = [f.verb for f in server.facts() if isinstance(f, SmtpCommandReceived)]
    assert verbs == ["NOOP", "QUIT"]
    assert server.action() is Action.CLOSE


@pytest.mark.parametrize(
    "reply",
    [
        Reply(554, ("Relaying denied",)),
        Reply(354, ("go on",)),
        Reply(221, ("bye",)),
    ],
)
def test_an_agent_cannot_say_what_the_rfc_forbids(reply):
    server = new_server()
    server.receive_data(HELLO, 0)
    with pytest.raises(AssertionError, match="§4.3.2"):
        server.answer(reply, 0)


def test_nobody_answers_what_was_not_asked():
    with pytest.raises(AssertionError):
        new_server().answer(make_reply("ok"), 0)


# --- contents -------------------------------------------------------------------------


def test_the_fact_of_a_content_tells_where_its_parts_are():
    server = new_server()
    feed(server, ENVELOPE)
    wire = b"subject: Uno\r\n dos\r\nFrom: ana\r\nTo: b\r\n\r\n..x\r\n..\r\n.\r\n"
    server.receive_data(wire + b"NO", 0)
    fact = server.facts()[-1]
    assert fact == SmtpContentReceived(
        octets=wire.decode(),
        stream="c",
        offset=len(ENVELOPE),
        length=len(wire),
        state="DATA",
        content_length=len(wire) - 5,
        header_length=38,
        blank_line=True,
        lines=7,
        dots_unstuffed=2,
        subject="Uno dos",
        header_from="ana",
        header_to="b",
    )
    server.answer(make_reply("accepted"), 0)
    server.facts()
    server.receive_data(b"OP\r\n", 0)
    command = server.facts()[0]
    assert isinstance(command, SmtpCommandReceived)
    assert command.offset == len(ENVELOPE) + len(wire)


def test_without_a_blank_line_all_is_header_and_still_250():
    server = new_server()
    feed(server, ENVELOPE)
    server.receive_data(b"Subject: x\r\nHola\r\n.\r\n", 0)
    fact = server.facts()[-1]
    assert isinstance(fact, SmtpContentReceived)
    assert (fact.blank_line, fact.header_length) == (False, fact.content_length)
    assert isinstance(server.next_question(), MailObject)


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (b"x" * 998 + b"\r\n", 250, "accepted"),
        (b"." + b"x" * 998 + b"\r\n", 250, "accepted"),
        (b"x" * 999 + b"\r\n", 554, "content_line_too_long"),
        (b"a\r\n" + b"x" * 50_000 + b"\r\nb\r\n", 554, "content_line_too_long"),
        (b"a\n" * 600 + b"\r\n", 554, "content_line_too_long"),
        (b"a\0b\r\n", 554, "content_null"),
        (b"ma\xc3\xb1ana\r\n", 250, "accepted"),
        (b"a\nb\rc\r\n", 250, "accepted"),
        (b"x" * 70 + b"\r\n", 250, "accepted"),
        ((b"x" * 62 + b"\r\n") * 1024, 250, "accepted"),
        ((b"x" * 62 + b"\r\n") * 1024 + b"\r\n", 552, "too_big"),
    ],
)
def test_what_is_said_after_the_dot(content, code, reason):
    """§4.5.3.1.6, §4.5.3.1.7, RFC 5322 §3.5; the stuffed dot does not count."""
    reply = content_reply(content, message_octets_max=65_536)
    assert (reply.code, reply.reason, reply.verb) == (code, reason, ".")
    assert reply.state_after == "READY"


def test_a_refused_content_empties_the_envelope():
    server = new_server()
    feed(server, ENVELOPE + b"\0\r\n.\r\n")
    assert feed(server, b"RCPT TO:<benito@sur.example>\r\n") == [503]


def test_five_megabytes_are_held_once_and_read_fast():
    """In flights of 64 KiB: the chunks, then one joined copy of them."""
    content = (b"Una l\xc3\xadnea de setenta octetos, m\xc3\xa1s o menos." * 2)[:70]
    content = (content + b"\r\n") * 70_000
    server = new_server()
    feed(server, ENVELOPE)
    flights = [content[at : at + 65_536] for at in range(0, len(content), 65_536)]
    started = time.perf_counter()
    tracemalloc.start()
    for flight in (*flights, b".\r\n"):
        server.receive_data(flight, 0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    question = server.next_question()
    assert isinstance(question, MailObject)
    assert question.content == content
    assert peak < len(content) * 1.1
    assert time.perf_counter() - started < 2


# --- limits and time ------------------------------------------------------------------


def test_a_hundred_recipients_are_taken_and_no_more_than_configured():
    """§4.5.3.1.8, §4.5.3.1.10: 452, not 552, and the transaction goes on."""
    server = new_server()
    feed(server, HELLO)
    rcpt = b"RCPT TO:<b@sur.example>\r\n"
    assert feed(server, rcpt * 101) == [250] * 100 + [452]
    assert feed(server, b"DATA\r\n.\r\n") == [354, 250]


@pytest.mark.parametrize(("octets", "code"), [(512, 250), (513, 500)])
def test_a_command_line_of_512_octets_is_the_longest(octets, code):
    server = new_server()
    feed(server, b"")
    line = b"NOOP ".ljust(octets - 2, b"x") + b"\r\n"
    assert feed(server, line + b"NOOP\r\n") == [code, 250]


def test_no_reply_line_is_longer_than_512_octets():
    server = new_server()
    server.receive_data(b"VRFY " + b"b" * 505 + b"\r\n", 0)
    server.answer(Reply(250, ("x" * 900, "año\r\n250 fin")), 0)
    server.data_to_send()
    fact = server.facts()[-1]
    assert isinstance(fact, SmtpReplySent)
    assert [len(line) for line in fact.lines] == [506, 12]
    assert fact.lines[1] == "a?o??250 fin"


def test_an_idle_server_counts_from_the_opening_and_not_while_the_agent_thinks():
    config = SmtpServerConfig(host_name="sur.example", idle_timeout_us=1000)
    server = SmtpServer(config, 5_000)
    assert server.timer_at_us() == 6_000
    server.handle_timer(5_999)
    assert server.state is State.GREETED
    server.receive_data(HELLO, 5_500)
    assert server.timer_at_us() is None
    server.answer(make_reply("sender_ok"), 90_000)
    assert server.timer_at_us() == 91_000
    server.handle_timer(91_000)
    assert server.state is State.CLOSED
    assert server.timer_at_us() is None
    assert server.action() is Action.CLOSE


def test_a_lost_connection_withdraws_the_question():
    server = new_server()
    server.receive_data(HELLO, 0)
    server.connection_lost(0)
    assert server.next_question() is None
    assert server.state is State.CLOSED
    server.facts()
    server.receive_data(b"NOOP\r\n", 0)
    server.receive_eof(0)
    assert server.facts() == []
    assert server.timer_at_us() is None


def test_after_its_end_a_client_still_gets_its_answers():
    """It closed its side after QUIT; what it had asked before is answered first."""
    server = new_server()
    server.receive_data(HELLO + b"NOOP\r\n", 0)
    server.receive_eof(0)
    assert server.action() is None
    server.answer(make_reply("sender_ok"), 0)
    codes = [f.code for f in server.facts() if isinstance(f, SmtpReplySent)]
    assert codes == [220, 250, 250, 250]
    assert server.action() is Action.CLOSE
    assert server.timer_at_us() is None
