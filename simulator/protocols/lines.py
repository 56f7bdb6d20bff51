"""Lines that end in CRLF, contents that end in a lone dot: octets of SMTP and POP3.

RFC 5321 §2.3.8: only CR LF together end a line; a bare CR or a bare LF is an octet
like any other. RFC 5321 §4.1.1.4 and RFC 1939 §3: only CRLF "." CRLF ends a content.
A reader that took LF "." LF for the end would let one mail hide inside another (SMTP
smuggling); a `DotReader` is told to be such a one where a server is shown to be wrong.

All readers here give the same result however the input is cut. They refuse to decode,
and to grow without limit: what exceeds a limit is counted and thrown away.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from simulator.journal.facts import INLINE_OCTETS_MAX, Span

CRLF = b"\r\n"
END_OF_DATA = b"\r\n.\r\n"

LENIENT_ENDS = (END_OF_DATA, b"\n.\r\n", b"\n.\n")
"""What ends a content for a program that takes every LF for the end of a line. `CRLF .
LF` has `LF . LF` within it."""

FALSE_END = re.compile(rb"(?<!\r)\n\.\r?\n|\r\n\.\n")
"""An end for such a program alone: one line end around the dot lacks its CR."""


class Line(NamedTuple):
    """One line as it arrived. `offset`, `length` count octets of the whole direction.

    `octets` includes the CRLF; of a line that is `too_long` it is only the beginning.
    """

    octets: bytes
    offset: int
    length: int
    too_long: bool

    @property
    def text(self) -> bytes:
        """Without the CRLF."""
        return self.octets if self.too_long else self.octets[:-2]


class LineReader:
    """Cuts octets into lines of at most `octets_max`, CRLF included.

    A longer line is reported once, when its CRLF comes, and only its first `octets_max`
    octets were kept. `offset`: where the first octet not yet read stands.
    """

    def __init__(self, octets_max: int, offset: int = 0) -> None:
        self.octets_max = octets_max
        self.offset = offset
        self._buffer = bytearray()
        self._searched = 0
        self._dropped = 0

    def feed(self, data: bytes) -> None:
        """Add octets that arrived."""
        self._buffer += data

    def next_line(self) -> Line | None:
        """The next whole line, or None until more octets arrive."""
        if not self._buffer:
            return None
        end = self._buffer.find(CRLF, self._searched)
        if end < 0:
            self._shed()
            return None
        length = self._dropped + end + 2
        kept = min(end + 2, self.octets_max)
        line = Line(
            bytes(self._buffer[:kept]), self.offset, length, length > self.octets_max
        )
        del self._buffer[: end + 2]
        self.offset += length
        self._searched = self._dropped = 0
        return line

    def take_rest(self) -> bytes:
        """All octets after the last line, removed from here: a content follows.

        `offset` goes past them; whoever reads them elsewhere sets it anew.
        """
        rest = bytes(self._buffer)
        self._buffer.clear()
        self.offset += self._dropped + len(rest)
        self._searched = self._dropped = 0
        return rest

    def _shed(self) -> None:
        """Of a line that is too long keep the start, and the last octet (a CR?)."""
        keep = self.octets_max
        if len(self._buffer) > keep + 1:
            self._dropped += len(self._buffer) - keep - 1
            del self._buffer[keep:-1]
        # After dropping, a CR at the end of the kept start must not meet the last LF.
        at_least = keep if self._dropped else 0
        self._searched = max(len(self._buffer) - 1, at_least)


class DotReader:
    """Finds the end of a dot-ended content and keeps its octets, joined only once.

    It starts right after the CRLF of the line before, so "." CRLF alone is an empty
    content. Beyond `octets_max` octets are counted and not kept.

    `ends`: what ends it, from the line end before the dot on. `dot_line`: the
    final one as it came, without the line end before it.
    """

    def __init__(
        self, octets_max: int, ends: tuple[bytes, ...] = (END_OF_DATA,)
    ) -> None:
        self.octets_max = octets_max
        self.length = 0
        self.dot_line = b".\r\n"
        self._ends = ends
        self._chunks: list[bytes] = []
        self._tail = CRLF

    def feed(self, data: bytes) -> bytes | None:
        """Add octets. At the end of the content: those that follow it; else None."""
        end = self._find_end(data)
        used = data if end is None or end == len(data) else data[:end]
        self._keep(used)
        if end is None:
            self._tail = (self._tail + data[-4:])[-4:]
            return None
        return data[end:]

    def wire(self) -> bytes:
        """The content as it was sent, dots stuffed, without the final dot line.

        At most `octets_max` octets of it. To be called once, after the end.
        """
        surplus = sum(map(len, self._chunks)) - self.content_length
        while surplus > 0:
            last = self._chunks.pop()
            if len(last) > surplus:
                self._chunks.append(last[:-surplus])
            surplus -= len(last)
        joined = b"".join(self._chunks)
        self._chunks.clear()
        return joined

    @property
    def too_long(self) -> bool:
        """More than `octets_max` octets, the final dot line not counted."""
        return self.content_length > self.octets_max

    @property
    def content_length(self) -> int:
        """Octets on the wire before the final dot line, once that has come."""
        return self.length - len(self.dot_line)

    def _find_end(self, data: bytes) -> int | None:
        """How many octets of `data` belong to the content, or None if all do."""
        edge, known = self._tail + data[:4], len(self._tail)
        found = [
            (place + len(end) - before, end)
            for where, before in ((edge, known), (data, 0))
            for end in self._ends
            if (place := where.find(end)) >= 0 and place + len(end) > before
        ]
        if not found:
            return None
        used, end = min(found)
        self.dot_line = end[end.index(b".") :]
        return used

    def _keep(self, data: bytes) -> None:
        # The three octets of the dot line may be kept too; wire() takes them off.
        room = self.octets_max - self.length
        self.length += len(data)
        if room > 0:
            self._chunks.append(data if len(data) <= room else data[:room])


def dot_stuff(content: bytes) -> bytes:
    """Double the dot of every line that begins with one (RFC 5321 §4.5.2).

    The same object when there is none. The final dot line is not added.
    """
    if b"\r\n." in content:
        content = content.replace(b"\r\n.", b"\r\n..")
    return b"." + content if content.startswith(b".") else content


def dot_unstuff(wire: bytes, line_end: bytes = CRLF) -> bytes:
    """Take one dot off every line that begins with one. The same object if none does.

    `wire` is without its final dot line. `line_end`: LF for a program that takes every
    LF for one.
    """
    if line_end + b"." in wire:
        wire = wire.replace(line_end + b".", line_end)
    return wire[1:] if wire.startswith(b".") else wire


def has_long_line(content: bytes, octets_max: int) -> bool:
    """Whether a line is longer than `octets_max`, CRLF included.

    It jumps from CRLF to CRLF, one jump in `octets_max` octets, and copies nothing.
    """
    start, length = 0, len(content)
    while length - start > octets_max:
        end = content.rfind(CRLF, start, start + octets_max)
        if end < 0:
            return True
        start = end + 2
    return False


def clip_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans that lie within a fact's inline octets; the last one is cut short."""
    most = INLINE_OCTETS_MAX
    return tuple(
        [
            (start, end if end < most else most, role)
            for start, end, role in spans
            if start < end and start < most
        ]
    )
