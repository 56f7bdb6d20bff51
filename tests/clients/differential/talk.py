"""A plain client for comparing: says octets, hears the answer out.

How many replies octets will bring is what is being compared, so it is not assumed: an
answer is over when it looks complete and nothing more comes for a moment. It refuses to
understand what it hears: `shapes.py` does.
"""

import re
import socket

PATIENCE_S = 3
QUIET_S = 0.06

_COMPLETE = {
    "smtp": re.compile(rb"(?:^|\n)\d{3} [^\n]*\n\Z"),
    "pop3": re.compile(rb"(?:^|\n)(?:\+|-ERR)[^\n]*\n\Z|\n\.\r\n\Z"),
    "imap": re.compile(rb"(?:^|\n)(?:\+|\S+ (?:OK|NO|BAD|BYE))[^\n]*\n\Z"),
}
PROTOCOLS = {"smtp": "smtp", "submission": "smtp", "pop3": "pop3", "imap": "imap"}


class Talk:
    """One connection to `service` at `port`; `greeting`: what it began with."""

    def __init__(self, service: str, port: int) -> None:
        self._complete = _COMPLETE[PROTOCOLS[service]]
        self._sock = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self.greeting = self._hear()

    def say(self, octets: bytes) -> bytes:
        """The whole answer to `octets`; b"" after the end."""
        try:
            self._sock.sendall(octets)
            return self._hear()
        except OSError:
            return b""

    def close(self) -> None:
        self._sock.close()

    def _hear(self) -> bytes:
        """To the moment of quiet after something whole, or to the end."""
        heard = b""
        while True:
            done = self._complete.search(heard) is not None
            self._sock.settimeout(QUIET_S if done else PATIENCE_S)
            try:
                more = self._sock.recv(65_536)
            except TimeoutError:
                return heard
            except OSError:
                return heard
            if not more:
                return heard
            heard += more
