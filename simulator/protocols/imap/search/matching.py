"""Whether a message matches the keys of a SEARCH (RFC 3501 §6.4.4).

A string matches anywhere in a text, upper and lower case alike. Header fields are read
as a person reads them, encoded words decoded (RFC 2047); bodies with their encoding and
charset taken off, only those that are text, those of messages inside it too. The
empty string matches every field that is there.

It refuses to read a message twice, and to fail on any octets.
"""

from functools import cached_property
from typing import NamedTuple

from simulator.mail import value_text
from simulator.mail.header_addresses import addresses
from simulator.mail.mime import (
    HEADER_OCTETS_MAX,
    TEXT_OCTETS_MAX,
    Part,
    decoded_text,
    field_value,
    header_fields,
    structure,
)
from simulator.protocols.imap.grammar.dates import Day, day_of
from simulator.protocols.imap.questions import Entry
from simulator.protocols.imap.search.keys import FLAG_KEYS, Key

PEOPLE_KEYS = frozenset({"FROM", "TO", "CC", "BCC"})


class SearchedMessage:
    """What the keys want to know of one content, each thing read once."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._header_left = HEADER_OCTETS_MAX

    @cached_property
    def tree(self) -> Part:
        """The parts it is made of."""
        return structure(self.content)

    @cached_property
    def _header_fields(self) -> list[tuple[str, int, int]]:
        return self._read_fields(self.tree)

    @cached_property
    def fields(self) -> list[tuple[str, str]]:
        """`(small name, folded value)` of the header section."""
        return self._shown(self._header_fields)

    @cached_property
    def header(self) -> str:
        """The header section unfolded, a field a line."""
        return "\n".join(f"{name}: {value}" for name, value in self.fields)

    @cached_property
    def body(self) -> str:
        """All text parts, and the headers of messages inside."""
        texts = []
        left = TEXT_OCTETS_MAX
        for part in self.tree.walk():
            if part.is_message and part.parts:
                inner = self._shown(self._read_fields(part.parts[0]))
                texts += [f"{name}: {value}" for name, value in inner]
            elif part.is_text and left > 0:
                texts.append(decoded_text(self.content, part, left).casefold())
                left -= part.length
        return "\n".join(texts)

    @cached_property
    def day(self) -> Day | None:
        """The day its Date field says, zone disregarded."""
        values = self.values("date")
        return day_of(values[0]) if values else None

    def values(self, name: str) -> list[str]:
        """The values of every field called `name`."""
        return [value for field, value in self.fields if field == name]

    def people(self, name: str) -> list[str]:
        """The addresses of the field called `name`, as the envelope has them: name and
        address, comments inside them dropped (RFC 3501 §6.4.4: «the envelope
        structure's FROM field»)."""
        values = (
            field_value(self.content, start, end)
            for field, start, end in self._header_fields
            if field.lower() == name
        )
        return [one.shown.casefold() for value in values for one in addresses(value)]

    def _shown(self, fields: list[tuple[str, int, int]]) -> list[tuple[str, str]]:
        return [
            (
                name.lower(),
                value_text(name, field_value(self.content, start, end)).casefold(),
            )
            for name, start, end in fields
        ]

    def _read_fields(self, part: Part) -> list[tuple[str, int, int]]:
        """Of all headers of the message together no more than HEADER_OCTETS_MAX."""
        end = min(part.body, part.start + self._header_left)
        self._header_left -= end - part.start
        return header_fields(self.content, part.start, end)


class Candidate(NamedTuple):
    """One message. `numbers`: for every set of message numbers or uids of the search,
    by its identity, whether the message is in it."""

    entry: Entry
    recent: bool
    message: SearchedMessage | None
    numbers: dict[int, frozenset[int]]


def matches(key: Key, it: Candidate) -> bool:
    """Whether `it` satisfies `key`; a message without octets has no text."""
    if key.name == "AND":
        return all(matches(inner, it) for inner in key.keys)
    if key.name == "OR":
        return any(matches(inner, it) for inner in key.keys)
    if key.name == "NOT":
        return not matches(key.keys[0], it)
    if key.needs_content:
        return it.message is not None and _content_matches(key, it.message)
    return _entry_matches(key, it)


def _entry_matches(key: Key, it: Candidate) -> bool:
    name, entry = key.name, it.entry
    if name in FLAG_KEYS:
        flag, wanted = FLAG_KEYS[name]
        return (flag in entry.flags) == wanted
    match name:
        case "NUMBERS":
            return entry.uid in it.numbers[id(key.numbers)]
        case "NEW":
            return it.recent and "\\Seen" not in entry.flags
        case "OLD" | "RECENT":
            return it.recent == (name == "RECENT")
        case "KEYWORD" | "UNKEYWORD":
            has = key.text.lower() in (flag.lower() for flag in entry.flags)
            return has == (name == "KEYWORD")
        case "LARGER":
            return entry.size > key.size
        case "SMALLER":
            return entry.size < key.size
        case "BEFORE" | "ON" | "SINCE":
            return _compare(name, day_of(entry.internal_date), key.day)
    assert name == "ALL", name
    return True


def _content_matches(key: Key, message: SearchedMessage) -> bool:
    name = key.name
    if name.startswith("SENT"):
        return _compare(name.removeprefix("SENT"), message.day, key.day)
    if name == "HEADER":
        values = message.values(key.field.lower())
        return any(key.text.casefold() in value for value in values)
    wanted = key.text.casefold()
    if name == "BODY":
        return wanted in message.body
    if name == "TEXT":
        return wanted in message.header or wanted in message.body
    if name in PEOPLE_KEYS:
        return any(wanted in found for found in message.people(name.lower()))
    return any(wanted in found for found in message.values(name.lower()))


def _compare(name: str, day: Day | None, wanted: Day) -> bool:
    if day is None:
        return False
    return {"BEFORE": day < wanted, "ON": day == wanted, "SINCE": day >= wanted}[name]
