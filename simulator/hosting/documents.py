"""JSON documents that change only with the program: encoded, tagged, packed once."""

import gzip
import hashlib

import msgspec


def pack(body: bytes) -> bytes:
    """Compressed, the same octets every time."""
    return gzip.compress(body, 9, mtime=0)


class Document(msgspec.Struct, frozen=True):
    """A JSON document that changes only with the program. `tag` names its content,
    `packed` is the same compressed."""

    body: bytes
    packed: bytes
    tag: str


def document(value: object) -> Document:
    """`value` as JSON, tagged by its content."""
    body = msgspec.json.encode(value)
    return Document(body, pack(body), hashlib.sha256(body).hexdigest()[:12])
