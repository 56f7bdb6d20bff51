"""Waits until a real program has sent something: one watcher for a whole connection.

gevent's own `recv` tries first, and starts and stops a watcher for every wait: a line
of a program that waits for its answer costs a useless system call, an exception, and
two changes to what the system watches. It also lets nobody else go on as long as there
is something to read. Here every read comes after a turn of the others.
"""

from gevent import Greenlet, get_hub, getcurrent, socket

READABLE = 1


class Readiness:
    """Of `sock`, for the one greenlet that reads it."""

    def __init__(self, sock: socket.socket) -> None:
        self._hub = get_hub()
        self._watcher = self._hub.loop.io(sock.fileno(), READABLE)
        self._reader: Greenlet | None = None
        self._closed = False

    @property
    def watches(self) -> bool:
        """Whether the system is asked to say when there is something to read."""
        return bool(self._watcher.active)

    def wait(self) -> None:
        """Let the others go on until there are octets, or an end, to read; for good
        after `close`."""
        if self._closed:
            return
        if not self._watcher.active:
            self._watcher.start(self._ready)
        self._reader = getcurrent()
        try:
            self._hub.switch()
        finally:
            self._reader = None

    def _ready(self) -> None:
        if self._reader is None:
            # Nobody reads now: the system keeps it, and slows the program down.
            self._watcher.stop()
        else:
            self._reader.switch()

    def close(self) -> None:
        """Before the socket is closed: whoever waits goes on."""
        if self._closed:
            return
        self._closed = True
        self._watcher.stop()
        self._watcher.close()
        if self._reader is not None:
            self._hub.loop.run_callback(self._reader.switch)
