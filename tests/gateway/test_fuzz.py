"""Fuzzed octets through real sockets: every port answers in its protocol, no lab fails,
and whoever comes afterwards is served."""

import logging
import re
import socket
from errno import ECONNRESET, ENOTCONN, EPIPE
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.bytes_of import SEEDS, corpus, pieces, session
from tests.gateway.rig import HOST, PATIENCE_S, Rig

_LOGIN = {
    "smtp": b"EHLO x.example\r\n",
    "submission": b"EHLO x\r\nAUTH PLAIN AGFuYQBhbmEtc2VjcmV0YQ==\r\n",
    "pop3": b"USER ana\r\nPASS ana-secreta\r\n",
    "imap": b"a LOGIN ana ana-secreta\r\nb SELECT INBOX\r\n",
}
_FOLDER = {"smtp": "smtp", "submission": "smtp", "pop3": "pop3", "imap": "imap"}
_KNOWN = {folder: corpus(f"{folder}/server", "C") for folder in set(_FOLDER.values())}
_LINE = {
    "smtp": re.compile(rb"[2-5]\d\d[ -][^\r\n]*\r\n"),
    "pop3": re.compile(rb"(?:\+OK|-ERR|\+ ?)[^\r\n]*\r\n"),
    "imap": re.compile(rb"(?:\* |\+ |\S+ (?:OK|NO|BAD) )"),
}
TLS_ALERT = b"\x15\x03"
_GREETING = {"smtp": b"220 ", "submission": b"220 ", "pop3": b"+OK", "imap": b"* OK"}


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """One gateway for all of it: what one session breaks the next one meets."""
    rig = Rig(tmp_path_factory.mktemp("data"))
    yield rig
    rig.close()


@pytest.mark.parametrize("service", _LOGIN)
@settings(
    max_examples=settings.default.max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, SEEDS))
def test_whatever_is_sent(lasting, caplog, service, seed):
    chance = Random(seed)
    protocol = _FOLDER[service]
    data = session(chance, _KNOWN[protocol])
    if chance.random() < 0.7:
        data = _LOGIN[service] + data
    with caplog.at_level(logging.ERROR):
        heard = _exchange(lasting.ports[service], chance, data)
    assert not caplog.records, caplog.text
    assert heard.startswith(_GREETING[service])
    # After STARTTLS the gateway speaks TLS, and to what is not TLS an alert.
    lines = heard.partition(TLS_ALERT)[0].split(b"\n")
    lines = [line + b"\n" for line in lines[:-1]]
    if protocol == "smtp":
        assert all(_LINE[protocol].fullmatch(line) for line in lines)
    else:
        assert _LINE[protocol].match(lines[0])
        assert all(line.endswith(b"\r\n") for line in lines)


def _exchange(port: int, chance: Random, data: bytes) -> bytes:
    """Send it in pieces, say no more, hear all."""
    heard = b""
    with socket.create_connection((HOST, port), timeout=PATIENCE_S) as sock:
        heard += sock.recv(4_096)
        try:
            for piece in pieces(chance, data):
                sock.sendall(piece)
            sock.shutdown(socket.SHUT_WR)
            while more := sock.recv(65_536):
                heard += more
        except OSError as error:
            # A reset may be met by whichever call comes next.
            assert error.errno in (EPIPE, ECONNRESET, ENOTCONN)
    return heard
