"""Macros: the parts of a name that are filled in anew for each check (RFC 7208 §7).

`parse_macros` reads a text once, under the ABNF of §7.1, and says where it is wrong;
`expand` fills in values. It refuses to look anything up: who expands `%{p}` knows the
validated name already.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from simulator.protocols.dns import NAME_OCTETS_MAX

LETTERS = "slodiphv"
EXPLANATION_LETTERS = LETTERS + "crt"
"""§7.2: `c`, `r` and `t` may stand only in an explanation."""
DELIMITERS = ".-+,/_="
CONSTANTS = {"%": "%", "_": " ", "-": "%20"}
PARTS_DIGITS_MAX = 3
"""No name has as many labels as a number of more digits says: all are taken."""

_MACRO = re.compile(r"%\{([a-z])([0-9]*)(r?)([-.+,/_=]*)\}", re.IGNORECASE)
_ODD = re.compile(r"[^\x21-\x7e]")


class SpfSyntaxError(Exception):
    """A record, or an explanation, is wrong between `start` and `end`.

    `reason`: key of why, such as `unknown_mechanism`.
    """

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(f"{reason} at {start}")
        self.reason = reason
        self.start = start
        self.end = end


class Macro(msgspec.Struct, frozen=True):
    """`%{d2r-}`, or `%%`, `%_` and `%-`, whose letter is the second character.

    `parts`: how many on the right are kept, 0: all; `escaped`: the letter is a capital,
    so the value is written as in a URL.
    """

    letter: str
    text: str
    parts: int = 0
    reverse: bool = False
    delimiters: str = "."
    escaped: bool = False


MacroString = tuple[str | Macro, ...]
"""A text with its macros; what is not one is as written."""


def parse_macros(
    text: str, at: int = 0, *, letters: str = LETTERS, spaces: bool = False
) -> MacroString:
    """macro-string = *( macro-expand / macro-literal )      (RFC 7208 §7.1)

    `at`: where `text` stands in its record. `spaces`: as in an explanation, which
    may have them. Raises SpfSyntaxError.
    """
    found: list[str | Macro] = []
    end = 0
    while end < len(text):
        percent = text.find("%", end)
        literal = text[end:] if percent < 0 else text[end:percent]
        if literal:
            odd = _ODD.search(literal.replace(" ", "!") if spaces else literal)
            if odd is not None:
                place = at + end + odd.start()
                raise SpfSyntaxError("character", place, place + 1)
            found.append(literal)
        if percent < 0:
            break
        macro = _macro(text, percent, at, letters)
        found.append(macro)
        end = percent + len(macro.text)
    return tuple(found)


def _macro(text: str, percent: int, at: int, letters: str) -> Macro:
    """macro-expand = ( "%{" macro-letter transformers *delimiter "}" )
    / "%%" / "%_" / "%-"                                     (RFC 7208 §7.1)
    """
    follows = text[percent + 1 : percent + 2]
    if follows and follows in CONSTANTS:
        return Macro(follows, "%" + follows)
    found = _MACRO.match(text, percent)
    if found is None:
        close = text.find("}", percent, percent + 20) if follows == "{" else -1
        end = close + 1 if close > 0 else percent + 1 + len(follows)
        raise SpfSyntaxError("macro", at + percent, at + end)
    letter, digits, reverse, delimiters = found.groups()
    place = at + percent, at + found.end()
    if letter.lower() not in letters:
        raise SpfSyntaxError("macro_letter", *place)
    if digits and not digits.strip("0"):
        raise SpfSyntaxError("macro_parts", *place)
    significant = digits.lstrip("0")
    return Macro(
        letter.lower(),
        found[0],
        int(significant) if 0 < len(significant) <= PARTS_DIGITS_MAX else 0,
        bool(reverse),
        delimiters or ".",
        letter.isupper(),
    )


def letters_of(parts: MacroString) -> frozenset[str]:
    """The letters a text uses: `p` needs DNS, `l` the local part."""
    return frozenset(part.letter for part in parts if isinstance(part, Macro))


def expand(parts: MacroString, values: Mapping[str, str], limit: int) -> str:
    """The text with its macros filled in, as far as its last `limit` characters: a name
    is cut on the left (RFC 7208 §7.3), and nothing longer is ever built."""
    out: list[str] = []
    room = limit
    for part in reversed(parts):
        if room <= 0:
            break
        piece = part if isinstance(part, str) else _value(part, values)
        out.append(piece[-room:])
        room -= len(out[-1])
    return "".join(reversed(out))


def _value(macro: Macro, values: Mapping[str, str]) -> str:
    if macro.letter in CONSTANTS:
        return CONSTANTS[macro.letter]
    pieces = re.split(f"[{re.escape(macro.delimiters)}]", values[macro.letter])
    if macro.reverse:
        pieces.reverse()
    value = ".".join(pieces[-macro.parts :] if macro.parts else pieces)
    return quote(value, safe="-._~") if macro.escaped else value


def shortened(name: str) -> str:
    """A name of at most 253 octets: labels on the left are left out (§7.3); no last
    dot."""
    name = name.removesuffix(".")
    while len(name) > NAME_OCTETS_MAX:
        _, dot, rest = name.partition(".")
        if not dot:
            break
        name = rest
    return name
