"""What both sides of HTTP share: h11 under our contract, and where messages stand.

h11 knows the grammar and the order (RFC 9112); it is sans-I/O and pure, as our engines
are. We count octets beside it, because facts say where in the stream a message is.
"""

import re
from collections.abc import Sequence

import h11

from simulator.journal.facts import INLINE_OCTETS_MAX, Span
from simulator.protocols.http.questions import Fields

HEAD_OCTETS_MAX = 16_384
"""Request line and fields together; a server must take 8000 at least in the line alone
(RFC 9112 §3)."""

BODY_OCTETS_MAX = 600_000

_BLANK_LINE = re.compile(rb"\n\r?\n")
"""A line may end with LF alone (RFC 9112 §2.2)."""


class MessageCutter:
    """One direction of the connection, cut into messages.

    `start`: where the message that is arriving began.
    """

    def __init__(self) -> None:
        self.start = 0
        self._received = 0
        self._seen = bytearray()

    def feed(self, data: bytes) -> None:
        """Octets arrived."""
        self._received += len(data)
        self._seen += data

    @property
    def waiting(self) -> int:
        """Octets that belong to no message yet."""
        return len(self._seen)

    @property
    def head(self) -> int:
        """Octets of the head of the message that is arriving, as far as it is here."""
        return head_length(self._seen)

    def cut(self, left: int) -> tuple[int, bytes]:
        """The message ends `left` octets before the newest: `(start, octets)`."""
        end = len(self._seen) - left
        octets, start = bytes(self._seen[:end]), self.start
        del self._seen[:end]
        self.start += end
        return start, octets


def fields_of(headers: Sequence[tuple[bytes, bytes]]) -> Fields:
    """As h11 has them: names in small letters."""
    return tuple((n.decode("ascii"), v.decode("latin-1")) for n, v in headers)


def written(name: str) -> bytes:
    """`content-length` as people write it: `Content-Length`."""
    return "-".join(word.capitalize() for word in name.split("-")).encode("ascii")


def head_length(octets: bytes | bytearray) -> int:
    """Octets of start line and fields, the blank line included."""
    blank = _BLANK_LINE.search(octets)
    return len(octets) if blank is None else blank.end()


def head_spans(octets: bytes, names: tuple[str, str, str]) -> tuple[Span, ...]:
    """The three words of the start line, and each field's name, in the inline octets.
    Of the last word of a status line there may be several or none."""
    line_end = max(0, octets.find(b"\r\n"))
    first = octets.find(b" ", 0, line_end)
    second = octets.find(b" ", first + 1, line_end)
    if first < 0 or second < 0:
        return ()
    cuts = ((0, first), (first + 1, second), (second + 1, line_end))
    spans = [(a, b, name) for (a, b), name in zip(cuts, names, strict=True) if a < b]
    at, end = line_end + 2, min(head_length(octets) - 2, INLINE_OCTETS_MAX)
    while 0 < at < end:
        colon, stop = octets.find(b":", at, end), octets.find(b"\r\n", at)
        if 0 < colon < stop:
            spans.append((at, colon, "field"))
        at = stop + 2 if stop > 0 else end
    return tuple(span for span in spans if span[1] <= INLINE_OCTETS_MAX)


def event_data(event: object) -> bytes:
    """The octets of an h11 Data event."""
    assert isinstance(event, h11.Data)
    return bytes(event.data)
