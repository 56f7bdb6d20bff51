"""ENVELOPE: the header section as a list in an order everybody knows (RFC 3501 §7.4.2).

    envelope = "(" env-date SP env-subject SP env-from SP env-sender SP env-reply-to SP
               env-to SP env-cc SP env-bcc SP env-in-reply-to SP env-message-id ")"

It has nothing to do with the envelope of SMTP: it is all of the message. Sender and
Reply-To fall back to From. Encoded words stay encoded; a client decodes.
"""

from simulator.mail.header_addresses import HeaderAddress, addresses
from simulator.mail.mime import field_value, header_fields
from simulator.protocols.imap.grammar.writing import Chunks, listed, nstring

_TEXTS_BEFORE = ("date", "subject")
_ADDRESSES = ("from", "sender", "reply-to", "to", "cc", "bcc")
_TEXTS_AFTER = ("in-reply-to", "message-id")
_WANTED = frozenset((*_TEXTS_BEFORE, *_ADDRESSES, *_TEXTS_AFTER))


def fields_of(content: bytes, start: int, body: int) -> dict[str, bytes]:
    """The value of the first of each field the envelope needs, by small name."""
    found: dict[str, bytes] = {}
    for name, at, end in header_fields(content, start, body):
        key = name.lower()
        if key in _WANTED and key not in found:
            found[key] = field_value(content, at, end)
    return found


def envelope(content: bytes, start: int, body: int) -> Chunks:
    """The envelope of the message whose header section is `content[start:body]`."""
    fields = fields_of(content, start, body)
    lists = {name: addresses(fields.get(name, b"")) for name in _ADDRESSES}
    for name in ("sender", "reply-to"):
        lists[name] = lists[name] or lists["from"]
    return listed(
        [
            *(nstring(fields.get(name)) for name in _TEXTS_BEFORE),
            *(_address_list(lists[name]) for name in _ADDRESSES),
            *(nstring(fields.get(name)) for name in _TEXTS_AFTER),
        ]
    )


def _address_list(found: tuple[HeaderAddress, ...]) -> Chunks:
    """`((name route mailbox host)(...))`, no space between; NIL when there is none."""
    if not found:
        return [b"NIL"]
    chunks: Chunks = [b"("]
    for address in found:
        parts = (None if part is None else part.encode("latin-1") for part in address)
        chunks += listed([nstring(part) for part in parts])
    return [*chunks, b")"]
