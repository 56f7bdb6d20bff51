"""Characters that cannot be seen, or that look like others."""

import unicodedata

from simulator.projections.catalogue import Text
from simulator.projections.slips.words import (
    CURLY_QUOTES,
    LOOK_ALIKES,
    ODD_SPACES,
    ZERO_WIDTH,
)


def mark_slips(line: str, protocol: str) -> list[Text]:
    """One slip for each kind of unseen or misleading character in `line`."""
    found = []
    if any(c in "\b\x7f" for c in line):
        found.append(Text("slips.backspace"))
    if "\t" in line:
        found.append(Text("slips.tab"))
    if any(unicodedata.category(c) == "Cc" and c not in "\b\x7f\t" for c in line):
        found.append(Text("slips.control"))
    if any(c in ZERO_WIDTH for c in line):
        found.append(Text("slips.zero_width"))
    if any(c in ODD_SPACES for c in line):
        found.append(Text("slips.no_break_space"))
    found += _first(line, CURLY_QUOTES, "slips.curly_quotes")
    for char in line:
        if char in LOOK_ALIKES:
            right = LOOK_ALIKES[char]
            found.append(Text("slips.look_alike", {"mark": char, "right": right}))
            break
    if line != line.lstrip():
        found.append(Text("slips.space_first"))
    if line != line.rstrip() and protocol == "pop3":
        found.append(Text("slips.space_last"))
    return found + _letters(line)


def plain(line: str) -> str:
    """`line` as the eye reads it: unseen characters gone, look-alikes made ASCII."""
    seen = []
    for char in line:
        if char in ZERO_WIDTH or char in "\b\x7f":
            continue
        seen.append(" " if char in ODD_SPACES else LOOK_ALIKES.get(char, char))
    return "".join(seen)


def without_accents(text: str) -> str:
    """`EHLÓ` to `EHLO`."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def _letters(line: str) -> list[Text]:
    """The first character outside ASCII after the verb (the verb has its own words)."""
    _, _, rest = plain(line).strip().partition(" ")
    return _first(rest, None, "slips.not_ascii")


def _first(line: str, marks: frozenset[str] | None, key: str) -> list[Text]:
    for char in line:
        if char in marks if marks is not None else ord(char) > 127 and char.isalpha():
            return [Text(key, {"mark": char})]
    return []
