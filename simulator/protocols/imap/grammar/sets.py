"""Sets of message numbers: `2,4:7,9,12:*` (RFC 3501 §9, sequence-set).

    sequence-set = (seq-number / seq-range) *("," sequence-set)
    seq-number   = nz-number / "*"

`*` is the largest number in use, and a range may be written backwards: `4:2` is `2:4`.
A set is kept as written, ranges and all, so `1:4294967295` costs nothing. It refuses to
know a mailbox: what is in use is a parameter.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from simulator.protocols.imap.grammar.tokens import NUMBER_MAX, Cursor

STAR = 0
"""Stands for `*` in a Range."""

_SET = re.compile(rb"[0-9*:,]+")
_RANGE = re.compile(rb"([1-9]\d{0,9}|\*)(?::([1-9]\d{0,9}|\*))?")


class Range(NamedTuple):
    """Both ends as written; `STAR` for `*`."""

    first: int
    last: int

    def resolved(self, largest: int) -> tuple[int, int]:
        """Lowest and highest number when `*` is `largest`."""
        ends = (self.first or largest, self.last or largest)
        return min(ends), max(ends)


Set = tuple[Range, ...]


def take_set(cursor: Cursor) -> Set:
    """The set written at the cursor."""
    start = cursor.at
    ranges = []
    for word in cursor.match(_SET, "bad_set").split(b","):
        found = _RANGE.fullmatch(word)
        ends = [_end(end) for end in found.groups()] if found else [-1]
        if -1 in ends:
            cursor.at = start
            raise cursor.fail("bad_set")
        first, last = ends
        assert first is not None
        ranges.append(Range(first, first if last is None else last))
    return tuple(ranges)


def _end(word: bytes | None) -> int | None:
    if word is None or word == b"*":
        return None if word is None else STAR
    value = int(word)
    return value if value <= NUMBER_MAX else -1


def beyond(numbers: Set, count: int) -> bool:
    """Whether a message number of the set is not in use; `*` neither in an empty
    mailbox (RFC 3501 §9, seq-number)."""
    spans = _spans(numbers, count)
    return not spans[0][0] or max(high for _, high in spans) > count


def positions(numbers: Set, count: int) -> list[int]:
    """The message numbers up to `count` in the set, each once, ascending."""
    spans = _spans(numbers, count)
    return [n for low, high in spans for n in range(max(low, 1), min(high, count) + 1)]


def uids_in(numbers: Set, uids: Sequence[int]) -> list[int]:
    """Those of `uids` (ascending) that are in the set; numbers no message has are
    ignored without an error (RFC 3501 §6.4.8)."""
    found: list[int] = []
    for low, high in _spans(numbers, uids[-1] if uids else 0):
        found += uids[bisect_left(uids, low) : bisect_right(uids, high)]
    return found


def _spans(numbers: Set, largest: int) -> list[tuple[int, int]]:
    """Lowest and highest of each range, ascending, overlaps joined."""
    spans: list[tuple[int, int]] = []
    for low, high in sorted(part.resolved(largest) for part in numbers):
        if spans and low <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], high))
        else:
            spans.append((low, high))
    return spans


def write_set(numbers: Iterable[int]) -> str:
    """`1:3,5` for 1, 2, 3, 5, in the order given: COPYUID needs both its sets in step
    (RFC 4315 §3)."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(f"{a}:{b}" if b > a else str(a) for a, b in ranges)
