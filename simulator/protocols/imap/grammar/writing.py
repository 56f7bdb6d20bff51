"""Writing what a server says and a client asks: strings, flags, names (RFC 3501 §9).

A string is quoted if it may be, else a literal; the octets of a literal are shared. It
refuses to put into quotes what RFC 3501 does not allow there: CR, LF, NUL, eight bits.
"""

import re
from collections.abc import Iterable

from simulator.mail import utf7

QUOTED_OCTETS_MAX = 1_000
"""Longer strings go as literals, so that no line is endless."""

_SAFE_ATOM = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\\]\[+]+')
_QUOTABLE = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-\x7f]*")

Chunks = list[bytes]


def quoted(octets: bytes) -> bytes:
    """In quotes, `"` and `\\` escaped."""
    return b'"' + octets.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def literal(octets: bytes) -> Chunks:
    """`{n}` and the octets. A NUL, which a literal may not hold, becomes 0x80."""
    if b"\0" in octets:
        octets = octets.replace(b"\0", b"\x80")
    return [b"{%d}\r\n" % len(octets), octets]


def string(octets: bytes) -> Chunks:
    """Quoted or literal."""
    if len(octets) <= QUOTED_OCTETS_MAX and _QUOTABLE.fullmatch(octets):
        return [quoted(octets)]
    return literal(octets)


def nstring(octets: bytes | None) -> Chunks:
    """A string or NIL."""
    return [b"NIL"] if octets is None else string(octets)


def astring(octets: bytes) -> Chunks:
    """As it is where an atom is enough."""
    if _SAFE_ATOM.fullmatch(octets) and octets.upper() != b"NIL":
        return [octets]
    return string(octets)


def text(value: str | None) -> Chunks:
    """A Unicode string as nstring, UTF-8."""
    return nstring(None if value is None else value.encode("utf-8", "replace"))


def mailbox(name: str, utf8: bool = False) -> bytes:
    """A mailbox name: modified UTF-7, or UTF-8 in quotes once enabled (RFC 6855 §3)."""
    octets = name.encode("utf-8") if utf8 else utf7.encode(name)
    if _SAFE_ATOM.fullmatch(octets) and octets.upper() != b"NIL":
        return octets
    return quoted(octets)


def flag_list(flags: Iterable[str]) -> bytes:
    """`(\\Seen $Junk)`"""
    return b"(" + " ".join(flags).encode("ascii", "replace") + b")"


def listed(items: Iterable[Chunks]) -> Chunks:
    """Items with one space between, in parentheses."""
    chunks: Chunks = [b"("]
    for number, item in enumerate(items):
        if number:
            chunks.append(b" ")
        chunks += item
    chunks.append(b")")
    return chunks


def one_line(words: str) -> str:
    """Wire text of a response: printable ASCII, never empty (RFC 3501 §9, `text`)."""
    clean = "".join(c if " " <= c <= "~" else "?" for c in words)
    return clean or "Done"
