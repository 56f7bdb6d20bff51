"""Mailbox names on the wire of IMAP4rev1: modified UTF-7 (RFC 3501 §5.1.3).

Printable ASCII stands for itself, `&` is written `&-`, everything else is UTF-16 in a
base64 of its own (`,` for `/`, no padding) between `&` and `-`. One name has exactly
one spelling, so decoding refuses every other: two spellings of one mailbox would be
two mailboxes to a careless server.

It refuses to guess: what is not modified UTF-7 is None.
"""

import base64
import binascii
import re

_RUN = re.compile("[^\x20-\x7e]+|&")
_SHIFTED = re.compile(rb"&([A-Za-z0-9+,]*)-")


def encode(name: str) -> bytes:
    """`Borradores año` as `Borradores a&APE-o`."""
    return _RUN.sub(_shift, name).encode("ascii")


def _shift(found: re.Match[str]) -> str:
    run = found.group()
    if run == "&":
        return "&-"
    octets = base64.b64encode(run.encode("utf-16-be", "surrogatepass"), b"+,")
    return f"&{octets.rstrip(b'=').decode('ascii')}-"


def decode(octets: bytes) -> str | None:
    """The name written in `octets`, or None if that is not modified UTF-7."""
    pieces, at = [], 0
    for found in _SHIFTED.finditer(octets):
        pieces.append(octets[at : found.start()])
        pieces.append(found.group(1))
        at = found.end()
    pieces.append(octets[at:])
    name = []
    for number, piece in enumerate(pieces):
        text = _plain(piece) if number % 2 == 0 else _unshift(piece)
        if text is None:
            return None
        name.append(text)
    decoded = "".join(name)
    return decoded if encode(decoded) == octets else None


def _plain(octets: bytes) -> str | None:
    text = octets.decode("latin-1")
    return text if text.isascii() and "&" not in text else None


def _unshift(octets: bytes) -> str | None:
    if not octets:
        return "&"
    try:
        padded = octets + b"=" * (-len(octets) % 4)
        return base64.b64decode(padded, b"+,", validate=True).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return None
