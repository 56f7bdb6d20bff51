"""A flight as the segments it is made of.

Why it exists: segments sent back to back are one event, so that a message of 5 MB is
not 4,000 of them. A capture and the lens want them one by one. It refuses to guess
which of them were lost: the network says so in the fact.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.journal.facts import TcpFlightSent

MSS_OCTETS = 1_460
"""RFC 9293 §3.7.1: Ethernet's 1,500 octets less the headers of IPv4 and TCP."""


class Segment(NamedTuple):
    """`seq`, `ack` as in its flight; it carries octets `start` to `end` of its stream;
    `arrives`: it is not lost."""

    flags: str
    seq: int
    ack: int
    start: int
    end: int
    arrives: bool


def cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges that segments for octets `start` to `end` carry; one at least."""
    for at in range(start, max(end, start + 1), MSS_OCTETS):
        yield at, min(at + MSS_OCTETS, end)


def segments_of(flight: TcpFlightSent) -> Iterator[Segment]:
    """What left the host, in order; the last has the flags of the flight."""
    first, length = flight.offset, flight.length
    seq_of_first = flight.seq
    arrives = flight.lost < flight.segments
    pieces = flight.pieces or (
        (start, end, arrives) for start, end in cut(first, first + length)
    )
    left = flight.segments
    for start, end, arrives in pieces:
        left -= 1
        flags = flight.flags if not left else "ACK"
        seq = seq_of_first + start - first
        yield Segment(flags, seq, flight.ack, start, end, arrives)
