"""What is in the air between two ends, and the ranges of octets it is made of.

It refuses to know when anything arrives: that is `pipe.py`.
"""

from collections.abc import Callable

import msgspec

from simulator.journal import cut

Pieces = list[tuple[int, int]]
"""Ranges of octets `(start, end)`, in order."""


class Flight(msgspec.Struct, eq=False, gc=False):
    """Octets (and FIN) in the air: `missing` are the ranges not yet arrived."""

    start: int
    end: int
    fin: bool
    missing: Pieces
    attempt: int = 0

    def drawn(self, loses: Callable[[], bool]) -> tuple[Pieces, Pieces]:
        """Its segments: those that will arrive, and those that are lost."""
        arrived: Pieces = []
        missing: Pieces = []
        for one in self.missing:
            for piece in cut(*one):
                (missing if loses() else arrived).append(piece)
        return arrived, missing


class Arrival(msgspec.Struct, eq=False, gc=False):
    """What of `flight` is on its way: `segments` of them, that carry `pieces`, and FIN
    at `fin_at`. `acked`: up to where their sender has everything; `fin_acked`: it saw
    our FIN, too. Called when it arrives; `drop` takes one segment out of it before.
    """

    flight: Flight
    pieces: Pieces
    segments: int
    fin_at: int | None
    acked: int
    fin_acked: bool
    arrive: Callable[["Arrival"], None]

    def __call__(self) -> None:
        """It arrives."""
        self.arrive(self)

    def drop(self, segment: int) -> tuple[int, int]:
        """That segment will not arrive; FIN is in the last of a flight."""
        left = [each for piece in self.pieces for each in cut(*piece)]
        gone = left.pop(segment)
        flight = self.flight
        flight.missing = joined(sorted([*flight.missing, gone]))
        self.pieces, self.segments = joined(left), len(left)
        if gone[1] == flight.end:
            self.fin_at = None
        return gone


def joined(pieces: Pieces) -> Pieces:
    """Sorted ranges with neighbours and overlaps melted together."""
    out: Pieces = []
    for start, end in pieces:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def told_apart(arrived: Pieces, missing: Pieces) -> tuple[tuple[int, int, bool], ...]:
    """Segments in order, each with whether it arrives."""
    fates = [(*piece, True) for piece in arrived] + [(*p, False) for p in missing]
    return tuple(sorted(fates))
