"""Making lessons: the skeleton of one, and one recorded in the page.

A draft (`projections/shapes/authoring.py`) is a tree of acts with what somebody marked
and wrote. `recording` plays it, `offers` turns events into goals, `drafting` makes the
lesson, `checklist` says what is missing, `packed` is the file to take home.
"""

from simulator.teaching.authoring.checklist import authoring_page
from simulator.teaching.authoring.drafting import Drafting
from simulator.teaching.authoring.packed import (
    DRAFT_OCTETS_MAX,
    packed,
    read_draft,
    unpacked,
)
from simulator.teaching.authoring.recording import DraftError, moves_of, path_of
from simulator.teaching.authoring.skeleton import begin_lesson

__all__ = [
    "DRAFT_OCTETS_MAX",
    "DraftError",
    "Drafting",
    "authoring_page",
    "begin_lesson",
    "moves_of",
    "packed",
    "path_of",
    "read_draft",
    "unpacked",
]
