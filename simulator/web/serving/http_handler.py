"""HTTP from sockets, with an end to waiting and a turn for everybody.

Each connection is a file descriptor, and there are few of them (256 on some systems):
who sends half a request is not kept. Who sends a thousand requests at once waits after
each of them until the others had their turn.
"""

import io
import time
from typing import Any

from gevent import Timeout, sleep, socket
from gevent.pywsgi import WSGIHandler

from simulator.web.serving.upgrade import UPGRADE, HandshakeRefused, accepted
from simulator.web.serving.websocket import WebSocket

TIMED_OUT = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)
"""RFC 9110 §15.5.9."""

BUFFER_OCTETS = 2_048
"""Read at once at most, where nobody asked for more: a body in chunks of one octet is
taken apart in Python, some microseconds each."""


class BrokenOff(BaseException):
    """The other side broke off in the middle of a header. Not an Exception, because
    pywsgi prints those to the terminal."""


class FairOctets(io.RawIOBase):
    """What a socket receives. Each read lets the others have their turn first, and none
    waits longer than until `until` (None: the socket's own time-out is enough)."""

    until: float | None = None
    failed = False

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some octets; 0 at the end. Raises OSError, and is `failed` then."""
        sleep(0)
        patience = self._sock.timeout
        try:
            self._sock.settimeout(self._left(patience))
            return int(self._sock.recv_into(buffer))
        except OSError:
            self.failed = True
            raise
        finally:
            self._sock.settimeout(patience)

    def _left(self, patience: float | None) -> float | None:
        if self.until is None:
            return patience
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if patience is None else min(left, patience)


class HttpHandler(WSGIHandler):
    """One connection of a browser. Times are seconds of the real clock."""

    idle_s = 75.0
    """From one request to the first line of the next; browsers come back."""

    header_s = 15.0
    """From the first line to the end of the header."""

    body_s = 60.0
    """From the end of the header to that of the body, however it trickles."""

    stall_s = 60.0
    """Without an octet of the body, or with nobody who reads the answer."""

    silence_s = 60.0
    """Without an octet from a WebSocket, or with nobody who reads it. The heartbeat of
    Engine.IO comes every 25 seconds."""

    _patience: Timeout | None = None

    def __init__(self, sock: socket.socket, address: object, server: object) -> None:
        self._octets = FairOctets(sock)
        reader = io.BufferedReader(self._octets, BUFFER_OCTETS)
        super().__init__(sock, address, server, reader)

    def handle(self) -> None:
        """As inherited; who breaks off needs no answer and is no fault."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def handle_one_request(self) -> Any:
        """As inherited; a header that does not end is answered and closed."""
        sleep(0)
        self._octets.until = None
        try:
            return super().handle_one_request()
        except BrokenOff:
            return None
        except Timeout as timeout:
            if timeout is not self._patience:
                raise
            return "408", TIMED_OUT

    def read_requestline(self) -> str:
        """The first line, or "" when none comes."""
        with Timeout(self.idle_s, False):
            return str(super().read_requestline())
        return ""

    def read_request(self, raw_requestline: str) -> bool:
        """As inherited. Raises Timeout and BrokenOff."""
        try:
            with Timeout(self.header_s) as self._patience:
                understood = bool(super().read_request(raw_requestline))
        except OSError:
            raise BrokenOff from None
        self.socket.settimeout(self.stall_s)
        self._octets.until = time.monotonic() + self.body_s
        return understood

    def handle_one_response(self) -> None:
        """As inherited; where a body ends that did not come is not known."""
        super().handle_one_response()
        if self._octets.failed:
            self.close_connection = True

    def run_application(self) -> None:
        """As inherited, or refuse what asks for a WebSocket in a wrong way."""
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            headers = list(self.headers.items())
            try:
                answer = accepted(self.request_version, self.command, headers)
            except HandshakeRefused as refused:
                self.start_response(refused.status, refused.headers)
                self.result = [b""]
                self.process_result()
                return
            self.environ[UPGRADE] = lambda most: self._upgrade(answer, most)
        super().run_application()

    def _upgrade(self, answer: bytes, message_octets_max: int) -> WebSocket:
        """From here on the connection is no longer HTTP's."""
        self.close_connection = True
        self._octets.until = None
        self.socket.settimeout(self.silence_s)
        self._sendall(answer)
        return WebSocket(self.socket, self.rfile, message_octets_max)
