"""The letter: header section, blank line, body (RFC 5322 §2.1), read and composed.

Reading takes any octets, because a student may type anything after DATA, and copies
none of the body: it says where things are. Composing gives a plain letter that RFC 5322
and MIME allow, in octets that do not depend on the version of Python.

It refuses to judge a letter, to walk MIME parts, and to invent a date or a Message-ID:
both are parameters.
"""

import base64
import quopri
import re
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.utils import formataddr

import msgspec

LINE_OCTETS_MAX = 998
"""RFC 5322 §2.1.1, CRLF not included."""

_HEADER_END = b"\r\n\r\n"
_FIELD_END = re.compile(rb"\r\n(?![ \t])")
_MIME_LINE_OCTETS = 76


class Letter(msgspec.Struct, frozen=True):
    """Where the parts of a content are.

    The header section is `content[:header_length]`, the body `content[body_offset:]`;
    between them stands the blank line, if there is one (`blank_line`).
    """

    header_length: int
    body_offset: int
    blank_line: bool


def split(content: bytes) -> Letter:
    """Find the blank line. Without one, all of it is header section."""
    if content.startswith(b"\r\n"):
        return Letter(0, 2, True)
    end = content.find(_HEADER_END)
    if end < 0:
        return Letter(len(content), len(content), False)
    return Letter(end + 2, end + 4, True)


# field = field-name ":" unstructured CRLF       ; RFC 5322 §2.2
# A line that begins with white space continues the field before it (§2.2.3).


def field(content: bytes, name: str) -> bytes | None:
    """The value of the first field called `name` in any case, unfolded; or None."""
    start = re.compile(
        rb"(?:\A|\r\n)" + re.escape(name.encode("ascii")) + rb"[ \t]*:", re.IGNORECASE
    )
    header_length = split(content).header_length
    found = start.search(content, 0, header_length)
    if found is None:
        return None
    end = _FIELD_END.search(content, found.end(), header_length)
    value = content[found.end() : end.start() if end else header_length]
    return _unfold(value).strip(b" \t\r\n")


def fields(content: bytes) -> list[tuple[str, bytes]]:
    """Every field of the header section in order: name as written, value unfolded.

    Lines that are no field are left out.
    """
    header = content[: split(content).header_length]
    found = []
    for line in _unfold(header).split(b"\r\n"):
        name, colon, value = line.partition(b":")
        if colon and re.fullmatch(rb"[!-9;-~]+[ \t]*", name):
            found.append((name.rstrip().decode("ascii"), value.strip(b" \t")))
    return found


def decode_words(value: bytes) -> str:
    """A field's value as a person reads it: encoded words (RFC 2047) decoded."""
    text = value.decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _unfold(value: bytes) -> bytes:
    return value.replace(b"\r\n ", b" ").replace(b"\r\n\t", b"\t")


# --- composing ------------------------------------------------------------------------


def compose(
    *,
    date: str,
    author: str,
    recipients: tuple[str, ...],
    subject: str,
    body: str,
    message_id: str,
    author_name: str = "",
    eight_bit: bool = False,
) -> bytes:
    """A letter with Date, From, To, Subject and Message-ID, ready for DATA.

    `date`: as `dates.date_at` gives it; `author`, `recipients`: addresses;
    `message_id`: with its angle brackets. The body's lines may end in LF or CRLF; the
    result's end in CRLF, none longer than 998 octets. `eight_bit`: the body may travel
    as it is (8BITMIME); else what is not ASCII is encoded (RFC 2045 §6).
    """
    mime, octets = _encode_body(_with_line_ends(body), eight_bit)
    sender = formataddr((author_name, author), charset="utf-8")
    header = [
        ("Date", date),
        ("From", sender if author_name else author),
        ("To", ", ".join(recipients)),
        ("Subject", _encode_text("Subject", subject)),
        ("Message-ID", message_id),
        *mime,
    ]
    lines = [f"{name}: {value}\r\n".encode("ascii") for name, value in header]
    return b"".join((*lines, b"\r\n", octets))


def _with_line_ends(body: str) -> str:
    """Every line ended with LF, the last one too; an empty body stays empty."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    return text if not text or text.endswith("\n") else text + "\n"


def _encode_text(name: str, text: str) -> str:
    """Unstructured text for a field: encoded words where it is not ASCII (RFC 2047)."""
    clean = " ".join(text.split())
    charset = "us-ascii" if clean.isascii() and clean.isprintable() else "utf-8"
    return Header(clean, charset, header_name=name).encode(linesep="\r\n")


def _encode_body(text: str, eight_bit: bool) -> tuple[list[tuple[str, str]], bytes]:
    """MIME fields and octets. Plain short ASCII needs no MIME (RFC 5322 §2.1)."""
    octets = text.encode("utf-8").replace(b"\n", b"\r\n")
    short = all(len(line) <= LINE_OCTETS_MAX for line in octets.split(b"\r\n"))
    plain = short and b"\0" not in octets
    if text.isascii() and plain:
        return [], octets
    if eight_bit and plain:
        return _mime_fields("8bit"), octets
    quoted = quopri.encodestring(octets.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    coded = base64.b64encode(octets)
    if len(quoted) <= len(coded):
        return _mime_fields("quoted-printable"), quoted
    step = _MIME_LINE_OCTETS
    rows = (coded[at : at + step] for at in range(0, len(coded), step))
    return _mime_fields("base64"), b"".join(row + b"\r\n" for row in rows)


def _mime_fields(transfer_encoding: str) -> list[tuple[str, str]]:
    return [
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", transfer_encoding),
    ]
