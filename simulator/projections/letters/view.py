"""A stored message, laid open: fields, parts, octets, and who wrote each line of it.

Every place is an offset into the octets of the message. HTML is handed over as text,
which the page shows inert.
"""

import base64
from typing import NamedTuple

import msgspec

from simulator.journal import Journal
from simulator.mail import reply_header, split, value_text
from simulator.mail.mime import (
    HEADER_OCTETS_MAX,
    TEXT_OCTETS_MAX,
    Part,
    decoded_body,
    decoded_text,
    field_value,
    header_fields,
    structure,
)
from simulator.mail.reading import Shown, as_read, numbered
from simulator.projections.letters.header_rules import broken_rules
from simulator.projections.letters.journey import journey, letters, stops
from simulator.projections.letters.threads import threads
from simulator.projections.shapes.letters import (
    BodyPart,
    FieldGroup,
    HeaderField,
    OpenMessage,
    ReplyHeader,
    ReportField,
    ReportGroup,
    Stop,
    TravelledMessage,
)

SOURCE_OCTETS_MAX = 65_536
TEXT_CHARACTERS_MAX = 20_000
PICTURE_OCTETS_MAX = 100_000
PARTS_SHOWN_MAX = 100
FIELDS_SHOWN_MAX = 300
GROUPS_SHOWN_MAX = 50
PICTURES = ("png", "gif", "jpeg")

PEOPLE = ("from", "sender", "reply-to", "to", "cc", "bcc", "return-path", "received")
STAMPS = (
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "subject",
    "keywords",
    "comments",
)
"""The course's two tables of fields: people and the way; dates, answers and subject."""

Writers = tuple[tuple[int, str], ...]
"""`(limit, host)`: the octets before `limit`, and not before the limit in front of it,
were put on top by `host`'s program; the newest are first."""


def letter_view(
    journal: Journal, message: str, until: int | None = None
) -> OpenMessage | None:
    """Everything there is to see of `message.<message>`, its way up to event `until`;
    None: no such message."""
    stream = journal.streams.get(f"message.{message}")
    if stream is None:
        return None
    way = journey(stops(journal, until), message)
    return msgspec.structs.replace(
        octets_view(stream.read(), "", letter_writers(way, message)),
        message=message,
        journey=tuple(way),
        because=next((stop.because for stop in way if stop.because), ""),
    )


def letter_list(journal: Journal, until: int | None = None) -> list[TravelledMessage]:
    """Every message there is up to event `until`, in the order of conversations: as
    `threads` tells them, of the newest copy."""
    found = letters(stops(journal, until))
    by_name = {stops[-1].message: tuple(stops) for stops in found}
    return [
        TravelledMessage(
            **msgspec.structs.asdict(told),
            stops=by_name[told.message],
            because=by_name[told.message][0].because,
        )
        for told in threads(journal, by_name)
    ]


def octets_view(content: bytes, author: str, writers: Writers = ()) -> OpenMessage:
    """The same of octets that are stored nowhere yet, written at `author`; without
    `message`, `journey` and `because`."""
    writers = writers or ((len(content), author),)
    layout = split(content)
    header = min(layout.header_length, HEADER_OCTETS_MAX)
    found = header_fields(content, 0, header)
    reply = reply_header(content[:header])
    parts, more_parts = _parts(content)
    return OpenMessage(
        length=len(content),
        source=content[:SOURCE_OCTETS_MAX].decode("latin-1"),
        cut=len(content) > SOURCE_OCTETS_MAX,
        header_length=layout.header_length,
        blank_line=layout.blank_line,
        fields=tuple(
            _field(content, name, start, end, writers)
            for name, start, end in found[:FIELDS_SHOWN_MAX]
        ),
        more_fields=max(0, len(found) - FIELDS_SHOWN_MAX),
        broken=broken_rules(content[:header], found),
        parts=parts,
        more_parts=more_parts,
        reply=ReplyHeader(**msgspec.structs.asdict(reply)),
    )


# --- fields ---------------------------------------------------------------------------


def _field(
    content: bytes, name: str, start: int, end: int, writers: Writers
) -> HeaderField:
    key = name.lower()
    return HeaderField(
        name=name,
        value=value_text(name, field_value(content, start, end)),
        start=start,
        end=end,
        group=_group(key),
        key=f"field.{key}",
        by=next((host for limit, host in writers if start < limit), ""),
    )


def _group(key: str) -> FieldGroup:
    if key in PEOPLE:
        return "people"
    if key in STAMPS:
        return "stamps"
    return "mime" if key.startswith(("content-", "mime-")) else "other"


def letter_writers(way: list[Stop], message: str) -> Writers:
    """Who wrote what of that message, which came this way."""
    by_name = {stop.message: stop for stop in way if stop.kind != "collected"}
    limits: list[tuple[int, str]] = []
    at, here = 0, by_name.get(message)
    while here is not None:
        at += here.length if here.kind == "composed" else here.added
        limits.append((at, here.host))
        here = by_name.get(here.before)
    return tuple(limits)


# --- parts ----------------------------------------------------------------------------


def _parts(content: bytes) -> tuple[tuple[BodyPart, ...], int]:
    """The MIME tree, flat, in the order of the octets; and how many are left out."""
    root = structure(content)
    shown = {one.number: one for one in as_read(root) if one.number}
    parts: list[BodyPart] = []
    left = TEXT_OCTETS_MAX
    every = numbered(root)
    for number, depth, part in every[:PARTS_SHOWN_MAX]:
        parts.append(_part(content, part, number, depth, shown.get(number), left))
        left -= part.length if parts[-1].text_cut is not None else 0
    return tuple(parts), len(every) - len(parts)


def _part(
    content: bytes,
    part: Part,
    number: str,
    depth: int,
    shown: Shown | None,
    left: int,
) -> BodyPart:
    """`left`: octets of its text that may be read."""
    own = shown if shown is not None and shown.part is part else None
    decoded = None if part.is_multipart else len(decoded_body(content, part))
    inside = _Inside() if part.is_multipart else _inside(content, part, left)
    return BodyPart(
        number=number,
        depth=depth,
        type=_type(part),
        charset=part.parameter("charset") or "",
        encoding=part.encoding.lower(),
        boundary=part.parameter("boundary") or "",
        name=part.file_name,
        role=own.role if own else "",
        instead_of=own.instead_of if own else "",
        start=part.start,
        body=part.body,
        end=part.end,
        octets=part.length,
        decoded=decoded,
        text=inside.text,
        html=inside.html,
        text_cut=inside.text_cut,
        picture=inside.picture,
        report=inside.report,
    )


def _type(part: Part) -> str:
    return f"{part.kind}/{part.subtype}".lower()


class _Inside(NamedTuple):
    """What a leaf holds, as `BodyPart` has it."""

    text: str | None = None
    html: str | None = None
    text_cut: bool | None = None
    picture: str | None = None
    report: tuple[ReportField, ...] | None = None


def _inside(content: bytes, part: Part, left: int) -> _Inside:
    kind = _type(part)
    if part.is_text or kind == "message/delivery-status":
        text = decoded_text(content, part, left) if left > 0 else ""
        shown = text[:TEXT_CHARACTERS_MAX].replace("\r\n", "\n")
        return _Inside(
            text=None if kind == "text/html" else shown,
            html=shown if kind == "text/html" else None,
            text_cut=len(text) > TEXT_CHARACTERS_MAX or part.length > max(left, 0),
            report=_report(text) if kind == "message/delivery-status" else None,
        )
    if part.kind.lower() == "image" and part.subtype.lower() in PICTURES:
        small = part.length <= 2 * PICTURE_OCTETS_MAX
        octets = decoded_body(content, part) if small else b""
        if 0 < len(octets) <= PICTURE_OCTETS_MAX:
            coded = base64.b64encode(octets).decode("ascii")
            return _Inside(picture=f"data:{kind};base64,{coded}")
    return _Inside()


def _report(text: str) -> tuple[ReportField, ...]:
    """The fields of a delivery report (RFC 3464 §2), groups one after another: that of
    the message, then each recipient's."""
    told: list[ReportField] = []
    group: ReportGroup = "message"
    for block in text.replace("\r\n", "\n").split("\n\n")[:GROUPS_SHOWN_MAX]:
        lines = block.replace("\n ", " ").replace("\n\t", " ").split("\n")
        for number, line in enumerate(line for line in lines if ":" in line):
            name, _, value = line.partition(":")
            told.append(
                ReportField(
                    name=name.strip(),
                    value=value.strip(),
                    key=f"dsn.{name.strip().lower()}",
                    group=None if number else group,
                )
            )
        group = "recipient" if told else group
    return tuple(told)
