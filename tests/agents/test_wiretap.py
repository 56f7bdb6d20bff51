"""A machine on the way: what it writes over, what each sees, what is left alone."""

from typing import Any

import pytest

from simulator.acts import PowerOff
from simulator.agents.config import HostConfig, OutgoingTlsConfig, WiretapConfig
from simulator.journal import facts as f
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Step
from simulator.scenario import scenario_view
from tests.agents.mail_world import FEATURES, Post, server, world

BENITO = "benito@sur.example"
WITH_TLS = (*FEATURES, "STARTTLS")


def tapped(strips: Any, level: Any = "opportunistic", **north: Any) -> Post:
    """norte sends to sur, which offers STARTTLS; a machine stands between."""
    outgoing = OutgoingTlsConfig(level=level)
    tap = HostConfig(
        id="tap",
        label={"es": "espía", "en": "spy"},
        address="203.0.113.66",
        wiretap=WiretapConfig(between=("norte", "sur"), strips=strips),
    )
    hosts = (
        server("norte", outgoing_tls=outgoing, **north),
        tap,
        server("sur", extensions=WITH_TLS),
    )
    return Post(world(*hosts))


def test_who_only_reads_changes_nothing() -> None:
    lab = tapped("nothing")
    lab.send(BENITO)
    assert not lab.facts(f.TcpTextReplaced)
    assert len(lab.facts(f.TlsHandshakeCompleted)) == 1
    assert len(lab.mailbox(BENITO)) == 1


def test_an_overwritten_offer_makes_the_opportunistic_go_on_in_the_clear() -> None:
    lab = tapped("offer")
    lab.send(BENITO)
    (replaced,) = lab.facts(f.TcpTextReplaced)
    ends = (replaced.from_host, replaced.to_host)
    assert ends == ("sur", "norte")
    assert (replaced.before, replaced.after) == ("STARTTLS", "XXXXXXXX")
    said = [r for r in lab.facts(f.SmtpReplySent) if r.verb == "EHLO"][-1]
    assert "STARTTLS" in said.lines
    event = next(e for e in lab.lab.journal if isinstance(e.fact, f.TcpTextReplaced))
    wire = lab.lab.journal.stream(f"{event.conn}.s").read()
    assert b"XXXXXXXX\r\n" in wire and b"STARTTLS" not in wire
    assert event.host == "tap"
    served = ServedJournal(lab.lab.journal, scenario_view(lab.lab.scenario)).served()
    (reply,) = [step for step in served if step.fact is said and isinstance(step, Step)]
    assert "250-STARTTLS\r\n" in (reply.octets or ""), "as the server sent it"
    assert not lab.facts(f.TlsHandshakeCompleted)
    assert len(lab.mailbox(BENITO)) == 1
    assert b"hola" in lab.lab.journal.stream(f"{event.conn}.c").read()


def test_an_overwritten_command_is_heard_by_the_server_and_answered_for_it() -> None:
    lab = tapped("command")
    lab.send(BENITO)
    command, reply = lab.facts(f.TcpTextReplaced)
    assert (command.part, command.to_host) == ("command", "sur")
    assert (reply.part, reply.to_host) == ("reply", "norte")
    assert reply.before.startswith("500 5.5.2 ")
    assert reply.after.startswith("454 4.7.0 TLS not available")
    assert len(reply.before) == len(reply.after)
    assert not lab.facts(f.TlsHandshakeCompleted)
    assert len(lab.mailbox(BENITO)) == 1


@pytest.mark.parametrize(
    ("strips", "reason"), [("offer", "not_offered"), ("command", "refused")]
)
def test_who_requires_tls_is_held_up_and_tells_nothing(
    strips: str, reason: str
) -> None:
    lab = tapped(strips, level="required")
    lab.send(BENITO)
    assert [m.reason for m in lab.facts(f.SmtpTlsMissed)] == [reason]
    assert not lab.mailbox(BENITO)
    (event, *_) = [e for e in lab.lab.journal if isinstance(e.fact, f.TcpTextReplaced)]
    assert b"MAIL" not in lab.lab.journal.stream(f"{event.conn}.c").read()
    lab.lab.apply(PowerOff("tap"))
    lab.skip(lambda: lab.empty)
    assert len(lab.mailbox(BENITO)) == 1


def test_the_text_of_a_message_is_left_alone() -> None:
    lab = tapped("command", level="never")
    lab.send(BENITO, body="STARTTLS\r\n250 STARTTLS\r\n500 no")
    assert not lab.facts(f.TcpTextReplaced)
    assert b"STARTTLS\r\n250 STARTTLS\r\n500 no" in lab.mailbox(BENITO)[0]


def test_same_seed_same_octets() -> None:
    runs = []
    for _ in range(2):
        lab = tapped("command")
        lab.send(BENITO)
        runs.append(
            [(e.at_us, e.host, e.fact) for e in lab.lab.journal]
            + [lab.lab.journal.stream("c2.s").read()]
        )
    assert runs[0] == runs[1]
