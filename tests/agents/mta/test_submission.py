"""Submission: who may, inside what, and what a server completes (RFC 6409)."""

import base64

import msgspec
import pytest

from simulator.acts import Open, Send, TypeLine
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.scenario import Scenario
from tests.worlds import scenario

EVERYTHING = (
    "PIPELINING",
    "SIZE",
    "8BITMIME",
    "ENHANCEDSTATUSCODES",
    "STARTTLS",
    "DSN",
    "SMTPUTF8",
    "CHUNKING",
)
PLAIN = base64.b64encode(b"\0ana\0ana-secreta").decode()
ACTING_FOR_CARLA = base64.b64encode(b"carla\0ana\0ana-secreta").decode()


def world(**changes: object) -> Lab:
    """The first letter's world; `changes` of both its servers; nothing sent yet."""
    base = scenario()
    hosts = tuple(
        msgspec.structs.replace(h, server=msgspec.structs.replace(h.server, **changes))
        if h.server
        else h
        for h in base.hosts
    )
    changed: Scenario = msgspec.structs.replace(base, hosts=hosts, opening=())
    lab = Lab(changed, 7)
    lab.open()
    return lab


def facts(lab: Lab, kind: type) -> list:
    return [e.fact for e in lab.journal if isinstance(e.fact, kind)]


def typed(lab: Lab, port: int, *lines: str) -> list[str]:
    lab.apply(Open("pc-ana", "norte", port))
    lab.settle()
    for line in lines:
        lab.apply(TypeLine(line))
        lab.settle()
    return [fact.octets for fact in facts(lab, f.SmtpReplySent)]


SUBMISSION = {"submission_extensions": ("AUTH", *EVERYTHING), "mechanisms": ("PLAIN",)}


def test_the_clients_use_all_that_is_offered_and_the_message_arrives():
    lab = world(extensions=EVERYTHING, trusted=(), requires_auth=True, **SUBMISSION)
    lab.apply(Send("pc-ana", "benito@sur.example", "Día", "¿Qué tal?"))
    lab.settle()
    assert [d.mailbox for d in facts(lab, f.MessageDelivered)] == ["benito@sur.example"]
    assert [q.with_protocol for q in facts(lab, f.MessageQueued)] == [
        "ESMTPSA",
        "ESMTPS",
    ]
    verbs = [c.verb for c in facts(lab, f.SmtpCommandReceived)]
    begin = ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "BDAT LAST", "QUIT"]
    assert verbs == begin + [v for v in begin if v != "AUTH"]
    assert len(facts(lab, f.TlsHandshakeCompleted)) == 2


def test_inside_tls_the_wire_is_opaque_and_the_inner_stream_is_plain():
    lab = world(trusted=(), requires_tls=True, **SUBMISSION)
    lab.apply(Send("pc-ana", "benito@sur.example", "Uno", "Hola"))
    lab.settle()
    wire, inside = lab.journal.octets("c1.c"), lab.journal.octets("c1.tc")
    assert wire.startswith(b"EHLO") and PLAIN.encode() not in wire
    assert PLAIN.encode() in inside and b"MAIL FROM:" in inside
    for event in lab.journal:
        stream = getattr(event.fact, "stream", "")
        if stream.startswith("t"):
            octets = lab.journal.octets(f"{event.conn}.{stream}", event.fact.offset)
            assert octets.startswith(event.fact.octets.encode("latin-1"))


def test_the_same_seed_gives_the_same_records():
    def wire() -> bytes:
        lab = world(extensions=EVERYTHING, **SUBMISSION)
        lab.apply(Send("pc-ana", "benito@sur.example", "Uno", "Hola"))
        lab.settle()
        return lab.journal.octets("c1.c") + lab.journal.octets("c2.s")

    assert wire() == wire()


def test_without_auth_submission_says_530_and_port_25_does_not_relay():
    lab = world(trusted=(), requires_auth=True, **SUBMISSION)
    hello = "EHLO pc-ana.norte.example"
    assert (
        typed(lab, 587, hello, "MAIL FROM:<ana@norte.example>")[-1][:9] == "530 5.7.0"
    )
    said = typed(
        lab, 25, hello, "MAIL FROM:<ana@norte.example>", "RCPT TO:<benito@sur.example>"
    )
    assert said[-1].startswith("550 5.7.1")


@pytest.mark.parametrize(
    ("response", "reply"),
    [(PLAIN, "235 2.7.0"), (ACTING_FOR_CARLA, "535 5.7.8"), ("AGEAYg==", "535 5.7.8")],
)
def test_only_the_right_credentials_log_in(response: str, reply: str):
    lab = world(trusted=(), **SUBMISSION)
    said = typed(lab, 587, "EHLO pc-ana.norte.example", f"AUTH PLAIN {response}")
    assert said[-1].startswith(reply)


def test_a_submission_is_completed_and_a_transfer_is_not():
    letter = ("MAIL FROM:<ana@norte.example>", "RCPT TO:<ana@norte.example>", "DATA")
    body = ("Subject: sola", "", "x", ".", "QUIT")
    for port, completed in ((587, True), (25, False)):
        lab = world()
        typed(lab, port, "EHLO pc-ana.norte.example", *letter, *body)
        content = lab.world.stores["norte"].mailboxes["ana@norte.example"]
        octets = content.messages[-1].content
        assert (b"\r\nDate: " in octets) is completed
        assert (b"\r\nMessage-ID: <norte-1@smtp.norte.example>" in octets) is completed


def test_plain_text_after_starttls_ends_the_conversation():
    lab = world(**SUBMISSION)
    hello = "EHLO pc-ana.norte.example"
    typed(lab, 587, hello, "STARTTLS", "MAIL FROM:<ana@norte.example>")
    assert [t.reason for t in facts(lab, f.TlsHandshakeFailed)] == ["not_tls"]
    assert facts(lab, f.TcpConnectionClosed)[-1].by == "norte"
    lab.settle()


def test_implicit_tls_has_its_own_port():
    lab = world(submissions_port=465)
    assert typed(lab, 465, "EHLO pc-ana") == []
    assert facts(lab, f.TlsHandshakeFailed)


def test_too_many_connections_are_told_421():
    lab = world(connections_max=1)
    assert typed(lab, 25)[-1].startswith("220")
    assert typed(lab, 25)[-1].startswith("421 ")
    assert facts(lab, f.TcpConnectionClosed)[-1].by == "norte"


def test_notify_never_is_respected():
    for wish, notices in (("", 1), (" NOTIFY=NEVER", 0), (" NOTIFY=SUCCESS", 0)):
        lab = world(extensions=EVERYTHING, **SUBMISSION)
        typed(
            lab,
            587,
            "EHLO pc-ana.norte.example",
            "MAIL FROM:<ana@norte.example> RET=HDRS ENVID=x1",
            f"RCPT TO:<noexiste@sur.example>{wish}",
            "DATA",
            "Subject: x",
            ".",
            "QUIT",
        )
        commands = [c.argument for c in facts(lab, f.SmtpCommandReceived)]
        assert any(wish in a and "noexiste" in a for a in commands[-4:])
        assert len(facts(lab, f.MessageDelivered)) == notices


def test_what_came_by_smtputf8_says_so_in_its_received_fields():
    """RFC 6531 §4.3."""
    lab = world(extensions=EVERYTHING)
    lab.apply(Open("pc-ana", "sur", 25))
    lab.settle()
    for line in (
        "EHLO pc-ana.norte.example",
        "MAIL FROM:<ñandú@norte.example> SMTPUTF8",
        "RCPT TO:<benito@sur.example>",
        "DATA",
        "Subject: Hola",
        ".",
    ):
        lab.apply(TypeLine(line))
        lab.settle()
    assert [q.with_protocol for q in facts(lab, f.MessageQueued)] == ["UTF8SMTP"]
