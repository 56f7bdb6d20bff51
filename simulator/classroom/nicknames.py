"""What a student may be called in a class.

A name is shown on a projector: one line of letters, no signs that turn the writing
round or hide in it, no pile of accents, and no second one of the same letters. Letters
of another alphabet that look alike are left to the teacher.
"""

import re
import unicodedata
from collections.abc import Collection

from simulator.hosting.refusals import Refusal

NAME_MAX = 24
"""Characters."""

UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
"""Letters and marks that draw nothing."""


def nickname(written: str, taken: Collection[str]) -> str:
    """The name as it is shown. Raises Refusal: empty, too long, or like one of
    `taken`."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFC", written[: 4 * NAME_MAX]))
    seen = "".join(each if _shows(each) else " " for each in plain)
    name = " ".join(seen.split())
    if not name:
        raise Refusal("class.name_empty")
    if len(name) > NAME_MAX or _piles(name):
        raise Refusal("class.name_long", limit=NAME_MAX)
    if _alike(name) in {_alike(other) for other in taken}:
        raise Refusal("class.name_taken", name=name)
    return name


def _shows(character: str) -> bool:
    """It is neither a control, a format, a private nor an unassigned character."""
    return not unicodedata.category(character).startswith("C")


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _piles(name: str) -> bool:
    """More than two marks stand on one letter."""
    marks = "".join("m" if unicodedata.category(c)[0] == "M" else "-" for c in name)
    return "mmm" in marks
