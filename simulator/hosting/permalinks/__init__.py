"""A moment of a lab as an address, and labs made again from what was done in one."""

from simulator.hosting.permalinks.lines import line_of, written
from simulator.hosting.permalinks.making import Shown, packed_permalink, transcripts
from simulator.hosting.permalinks.opening import (
    Landing,
    ReplaysOtherwise,
    SavedPermalink,
    open_permalink,
)
from simulator.hosting.permalinks.resuming import resume

__all__ = [
    "Landing",
    "ReplaysOtherwise",
    "SavedPermalink",
    "Shown",
    "line_of",
    "open_permalink",
    "packed_permalink",
    "resume",
    "transcripts",
    "written",
]
