"""A moment of a lab as an address, and a lab of one's own made of one."""

from simulator.hosting.permalinks.lines import line_of, written
from simulator.hosting.permalinks.making import Shown, packed_permalink
from simulator.hosting.permalinks.opening import (
    Landing,
    ReplaysOtherwise,
    SavedPermalink,
    open_permalink,
)

__all__ = [
    "Landing",
    "ReplaysOtherwise",
    "SavedPermalink",
    "Shown",
    "line_of",
    "open_permalink",
    "packed_permalink",
    "written",
]
