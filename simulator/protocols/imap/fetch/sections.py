"""`BODY[...]`: which octets of a message a section names (RFC 3501 §6.4.5).

    section         = "[" [section-spec] "]"
    section-spec    = section-msgtext / (section-part ["." section-text])
    section-part    = nz-number *("." nz-number)
    section-text    = section-msgtext / "MIME"
    section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT"

Numbers walk the MIME tree; HEADER and TEXT after a number speak of the message inside a
message/rfc822 part; MIME is a part's own header. A slice of the content is made only
here, and the whole message is the stored object itself.
"""

import re
from typing import NamedTuple

from simulator.mail.mime import (
    Part,
    body_offset,
    has_blank_line,
    header_fields,
    structure,
)
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.grammar.writing import Chunks, astring, listed

DEPTH_MAX = 64

_NUMBERS = re.compile(rb"[1-9]\d{0,8}(?:\.[1-9]\d{0,8})*")
_TEXTS = ("HEADER.FIELDS.NOT", "HEADER.FIELDS", "HEADER", "TEXT", "MIME")


class Section(NamedTuple):
    """`path`: part numbers; `text`: one of `_TEXTS` or ""; `fields`: as written."""

    path: tuple[int, ...] = ()
    text: str = ""
    fields: tuple[bytes, ...] = ()

    def written(self) -> Chunks:
        """`[1.2.HEADER.FIELDS (From To)]`"""
        words = [str(number) for number in self.path]
        if self.text:
            words.append(self.text)
        chunks: Chunks = [b"[" + ".".join(words).encode("ascii")]
        if self.fields:
            chunks += [b" ", *listed(astring(name) for name in self.fields)]
        return [*chunks, b"]"]


WHOLE = Section()


def take_section(cursor: Cursor) -> Section:
    """The section at the cursor, brackets included."""
    cursor.expect(b"[", "bad_section")
    path: tuple[int, ...] = ()
    found = _NUMBERS.match(cursor.text, cursor.at)
    if found:
        path = tuple(int(word) for word in found.group().split(b"."))
        cursor.at = found.end()
        if len(path) > DEPTH_MAX:
            raise cursor.fail("bad_section")
    text = ""
    if not cursor.peek(b"]") and (not path or cursor.skip(b".")):
        text = next((name for name in _TEXTS if cursor.skip(name.encode())), "")
        if not text or (text == "MIME" and not path):
            raise cursor.fail("bad_section")
    fields: tuple[bytes, ...] = ()
    if text.startswith("HEADER.FIELDS"):
        cursor.space()
        fields = tuple(cursor.parenthesized(cursor.astring))
    cursor.expect(b"]", "bad_section")
    return Section(path, text, fields)


class FetchedMessage:
    """A content with its MIME tree, read when somebody needs it and then kept."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._tree: Part | None = None

    @property
    def tree(self) -> Part:
        """The MIME structure."""
        if self._tree is None:
            self._tree = structure(self.content)
        return self._tree

    @property
    def body(self) -> int:
        """Where the body of the whole message begins."""
        return body_offset(self.content, 0, len(self.content))

    def octets(self, section: Section) -> bytes | None:
        """What the section names; None: the message has no such part."""
        if not section.path:
            return self._letter(section, 0, self.body, len(self.content))
        part = find(self.tree, section.path)
        if part is None:
            return None
        if not section.text:
            return self.content[part.body : part.end]
        if section.text == "MIME":
            return self.content[part.start : part.body]
        if not (part.is_message and part.parts):
            return None
        inner = part.parts[0]
        return self._letter(section, inner.start, inner.body, inner.end)

    def _letter(self, section: Section, start: int, body: int, end: int) -> bytes:
        """HEADER, TEXT or all of the message `content[start:end]`."""
        if section.text == "HEADER":
            return self.content[start:body]
        if section.text == "TEXT":
            return self.content[body:end]
        if section.text:
            return self._fields(section, start, body)
        return self.content[start:end]

    def _fields(self, section: Section, start: int, body: int) -> bytes:
        """The fields named, or all others; the blank line is always included, if the
        message has one."""
        wanted = {name.decode("latin-1").lower() for name in section.fields}
        named = section.text == "HEADER.FIELDS"
        kept = [
            self.content[at:end]
            for name, at, end in header_fields(self.content, start, body)
            if (name.lower() in wanted) == named
        ]
        blank = b"\r\n" if has_blank_line(self.content, start, body) else b""
        return b"".join(kept) + blank


def find(tree: Part, path: tuple[int, ...]) -> Part | None:
    """The part that the numbers lead to, or None."""
    among = tree.numbered()
    part: Part | None = None
    for number in path:
        if number > len(among):
            return None
        part = among[number - 1]
        if part.is_message and part.parts:
            among = part.parts[0].numbered()
        else:
            among = part.parts if part.is_multipart else ()
    return part
