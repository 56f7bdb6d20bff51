"""A model of TLS for connections inside the lab: opaque, seeded, said to be a model.

Why it exists: a class must see that STARTTLS makes the wire unreadable while the mail
inside stays what it was. So the shape is that of TLS 1.3 (RFC 8446 §2, §5): three
flights of handshake, then records; anybody who watches the wire sees lengths and no
words. Same seed, same octets.

    record = type (1 octet) 0x0303 length (2 octets) fragment

What is not true of it: the key comes from the seed, so it protects nothing; its
certificate is filler; all of its handshake is type 22 where TLS 1.3 hides most in
records of type 23; there is no close_notify. It refuses to be used outside the lab:
toward real programs the gateway speaks real TLS.
"""

from hashlib import blake2b, shake_256
from typing import NamedTuple

HEADER_OCTETS = 5
TAG_OCTETS = 16
FRAGMENT_OCTETS_MAX = 16_384
"""RFC 8446 §5.1: the most a record carries; longer data takes several."""

ALERT, HANDSHAKE, APPLICATION_DATA = 21, 22, 23
"""RFC 8446 §5.1, ContentType."""

CLIENT_HELLO_OCTETS = 512
SERVER_FLIGHT_OCTETS = (122, 2_043)
CLIENT_FINISHED_OCTETS = 64
"""Fragments of the handshake, of the size they have on the Internet: the hello is
padded to 512; a server says hello, then its certificate and Finished."""

UNEXPECTED_MESSAGE = 10
"""RFC 8446 §6: AlertDescription."""

_VERSION = b"\x03\x03"


class TlsError(Exception):
    """The peer does not speak this TLS. `reason`: `not_tls` or `damaged`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Certificate(NamedTuple):
    """What a machine shows in the handshake: `names` for whom; `trouble`: why no
    authority vouches for it, `self_signed` or `expired`; "": nothing is wrong.

    It is a model: who checks it is told, and the octets on the wire are filler.
    """

    names: tuple[str, ...] = ()
    trouble: str = ""

    def judged(self, name: str) -> str:
        """`valid`, or why it does not prove that this is `name` (RFC 8461 §4.2)."""
        if self.trouble:
            return self.trouble
        wanted = name.lower().rstrip(".")
        known = any(wanted == each.lower() for each in self.names)
        return "valid" if known else "other_name"


class Decrypted(NamedTuple):
    """What came of some octets. `plain`: what the peer said inside; `reply`: records to
    send back; `completed`: the handshake was finished by them."""

    plain: bytes
    reply: bytes
    completed: bool


def record(kind: int, fragment: bytes) -> bytes:
    """One record."""
    return bytes((kind,)) + _VERSION + len(fragment).to_bytes(2) + fragment


def alert(description: int = UNEXPECTED_MESSAGE) -> bytes:
    """A fatal alert (RFC 8446 §6)."""
    return record(ALERT, bytes((2, description)))


class Tunnel:
    """One side of one connection. `key`: the same on both sides, for one connection.

    `sent`, `received`: octets of handshake on the wire.
    """

    def __init__(self, key: str, client: bool) -> None:
        self.done = False
        self.sent = 0
        self.received = 0
        self._key = key
        self._client = client
        self._buffer = bytearray()
        self._records_in = 0
        self._records_out = 0

    def start(self) -> bytes:
        """What this side says unasked: the client's hello, nothing for a server."""
        return self._handshake(CLIENT_HELLO_OCTETS) if self._client else b""

    def receive(self, data: bytes) -> Decrypted:
        """Octets from the wire, cut at any place. Raises TlsError."""
        self._buffer += data
        plain: list[bytes] = []
        reply, completed = b"", False
        while (found := self._next_record()) is not None:
            kind, fragment = found
            if self.done:
                plain.append(self._open(kind, fragment))
                continue
            if kind != HANDSHAKE:
                raise TlsError("not_tls")
            self.received += HEADER_OCTETS + len(fragment)
            self._records_in += 1
            reply += self._answer()
            completed = completed or self.done
        return Decrypted(b"".join(plain), reply, completed)

    def seal(self, data: bytes) -> bytes:
        """`data` as records, once the handshake is done."""
        assert self.done, "nothing may be said inside before the handshake"
        out = []
        for at in range(0, len(data), FRAGMENT_OCTETS_MAX):
            part = data[at : at + FRAGMENT_OCTETS_MAX]
            hidden = _xor(
                part, self._stream(self._client, self._records_out, len(part))
            )
            tag = self._tag(self._client, self._records_out, hidden)
            out.append(record(APPLICATION_DATA, hidden + tag))
            self._records_out += 1
        return b"".join(out)

    # --- the handshake: hello; hello, certificate, Finished; Finished ---

    def _answer(self) -> bytes:
        """What to say to the handshake record that just came."""
        if not self._client:
            if self._records_in == 1:
                return b"".join(map(self._handshake, SERVER_FLIGHT_OCTETS))
            self._finish()
            return b""
        if self._records_in < len(SERVER_FLIGHT_OCTETS):
            return b""
        finished = self._handshake(CLIENT_FINISHED_OCTETS)
        self._finish()
        return finished

    def _handshake(self, octets: int) -> bytes:
        fragment = self._stream(self._client, self._records_out, octets)
        self._records_out += 1
        self.sent += HEADER_OCTETS + octets
        return record(HANDSHAKE, fragment)

    def _finish(self) -> None:
        self.done = True
        self._records_in = self._records_out = len(SERVER_FLIGHT_OCTETS)

    # --- records ---

    def _next_record(self) -> tuple[int, bytes] | None:
        """Type and fragment of the next whole record."""
        buffer = self._buffer
        if buffer and not ALERT <= buffer[0] <= APPLICATION_DATA:
            raise TlsError("not_tls")
        if len(buffer) < HEADER_OCTETS:
            return None
        length = int.from_bytes(buffer[3:HEADER_OCTETS])
        if buffer[1:3] != _VERSION or length > FRAGMENT_OCTETS_MAX + TAG_OCTETS:
            raise TlsError("not_tls")
        end = HEADER_OCTETS + length
        if len(buffer) < end:
            return None
        kind, fragment = buffer[0], bytes(buffer[HEADER_OCTETS:end])
        del buffer[:end]
        return kind, fragment

    def _open(self, kind: int, fragment: bytes) -> bytes:
        hidden, tag = fragment[:-TAG_OCTETS], fragment[-TAG_OCTETS:]
        number = self._records_in
        if kind != APPLICATION_DATA or tag != self._tag(
            not self._client, number, hidden
        ):
            raise TlsError("damaged")
        self._records_in += 1
        return _xor(hidden, self._stream(not self._client, number, len(hidden)))

    def _stream(self, by_client: bool, number: int, octets: int) -> bytes:
        """The key stream of one record."""
        return shake_256(self._label(by_client, number)).digest(octets)

    def _tag(self, by_client: bool, number: int, hidden: bytes) -> bytes:
        key = blake2b(self._label(by_client, number), digest_size=32).digest()
        return blake2b(hidden, key=key, digest_size=TAG_OCTETS).digest()

    def _label(self, by_client: bool, number: int) -> bytes:
        side = "client" if by_client else "server"
        return f"{self._key}/{side}/{number}".encode()


def _xor(data: bytes, stream: bytes) -> bytes:
    length = len(data)
    return (int.from_bytes(data) ^ int.from_bytes(stream)).to_bytes(length)
