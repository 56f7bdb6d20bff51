"""The certificate is whole, in date and no authority, or there is none and no TLS."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from simulator.gateway import Gateway, GatewayConfig, NoCertificate, server_context
from simulator.gateway import certificate as module
from simulator.gateway.certificate import CERTIFICATE, KEY
from simulator.lab import LabError
from tests.gateway.test_live_lab import Driven
from tests.worlds import scenario


@pytest.fixture
def folder(tmp_path):
    """A data folder with a certificate."""
    server_context(tmp_path)
    return tmp_path


def load(folder):
    return x509.load_pem_x509_certificate((folder / CERTIFICATE).read_bytes())


def again(folder, start, end, ca=False):
    """Put a certificate with other dates, or an authority's, in its place."""
    key = serialization.load_pem_private_key((folder / KEY).read_bytes(), None)
    old = load(folder)
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(old.subject)
        .issuer_name(old.issuer)
        .public_key(old.public_key())
        .serial_number(7)
        .not_valid_before(now + timedelta(days=start))
        .not_valid_after(now + timedelta(days=end))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / CERTIFICATE).write_bytes(made.public_bytes(serialization.Encoding.PEM))


def test_it_is_a_leaf_for_servers_and_names_them(folder):
    extensions = load(folder).extensions
    basic = extensions.get_extension_for_class(x509.BasicConstraints).value
    assert not basic.ca
    usage = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]
    names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "localhost" in names.get_values_for_type(x509.DNSName)
    lasts = load(folder).not_valid_after_utc - load(folder).not_valid_before_utc
    assert lasts <= timedelta(days=825)


@pytest.mark.parametrize("name", [CERTIFICATE, KEY])
@pytest.mark.parametrize("left", [0, 1, 100, 170])
def test_a_truncated_file_is_made_again(folder, name, left):
    path = folder / name
    path.write_bytes(path.read_bytes()[:left])
    server_context(folder)
    assert load(folder).serial_number
    assert sorted(path.name for path in folder.iterdir()) == [CERTIFICATE, KEY]


@pytest.mark.parametrize(
    ("start", "end", "ca"),
    [(-900, -1, False), (-1, 3, False), (2, 90, False), (-1, 90, True)],
    ids=["expired", "expires soon", "not yet", "an authority"],
)
def test_one_that_cannot_be_used_is_made_again(folder, start, end, ca):
    again(folder, start, end, ca)
    server_context(folder)
    assert load(folder).serial_number != 7


def test_one_in_date_is_kept(folder):
    again(folder, -1, 90)
    server_context(folder)
    assert load(folder).serial_number == 7


def test_the_key_of_another_certificate_is_not_used(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    server_context(other)
    (folder / KEY).write_bytes((other / KEY).read_bytes())
    server_context(folder)


def test_a_failed_write_leaves_no_half_file(folder, monkeypatch):
    again(folder, -9, -1)
    before = (folder / KEY).read_bytes()

    def full(_descriptor):
        raise OSError("No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(NoCertificate, match="No space left"):
        server_context(folder)
    assert (folder / KEY).read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [CERTIFICATE, KEY]


class Labs:
    """Takes the scenario of the live lab."""

    def __init__(self):
        self.scenario = None

    def own(self, _owner, plan, *_, **__):
        self.scenario = plan
        raise LabError("taken")


@pytest.mark.parametrize("usable", [True, False])
def test_starttls_is_offered_with_a_certificate_and_not_without(tmp_path, usable):
    if not usable:
        (tmp_path / CERTIFICATE).mkdir()
    labs = Labs()
    gateway = Gateway(labs, scenario("pasarela"), GatewayConfig(data=tmp_path))
    with pytest.raises(LabError, match="taken"):
        gateway.start()
    server = labs.scenario.host("norte").server
    assert ("STARTTLS" in server.extensions) is usable
    assert ("STARTTLS" in server.submission_extensions) is usable
    assert ("STLS" in server.pop3_extensions) is usable
    assert server.imap_starttls is usable


@pytest.mark.parametrize(
    ("port", "asks", "refusal"),
    [
        (25, "EHLO x.example\r\nSTARTTLS\r\n", "502 "),
        (587, "EHLO x.example\r\nSTARTTLS\r\n", "502 "),
        (110, "CAPA\r\nSTLS\r\n", "-ERR "),
        (143, "a CAPABILITY\r\nb STARTTLS\r\n", "b BAD "),
    ],
)
def test_without_a_certificate_the_command_is_refused_too(port, asks, refusal):
    driven = Driven(scenario("pasarela").without_starttls("norte"))
    host = driven.enter(1, port)
    for line in asks.splitlines(keepends=True):
        driven.say(host, line)
    *before, last = driven.heard[host].decode().splitlines()
    assert last.startswith(refusal)
    assert not any("STARTTLS" in line or "STLS" in line for line in before)
