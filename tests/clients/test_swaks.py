"""swaks, the SMTP tester."""

import pytest

from tests.clients.programs import (
    ANA,
    ANA_SECRET,
    BENITO,
    DIEGO,
    need,
    needs_perl,
)


def swaks(gate, service, *more, code=0):
    """Run it; what it said."""
    place = f"{gate.host}:{gate.ports[service]}"
    words = ("--server", place, "--header", "Subject: swaks", *more)
    return gate.run(need("swaks"), *words, code=code).stdout


def test_a_letter_for_the_house(gate):
    swaks(gate, "smtp", "--from", DIEGO, "--to", ANA)
    assert (gate.mailboxes(), gate.subjects()) == ([ANA], ["swaks"])


def test_a_letter_for_another_house_is_refused_there(gate):
    said = swaks(gate, "smtp", "--from", DIEGO, "--to", BENITO, code=24)
    assert "550 5.7.1" in said


def test_a_pipelined_session(gate):
    swaks(gate, "smtp", "--from", DIEGO, "--to", f"{ANA},{DIEGO}", "--pipeline")
    assert sorted(gate.mailboxes()) == [ANA, DIEGO]


@pytest.mark.parametrize("way", ["clear", "starttls", "tls"])
@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_a_submission_travels(gate, way, mechanism):
    need("swaks")
    if mechanism == "CRAM-MD5":
        needs_perl("Digest::HMAC_MD5", "libdigest-hmac-perl")
    if way != "clear":
        needs_perl("Net::SSLeay", "libnet-ssleay-perl")
    tls = {"clear": (), "starttls": ("--tls",), "tls": ("--tls-on-connect",)}[way]
    service = "smtps" if way == "tls" else "submission"
    user = ("--auth", mechanism, "--auth-user", "ana", "--auth-password", ANA_SECRET)
    swaks(gate, service, "--from", ANA, "--to", BENITO, *user, *tls)
    assert gate.mailboxes() == [BENITO]
    assert gate.handshakes() == {"clear": [], "starttls": [False], "tls": [True]}[way]


def test_a_wrong_password_is_535(gate):
    user = ("--auth", "PLAIN", "--auth-user", "ana", "--auth-password", "no")
    said = swaks(gate, "submission", "--from", ANA, "--to", ANA, *user, code=28)
    assert "535 5.7.8" in said
