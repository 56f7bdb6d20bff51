"""Frames on their way to one reader, who may be slow.

What the system takes at once is gone; only the rest is kept, in order, and a greenlet
sends it as the reader reads. So whoever sends never waits, and of news for a whole
class there is one copy, however many read it late. Who lets too much pile up is cut
off: the browser comes back by itself and asks from its last event. When too much waits
for all readers together, so are those for whom most has waited longest: many who are a
little slow do not push out one who reads, and has just been sent much.
"""

from collections import Counter, deque
from contextlib import suppress

from gevent import Greenlet, socket, spawn, spawn_later

FRAMES_MAX = 400
"""The longest lab comes in half as many messages, all of them at once."""

OCTETS_MAX = 16 * 1024 * 1024
OCTETS_TOGETHER_MAX = 4 * OCTETS_MAX
"""For all slow readers, as it is in memory: a frame counts once, however many wait."""
OCTETS_ENTRY = 256
"""Of what each of them keeps of a frame, about."""
LINGER_S = 3.0
"""From the end on: how long the other side has to end as well."""


class Backlog:
    """What waits for all readers of a process. `came`: octets that ever had to wait, by
    which is told how far behind a reader is."""

    def __init__(self) -> None:
        self.octets = self.came = 0
        self._times: Counter[int] = Counter()
        self._readers: set[Outflow] = set()

    def add(self, reader: "Outflow", frame: bytes) -> None:
        """It waits for that reader. Those who hold most for longest make room."""
        self._readers.add(reader)
        self.came += len(frame)
        self._count(frame, 1)
        while self.octets > OCTETS_TOGETHER_MAX and self._readers:
            max(self._readers, key=lambda each: each.burden).give_up()

    def remove(self, frame: bytes) -> None:
        """It does no more."""
        self._count(frame, -1)

    def leave(self, reader: "Outflow") -> None:
        """Nothing waits for that one."""
        self._readers.discard(reader)

    def _count(self, frame: bytes, more: int) -> None:
        key = id(frame)
        before = self._times[key]
        self._times[key] = now = before + more
        self.octets += more * OCTETS_ENTRY
        if not (before and now):
            self.octets += more * len(frame)
        if not now:
            del self._times[key]


BACKLOG = Backlog()


class Outflow:
    """`sock` is written to; it gives up (OSError) when nothing moves for its time-out.
    `broken`: nothing arrives any more, either way. `octets`: so many wait."""

    __slots__ = ("_ended", "_lingering", "_sock", "_waiting", "broken", "octets")

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._waiting: deque[tuple[bytes, int, int]] = deque()
        self.octets = 0
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
        self._waiting.append((frame, sent, BACKLOG.came))
        self.octets += len(frame) - sent
        BACKLOG.add(self, frame)
        if len(self._waiting) > FRAMES_MAX or self.octets > OCTETS_MAX:
            self.give_up()

    @property
    def burden(self) -> int:
        """What waits for it, times how far behind it is with the first of that."""
        return self.octets * (BACKLOG.came - self._waiting[0][2])

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
        while self._waiting:
            BACKLOG.remove(self._waiting.popleft()[0])
        BACKLOG.leave(self)
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _send_as_it_is_read(self) -> None:
        try:
            while self._waiting:
                frame, done, since = self._waiting[0]
                sent = self._sock.send(memoryview(frame)[done:])
                if self.broken:
                    return
                self.octets -= sent
                self._waiting[0] = frame, done + sent, since
                if done + sent == len(frame):
                    self._waiting.popleft()
                    BACKLOG.remove(frame)
            BACKLOG.leave(self)
        except OSError:
            self.give_up()
        if self._ended:
            self._linger()

    def _linger(self) -> None:
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)
        self._lingering = spawn_later(LINGER_S, self.give_up)
