"""Canonicalisation: what of a message counts for a signature (RFC 6376 §3.4).

`simple` lets hardly anything change on the way; `relaxed` forgives what servers do to
white space, to the case of field names and to folding. Every function is linear in what
it is given: no pattern here can be made to look twice at the same octets.
"""

import re
from typing import Literal

Canonicalization = Literal["simple", "relaxed"]

CRLF = b"\r\n"
_SPACES = re.compile(rb"[ \t]+")


def canonical_field(field: bytes, how: Canonicalization) -> bytes:
    """A header field, folded lines and CRLF included (§3.4.1, §3.4.2)."""
    if how == "simple":
        return field
    name, _, value = field.partition(b":")
    unfolded = value.replace(CRLF, b"")
    text = _SPACES.sub(b" ", unfolded).strip(b" ")
    return name.rstrip(b" \t").lower() + b":" + text + CRLF


def canonical_body(body: bytes, how: Canonicalization) -> bytes:
    """A body (§3.4.3, §3.4.4). Empty lines at its end do not count; of an empty body
    `simple` keeps a CRLF, `relaxed` nothing."""
    if how == "relaxed":
        # In this order: spaces that end a line are one by then, and found at once.
        body = _SPACES.sub(b" ", body).replace(b" \r\n", CRLF).removesuffix(b" ")
    end = len(body)
    while body.endswith(CRLF, 0, end):
        end -= len(CRLF)
    if not end:
        return CRLF if how == "simple" else b""
    return body[:end] + CRLF
