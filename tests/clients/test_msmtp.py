"""msmtp, the sendmail of one person: submission in the clear, with STARTTLS and TLS."""

import pytest

from tests.clients.programs import ANA, ANA_SECRET, BENITO, DIEGO, LETTER, need

WAYS = {
    "clear": ("submission", "tls off"),
    "starttls": ("submission", "tls on\ntls_starttls on"),
    "tls": ("smtps", "tls on\ntls_starttls off"),
}


def configured(gate, way):
    service, tls = WAYS[way]
    return gate.write(
        "msmtprc",
        f"""account cartero
host {gate.host}
port {gate.ports[service]}
from {ANA}
auth plain
user ana
password {ANA_SECRET}
{tls}
tls_trust_file {gate.certificate}
account default : cartero
""",
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_is_submitted(gate, way):
    path = configured(gate, way)
    words = (need("msmtp"), f"--file={path}", BENITO, DIEGO)
    gate.run(*words, stdin=LETTER.replace("\r\n", "\n"))
    assert sorted(gate.mailboxes()) == [BENITO, DIEGO]
    told = {"clear": [], "starttls": [False], "tls": [True]}
    assert gate.handshakes() == told[way]
    assert gate.refusals() == []


def test_what_the_server_knows(gate):
    path = configured(gate, "starttls")
    said = gate.run(need("msmtp"), f"--file={path}", "--serverinfo").stdout
    assert "smtp.norte.example" in said and "CRAM-MD5" in said
