"""The journal: facts, events, streams. What is shown or graded is a fold over it."""

from simulator.journal.event import Event
from simulator.journal.facts import (
    INLINE_OCTETS_MAX,
    AnyFact,
    Fact,
    Octets,
    Span,
    inline,
    kind_of,
)
from simulator.journal.journal import Journal, Stream, from_jsonl, to_jsonl

__all__ = [
    "INLINE_OCTETS_MAX",
    "AnyFact",
    "Event",
    "Fact",
    "Journal",
    "Octets",
    "Span",
    "Stream",
    "from_jsonl",
    "inline",
    "kind_of",
    "to_jsonl",
]
