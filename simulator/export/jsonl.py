"""The journal as JSON Lines, in parts, so that a long one is never held twice.

One event per line, UTF-8, keys in the order of their definition: the same journal gives
the same octets on any machine. Octets beyond those a fact holds inline are not in it;
`transcript` has them.
"""

from collections.abc import Iterator

from simulator.journal import Journal, to_jsonl

EVENTS_PER_PART = 500


def jsonl(journal: Journal, first: int = 0) -> Iterator[bytes]:
    """The events from seq `first` to the newest there is now, some hundred lines at a
    time. What a live lab forgets between two parts is left out, and nothing else."""
    end = len(journal)
    while (first := max(first, journal.base)) < end:
        until = min(first + EVENTS_PER_PART, end)
        yield to_jsonl(journal.events[first - journal.base : until - journal.base])
        first = until
