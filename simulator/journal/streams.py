"""The octets of a journal: streams that only grow, and share what they have in common.

Only what happens on the wire changes what is there: a fault (`Stream.alter`), or a
machine on the way (`Stream.overwrite`).

A message is stored, sent, queued, delivered and collected with the same body, and only
what is in front of it differs. So a stream is a list of pieces, and the body of a
message is one piece that all its streams hold: a 5 MB message costs 5 MB, however often
it travels. What a journal keeps is counted like that, too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import cast

SHARED_OCTETS_MIN = 2_048
"""Shorter ones cost less than looking for them."""

_BLANK_LINE = b"\r\n\r\n"
_KEY_OCTETS = 256


Piece = bytes | memoryview
"""Octets of a stream; a view is of octets that another stream has, too."""


class Pool:
    """What the streams of a journal hold together. `octets`: what is shared once."""

    __slots__ = ("_bodies", "_holders", "octets")

    def __init__(self) -> None:
        self.octets = 0
        self._bodies: dict[bytes, bytes] = {}
        self._holders: dict[int, int] = {}

    def hold(self, data: bytes) -> list[Piece]:
        """Long `data` in pieces: a body that is here already, and what is around it.
        Each is kept until it is let go."""
        start = _body_start(data)
        key = data[start : start + _KEY_OCTETS]
        known = self._bodies.get(key)
        pieces: list[Piece] = _around(data, start, known) if known else []
        if not pieces:
            pieces = [data]
            self._bodies[key] = data
        for piece in pieces:
            self._take(_whole(piece))
        return pieces

    def _take(self, whole: bytes) -> None:
        holders = self._holders.get(id(whole), 0)
        if len(whole) >= SHARED_OCTETS_MIN:
            self._holders[id(whole)] = holders + 1
        if not holders:
            self.octets += len(whole)

    def exchange(self, old: Piece, new: bytes) -> bytes:
        """A stream holds `new` where it held `old`."""
        self.let_go([old])
        self._take(new)
        return new

    def let_go(self, pieces: Iterable[Piece]) -> None:
        """One stream less holds each of `pieces`."""
        for piece in pieces:
            whole = piece if type(piece) is bytes else _whole(piece)
            if len(whole) < SHARED_OCTETS_MIN:
                self.octets -= len(whole)
            else:
                self._let_go(whole)

    def _let_go(self, whole: bytes) -> None:
        """Of one that several may hold."""
        holders = self._holders.pop(id(whole), 1) - 1
        if holders:
            self._holders[id(whole)] = holders
            return
        self.octets -= len(whole)
        start = _body_start(whole)
        key = whole[start : start + _KEY_OCTETS]
        if self._bodies.get(key) is whole:
            del self._bodies[key]


def _around(data: bytes, start: int, known: bytes) -> list[Piece]:
    """`data` with the body of `known` in it, which begins at `start`, as a view; empty
    where that body is not there."""
    first = _body_start(known)
    end = start + len(known) - first
    # Copies are compared at once, views octet by octet, five times slower.
    if data[start:end] != known[first:]:
        return []
    body = memoryview(known)[first:]
    around: tuple[Piece, ...] = (data[:start], body, data[end:])
    return [piece for piece in around if piece]


def _whole(piece: Piece) -> bytes:
    return cast(bytes, piece.obj) if isinstance(piece, memoryview) else piece


def _body_start(data: bytes) -> int:
    return data.find(_BLANK_LINE) + len(_BLANK_LINE)


class Stream:
    """Octets that were sent or stored, in order, as shared pieces.

    `first`: offset of the oldest octet kept; `length` counts the forgotten ones too;
    `pool`: where the pieces are.
    """

    __slots__ = ("_before", "_pool", "first", "length", "pieces", "starts")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._before: dict[int, int] = {}
        self.pieces: list[Piece] = []
        self.starts: list[int] = []
        self.first = 0
        self.length = 0

    def append(self, data: bytes) -> int:
        """Add `data`; return the offset where it starts."""
        offset, length = self.length, len(data)
        if length < SHARED_OCTETS_MIN:
            if length:
                self._pool.octets += length
                self.pieces.append(data)
                self.starts.append(offset)
                self.length = offset + length
        else:
            for piece in self._pool.hold(data):
                self.pieces.append(piece)
                self.starts.append(self.length)
                self.length += len(piece)
        return offset

    def extend(self, chunks: Sequence[bytes]) -> None:
        """Add what is said at once: short chunks are one piece."""
        if len(chunks) > 1 and sum(map(len, chunks)) < SHARED_OCTETS_MIN:
            self.append(b"".join(chunks))
        else:
            for data in chunks:
                self.append(data)

    def read(self, offset: int = 0, length: int | None = None) -> bytes:
        """Up to `length` octets from `offset` (all the rest when None); of those only
        what was not forgotten."""
        starts, end = self.starts, self.length
        if length is not None and offset + length < end:
            end = offset + length
        elif starts and offset == starts[-1]:
            return bytes(self.pieces[-1])
        if offset < self.first:
            offset = self.first
        if offset >= end:
            return b""
        index = bisect_right(starts, offset) - 1
        parts = []
        while offset < end:
            start, piece = self.starts[index], self.pieces[index]
            part = piece[offset - start : end - start]
            parts.append(part)
            offset += len(part)
            index += 1
        return bytes(parts[0]) if len(parts) == 1 else b"".join(parts)

    def sent(self, offset: int = 0, length: int | None = None) -> bytes:
        """The same octets as `read`, as they were before anything changed them."""
        data = self.read(offset, length)
        if not self._before:
            return data
        start = max(offset, self.first)
        whole = bytearray(data)
        for at, octet in self._before.items():
            if 0 <= at - start < len(whole):
                whole[at - start] = octet
        return bytes(whole)

    def alter(self, offset: int, octet: int) -> int:
        """Put `octet` at `offset`, where there is another; return that one. Other
        streams with the same octets keep theirs."""
        index = bisect_right(self.starts, offset) - 1
        altered, at = bytearray(self.pieces[index]), offset - self.starts[index]
        before, altered[at] = altered[at], octet
        self._before.setdefault(offset, before)
        self.pieces[index] = self._pool.exchange(self.pieces[index], bytes(altered))
        return before

    def overwrite(self, offset: int, data: bytes) -> bytes:
        """Put `data` at `offset`, over as many octets; return those."""
        before = self.read(offset, len(data))
        for at, (old, new) in enumerate(zip(before, data, strict=True), offset):
            if old != new:
                self.alter(at, new)
        return before

    def until(self, length: int) -> "Stream":
        """Its first `length` octets, to be read only."""
        cut = Stream(Pool())
        cut._before = self._before
        cut.first, cut.length = self.first, min(length, self.length)
        kept = bisect_left(self.starts, cut.length)
        cut.starts, cut.pieces = self.starts[:kept], self.pieces[:kept]
        if kept:
            last = memoryview(cut.pieces[-1])
            cut.pieces[-1] = last[: cut.length - cut.starts[-1]]
        return cut

    def forget(self, before: int) -> None:
        """Let go of the pieces that end before offset `before`."""
        gone = bisect_right(self.starts, before) - 1
        if before >= self.length:
            gone = len(self.pieces)
        if gone > 0:
            self._pool.let_go(self.pieces[:gone])
            del self.pieces[:gone], self.starts[:gone]
            self.first = self.starts[0] if self.starts else self.length
            kept = self._before.items()
            self._before = {at: was for at, was in kept if at >= self.first}

    def forget_all(self) -> None:
        """Let go of all there is."""
        self.forget(self.length)
