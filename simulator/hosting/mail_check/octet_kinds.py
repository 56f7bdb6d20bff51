"""What somebody brought instead of a message, known by its first octets.

It refuses to open any of it.
"""

from simulator.mail.mime import header_fields
from simulator.projections.shapes.own_letter import LetterKind

LOOKED_AT = 65_536

_BEGINNINGS: tuple[tuple[bytes, LetterKind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "msg"),
    (b"PK\x03\x04", "zip"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "rtf"),
    (b"<!doctype", "web"),
    (b"<html", "web"),
)


def kind_of(content: bytes, has_body: bool) -> LetterKind:
    """`content`: with whole lines."""
    if not content.strip():
        return "empty"
    beginning = content[:16].lstrip().lower()
    for first, kind in _BEGINNINGS:
        if beginning.startswith(first.lower()):
            return kind
    if not header_fields(content, 0, min(len(content), LOOKED_AT)):
        return "other"
    return "letter" if has_body else "header"
