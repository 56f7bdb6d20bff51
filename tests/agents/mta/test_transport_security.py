"""What a server asks of TLS on the way out: nothing, what there is, or a must."""

from typing import Any

import pytest

from simulator.agents.config import OutgoingTlsConfig
from simulator.journal import facts as f
from tests.agents.mail_world import FEATURES, Post, server, world

BENITO = "benito@sur.example"
WITH_TLS = (*FEATURES, "STARTTLS")


def post(outgoing: dict[str, Any], **south: Any) -> Post:
    """A message from norte, which asks `outgoing` of TLS, to sur."""
    north = server("norte", outgoing_tls=OutgoingTlsConfig(**outgoing))
    lab = Post(world(north, server("sur", **south)))
    lab.send(BENITO)
    return lab


@pytest.mark.parametrize("level", ["never", "opportunistic"])
def test_without_tls_on_offer_the_message_goes_in_the_clear(level: str) -> None:
    lab = post({"level": level})
    assert len(lab.mailbox(BENITO)) == 1
    assert not lab.facts(f.TlsHandshakeCompleted)
    assert not lab.facts(f.SmtpTlsMissed)


def test_whoever_never_uses_tls_does_not_ask_for_it() -> None:
    lab = post({"level": "never"}, extensions=WITH_TLS)
    assert len(lab.mailbox(BENITO)) == 1
    assert not lab.facts(f.TlsHandshakeCompleted)


def test_required_tls_that_is_not_offered_keeps_the_message_and_tells_of_it() -> None:
    """As Postfix does with `smtp_tls_security_level = encrypt`: 4.7.4, deferred."""
    lab = post({"level": "required"})
    (missed,) = lab.facts(f.SmtpTlsMissed)
    assert missed.reason == "not_offered"
    assert not [c for c in lab.facts(f.SmtpCommandReceived) if c.verb == "MAIL"][1:]
    (waiting,) = lab.facts(f.QueueAttemptDeferred)
    assert waiting.text.startswith("4.7.4 ")
    lab.skip(lambda: lab.empty)
    assert not lab.mailbox(BENITO)
    warned, gave_up = lab.facts(f.NoticeComposed)
    assert (warned.action, gave_up.action) == ("delayed", "failed")


def test_required_tls_that_is_offered_is_used() -> None:
    lab = post({"level": "required"}, extensions=WITH_TLS)
    assert len(lab.mailbox(BENITO)) == 1
    assert len(lab.facts(f.TlsHandshakeCompleted)) == 1
    assert not lab.facts(f.TlsCertificateChecked)


@pytest.mark.parametrize("level", ["opportunistic", "required"])
@pytest.mark.parametrize("shown", ["self_signed", "expired", "other_name"])
def test_a_certificate_that_proves_nothing_stops_who_looks(
    level: str, shown: str
) -> None:
    lab = post({"level": level, "verify": True}, extensions=WITH_TLS, certificate=shown)
    (checked,) = lab.facts(f.TlsCertificateChecked)
    assert (checked.name, checked.result) == ("sur.example", shown)
    (waiting,) = lab.facts(f.QueueAttemptDeferred)
    assert waiting.text.startswith("4.7.5 ")
    assert not lab.mailbox(BENITO)


def test_nobody_looks_at_a_certificate_unasked() -> None:
    lab = post({"level": "required"}, extensions=WITH_TLS, certificate="self_signed")
    assert len(lab.mailbox(BENITO)) == 1


def test_a_good_certificate_lets_the_message_pass() -> None:
    lab = post({"level": "required", "verify": True}, extensions=WITH_TLS)
    assert [c.result for c in lab.facts(f.TlsCertificateChecked)] == ["valid"]
    assert len(lab.mailbox(BENITO)) == 1
