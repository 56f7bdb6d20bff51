"""Frames on their way to one reader, who may be slow.

What the system takes at once is gone; only the rest is kept, in order, and a greenlet
sends it as the reader reads. So whoever sends never waits, and of news for a whole
class there is one copy, however many read it late. Who lets too much pile up is cut
off: the browser comes back by itself and asks from its last event.
"""

from collections import deque
from contextlib import suppress

from gevent import Greenlet, socket, spawn, spawn_later

FRAMES_MAX = 400
"""The longest lab comes in half as many messages, all of them at once."""

OCTETS_MAX = 16 * 1024 * 1024
LINGER_S = 3.0
"""From the end on: how long the other side has to end as well."""


class Outflow:
    """`sock` is written to; it gives up (OSError) when nothing moves for its time-out.
    `broken`: nothing arrives any more, either way."""

    __slots__ = ("_ended", "_lingering", "_octets", "_sock", "_waiting", "broken")

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._waiting: deque[memoryview] = deque()
        self._octets = 0
        self._ended = False
        self._lingering: Greenlet | None = None
        self.broken = False

    def write(self, frame: bytes) -> None:
        """Send it whole and in turn; after the end it is dropped."""
        if self.broken or self._ended:
            return
        sent = 0
        if not self._waiting:
            try:
                sent = self._sock.send(frame, timeout=0.0)
            except BlockingIOError:
                pass
            except OSError:
                self.give_up()
                return
            if sent == len(frame):
                return
            spawn(self._send_as_it_is_read)
        self._waiting.append(memoryview(frame)[sent:])
        self._octets += len(frame) - sent
        if len(self._waiting) > FRAMES_MAX or self._octets > OCTETS_MAX:
            self.give_up()

    @property
    def unsent(self) -> int:
        """Frames that wait, the first maybe in part."""
        return len(self._waiting)

    def end(self) -> None:
        """Nothing more; what was written still goes out."""
        if not self._ended:
            self._ended = True
            if not self._waiting:
                self._linger()

    def settle(self) -> None:
        """Both sides have ended."""
        if self._lingering is not None:
            self._lingering.kill()

    def give_up(self) -> None:
        """Whoever waits to read or write meets the end."""
        self.broken = True
        self._waiting.clear()
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _send_as_it_is_read(self) -> None:
        try:
            while self._waiting:
                sent = self._sock.send(self._waiting[0])
                if self.broken:
                    return
                self._octets -= sent
                rest = self._waiting.popleft()[sent:]
                if rest:
                    self._waiting.appendleft(rest)
        except OSError:
            self.give_up()
        if self._ended:
            self._linger()

    def _linger(self) -> None:
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)
        self._lingering = spawn_later(LINGER_S, self.give_up)
