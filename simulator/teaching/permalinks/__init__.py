"""A moment of a lab in an address: what was done, and which step was on show."""

from simulator.teaching.permalinks.digests import journal_digest, scenario_digest
from simulator.teaching.permalinks.packing import (
    PACKED_CHARACTERS_MAX,
    pack,
    unpack,
)
from simulator.teaching.permalinks.permalink import (
    LINE_ACTS_MAX,
    Permalink,
    PermalinkError,
)
from simulator.teaching.permalinks.playing_on import PlayedOn, played_on

__all__ = [
    "LINE_ACTS_MAX",
    "PACKED_CHARACTERS_MAX",
    "Permalink",
    "PermalinkError",
    "PlayedOn",
    "journal_digest",
    "pack",
    "played_on",
    "scenario_digest",
    "unpack",
]
