"""A message written by a mail client: header section and body, MIME where needed.

Its octets do not depend on the version of Python. It refuses to invent a date or a
Message-ID: both are parameters. A blind copy has no field here: it is in the envelope
alone, the first of the three ways of RFC 5322 §3.6.3.
"""

import base64
import quopri
from collections.abc import Iterable
from email.header import Header
from email.utils import formataddr, quote
from html import escape

import msgspec

from simulator.mail.attachments import Attachment, content_of
from simulator.mail.message import LINE_OCTETS_MAX

_MIME_LINE_OCTETS = 76

Fields = list[tuple[str, str]]
Entity = tuple[Fields, bytes]
"""What MIME puts before the blank line of a part, and the octets behind it."""


class Extras(msgspec.Struct, frozen=True, kw_only=True):
    """What not every message has.

    `copies` (Cc), `reply_to`: addresses; `in_reply_to`, `references`: Message-IDs with
    their angle brackets. `rich`: the same text once more as HTML, as most programs send
    it (multipart/alternative, RFC 2046 §5.1.4).
    """

    copies: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    rich: bool = False
    attachments: tuple[Attachment, ...] = ()


NO_EXTRAS = Extras()


def compose(
    *,
    date: str,
    author: str,
    recipients: tuple[str, ...],
    subject: str,
    body: str,
    message_id: str,
    author_name: str = "",
    extras: Extras = NO_EXTRAS,
    eight_bit: bool = False,
) -> bytes:
    """A message ready for DATA.

    `date`: as `dates.date_at` gives it; `author`, `recipients`: addresses;
    `message_id`: with its angle brackets. The body's lines may end in LF or CRLF; the
    result's end in CRLF, none longer than 998 octets. `eight_bit`: the text may travel
    as it is (8BITMIME); else what is not ASCII is encoded (RFC 2045 §6).
    """
    sender = formataddr((author_name, author), charset="utf-8")
    mime, octets = _entity(body, extras, eight_bit)
    fields: Fields = [
        ("Date", date),
        ("From", sender if author_name else author),
        *_unless_empty("Reply-To", ", ".join(extras.reply_to)),
        *_unless_empty("To", ", ".join(recipients)),
        *_unless_empty("Cc", ", ".join(extras.copies)),
        ("Subject", _encode_text("Subject", subject)),
        ("Message-ID", message_id),
        *_unless_empty("In-Reply-To", extras.in_reply_to),
        *_unless_empty("References", "\r\n ".join(extras.references)),
        *_unless_empty("MIME-Version", "1.0" if mime else ""),
        *mime,
    ]
    return _lines(fields) + b"\r\n" + octets


def _unless_empty(name: str, value: str) -> Fields:
    return [(name, value)] if value else []


def _entity(body: str, extras: Extras, eight_bit: bool) -> Entity:
    """The body: text, perhaps in two forms, perhaps with things that go with it."""
    entity = _text(body, "plain", eight_bit)
    if extras.rich:
        page = _text(_page(body), "html", eight_bit)
        entity = _multipart("alternative", [entity, page], 1)
    if extras.attachments:
        parts = [_attached(one, eight_bit) for one in extras.attachments]
        entity = _multipart("mixed", [entity, *parts], 2)
    return entity


def _lines(fields: Fields) -> bytes:
    return b"".join(f"{name}: {value}\r\n".encode("ascii") for name, value in fields)


def _encode_text(name: str, text: str) -> str:
    """Unstructured text for a field: encoded words where it is not ASCII (RFC 2047)."""
    clean = " ".join(text.split())
    charset = "us-ascii" if clean.isascii() and clean.isprintable() else "utf-8"
    return Header(clean, charset, header_name=name).encode(linesep="\r\n")


# --- entities -------------------------------------------------------------------------


def _text(text: str, subtype: str, eight_bit: bool) -> Entity:
    """A text part. Plain short ASCII needs no MIME (RFC 5322 §2.1)."""
    octets = _with_line_ends(text).encode("utf-8").replace(b"\n", b"\r\n")
    short = all(len(line) <= LINE_OCTETS_MAX for line in octets.split(b"\r\n"))
    plain = short and b"\0" not in octets
    kind = f"text/{subtype}; charset=utf-8"
    if text.isascii() and plain:
        return ([] if subtype == "plain" else [("Content-Type", kind)]), octets
    if eight_bit and plain:
        return _mime_fields(kind, "8bit"), octets
    quoted = quopri.encodestring(octets.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    coded = _base64(octets)
    if len(quoted) <= len(coded):
        return _mime_fields(kind, "quoted-printable"), quoted
    return _mime_fields(kind, "base64"), coded


def _attached(attachment: Attachment, eight_bit: bool) -> Entity:
    """A part with a name (RFC 2183), in base64 unless it is short plain text."""
    octets = content_of(attachment)
    name = _file_name(attachment.name)
    fields = [("Content-Disposition", f"attachment;\r\n {name}")]
    if attachment.kind == "note":
        mime, body = _text(attachment.text, "plain", eight_bit)
        kind = mime or [("Content-Type", attachment.media_type)]
        return [*kind, *fields], body
    kind = _mime_fields(attachment.media_type, "base64")
    return [*kind, *fields], _base64(octets)


def _file_name(name: str) -> str:
    """The parameter `filename`; with `*` where the name is not ASCII (RFC 2231 §4)."""
    if name.isascii():
        return f'filename="{quote(name)}"'
    coded = "".join(
        chr(octet)
        if chr(octet).isalnum() and octet < 128 or octet in b"-._"
        else f"%{octet:02X}"
        for octet in name.encode("utf-8")
    )
    return f"filename*=utf-8''{coded}"


def _multipart(subtype: str, parts: list[Entity], number: int) -> Entity:
    """Parts between boundary lines (RFC 2046 §5.1.1)."""
    whole = [_lines(fields) + b"\r\n" + octets for fields, octets in parts]
    boundary = free_boundary(whole, f"frontera-{number}.0")
    dashes = b"--" + boundary.encode("ascii")
    body = b"".join(dashes + b"\r\n" + _ended(part) for part in whole)
    kind = f'multipart/{subtype};\r\n boundary="{boundary}"'
    return [("Content-Type", kind)], body + dashes + b"--\r\n"


def free_boundary(parts: Iterable[bytes], stem: str) -> str:
    """A boundary whose line stands in none of the parts (RFC 2046 §5.1): `stem`, or
    with a number behind it."""
    whole, boundary, tail = tuple(parts), stem, 0
    while any(f"--{boundary}".encode() in part for part in whole):
        tail += 1
        boundary = f"{stem}.{tail}"
    return boundary


def _ended(octets: bytes) -> bytes:
    """The line end before a boundary line belongs to that line."""
    return octets + b"\r\n"


def _page(text: str) -> str:
    """The text as HTML: a paragraph for each block of lines."""
    blocks = text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    shown = ["<br>\n".join(escape(b.strip("\n")).split("\n")) for b in blocks if b]
    paragraphs = "\n".join(f"<p>{block}</p>" for block in shown)
    return f"<!doctype html>\n<html><body>\n{paragraphs}\n</body></html>\n"


# --- encodings ------------------------------------------------------------------------


def _with_line_ends(text: str) -> str:
    """Every line ended with LF, the last one too; an empty text stays empty."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return unified if not unified or unified.endswith("\n") else unified + "\n"


def _base64(octets: bytes) -> bytes:
    """Lines of 76 characters (RFC 2045 §6.8)."""
    coded = base64.b64encode(octets)
    step = _MIME_LINE_OCTETS
    rows = (coded[at : at + step] for at in range(0, len(coded), step))
    return b"".join(row + b"\r\n" for row in rows)


def _mime_fields(kind: str, transfer_encoding: str) -> Fields:
    return [
        ("Content-Type", kind),
        ("Content-Transfer-Encoding", transfer_encoding),
    ]
