"""Which octets of a text changed: the runs in which two versions differ.

Linear in their length: what they have in common at both ends is set aside at once, and
only a short middle is compared line by line. A long one counts as changed as a whole.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

from simulator.projections.shapes.letters import ChangedOctets

CHANGES_MAX = 12
OCTETS_SHOWN_MAX = 400
AROUND_OCTETS = 24
MIDDLE_OCTETS_MAX = 20_000
MIDDLE_LINES_MAX = 120

Run = tuple[int, int, int, int]
"""`before[a:b]` became `after[c:d]`."""


def changed_octets(
    before: bytes, after: bytes
) -> tuple[tuple[ChangedOctets, ...], int]:
    """The first changes, in order, and how many more there are."""
    runs = list(_runs(before, after))
    told = tuple(_told(before, after, run) for run in runs[:CHANGES_MAX])
    return told, len(runs) - len(told)


def _told(before: bytes, after: bytes, run: Run) -> ChangedOctets:
    a, b, c, d = run
    return ChangedOctets(
        offset=c,
        before=before[a : min(b, a + OCTETS_SHOWN_MAX)].decode("latin-1"),
        before_octets=b - a,
        after=after[c : min(d, c + OCTETS_SHOWN_MAX)].decode("latin-1"),
        after_octets=d - c,
        lead=after[max(0, c - AROUND_OCTETS) : c].decode("latin-1"),
        trail=after[d : d + AROUND_OCTETS].decode("latin-1"),
    )


def _runs(before: bytes, after: bytes) -> Iterator[Run]:
    whole = _trimmed(before, after, (0, len(before), 0, len(after)))
    if whole is None:
        return
    lines = _to_lines(before, whole)
    a, b, c, d = lines
    old, new = before[a:b].splitlines(True), after[c:d].splitlines(True)
    long = max(b - a, d - c) > MIDDLE_OCTETS_MAX
    if long or max(len(old), len(new)) > MIDDLE_LINES_MAX:
        yield whole
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            continue
        # Line by line where as many came as went.
        pairs = [(i, j, k, m)]
        if j - i == m - k:
            pairs = [(i + n, i + n + 1, k + n, k + n + 1) for n in range(j - i)]
        for pair in pairs:
            at = _octets(old, new, pair)
            run = (a + at[0], a + at[1], c + at[2], c + at[3])
            trimmed = _trimmed(before, after, run)
            if trimmed is not None:
                yield from _by_octet(before, after, trimmed)


def _octets(old: list[bytes], new: list[bytes], lines: Run) -> Run:
    """Lines as octets."""
    i, j, k, m = lines
    a, c = sum(map(len, old[:i])), sum(map(len, new[:k]))
    return a, a + sum(map(len, old[i:j])), c, c + sum(map(len, new[k:m]))


def _by_octet(before: bytes, after: bytes, run: Run) -> Iterator[Run]:
    """The octets of a short run that are others, where none came or went."""
    a, b, c, d = run
    if b - a != d - c or b - a > OCTETS_SHOWN_MAX:
        yield run
        return
    start = -1
    for n in range(b - a + 1):
        same = n == b - a or before[a + n] == after[c + n]
        if not same and start < 0:
            start = n
        elif same and start >= 0:
            yield a + start, a + n, c + start, c + n
            start = -1


def _trimmed(before: bytes, after: bytes, run: Run) -> Run | None:
    """Without what is the same at both ends; None: all is."""
    a, b, c, d = run
    old, new = before[a:b], after[c:d]
    if old == new:
        return None
    front = _common(old, new)
    back = _common(old[front:][::-1], new[front:][::-1])
    return a + front, b - back, c + front, d - back


def _common(one: bytes, other: bytes) -> int:
    """How many octets both begin with. Each is looked at twice at most."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _to_lines(before: bytes, run: Run) -> Run:
    """As far as the lines reach in which it is. What is around it is the same in both,
    so that as much is added to either."""
    a, b, c, d = run
    back = a - (before.rfind(b"\n", 0, a) + 1)
    end = before.find(b"\n", b)
    ahead = (end + 1 if end >= 0 else len(before)) - b
    return a - back, b + ahead, c - back, d + ahead
