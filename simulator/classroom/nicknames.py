"""What a student may be called in a class.

A name is shown on a projector: one line of letters, no signs that turn the writing
round or hide in it, and no second one that looks the same.
"""

import unicodedata
from collections.abc import Collection

from simulator.hosting.refusals import Refusal

NAME_MAX = 24
"""Characters."""


def nickname(written: str, taken: Collection[str]) -> str:
    """The name as it is shown. Raises Refusal: empty, too long, or like one of
    `taken`."""
    plain = unicodedata.normalize("NFC", written[: 4 * NAME_MAX])
    seen = "".join(each if _shows(each) else " " for each in plain)
    name = " ".join(seen.split())
    if not name:
        raise Refusal("class.name_empty")
    if len(name) > NAME_MAX:
        raise Refusal("class.name_long", limit=NAME_MAX)
    if _alike(name) in {_alike(other) for other in taken}:
        raise Refusal("class.name_taken", name=name)
    return name


def _shows(character: str) -> bool:
    """It is neither a control, a format, a private nor an unassigned character."""
    return not unicodedata.category(character).startswith("C")


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
