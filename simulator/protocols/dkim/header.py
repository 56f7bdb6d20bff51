"""Which fields of a message a signature covers (RFC 6376 §5.4.2).

A name in `h=` means the lowest field so called that no name before it took; one name
too many means that there is no further field, which is how a signer keeps others from
adding one («oversigning», §8.15).
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from simulator.mail.mime import ANY_LINE_END, body_offset, has_blank_line, header_fields

ONCE = frozenset(
    {
        *("date", "from", "sender", "reply-to", "to", "cc", "bcc"),
        *("message-id", "in-reply-to", "references", "subject"),
        *("mime-version", "content-type", "content-transfer-encoding"),
    }
)
"""Fields that a message may have once (RFC 5322 §3.6, RFC 2045)."""
HEADER_OCTETS_MAX = 1_000_000
"""Longer header sections are not looked at."""


class Field(msgspec.Struct, frozen=True):
    """A field of a message: its octets are `content[start:end]`, CRLF included."""

    name: str
    start: int
    end: int


class SignedField(msgspec.Struct, frozen=True):
    """What one name of `h=` stands for. `field`: None when there is no further one."""

    name: str
    field: Field | None


class Layout(msgspec.Struct, frozen=True):
    """A message in parts. `body`: where its body begins."""

    fields: tuple[Field, ...]
    body: int

    def called(self, name: str) -> list[Field]:
        """The fields of that name, from the top."""
        wanted = name.lower()
        return [each for each in self.fields if each.name.lower() == wanted]


def layout(content: bytes) -> Layout | None:
    """Fields and body of a message; None when its header section is too long."""
    body = body_offset(content, 0, len(content))
    if body > HEADER_OCTETS_MAX:
        return None
    blank = has_blank_line(content, 0, body)
    found = header_fields(content, 0, body - 2 if blank else body)
    return Layout(tuple(Field(*each) for each in found), body)


def select(
    fields: Iterable[Field], names: Iterable[str], without: Field | None = None
) -> tuple[SignedField, ...]:
    """The field of each name. `without`: the signature itself, which is never one of
    them (§3.5)."""
    left: dict[str, list[Field]] = {}
    for field in fields:
        if field is not without:
            left.setdefault(field.name.lower(), []).append(field)
    chosen = []
    for name in names:
        called = left.get(name.lower())
        chosen.append(SignedField(name, called.pop() if called else None))
    return tuple(chosen)


def repeated(content: bytes, body: int, fields: Iterable[SignedField]) -> list[str]:
    """Names of fields that may be there once, are signed, and are there once more than
    the signature covers: people read the other one (§8.15). A bare CR or LF ends a line
    here, as it does when the message is passed on."""
    found = header_fields(content, 0, body, ANY_LINE_END)
    there = Counter(name.lower() for name, _, _ in found)
    covered = Counter(each.name.lower() for each in fields if each.field is not None)
    return [n for n, count in covered.items() if n in ONCE and there[n] > count]
