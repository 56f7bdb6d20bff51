"""What a message made in the lab may carry: notes, pictures and files of a given size.

Nothing comes from the disk of whoever visits, and nothing depends on a library's
version: the picture is written octet by octet (PNG, W3C recommendation, third edition),
with deflate's stored blocks (RFC 1951 §3.2.4), so that every machine makes the same.

It refuses names that are no file names, and files above `OCTETS_MAX`.
"""

import zlib
from typing import Literal

import msgspec

OCTETS_MAX = 400_000
NAME_CHARACTERS_MAX = 80
PICTURE_ROWS = (
    "............................",
    ".##########################.",
    ".#........................#.",
    ".#.##..................##.#.",
    ".#...##..............##...#.",
    ".#.....##..........##.....#.",
    ".#.......##......##.......#.",
    ".#.........##..##.........#.",
    ".#...........##...........#.",
    ".#........................#.",
    ".#........................#.",
    ".#........................#.",
    ".##########################.",
    "............................",
)
"""An envelope: 28 by 14 points, `#` is ink."""

Kind = Literal["note", "picture", "file"]
MEDIA_TYPES: dict[str, str] = {
    "note": "text/plain; charset=utf-8",
    "picture": "image/png",
    "file": "application/octet-stream",
}


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that goes with a message.

    `kind`: a note with `text`, the picture, or a file of `octets` octets. `name`: what
    the reader's program will call it.
    """

    name: str
    kind: Kind = "note"
    text: str = ""
    octets: int = 0

    @property
    def media_type(self) -> str:
        """Content-Type, parameters included."""
        return MEDIA_TYPES[self.kind]

    @property
    def fits(self) -> bool:
        """Whether it has a usable name and no more than `OCTETS_MAX` octets."""
        named = 0 < len(self.name) <= NAME_CHARACTERS_MAX and self.name.isprintable()
        plain = not any(c in self.name for c in '"\\/')
        size = max(self.octets, len(self.text.encode("utf-8", "replace")))
        return named and plain and self.octets >= 0 and size <= OCTETS_MAX


def content_of(attachment: Attachment) -> bytes:
    """Its octets: the same for the same attachment, always."""
    match attachment.kind:
        case "note":
            lines = attachment.text.replace("\r\n", "\n").replace("\r", "\n")
            return lines.replace("\n", "\r\n").encode("utf-8", "replace")
        case "picture":
            return _picture()
        case "file":
            row = bytes(range(256))
            return (row * (attachment.octets // 256 + 1))[: attachment.octets]


def _picture() -> bytes:
    """A PNG of one bit a point: signature, IHDR, IDAT, IEND."""
    width, height = len(PICTURE_ROWS[0]), len(PICTURE_ROWS)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    rows = b"".join(b"\0" + _bits(row) for row in PICTURE_ROWS)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            _chunk(b"IDAT", _stored(rows)),
            _chunk(b"IEND", b""),
        )
    )


def _bits(row: str) -> bytes:
    """A row of points, eight to an octet, the last one filled up; ink is 0."""
    bits = "".join("0" if point == "#" else "1" for point in row)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _stored(data: bytes) -> bytes:
    """A zlib stream (RFC 1950) of one stored block."""
    size = len(data)
    block = b"\x01" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")
    return b"\x78\x01" + block + data + zlib.adler32(data).to_bytes(4, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(name + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + name + data + crc
