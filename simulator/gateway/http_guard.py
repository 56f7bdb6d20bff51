"""Notices a browser at a port for mail: a web page can make one send HTTP anywhere.

What follows the request line would be read as commands (cross-protocol attack: the body
of a form or a `fetch` is chosen by the page). It refuses to look further than the
first line: a browser cannot begin with anything else.
"""

import re

METHODS = (
    *(b"GET", b"HEAD", b"POST", b"PUT", b"DELETE"),
    *(b"CONNECT", b"OPTIONS", b"TRACE", b"PATCH", b"PRI"),
)
"""RFC 9110 §9.3, RFC 5789, and the preface of HTTP/2 (RFC 9113 §3.4)."""

LOOK_OCTETS = 256
"""A first line that is longer is judged by its beginning."""

_REQUEST = re.compile(
    rb"(?:%b)[ \t]+(?:[/*]|https?:)|[^\r\n]*[ \t]HTTP/[0-9]" % b"|".join(METHODS)
)
"""A method and its target, or a line that names the version. A method alone is not
enough: in IMAP the first word is a tag, and `GET NOOP` is a command."""


class HttpGuard:
    """Watches the beginning of one connection."""

    def __init__(self) -> None:
        self._seen: bytes | None = b""

    def is_http(self, data: bytes) -> bool:
        """Whether `data`, after what came before, makes the first line HTTP's."""
        if self._seen is None:
            return False
        seen = self._seen = (self._seen + data).lstrip(b"\r\n")[:LOOK_OCTETS]
        if _REQUEST.match(seen):
            return True
        if b"\n" in seen or len(seen) == LOOK_OCTETS:
            self._seen = None
        return False
