"""A stored letter, laid open: fields, parts, octets, and who wrote each line of it.

What the page's letter view draws, as plain data. Every place is an offset into the
octets of the letter. It refuses to run or fetch anything: HTML is handed over as text,
and the page shows it inert.
"""

import base64
from typing import Any

import msgspec

from simulator.journal import Journal
from simulator.mail import reply_header, split, value_text
from simulator.mail.mime import (
    Part,
    decoded_body,
    decoded_text,
    field_value,
    header_fields,
    structure,
)
from simulator.mail.reading import Shown, as_read, numbered
from simulator.projections.letters.journey import Stop, journey, letters, stops
from simulator.projections.letters.threads import threads

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
) -> dict[str, Any] | None:
    """Everything there is to see of `message.<message>`; None: no such letter.

    `{message, length, source, cut, header_length, blank_line, fields, more_fields,
    parts, journey, because}`. `source`: the first octets, Latin-1; `cut` says whether
    there are more. `fields`: `{name, value, start, end, group, key, by}`; `group`:
    people, stamps, mime or other; `by`: the host whose program wrote it, "" unknown.
    `parts`: see `_part`. `journey`: the stops (`letters.Stop`) up to event `until`.
    """
    stream = journal.streams.get(f"message.{message}")
    if stream is None:
        return None
    way = journey(stops(journal, until), message)
    view = octets_view(stream.read(), "", _writers(way, message))
    view["message"] = message
    view["journey"] = [msgspec.to_builtins(stop) for stop in way]
    view["because"] = next((stop.because for stop in way if stop.because), "")
    return view


def letter_list(journal: Journal, until: int | None = None) -> list[dict[str, Any]]:
    """Every letter there is up to event `until`, in the order of conversations: as
    `threads` tells them, of the newest copy, and `stops` and `because`."""
    found = letters(stops(journal, until))
    by_name = {stops[-1].message: stops for stops in found}
    return [
        {
            **told,
            "stops": [msgspec.to_builtins(stop) for stop in by_name[told["message"]]],
            "because": by_name[told["message"]][0].because,
        }
        for told in threads(journal, by_name)
    ]


def octets_view(content: bytes, author: str, writers: Writers = ()) -> dict[str, Any]:
    """The same of octets that are stored nowhere yet, written at `author`; without
    `message`, `journey` and `because`."""
    writers = writers or ((len(content), author),)
    header_length = split(content).header_length
    found = header_fields(content, 0, header_length)
    return {
        "length": len(content),
        "source": content[:SOURCE_OCTETS_MAX].decode("latin-1"),
        "cut": len(content) > SOURCE_OCTETS_MAX,
        "header_length": header_length,
        "blank_line": split(content).blank_line,
        "fields": [
            _field(content, name, start, end, writers)
            for name, start, end in found[:FIELDS_SHOWN_MAX]
        ],
        "more_fields": max(0, len(found) - FIELDS_SHOWN_MAX),
        "parts": _parts(content),
        "reply": msgspec.to_builtins(reply_header(content[:header_length])),
    }


# --- fields ---------------------------------------------------------------------------


def _field(
    content: bytes, name: str, start: int, end: int, writers: Writers
) -> dict[str, Any]:
    key = name.lower()
    return {
        "name": name,
        "value": value_text(name, field_value(content, start, end)),
        "start": start,
        "end": end,
        "group": _group(key),
        "key": f"field.{key}",
        "by": next((host for limit, host in writers if start < limit), ""),
    }


def _group(key: str) -> str:
    if key in PEOPLE:
        return "people"
    if key in STAMPS:
        return "stamps"
    return "mime" if key.startswith(("content-", "mime-")) else "other"


def _writers(way: list[Stop], message: str) -> Writers:
    by_name = {stop.message: stop for stop in way if stop.kind != "collected"}
    limits: list[tuple[int, str]] = []
    at, here = 0, by_name.get(message)
    while here is not None:
        at += here.length if here.kind == "composed" else here.added
        limits.append((at, here.host))
        here = by_name.get(here.before)
    return tuple(limits)


# --- parts ----------------------------------------------------------------------------


def _parts(content: bytes) -> list[dict[str, Any]]:
    """The MIME tree, flat, in the order of the octets."""
    root = structure(content)
    shown = {one.number: one for one in as_read(root) if one.number}
    return [
        _part(content, part, number, depth, shown.get(number))
        for number, depth, part in numbered(root)[:PARTS_SHOWN_MAX]
    ]


def _part(
    content: bytes, part: Part, number: str, depth: int, shown: Shown | None
) -> dict[str, Any]:
    """One part: a `BodyPart` and, of a leaf, what is inside: `text` (and `text_cut`),
    `html` instead where it is HTML, `picture` (a data: address), or `report` besides
    (`_report`).

    `octets` as they travel, `decoded` once their encoding is taken off.
    """
    view: dict[str, Any] = {
        "number": number,
        "depth": depth,
        "type": f"{part.kind}/{part.subtype}".lower(),
        "charset": part.parameter("charset") or "",
        "encoding": part.encoding.lower(),
        "boundary": part.parameter("boundary") or "",
        "name": part.file_name,
        "role": shown.role if shown and shown.part is part else "",
        "instead_of": shown.instead_of if shown and shown.part is part else "",
        "start": part.start,
        "body": part.body,
        "end": part.end,
        "octets": part.length,
    }
    if not part.is_multipart:
        view["decoded"] = len(decoded_body(content, part))
        view.update(_inside(content, part, view["type"]))
    return view


def _inside(content: bytes, part: Part, kind: str) -> dict[str, Any]:
    if part.is_text or kind == "message/delivery-status":
        text = decoded_text(content, part)
        name = "html" if kind == "text/html" else "text"
        return {
            **({"report": _report(text)} if kind == "message/delivery-status" else {}),
            name: text[:TEXT_CHARACTERS_MAX].replace("\r\n", "\n"),
            "text_cut": len(text) > TEXT_CHARACTERS_MAX,
        }
    if part.kind.lower() == "image" and part.subtype.lower() in PICTURES:
        octets = decoded_body(content, part)
        if len(octets) <= PICTURE_OCTETS_MAX:
            coded = base64.b64encode(octets).decode("ascii")
            return {"picture": f"data:{kind};base64,{coded}"}
    return {}


def _report(text: str) -> list[dict[str, str]]:
    """The fields of a delivery report (RFC 3464 §2), groups one after another:
    `{name, value, key}`; `group` where one begins: message, then each recipient."""
    told: list[dict[str, str]] = []
    group = "message"
    for block in text.replace("\r\n", "\n").split("\n\n")[:GROUPS_SHOWN_MAX]:
        lines = block.replace("\n ", " ").replace("\n\t", " ").split("\n")
        for number, line in enumerate(line for line in lines if ":" in line):
            name, _, value = line.partition(":")
            key = f"dsn.{name.strip().lower()}"
            begins = {} if number else {"group": group}
            told.append(
                {"name": name.strip(), "value": value.strip(), "key": key} | begins
            )
        group = "recipient" if told else group
    return told
