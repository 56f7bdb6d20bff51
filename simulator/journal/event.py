"""The event: one fact with its place, its moment and its reason."""

import msgspec

from simulator.journal.facts import AnyFact


class Event(msgspec.Struct, frozen=True, gc=False):
    """One line of the journal.

    seq: position, from 0. at_us: virtual microseconds, never falling.
    host: where it happened, "" for the world itself. conn: connection id or "".
    cause: seq of the event that led to this one (its own seq for event 0).
    """

    seq: int
    at_us: int
    host: str
    conn: str
    cause: int
    fact: AnyFact
