"""A WebSocket (RFC 6455) that trusts nobody: wsproto's rules, our bounds and manners.

What a frame announces is judged when its header is there, before its payload is waited
for; after each frame the others have their turn. How frames go out is `outflow.py`'s
matter: whole, in turn, and nobody waits. Compression is not agreed on (RFC 7692): one
octet of it can stand for a thousand.

It refuses binary messages: this server speaks text.
"""

from collections.abc import Callable
from typing import Any, Protocol

from gevent import sleep, socket
from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import (
    CloseConnection,
    Ping,
    TextMessage,
)
from wsproto.extensions import Extension
from wsproto.frame_protocol import CloseReason, Opcode, RsvBits

from simulator.web.serving.outflow import Outflow

NO_RSV = RsvBits(False, False, False)
READ_OCTETS = 65_536
MAY_CLOSE = (ConnectionState.OPEN, ConnectionState.REMOTE_CLOSING)


class OctetSource(Protocol):
    """Where a connection is read: what a buffered reader of a socket is."""

    def read1(self, octets: int, /) -> bytes:
        """At most so many, once there are some; b"" at the end. Raises OSError."""


class Bounds(Extension):
    """Judges the header of a frame. It is an extension only in wsproto's sense: it was
    never negotiated and changes no octet."""

    name = "bounds"

    def __init__(self, message_octets_max: int) -> None:
        self._octets_max = message_octets_max
        self._octets = 0

    def enabled(self) -> bool:
        """Always."""
        return True

    def offer(self) -> bool:
        """Never."""
        return False

    def frame_inbound_header(
        self, _proto: Any, opcode: Opcode, _rsv: RsvBits, payload_length: int
    ) -> CloseReason | RsvBits:
        """The code to close with, or that no reserved bit is ours."""
        if opcode is Opcode.BINARY:
            return CloseReason.UNSUPPORTED_DATA
        if opcode.iscontrol():
            return NO_RSV
        so_far = 0 if opcode is Opcode.TEXT else self._octets
        self._octets = so_far + payload_length
        if self._octets > self._octets_max:
            return CloseReason.MESSAGE_TOO_BIG
        return NO_RSV


def text_frame(text: str) -> bytes:
    """A message as a server sends it to any number of readers: in one frame."""
    return Connection(ConnectionType.SERVER).send(TextMessage(data=text))


class WebSocket:
    """The server's end, after the handshake. One greenlet receives; any may send.

    `sock` is written to, `octets` read from; both give up (OSError) when nothing moves
    for the time-out of `sock`. `pause` lets the others have their turn. `send`: a whole
    frame, without waiting until it is read; dropped when it cannot arrive any more.
    """

    __slots__ = ("_octets", "_outflow", "_pause", "_protocol", "_refused", "send")

    def __init__(
        self,
        sock: socket.socket,
        octets: OctetSource,
        message_octets_max: int,
        pause: Callable[[], None] = lambda: sleep(0),
    ) -> None:
        self._octets = octets
        self._pause = pause
        bounds = Bounds(message_octets_max)
        self._protocol = Connection(ConnectionType.SERVER, [bounds])
        self._outflow = Outflow(sock)
        self.send = self._outflow.write
        self._refused = False

    def receive(self) -> str | None:
        """The next message, however many frames it came in; None when there will be
        no more, whoever ended it."""
        pieces: list[str] = []
        while not self._outflow.broken and self._protocol.state is ConnectionState.OPEN:
            for event in self._protocol.events():
                self._pause()
                if isinstance(event, TextMessage):
                    if event.data:
                        pieces.append(event.data)
                    if event.message_finished:
                        return "".join(pieces)
                elif isinstance(event, Ping):
                    self._answer(event)
                elif isinstance(event, CloseConnection):
                    self._refused = self._protocol.state is ConnectionState.OPEN
                    self.close(event.code)
                    return None
            self._read()
        return None

    @property
    def unsent(self) -> int:
        """Frames that wait until the other side reads."""
        return self._outflow.unsent

    def close(self, code: int = CloseReason.NORMAL_CLOSURE) -> None:
        """Say why (RFC 6455 §7.4.1), once, after all that was sent. What the other side
        still sends is thrown away: closing before it was read would make the system
        reset the connection, and the code might never be read."""
        if self._protocol.state in MAY_CLOSE:
            self.send(self._protocol.send(CloseConnection(code)))
        self._outflow.end()

    def finish(self) -> None:
        """After the last `receive`: wait until the other side has closed as well, but
        not long."""
        self.close()
        closed = ConnectionState.CLOSED
        while not self._outflow.broken and self._protocol.state is not closed:
            self._read()
            for _ in self._protocol.events():
                self._pause()
        self._outflow.settle()

    # --- octets ---

    def _answer(self, ping: Ping) -> None:
        if self._protocol.state is ConnectionState.OPEN:
            self.send(self._protocol.send(ping.response()))

    def _read(self) -> None:
        """Some more octets. After a refused frame nobody can tell what they are."""
        try:
            data = self._octets.read1(READ_OCTETS)
        except OSError:
            data = b""
        if not data:
            self._outflow.give_up()
        elif self._refused:
            self._pause()
        else:
            self._protocol.receive_data(data)
