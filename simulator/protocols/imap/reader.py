"""Cuts what a client sends into lines and literals (RFC 3501 §4.3, RFC 7888).

A line that ends in `{n}` is not the end of a command: n octets follow, of any kind, and
then the line goes on. `Reader` gives one piece after another and knows no commands:
whether a literal is taken is its caller's choice.

It gives the same pieces however the input is cut. It refuses to grow without limit: of
a line that is too long it keeps the start and the mark of a literal at its end, and of
a literal nobody wants only the count.
"""

import re
from typing import NamedTuple

CRLF = b"\r\n"

# literal  = "{" number ["+"] "}" CRLF *CHAR8      ; RFC 7888 §8
# literal8 = "~{" number ["+"] "}" CRLF *OCTET     ; RFC 6855 §4, as in RFC 3516
MARK = re.compile(rb"(~?)\{(\d{1,20})(\+?)\}\Z")
_MARK_OCTETS_MAX = 24


class Piece(NamedTuple):
    """A line, CRLF included, or a literal (`is_literal`).

    `offset`, `length`: on the wire. `octets`: of a line `too_long` or of a literal not
    wanted only the start. `mark`: how the line announces a literal, or None.
    """

    octets: bytes
    offset: int
    length: int
    is_literal: bool = False
    too_long: bool = False
    mark: "Mark | None" = None


class Mark(NamedTuple):
    """`{size}` at the end of a line, `start` octets from its beginning; `binary`: with
    `~` before it; `waits`: without `+`, so the client waits for the server's word."""

    start: int
    size: int
    binary: bool
    waits: bool


class Reader:
    """`octets_max`: longest line, CRLF included. `offset`: of the next octet unread."""

    def __init__(self, octets_max: int) -> None:
        self.octets_max = octets_max
        self.offset = 0
        self._buffer = bytearray()
        self._searched = 0
        self._dropped = 0
        self._missing = -1
        self._size = 0
        self._keep = True

    def feed(self, data: bytes) -> None:
        """Add octets that arrived."""
        self._buffer += data

    def expect_literal(self, size: int, keep: bool) -> None:
        """The next `size` octets are a literal; without `keep` only counted."""
        self._size = self._missing = size
        self._keep = keep

    def restart(self) -> None:
        """Throw away what has not been read; what comes is counted from 0."""
        self.offset = 0
        self._buffer.clear()
        self._searched = self._dropped = 0

    def next(self) -> Piece | None:
        """The next piece, or None until more octets arrive."""
        return self._literal() if self._missing >= 0 else self._line()

    def _literal(self) -> Piece | None:
        if not self._keep:
            dropped = min(self._missing, len(self._buffer))
            del self._buffer[:dropped]
            self._missing -= dropped
        if len(self._buffer) < self._missing or (self._missing and not self._keep):
            return None
        with memoryview(self._buffer) as view:
            octets = bytes(view[: self._missing])
        del self._buffer[: self._missing]
        self._missing = -1
        piece = Piece(octets, self.offset, self._size, is_literal=True)
        self.offset += self._size
        return piece

    def _line(self) -> Piece | None:
        end = self._buffer.find(CRLF, self._searched)
        if end < 0:
            self._shed()
            return None
        length = self._dropped + end + 2
        too_long = length > self.octets_max
        text = bytes(self._buffer[: end + 2])
        found = MARK.search(text, max(0, end - _MARK_OCTETS_MAX), end)
        mark = _mark_of(found) if found else None
        piece = Piece(
            text[: self.octets_max] if too_long else text,
            self.offset,
            length,
            too_long=too_long,
            mark=mark,
        )
        del self._buffer[: end + 2]
        self.offset += length
        self._searched = self._dropped = 0
        return piece

    def _shed(self) -> None:
        """Of a line that is too long keep the start, and the end so far: it may be the
        mark of a literal, or a CR."""
        keep = self.octets_max
        surplus = len(self._buffer) - keep - _MARK_OCTETS_MAX - 1
        if surplus > 0:
            self._dropped += surplus
            del self._buffer[keep : keep + surplus]
        # What was dropped must not let the start and the end make a CRLF together.
        at_least = keep if self._dropped else 0
        self._searched = max(len(self._buffer) - 1, at_least)


def _mark_of(found: re.Match[bytes]) -> Mark:
    return Mark(found.start(), int(found[2]), bool(found[1]), not found[3])
