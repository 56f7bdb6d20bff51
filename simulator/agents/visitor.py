"""A visitor: the machine of a real program that came in through the gateway.

Its cable has no length, its program is outside the world: octets it sends arrive as
acts, and what is sent to it goes to its `Outlet`, at once. A replay has no outlet and
is the same run.

TLS with the real program is the gateway's; inside the lab its machine speaks the
modelled one, so that the wire is as unreadable there (`net/tls.py`). It refuses to know
the protocol it carries.
"""

from typing import Protocol

from simulator.net import Connection, End, Network, TlsEnd

UNREAD_OCTETS_MAX = 1 << 20
"""The receive window of a visitor: so much waits for a slow program, then its server
stops sending."""


class Outlet(Protocol):
    """The real end of the connection. None of these may raise, or wait."""

    def received(self, data: bytes) -> None:
        """Octets for the real program."""

    def secures(self) -> None:
        """What the server says next, and hears next, is inside TLS."""

    def ended(self) -> None:
        """The server has said all it had to say."""

    def lost(self, reason: str) -> None:
        """The connection broke: refused, reset or timed_out."""


class Visitor:
    """One machine from outside, `address` its network address, with one connection."""

    def __init__(self, network: Network, host: str, address: str) -> None:
        self.host = host
        self.address = address
        self.conn: Connection | None = None
        self.outlet: Outlet | None = None
        self.heard_seq = 0
        self._network = network
        self._taken = 0
        self._heard = 0
        self._implicit = False
        self._tls: TlsEnd | None = None

    def connect(self, server: str, port: int, tls: bool = False) -> None:
        """Call `port` of `server`. `tls`: inside TLS from the first octet on."""
        self._implicit = tls
        self.conn = self._network.connect(self.host, server, port, self._handle)

    def _handle(self, end: End) -> "Visitor":
        end.takes_until = UNREAD_OCTETS_MAX
        return self

    # --- what the acts do ---

    @property
    def usable(self) -> bool:
        """Octets can be sent: not before `connect`, nor after either side closed."""
        return self.conn is not None and not self.conn.client.closing

    @property
    def awaited(self) -> bool:
        """The server waits for TLS to begin."""
        conn = self.conn
        if conn is None or self._tls is not None or conn.client.closing:
            return False
        return conn.secure_from == self._heard

    def send(self, data: bytes) -> None:
        """The real program sent octets, in answer to what it heard last."""
        assert self.conn is not None
        self._network.clock.cause = self.heard_seq
        if self._tls is None:
            self.conn.client.send(data)
        elif not self.conn.client.closing:
            self._tls.send(data)

    def encrypt(self) -> None:
        """The real program and the gateway speak TLS now: so do the machines here."""
        assert self.conn is not None
        self._network.clock.cause = self.heard_seq
        self._tls = TlsEnd(self.conn.client)

    def take(self, octets: int) -> None:
        """The real program has read so many octets more."""
        assert self.conn is not None
        self._taken += octets
        self.conn.client.take_until(self._taken + UNREAD_OCTETS_MAX)

    def close(self) -> None:
        """The real program will send no more: FIN."""
        assert self.conn is not None
        self._network.clock.cause = self.heard_seq
        self.conn.client.close()

    def leave(self) -> None:
        """The real program is gone: RST, where anything is left to reset."""
        if self.conn is not None and not self.conn.closed:
            self.conn.client.abort()

    def _decrypt(self, end: End, tls: TlsEnd, data: bytes) -> bytes:
        """What the server said inside. Its wrapping never reaches the program, so it
        takes no room in the window."""
        plain = tls.receive(data).plain
        self._taken += len(data) - len(plain)
        end.take_until(self._taken + UNREAD_OCTETS_MAX)
        return plain

    # --- what the network tells it ---

    def opened(self) -> None:
        """Connected."""
        self._hear()
        assert self.conn is not None
        if self._implicit:
            self._tls = TlsEnd(self.conn.client)

    def received(self, data: bytes) -> None:
        """Octets from the server go out at once."""
        self._hear()
        conn = self.conn
        assert conn is not None
        self._heard += len(data)
        if self._tls is not None:
            data = self._decrypt(conn.client, self._tls, data)
        if self.outlet is None:
            return
        if data:
            self.outlet.received(data)
        if conn.secure_from == self._heard and self.awaited:
            self.outlet.secures()

    def ended(self) -> None:
        """The server closed; nothing it could be told now would be read."""
        self._hear()
        assert self.conn is not None
        self.conn.client.close()
        if self.outlet is not None:
            self.outlet.ended()

    def lost(self, reason: str) -> None:
        """The connection broke."""
        if self.outlet is not None:
            self.outlet.lost(reason)

    def vanish(self) -> None:
        """A visitor has no power to lose: its real program is elsewhere."""

    def _hear(self) -> None:
        self.heard_seq = self._network.clock.cause
