"""The gateway's own certificate: self-signed, made when there is none that can be used,
kept with its key.

A real program has to be told to trust it; the page says how. It is a leaf, not an
authority: who trusts it trusts no other certificate made with its key (RFC 5280
§4.2.1.9). The key never leaves the data folder, which only its owner may read. It
refuses old TLS: 1.2 is the least (RFC 8996).
"""

import os
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any

from gevent import Timeout, socket, ssl

CERTIFICATE, KEY = "gateway-cert.pem", "gateway-key.pem"
NAMES = ("localhost", "norte.example", "smtp.norte.example", "pop.norte.example")
ADDRESSES = (IPv4Address("127.0.0.1"), IPv6Address("::1"))
DAYS = 820
"""Apple's programs refuse one that lasts longer than 825 days."""

LEFT_DAYS = 7
"""One that lasts no longer is made again: a class is not to end with it."""


class NoCertificate(Exception):
    """There is no certificate and none can be made; the message says why."""


def server_context(folder: Path) -> ssl.SSLContext:
    """TLS for the ports that begin with it. Raises NoCertificate."""
    certificate, key = folder / CERTIFICATE, folder / KEY
    try:
        if not _usable(certificate, key):
            folder.mkdir(parents=True, exist_ok=True)
            _make(certificate, key)
        return _context(certificate, key)
    except ImportError:
        raise NoCertificate("the package `cryptography` is not installed") from None
    except (OSError, ssl.SSLError) as error:
        raise NoCertificate(f"{folder}: {error}") from None


def has_certificate(folder: Path) -> bool:
    """Whether TLS can be offered."""
    try:
        server_context(folder)
    except NoCertificate:
        return False
    return True


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key, password=_no_password)
    return context


def _no_password() -> str:
    """Instead of asking on the terminal for that of somebody else's key."""
    return ""


def _usable(certificate: Path, key: Path) -> bool:
    """Whether both are whole, belong together, last long enough, and are no authority.

    Raises ImportError.
    """
    from cryptography import x509

    try:
        _context(certificate, key)
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        constraints = found.extensions.get_extension_for_class(x509.BasicConstraints)
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    now = datetime.now(UTC)
    least = now + timedelta(days=LEFT_DAYS)
    lasts = found.not_valid_before_utc <= now and found.not_valid_after_utc > least
    return lasts and not constraints.value.ca


class ServerTls:
    """Our side of TLS with real programs; the certificate, kept in `folder`, is read
    when it is needed first."""

    def __init__(self, folder: Path, handshake_s: float) -> None:
        self._folder = folder
        self._handshake_s = handshake_s
        self._context: ssl.SSLContext | None = None

    def prepare(self) -> ssl.SSLContext:
        """What a handshake needs. Raises NoCertificate."""
        if self._context is None:
            self._context = server_context(self._folder)
        return self._context

    def handshake(self, sock: socket.socket) -> ssl.SSLSocket | None:
        """`sock` inside TLS; None when that failed or took longer than `handshake_s`
        seconds."""
        try:
            with Timeout(self._handshake_s):
                return self.prepare().wrap_socket(sock, server_side=True)
        except (OSError, NoCertificate, Timeout):
            return None


def _make(certificate: Path, key: Path) -> None:
    """A new key and a certificate for it."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    secret = ec.generate_private_key(ec.SECP256R1())
    _write_whole(
        key,
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write_whole(certificate, _signed(secret))


def _signed(secret: Any) -> bytes:
    """A certificate for that key (RFC 5280), valid on this machine, as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    name = x509.Name(
        [x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "Cartero (simulator)")]
    )
    now = datetime.now(UTC)
    alternatives = [
        *(x509.DNSName(name) for name in NAMES),
        *(x509.IPAddress(address) for address in ADDRESSES),
    ]
    server_auth = x509.oid.ExtendedKeyUsageOID.SERVER_AUTH
    public = secret.public_key()
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.SubjectAlternativeName(alternatives), False),
        (x509.SubjectKeyIdentifier.from_public_key(public), False),
        (x509.ExtendedKeyUsage([server_auth]), False),
        (x509.BasicConstraints(ca=False, path_length=None), True),
    ]
    builder = (
        x509.CertificateBuilder(name, name, public, x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=DAYS))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    made = builder.sign(secret, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.PEM)


def _write_whole(path: Path, data: bytes) -> None:
    """A file that only its owner may read, written aside: it is there whole or not."""
    aside = path.with_suffix(f".{os.getpid()}.part")
    aside.unlink(missing_ok=True)
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
