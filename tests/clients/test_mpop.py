"""mpop collects by POP3, pipelined, and remembers by UIDL what it has."""

import pytest

from tests.clients.programs import ANA_SECRET, LETTER, TEXT, need

WAYS = {
    "clear": ("pop3", "tls off", []),
    "stls": ("pop3", "tls on\ntls_starttls on", [False]),
    "tls": ("pop3s", "tls on\ntls_starttls off", [True]),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("auth", ["user", "apop", "plain", "cram-md5"])
def test_what_is_new_is_collected(gate, way, auth):
    mpop = need("mpop")
    gate.deliver(LETTER, LETTER)
    service, tls, handshake = WAYS[way]
    rc = gate.write(
        "mpoprc",
        f"""account cartero
host {gate.host}
port {gate.ports[service]}
user ana
password {ANA_SECRET}
auth {auth}
{tls}
tls_trust_file {gate.certificate}
pipelining on
keep on
uidls_file {gate.folder}/uidls
delivery mbox {gate.folder}/collected
account default : cartero
""",
    )
    for letters in (2, 3):
        gate.run(mpop, f"--file={rc}", "--quiet")
        collected = (gate.folder / "collected").read_text()
        assert collected.count(TEXT) == letters
        gate.deliver()
    assert gate.handshakes() == handshake * 2
    assert gate.refusals() == []
