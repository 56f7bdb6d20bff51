"""The message: header section, blank line, body (RFC 5322 §2.1), read.

Reading takes any octets, because a student may type anything after DATA, and copies
none of the body: it says where things are.

It refuses to judge a message, to walk MIME parts (`mime.py`) and to write one
(`compose.py`).
"""

import re
from functools import lru_cache

import msgspec

from simulator.mail.encoded_words import decode_quoted, decode_words

LINE_OCTETS_MAX = 998
"""RFC 5322 §2.1.1, CRLF not included."""

FIELD_OCTETS_MAX = 32_768
"""What is read of one field."""

_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_HEADER_END = b"\r\n\r\n"
_FIELD_END = re.compile(rb"\r\n(?![ \t])")


class MessageLayout(msgspec.Struct, frozen=True):
    """Where the parts of a content are.

    The header section is `content[:header_length]`, the body `content[body_offset:]`;
    between them stands the blank line, if there is one (`blank_line`).
    """

    header_length: int
    body_offset: int
    blank_line: bool


def split(content: bytes) -> MessageLayout:
    """Find the blank line. Without one, all of it is header section."""
    if content.startswith(b"\r\n"):
        return MessageLayout(0, 2, True)
    end = content.find(_HEADER_END)
    if end < 0:
        return MessageLayout(len(content), len(content), False)
    return MessageLayout(end + 2, end + 4, True)


def _header_length(content: bytes) -> int:
    """As `split` has it, for who asks for field after field."""
    if content.startswith(b"\r\n"):
        return 0
    end = content.find(_HEADER_END)
    return len(content) if end < 0 else end + 2


# field = field-name ":" unstructured CRLF       ; RFC 5322 §2.2
# A line that begins with white space continues the field before it (§2.2.3).


def field(content: bytes, name: str) -> bytes | None:
    """The value of the first field called `name` in any case, unfolded; or None."""
    header_length = _header_length(content)
    first, other = _field_starts(name)
    found = first.match(content, 0, header_length)
    found = found or other.search(content, 0, header_length)
    if found is None:
        return None
    stop = min(header_length, found.end() + FIELD_OCTETS_MAX)
    end = _FIELD_END.search(content, found.end(), stop)
    value = content[found.end() : end.start() if end else stop]
    return _unfold(value).strip(b" \t\r\n")


@lru_cache(64)
def _field_starts(name: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Where a field of that name begins: on the first line, and on another one.

    Two patterns without IGNORECASE: so a search jumps from CRLF to CRLF.
    """
    letters = (
        f"[{c.upper()}{c.lower()}]" if c.isalpha() else re.escape(c) for c in name
    )
    start = "".join(letters).encode("ascii") + rb"[ \t]*:"
    return re.compile(start), re.compile(rb"\r\n" + start)


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


STRUCTURED = frozenset(
    {
        "from",
        "sender",
        "reply-to",
        "to",
        "cc",
        "bcc",
        "resent-from",
        "resent-sender",
        "resent-to",
        "resent-cc",
        "resent-bcc",
        "return-path",
        "received",
        "message-id",
        "in-reply-to",
        "references",
        "content-type",
        "content-disposition",
    }
)
"""Fields whose quoted strings are quoted strings (RFC 5322 §3.2.4): in the others a
quote is a character."""


def value_text(name: str, value: bytes) -> str:
    """The unfolded value of the field `name`, as a person reads it."""
    if name.lower() in STRUCTURED:
        return decode_quoted(value.decode("utf-8", "replace"))
    return decode_words(value)


def field_text(content: bytes, name: str) -> str:
    """The first field called `name`, as a person reads it; "" when it is not there."""
    value = field(content, name)
    return "" if value is None else value_text(name, value)


def is_message_id(text: str) -> bool:
    """Whether it may stand in Message-ID, In-Reply-To or References (RFC 5322
    §3.6.4): one word in angle brackets with one @."""
    return bool(_MESSAGE_ID.fullmatch(text)) and text.count("@") == 1


def _unfold(value: bytes) -> bytes:
    return value.replace(b"\r\n ", b" ").replace(b"\r\n\t", b"\t")
