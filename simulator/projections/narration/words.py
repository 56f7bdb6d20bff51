"""Octets made readable, and keys of the catalogue chosen."""

import base64
import binascii
from collections.abc import Iterable
from functools import cache

from simulator.mail.encoded_words import decode_text
from simulator.projections.catalogue import load

PATH_CHARACTERS_MAX = 40
LINE_CHARACTERS_MAX = 60
SUBJECT_CHARACTERS_MAX = 40
TYPED_CHARACTERS_MAX = 38

UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1))


def span_of(us: int) -> tuple[str, int]:
    """A while in words: `("minutes", 30)`; a whole number of the largest unit that
    shows it well."""
    seconds = max(0, us) // 1_000_000
    for unit, size in UNITS:
        if seconds >= 2 * size or seconds == size:
            return unit, round(seconds / size)
    return "seconds", seconds


def clip(text: str, most: int = PATH_CHARACTERS_MAX) -> str:
    """`text`, and an ellipsis where it is too long to be said."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shown_octet(octet: int) -> str:
    """One octet as it can be said: the character, or its number as `0x0D`."""
    return chr(octet) if 0x21 <= octet <= 0x7E else f"0x{octet:02X}"


def readable(octets: str) -> str:
    """Octets of a fact as UTF-8 text; as they are where they are none."""
    try:
        return octets.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return octets


def decoded(field: str) -> str:
    """The value of a header field as a person reads it (RFC 2047)."""
    return decode_text(readable(field))


def lines_of(octets: str) -> list[str]:
    """The lines of some octets, readable, without line ends."""
    parts = octets.split("\r\n")
    if parts and not parts[-1]:
        parts.pop()
    return [readable(part) for part in parts]


def person_of(path: str) -> str:
    """`Ana` for ana@norte.example: how her neighbours would call her."""
    local = path.partition("@")[0]
    return local.capitalize() if local.isalpha() else path


def joined(words: Iterable[str]) -> str:
    """`EHLO, HELO, QUIT`."""
    return ", ".join(words)


@cache
def has(key: str) -> bool:
    """Whether the catalogue has `key`."""
    texts = load()
    return key in texts[texts.first]


@cache
def variant(key: str, role: str) -> str:
    """The key of the sentence for `role`: its own, or that of a program."""
    own = f"{key}.{role}"
    return own if has(own) else f"{key}.client"


@cache
def first_of(*keys: str) -> str:
    """The first of `keys` that the catalogue has; the last is taken on trust."""
    return next((key for key in keys if has(key)), keys[-1])


def base64_text(argument: str) -> str:
    """What base64 hides from nobody; as it is where it is none."""
    try:
        octets = base64.b64decode(argument, validate=True)
    except (binascii.Error, ValueError):
        return argument
    text = octets.decode("utf-8", "replace").replace("\0", " ").strip()
    return text if text.isprintable() and text else argument
