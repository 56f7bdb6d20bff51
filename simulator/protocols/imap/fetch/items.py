"""The data items of FETCH: read, and made from a message (RFC 3501 §6.4.5, §7.4.2).

    fetch-att = "ENVELOPE" / "FLAGS" / "INTERNALDATE" / "UID" /
                "RFC822" [".HEADER" / ".SIZE" / ".TEXT"] / "BODY" ["STRUCTURE"] /
                "BODY" [".PEEK"] section ["<" number "." nz-number ">"]

Asking for octets of the message without `.PEEK` sets `\\Seen`; headers by their old
name RFC822.HEADER do not. It refuses to set anything itself: that is the command's.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from simulator.protocols.imap.fetch.bodystructure import body_structure
from simulator.protocols.imap.fetch.envelope import envelope
from simulator.protocols.imap.fetch.sections import (
    WHOLE,
    FetchedMessage,
    Section,
    take_section,
)
from simulator.protocols.imap.grammar.dates import date_time
from simulator.protocols.imap.grammar.tokens import Cursor
from simulator.protocols.imap.grammar.writing import Chunks, flag_list, literal
from simulator.protocols.imap.questions import Entry

MACROS = {
    "ALL": ("FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE"),
    "FAST": ("FLAGS", "INTERNALDATE", "RFC822.SIZE"),
    "FULL": ("FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODY"),
}

_SECTIONS = {
    "RFC822": WHOLE,
    "RFC822.HEADER": Section(text="HEADER"),
    "RFC822.TEXT": Section(text="TEXT"),
}
_OF_THE_CONTENT = {"ENVELOPE", "BODY", "BODYSTRUCTURE"}
_OF_THE_MAILBOX = {"FLAGS", "INTERNALDATE", "RFC822.SIZE", "UID"}
_NAMES = {*_SECTIONS, *_OF_THE_CONTENT, *_OF_THE_MAILBOX}

_WORD = re.compile(rb"[A-Za-z0-9.]+")


class Partial(NamedTuple):
    """`<first.most>`: at most `most` octets from `first`."""

    first: int
    most: int


class Item(NamedTuple):
    """`name`: as above; `section`: of those that give octets of the message, else None;
    `sets_seen`: not PEEK."""

    name: str
    section: Section | None = None
    partial: Partial | None = None
    sets_seen: bool = False

    @property
    def needs_content(self) -> bool:
        """Whether the octets of the message are needed."""
        return self.section is not None or self.name in _OF_THE_CONTENT

    def written(self) -> Chunks:
        """The name as the response repeats it: `BODY[TEXT]<0>`."""
        if self.section is None or self.name != "BODY":
            return [self.name.encode("ascii")]
        chunks = [b"BODY", *self.section.written()]
        if self.partial:
            chunks.append(b"<%d>" % self.partial.first)
        return chunks

    @property
    def title(self) -> str:
        """The name in one string."""
        return b"".join(self.written()).decode("latin-1")


FLAGS = Item("FLAGS")
UID = Item("UID")


def take_items(cursor: Cursor) -> tuple[Item, ...]:
    """A macro, one item, or a list of items; each once."""
    if cursor.peek(b"("):
        return tuple(dict.fromkeys(cursor.parenthesized(lambda: _take_item(cursor))))
    start = cursor.at
    found = _WORD.match(cursor.text, cursor.at)
    macro = MACROS.get(found.group().decode("ascii").upper()) if found else None
    if found is not None and macro is not None:
        cursor.at = found.end()
        return tuple(Item(name) for name in macro)
    cursor.at = start
    return (_take_item(cursor),)


def _take_item(cursor: Cursor) -> Item:
    start = cursor.at
    name = cursor.match(_WORD, "bad_item").decode("ascii").upper()
    if name in ("BODY", "BODY.PEEK") and cursor.peek(b"["):
        section = take_section(cursor)
        partial = _take_partial(cursor)
        return Item("BODY", section, partial, sets_seen=name == "BODY")
    if name not in _NAMES:
        cursor.at = start
        raise cursor.fail("bad_item")
    seen = name in ("RFC822", "RFC822.TEXT")
    return Item(name, _SECTIONS.get(name), sets_seen=seen)


def _take_partial(cursor: Cursor) -> Partial | None:
    if not cursor.skip(b"<"):
        return None
    first = cursor.number()
    cursor.expect(b".", "bad_section")
    count = cursor.nz_number()
    cursor.expect(b">", "bad_section")
    return Partial(first, count)


# --- making the response --------------------------------------------------------------


class Value(NamedTuple):
    """One item's value; `content_length`: octets of the message in it."""

    chunks: Chunks
    content_length: int = 0


_FROM_MAILBOX: dict[str, Callable[[Entry, tuple[str, ...]], bytes]] = {
    "UID": lambda entry, _flags: b"%d" % entry.uid,
    "FLAGS": lambda _entry, flags: flag_list(flags),
    "INTERNALDATE": lambda entry, _flags: date_time(entry.internal_date),
    "RFC822.SIZE": lambda entry, _flags: b"%d" % entry.size,
}


def value_of(
    item: Item, entry: Entry, flags: tuple[str, ...], message: FetchedMessage | None
) -> Value:
    """What `item` is for this message. `message`: there if the item needs it."""
    make = _FROM_MAILBOX.get(item.name)
    if make is not None:
        return Value([make(entry, flags)])
    assert message is not None
    if item.section is not None:
        return _octets(item, message)
    if item.name == "ENVELOPE":
        return Value(envelope(message.content, 0, message.body))
    extended = item.name == "BODYSTRUCTURE"
    return Value(body_structure(message.content, message.tree, extended=extended))


def _octets(item: Item, message: FetchedMessage) -> Value:
    assert item.section is not None
    octets = message.octets(item.section)
    if octets is None:
        return Value([b"NIL"])
    if item.partial is not None:
        first, most = item.partial
        octets = octets[first : first + most]
    return Value(literal(octets), len(octets))
