"""Python's smtplib sends in every way it knows."""

import smtplib

import pytest

from tests.clients.programs import ANA, ANA_SECRET, BENITO, DIEGO, LETTER
from tests.gateway.rig import HOST, PATIENCE_S


@pytest.mark.parametrize("mechanism", ["plain", "login", "cram_md5"])
@pytest.mark.parametrize("way", ["clear", "starttls", "tls"])
def test_a_submission_travels_to_another_server(gate, way, mechanism):
    kind = smtplib.SMTP_SSL if way == "tls" else smtplib.SMTP
    port = gate.ports["smtps" if way == "tls" else "submission"]
    more = {"context": gate.trusting} if way == "tls" else {}
    with kind(HOST, port, timeout=PATIENCE_S, **more) as client:
        if way == "starttls":
            client.starttls(context=gate.trusting)
        client.ehlo()
        client.user, client.password = ANA, ANA_SECRET
        method = getattr(client, f"auth_{mechanism}")
        client.auth(mechanism.upper().replace("_", "-"), method)
        assert client.sendmail(ANA, [BENITO, DIEGO], LETTER) == {}
    assert sorted(gate.mailboxes()) == [BENITO, DIEGO]
    assert gate.handshakes() == {"clear": [], "starttls": [False], "tls": [True]}[way]
    assert gate.refusals() == []


def test_the_local_part_alone_logs_in(gate):
    with smtplib.SMTP(HOST, gate.ports["submission"], timeout=PATIENCE_S) as client:
        client.login("ana", ANA_SECRET)
        client.sendmail(ANA, [BENITO], LETTER)
    assert gate.mailboxes() == [BENITO]


def test_port_25_knows_its_own_and_refuses_to_relay(gate):
    with smtplib.SMTP(HOST, gate.ports["smtp"], timeout=PATIENCE_S) as client:
        refused = client.sendmail(DIEGO, [ANA, BENITO, "postmaster"], LETTER)
    assert {path: code for path, (code, _) in refused.items()} == {BENITO: 550}
    assert b"5.7.1" in refused[BENITO][1]
    assert gate.mailboxes() == [ANA, ANA]


def test_errors_cost_no_time_and_no_connection(gate):
    """No delay after errors: a hundred of them, and the letter still goes."""
    with smtplib.SMTP(HOST, gate.ports["smtp"], timeout=PATIENCE_S) as client:
        for _ in range(100):
            assert client.docmd("NONSENSE")[0] == 500
        client.sendmail(DIEGO, [ANA], LETTER)
    assert gate.mailboxes() == [ANA]
