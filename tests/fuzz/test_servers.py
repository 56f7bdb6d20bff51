"""Whatever octets come, in whatever pieces: a server does not fall, does not swell, and
says only what the RFC's tables have for that state."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.journal.facts import (
    ImapResponseSent,
    Pop3ResponseSent,
    SmtpReplySent,
)
from simulator.protocols.imap import ImapServer, ImapServerConfig
from simulator.protocols.imap.codes import OK
from simulator.protocols.imap.codes import REASONS as IMAP_REASONS
from simulator.protocols.imap.states import TABLE as IMAP_TABLE
from simulator.protocols.imap.states import State as ImapState
from simulator.protocols.imap.states import next_state as imap_next
from simulator.protocols.pop3 import Pop3Server, Pop3ServerConfig
from simulator.protocols.sasl import MECHANISMS
from simulator.protocols.smtp import (
    Authentication,
    MailObject,
    Reply,
    ReversePath,
    Verification,
)
from simulator.protocols.smtp.codes import allowed
from simulator.protocols.smtp.extensions import EXTENSIONS
from simulator.protocols.smtp.questions import Expansion, ForwardPath
from simulator.protocols.smtp.states import CONTENT, RESPONSE
from simulator.protocols.smtp.states import State as SmtpState
from simulator.protocols.smtp.states import next_state as smtp_next
from tests.fuzz.bytes_of import SEEDS, corpus, session
from tests.fuzz.harness import drive, held
from tests.protocols.imap.fake_store import BYE, HELLO, PARTS, Desk
from tests.protocols.imap.fake_store import FakeStore as ImapStore
from tests.protocols.pop3.fake_store import DOTTED, LONG, SHORT
from tests.protocols.pop3.fake_store import FakeStore as PopStore
from tests.protocols.smtp.fake_agent import new_server

seeds = st.integers(0, SEEDS)

SMTP = corpus("smtp/server", "C")
POP3 = corpus("pop3/server", "C")
IMAP = [
    b"l LOGIN ana ejemplo123\r\ns SELECT INBOX\r\n" + data
    for data in corpus("imap/server", "C")
]

_VERB_OF = {
    Authentication: RESPONSE,
    ReversePath: "MAIL",
    ForwardPath: "RCPT",
    MailObject: CONTENT,
    Verification: "VRFY",
    Expansion: "EXPN",
}


def _smtp(chance: Random):
    full = chance.random() < 0.8
    return new_server(
        strict=chance.random() < 0.7,
        refuses=chance.random() < 0.03,
        extensions=tuple(EXTENSIONS) if full else (),
        mechanisms=MECHANISMS if full else (),
        requires_auth=full and chance.random() < 0.2,
        message_octets_max=65_536,
    )


_REPLY = re.compile(rb"(?:[2-5]\d\d-[^\r\n]*\r\n)*[2-5]\d\d [^\r\n]*\r\n")


@given(seeds)
def test_smtp(seed):
    chance = Random(seed)
    server = _smtp(chance)

    def answer(question):
        if chance.random() < 0.02:
            return None
        verb = _VERB_OF[type(question)]
        if verb == RESPONSE and server.state is not SmtpState.AUTH:
            verb = "AUTH"
        codes = sorted(allowed(verb, server.state) - {334, 354})
        code = codes[0] if chance.random() < 0.8 else chance.choice(codes)
        code = 250 if code == 235 and verb != "AUTH" and verb != RESPONSE else code
        return Reply(code, ("because",), f"{code // 100}.0.0", "ok")

    heard = drive(server, session(chance, SMTP), chance, answer)
    state = SmtpState.CLOSED
    for fact in heard.facts:
        if isinstance(fact, SmtpReplySent):
            assert fact.state_before == state
            assert fact.code in allowed(fact.verb, state)
            state = smtp_next(state, fact.verb, fact.code)
            assert fact.state_after == state
    for reply in heard.sent:
        codes = {line[:3] for line in reply.split(b"\r\n")[:-1]}
        assert len(codes) == 1 and re.fullmatch(rb"[2-5]\d\d", codes.pop())
        assert re.fullmatch(
            rb"(?:[2-5]\d\d-[^\r\n]*\r\n)*[2-5]\d\d [^\r\n]*\r\n", reply
        )


@given(seeds)
def test_pop3(seed):
    chance = Random(seed)
    store = PopStore(SHORT, DOTTED, LONG)
    server = Pop3Server(Pop3ServerConfig(host_name="sur.example"), 0)

    def answer(question):
        return None if chance.random() < 0.02 else store.answer(question)

    heard = drive(server, session(chance, POP3), chance, answer)
    responses = [f for f in heard.facts if isinstance(f, Pop3ResponseSent)]
    state = responses[0].state_after
    for fact in responses[1:]:
        assert fact.status in ("+OK", "-ERR", "+")
        assert fact.state_before == state
        if fact.status == "-ERR" and fact.state_after != "CLOSED":
            assert fact.state_after in (fact.state_before, "AUTHORIZATION")
        state = fact.state_after
    assert re.match(rb"\+OK|-ERR", heard.octets)


_TAGGED = re.compile(
    rb"([^\s*+]\S*|\*) (OK|NO|BAD|BYE|PREAUTH)( \[[^\]]*\])? [ -~]*\r\n"
)


@given(seeds)
def test_imap(seed):
    chance = Random(seed)
    store = ImapStore(HELLO, BYE, PARTS)
    config = ImapServerConfig(host_name="norte.example", append_octets_max=65_536)
    server = ImapServer(config, 0)
    desk = Desk(store, server)

    def answer(question):
        if chance.random() < 0.05:
            store.deliver(HELLO)
        return None if chance.random() < 0.02 else desk.answer(question)

    heard = drive(server, session(chance, IMAP), chance, answer)
    state = ImapState.CLOSED
    for fact in heard.facts:
        if not isinstance(fact, ImapResponseSent):
            continue
        assert fact.state_before == state
        assert fact.reason == OK or fact.reason in IMAP_REASONS
        if fact.tag not in ("*", "+"):
            legal = {fact.state_after, imap_next(state, fact.verb, fact.status)}
            assert legal == {state} or fact.verb in IMAP_TABLE[state]
            assert _TAGGED.fullmatch(fact.octets.encode("latin-1"))
        state = ImapState(fact.state_after)


# --- what they hold -------------------------------------------------------------------

NOISE = (
    b"x" * 4_096,
    b"\r" * 4_096,
    b"\0\r\n" * 10,
    b"a {99999999+}\r\n" + b"y" * 999,
)


def _noise_of(protocol):
    if protocol == "smtp":
        return new_server(message_octets_max=65_536), lambda q: Reply(250, ("ok",))
    if protocol == "pop3":
        store = PopStore(SHORT)
        return Pop3Server(Pop3ServerConfig(host_name="x.example"), 0), store.answer
    desk = Desk(ImapStore(HELLO))
    config = ImapServerConfig(host_name="norte.example", append_octets_max=65_536)
    return ImapServer(config, 0), desk.answer


BEGUN = {
    "smtp": (
        b"",
        b"EHLO x.example\r\n",
        b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n",
    ),
    "pop3": (b"", b"USER benito\r\n"),
    "imap": (
        b"",
        b"a LOGIN ana ejemplo123\r\n",
        b"a LOGIN ana ejemplo123\r\nb APPEND INBOX {65000}\r\n",
        b"a LOGIN ana ejemplo123\r\nb SEARCH TEXT {9}\r\n",
        b"a AUTHENTICATE PLAIN\r\n",
        b"a LOGIN ana ejemplo123\r\nb IDLE\r\n",
    ),
}


def test_what_is_held_is_seen():
    engine, _ = _noise_of("imap")
    before = held(engine)
    engine.receive_data(b"x" * 5_000, 0)
    assert held(engine) >= before + 5_000


@pytest.mark.parametrize(
    ("protocol", "begun"),
    [(protocol, begun) for protocol in BEGUN for begun in BEGUN[protocol]],
)
@pytest.mark.parametrize("noise", NOISE, ids=range(len(NOISE)))
def test_five_hundred_pieces_of_noise_are_not_kept(protocol, begun, noise):
    engine, answer = _noise_of(protocol)
    engine.receive_data(begun, 0)
    before = held(engine)
    most = 0
    for turn in range(500):
        engine.receive_data(noise, 0)
        while (question := engine.next_question()) is not None:
            engine.answer(answer(question), 0)
        engine.facts()
        engine.data_to_send()
        engine.action()
        if turn % 50 == 0:
            most = max(most, held(engine))
    assert most - before < 300_000
