"""HTTP from sockets, with an end to waiting: who sends half a request is not kept.

Each connection is a file descriptor, and there are few of them (256 on some systems).
"""

from typing import Any

from gevent import Timeout
from geventwebsocket.handler import WebSocketHandler

TIMED_OUT = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)
"""RFC 9110 §15.5.9."""


class HttpHandler(WebSocketHandler):
    """One connection of a browser. Times are seconds of the real clock."""

    idle_s = 75.0
    """From one request to the first line of the next; browsers come back."""

    header_s = 15.0
    """From the first line to the end of the header."""

    stall_s = 60.0
    """Without an octet of the body, or with nobody who reads the answer."""

    _patience: Timeout | None = None

    def handle_one_request(self) -> Any:
        """As inherited; a header that does not end is answered and closed."""
        try:
            return super().handle_one_request()
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
        """As inherited. Raises Timeout."""
        with Timeout(self.header_s) as self._patience:
            understood = bool(super().read_request(raw_requestline))
        upgrades = self.headers.get("Upgrade") if understood else None
        self.socket.settimeout(None if upgrades else self.stall_s)
        return understood
