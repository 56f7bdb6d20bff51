"""What can be set about the gateway, its certificate, and what it never does."""

import ast
import imaplib
import poplib
import smtplib
import ssl
from pathlib import Path

import pytest

import simulator.gateway
from app import StartRefused, config_from
from simulator.gateway import (
    GATEWAY_SERVICES,
    GatewayConfig,
    Listener,
    ports_from,
    server_context,
)
from simulator.gateway.admission import Admission
from tests.gateway.rig import HOST, PATIENCE_S, Client
from tests.worlds import scenario

DEFAULTS = {
    "smtp": 2525,
    "submission": 2587,
    "pop3": 2110,
    "imap": 2143,
    "smtps": 2465,
    "pop3s": 2995,
    "imaps": 2993,
}


def test_the_ports_are_those_of_the_guide_unless_the_environment_says_others():
    assert ports_from({}) == DEFAULTS
    for service in GATEWAY_SERVICES:
        assert service.variable == f"CARTERO_{service.name.upper()}_PORT"
        other = ports_from({service.variable: "4000"})
        assert other == {**DEFAULTS, service.name: 4000}


@pytest.mark.parametrize("said", ["", "x", "-1", "65536", "2525.0", "²"])
def test_what_is_no_port_is_refused_by_name(said):
    with pytest.raises(StartRefused, match="CARTERO_POP3_PORT"):
        config_from({"CARTERO_POP3_PORT": said}, [])


def test_plaintext_logins_are_allowed_unless_the_environment_says_no():
    assert config_from({}, []).gateway.plaintext_login
    no = config_from({"CARTERO_PLAINTEXT_LOGIN": "0"}, [])
    assert not no.gateway.plaintext_login
    with pytest.raises(StartRefused, match="CARTERO_PLAINTEXT_LOGIN"):
        config_from({"CARTERO_PLAINTEXT_LOGIN": "no"}, [])


def test_without_plaintext_logins_tls_comes_first(make_rig):
    rig = make_rig(plaintext_login=False)
    trusting = ssl.create_default_context(
        cafile=str(rig.config.data / "gateway-cert.pem")
    )
    with smtplib.SMTP(HOST, rig.ports["submission"], timeout=PATIENCE_S) as client:
        client.ehlo()
        assert client.esmtp_features["auth"].split() == ["CRAM-MD5"]
        client.starttls(context=trusting)
        client.ehlo()
        assert client.esmtp_features["auth"].split() == ["PLAIN", "LOGIN", "CRAM-MD5"]
        client.login("ana", "ana-secreta")
    box = poplib.POP3(HOST, rig.ports["pop3"], timeout=PATIENCE_S)
    with pytest.raises(poplib.error_proto, match="STLS first"):
        box.user("ana")
    box.stls(trusting)
    box.user("ana")
    box.pass_("ana-secreta")
    box.quit()
    with imaplib.IMAP4(HOST, rig.ports["imap"], timeout=PATIENCE_S) as imap:
        assert "LOGINDISABLED" in imap.capabilities
        imap.starttls(trusting)
        assert "LOGINDISABLED" not in imap.capabilities
        imap.login("ana", "ana-secreta")


def test_the_certificate_is_made_once_and_kept(tmp_path):
    server_context(tmp_path / "data")
    made = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert sorted(made) == ["gateway-cert.pem", "gateway-key.pem"]
    server_context(tmp_path / "data")
    again = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert again == made


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_tls_is_refused(rig):
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, OSError)):
        old.wrap_socket(Client(rig.ports["imaps"]).sock)


def test_a_hundred_and_twenty_at_once(rig):
    """Four services, all connected before the first speaks, all answered."""
    clients = [
        rig.connect(service)
        for service in ("smtp", "submission", "pop3", "imap")
        for _ in range(30)
    ]
    assert all(client.line() for client in clients)
    assert rig.run(lambda: len(rig.listener)) == 120
    for client in clients:
        client.send("QUIT\r\n")
    assert all(client.line() for client in clients)
    for client in clients:
        client.close()
    rig.empty()


@pytest.mark.parametrize(
    ("plan", "target", "behind"),
    [
        ("pasarela", "norte", {"smtps": (465, True), "pop3s": (995, True)}),
        ("primera-carta", "sur", {"smtps": (587, False), "pop3s": (110, False)}),
    ],
)
def test_where_the_lab_has_no_tls_port_tls_ends_at_the_gateway(plan, target, behind):
    config = GatewayConfig(data=Path())
    listener = Listener(None, scenario(plan), target, config, Admission(config))
    there = {one.name: listener.destination(one) for one in GATEWAY_SERVICES}
    found = {name: (one.port, one.tls) for name, one in there.items()}
    assert {name: found[name] for name in behind} == behind
    assert found["smtp"] == (25, False)


def test_it_listens_on_loopback_and_calls_nobody():
    """No connection leaves: nothing in the package makes one."""
    assert GatewayConfig(data=Path()).host == "127.0.0.1"
    folder = Path(simulator.gateway.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "attr", getattr(node, "id", ""))
            assert name not in ("connect", "connect_ex", "create_connection"), path


def test_no_mailbox_of_the_gateway_can_be_filled_without_end():
    accounts = scenario("pasarela").accounts
    assert accounts
    assert all(each.quota_octets and each.quota_messages for each in accounts)
