"""A WebSocket (RFC 6455) that trusts nobody: wsproto's rules, our bounds and manners.

What a frame announces is judged when its header is there, before its payload is waited
for; after each frame the others have their turn. A frame is sent whole even to whoever
reads slowly, and to one at a time: the octets of two never mix. Compression is not
agreed on (RFC 7692): one octet of it can stand for a thousand.

It refuses binary messages: this server speaks text.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from gevent import Greenlet, sleep, socket, spawn_later
from gevent.lock import BoundedSemaphore
from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import (
    CloseConnection,
    Event,
    Ping,
    TextMessage,
)
from wsproto.extensions import Extension
from wsproto.frame_protocol import CloseReason, Opcode, RsvBits

NO_RSV = RsvBits(False, False, False)
READ_OCTETS = 65_536
LINGER_S = 3.0
"""From our Close frame on: how long the other side has to send its own."""


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


class WebSocket:
    """The server's end, after the handshake. One greenlet receives; any may send.

    `sock` is written to, `octets` read from; both give up (OSError) when nothing moves
    for the time-out of `sock`. `pause` lets the others have their turn.
    """

    def __init__(
        self,
        sock: socket.socket,
        octets: OctetSource,
        message_octets_max: int,
        pause: Callable[[], None] = lambda: sleep(0),
    ) -> None:
        self._sock = sock
        self._octets = octets
        self._pause = pause
        bounds = Bounds(message_octets_max)
        self._protocol = Connection(ConnectionType.SERVER, [bounds])
        self._sending = BoundedSemaphore(1)
        self._broken = False
        self._refused = False
        self._last_wait: Greenlet | None = None

    def receive(self) -> str | None:
        """The next message, however many frames it came in; None when there will be
        no more, whoever ended it."""
        pieces: list[str] = []
        while not self._broken and self._protocol.state is ConnectionState.OPEN:
            for event in self._protocol.events():
                self._pause()
                if isinstance(event, TextMessage):
                    if event.data:
                        pieces.append(event.data)
                    if event.message_finished:
                        return "".join(pieces)
                elif isinstance(event, Ping):
                    self._answer(event.response())
                elif isinstance(event, CloseConnection):
                    self._refused = self._protocol.state is ConnectionState.OPEN
                    self.close(event.code)
                    return None
            self._read()
        return None

    def send(self, text: str) -> None:
        """A message in one frame. Raises OSError when it cannot arrive any more."""
        self._send(TextMessage(data=text))
        self._pause()

    def close(self, code: int = CloseReason.NORMAL_CLOSURE) -> None:
        """Say why (RFC 6455 §7.4.1) and send no more. What the other side still sends
        is thrown away: closing before it was read would make the system reset the
        connection, and the code might never be read."""
        with suppress(OSError):
            self._send(CloseConnection(code))
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)
        if self._last_wait is None:
            self._last_wait = spawn_later(LINGER_S, self._give_up)

    def finish(self) -> None:
        """After the last `receive`: wait until the other side has closed as well, but
        not long."""
        self.close()
        while not self._broken and self._protocol.state is not ConnectionState.CLOSED:
            self._read()
            for _ in self._protocol.events():
                self._pause()
        if self._last_wait is not None:
            self._last_wait.kill()

    # --- octets ---

    def _read(self) -> None:
        """Some more octets. After a refused frame nobody can tell what they are."""
        try:
            data = self._octets.read1(READ_OCTETS)
        except OSError:
            data = b""
        if not data:
            self._broken = True
        elif self._refused:
            self._pause()
        else:
            self._protocol.receive_data(data)

    def _answer(self, event: Event) -> None:
        with suppress(OSError):
            self._send(event)

    def _send(self, event: Event) -> None:
        """Whole, and nothing in between; closing is said once, and is the last."""
        with self._sending:
            if self._broken or not self._may_send(event):
                raise ConnectionAbortedError
            data = memoryview(self._protocol.send(event))
            try:
                while data:
                    data = data[self._sock.send(data) :]
            except OSError:
                self._give_up()
                raise

    def _may_send(self, event: Event) -> bool:
        state = self._protocol.state
        if isinstance(event, CloseConnection):
            return state in (ConnectionState.OPEN, ConnectionState.REMOTE_CLOSING)
        return state is ConnectionState.OPEN

    def _give_up(self) -> None:
        """Whoever waits to read or write meets the end."""
        self._broken = True
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
