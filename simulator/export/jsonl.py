"""The journal as JSON Lines, in parts, so that a long one is never held twice.

One event per line, UTF-8, keys in the order of their definition: the same journal gives
the same octets on any machine. It refuses the streams: octets beyond those a fact holds
inline are in `transcript`.
"""

from collections.abc import Iterator
from itertools import islice

from simulator.journal import Journal, to_jsonl

EVENTS_PER_PART = 500


def jsonl(journal: Journal, first: int = 0) -> Iterator[bytes]:
    """The events from seq `first` on, some hundred lines at a time."""
    events = islice(journal.events, first, None)
    while part := to_jsonl(islice(events, EVENTS_PER_PART)):
        yield part
