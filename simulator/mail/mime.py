"""Where the parts of a message are: the MIME structure of any octets (RFC 2045, 2046).

Reading copies no body: a part is offsets into the content, and whoever wants its octets
slices them. Anything is a message: a type that cannot be read is text/plain (RFC 2045
§5.2), a multipart whose boundary never comes holds one empty part, and beyond
`DEPTH_MAX` and `PARTS_MAX` a part is taken as a whole. Only CRLF ends a line. Whatever
a message of the largest size holds, reading its tree is little work: so many octets of
a field, of all headers, and so many lines like a delimiter are looked at, and no more.

It refuses to raise, to decode bodies unasked, and to judge.
"""

import re
from collections.abc import Iterator

import msgspec

from simulator.mail.bodies import without_transfer_encoding
from simulator.mail.charsets import decoded
from simulator.mail.encoded_words import decode_text
from simulator.mail.message import FIELD_OCTETS_MAX
from simulator.mail.parameters import Parameters, decoded_parameter, split_value

DEPTH_MAX = 24
PARTS_MAX = 1_000
DELIMITERS_MAX = 20_000
HEADER_OCTETS_MAX = 262_144
LANGUAGES_MAX = 100
TEXT_OCTETS_MAX = 262_144
"""Of the texts of a message, as they came, for whoever reads it: what comes after is
not shown, and not found. Taking codings off costs most for texts made on purpose."""

CRLF = re.compile(rb"\r\n")
ANY_LINE_END = re.compile(rb"\r\n?|\n")

_BLANK = b"\r\n\r\n"


class Disposition(msgspec.Struct, frozen=True):
    """Content-Disposition (RFC 2183)."""

    kind: str
    parameters: Parameters


class Part(msgspec.Struct, frozen=True):
    """One entity. Its header is `content[start:body]`, the blank line included if there
    is one, its body `content[body:end]`.

    `kind`, `subtype`: as written, `text` and `plain` by default. `parts`: of a
    multipart, its parts; of a message/rfc822, the one message in it.
    """

    start: int
    body: int
    end: int
    kind: str
    subtype: str
    parameters: Parameters
    encoding: str
    content_id: str | None = None
    description: str | None = None
    md5: str | None = None
    disposition: Disposition | None = None
    languages: tuple[str, ...] = ()
    location: str | None = None
    parts: tuple["Part", ...] = ()

    @property
    def is_multipart(self) -> bool:
        """multipart/anything."""
        return self.kind.lower() == "multipart"

    @property
    def is_message(self) -> bool:
        """message/rfc822: a message inside a message."""
        return f"{self.kind}/{self.subtype}".lower() == "message/rfc822"

    @property
    def is_text(self) -> bool:
        """text/anything."""
        return self.kind.lower() == "text"

    @property
    def length(self) -> int:
        """Octets of the body."""
        return self.end - self.body

    def parameter(self, name: str) -> str | None:
        """The value of a parameter of the type, its coding taken off; or None."""
        return decoded_parameter(self.parameters, name)

    @property
    def file_name(self) -> str:
        """As a person reads it; "" where there is none. The disposition's `filename`
        comes before the type's `name` (RFC 2183 §2.3). Many write encoded words here,
        which RFC 2047 §5 forbids; they are read all the same."""
        given = self.disposition.parameters if self.disposition else ()
        name = decoded_parameter(given, "filename") or self.parameter("name") or ""
        return decode_text(name)

    @property
    def is_attachment(self) -> bool:
        """Whether its author says that it is one (RFC 2183 §2.2)."""
        kind = self.disposition.kind if self.disposition else ""
        return kind.lower() == "attachment"

    def numbered(self) -> tuple["Part", ...]:
        """What the numbers 1, 2, 3 mean below a message (RFC 3501 §6.4.5): the parts of
        a multipart; a message that is none has one part, itself."""
        return self.parts if self.is_multipart else (self,)

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, in the order of the octets."""
        yield self
        for part in self.parts:
            yield from part.walk()


def structure(content: bytes) -> Part:
    """The message in `content` as a tree."""
    return _Reader(content).entity(0, len(content), "text/plain", 0)


def body_offset(content: bytes, start: int, end: int) -> int:
    """Where the body of the entity `content[start:end]` begins; `end` without one."""
    if content.startswith(b"\r\n", start, end):
        return start + 2
    found = content.find(_BLANK, start, end)
    return end if found < 0 else found + 4


def has_blank_line(content: bytes, start: int, body: int) -> bool:
    """Whether the header `content[start:body]` ends with an empty line."""
    return body - start == 2 or content.endswith(_BLANK, start, body)


def header_fields(
    content: bytes, start: int, body: int, line_end: re.Pattern[bytes] = CRLF
) -> list[tuple[str, int, int]]:
    """`(name, start, end)` of every field, folded lines and CRLF included.

    Lines that are no field are left out; a name is as written. `line_end`: ANY_LINE_END
    finds those, too, that a strict reader does not see (`line_ends.py`).
    """
    found: list[tuple[str, int, int]] = []
    at, name = start, ""
    while at < body:
        line = line_end.search(content, at, body)
        stop = body if line is None else line.end()
        if content[at : at + 1] in (b" ", b"\t"):
            if name:
                found[-1] = (name, found[-1][1], stop)
        else:
            name = _field_name(content[at:stop])
            if name:
                found.append((name, at, stop))
        at = stop
    return found


_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")


def _field_name(line: bytes) -> str:
    found = _NAME.match(line)
    return found.group(1).decode("ascii") if found else ""


def field_value(content: bytes, start: int, end: int) -> bytes:
    """The value of the field `content[start:end]`, unfolded."""
    stop = min(end, start + FIELD_OCTETS_MAX)
    value = content[start:stop].partition(b":")[2].rstrip(b"\r\n")
    return value.replace(b"\r\n", b"").strip(b" \t")


def decoded_body(content: bytes, part: Part) -> bytes:
    """The body with its Content-Transfer-Encoding taken off."""
    octets = content[part.body : part.end]
    return without_transfer_encoding(octets, part.encoding.lower())


def decoded_text(content: bytes, part: Part, most: int = TEXT_OCTETS_MAX) -> str:
    """The body as a person reads it: encoding and charset taken off, never failing.
    `most`: octets of it that are looked at."""
    written = content[part.body : min(part.end, part.body + most)]
    octets = without_transfer_encoding(written, part.encoding.lower())
    return decoded(octets, part.parameter("charset") or "")


# --- the tree -------------------------------------------------------------------------


class _Reader:
    """Reads one content; `count`: parts so far; `header_left`, `delimiters_left`: how
    much may still be looked at."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.count = 0
        self.header_left = HEADER_OCTETS_MAX
        self.delimiters_left = DELIMITERS_MAX

    def entity(self, start: int, end: int, default: str, depth: int) -> Part:
        self.count += 1
        body = body_offset(self.content, start, end)
        read = min(body, start + self.header_left)
        self.header_left -= read - start
        part = _leaf(self.content, start, read, body, end, default)
        if depth >= DEPTH_MAX or self.count >= PARTS_MAX:
            return _plain(part) if part.is_multipart or part.is_message else part
        if part.is_message:
            inner = self.entity(body, end, "text/plain", depth + 1)
            return msgspec.structs.replace(part, parts=(inner,))
        if part.is_multipart:
            return msgspec.structs.replace(part, parts=self.parts(part, depth))
        return part

    def parts(self, part: Part, depth: int) -> tuple[Part, ...]:
        digest = part.subtype.lower() == "digest"
        default = "message/rfc822" if digest else "text/plain"
        parts = []
        for start, end in self.pieces(part):
            parts.append(self.entity(start, end, default, depth + 1))
            if self.count >= PARTS_MAX:
                break
        nothing = _leaf(b"", part.end, part.end, part.end, part.end, "text/plain")
        return tuple(parts) or (nothing,)

    def pieces(self, part: Part) -> Iterator[tuple[int, int]]:
        """Start and end of each body part (RFC 2046 §5.1.1): the CRLF before a
        delimiter belongs to the delimiter."""
        boundary = part.parameter("boundary")
        if not boundary:
            return
        begun = -1
        for at, found in self.delimiters(part, boundary.encode("utf-8", "replace")):
            if begun >= 0:
                yield min(begun, at), max(min(begun, at), at - 2)
            begun = min(found.end() + 2, part.end)
            if found.group(1):
                return
        if begun >= 0:
            yield begun, part.end

    def delimiters(
        self, part: Part, boundary: bytes
    ) -> Iterator[tuple[int, re.Match[bytes]]]:
        """Where each delimiter line begins, and what stands behind the boundary."""
        line = b"\r\n--" + boundary
        at = max(part.body - 2, 0)
        while self.delimiters_left > 0:
            at = self.content.find(line, at, part.end)
            if at < 0:
                return
            self.delimiters_left -= 1
            found = _DELIMITER_END.match(self.content, at + len(line), part.end)
            if found is not None:
                yield at + 2, found
            at = found.end() if found is not None else at + 2


_DELIMITER_END = re.compile(rb"(--)?[ \t]*(?=\r\n|\Z)")


def _plain(part: Part) -> Part:
    """A part too deep to be opened: octets."""
    return msgspec.structs.replace(
        part, kind="application", subtype="octet-stream", parameters=()
    )


def _leaf(
    content: bytes, start: int, read: int, body: int, end: int, default: str
) -> Part:
    """`read`: up to where its header is looked at."""
    values: dict[str, bytes] = {}
    for name, at, until in header_fields(content, start, read):
        key = name.lower()
        if key.startswith("content-") and key not in values:
            values[key] = field_value(content, at, until)
    kind, subtype, parameters = _content_type(values.get("content-type"), default)
    return Part(
        start,
        body,
        end,
        kind,
        subtype,
        parameters,
        _token(values.get("content-transfer-encoding")) or "7bit",
        _line(values.get("content-id")),
        _line(values.get("content-description")),
        _line(values.get("content-md5")),
        _disposition(values.get("content-disposition")),
        _languages(values.get("content-language")),
        _line(values.get("content-location")),
    )


# --- fields ---------------------------------------------------------------------------

# content := "Content-Type" ":" type "/" subtype *(";" parameter)   ; RFC 2045 §5.1
# parameter := attribute "=" value ; value := token / quoted-string

_TYPE = re.compile(r"([^\s()<>@,;:\\\"/\[\]?=]+)\s*/\s*([^\s()<>@,;:\\\"/\[\]?=]+)")


def _text(value: bytes | None) -> str:
    if value is None:
        return ""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _line(value: bytes | None) -> str | None:
    return None if value is None else _text(value)


def _token(value: bytes | None) -> str:
    words = split_value(_text(value))[0].split()
    return words[0] if words and words[0].isascii() else ""


def _content_type(value: bytes | None, default: str) -> tuple[str, str, Parameters]:
    written, parameters = split_value(_text(value))
    found = _TYPE.match(written)
    if found is None or not found.group().isascii():
        kind, subtype = default.split("/") if value is None else ("text", "plain")
        plain = kind == "text"
        return kind, subtype, ((("charset", "us-ascii"),) if plain else ())
    kind, subtype = found.group(1), found.group(2)
    plain = (kind.lower(), subtype.lower()) == ("text", "plain")
    if plain and decoded_parameter(parameters, "charset") is None:
        parameters = (("charset", "us-ascii"), *parameters)
    return kind, subtype, parameters


def _disposition(value: bytes | None) -> Disposition | None:
    kind = _token(value)
    return Disposition(kind, split_value(_text(value))[1]) if kind else None


def _languages(value: bytes | None) -> tuple[str, ...]:
    words = split_value(_text(value))[0].split(",")
    return tuple(w.strip() for w in words if w.strip())[:LANGUAGES_MAX]
