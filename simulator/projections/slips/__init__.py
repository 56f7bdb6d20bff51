"""What the eye misses in a typed line: curly quotes, a space after the colon, VERFY."""

from simulator.projections.slips.imap import imap_slips
from simulator.projections.slips.lines import (
    content_notes,
    content_slips,
    letter_slips,
    slips,
)

__all__ = ["content_notes", "content_slips", "imap_slips", "letter_slips", "slips"]
