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
from simulator.journal.journal import Journal, from_jsonl, to_jsonl
from simulator.journal.segments import MSS_OCTETS, Segment, cut, segments_of
from simulator.journal.streams import Stream

__all__ = [
    "INLINE_OCTETS_MAX",
    "MSS_OCTETS",
    "AnyFact",
    "Event",
    "Fact",
    "Journal",
    "Octets",
    "Segment",
    "Span",
    "Stream",
    "cut",
    "from_jsonl",
    "inline",
    "kind_of",
    "segments_of",
    "to_jsonl",
]
