"""The keys of SEARCH: read into a tree (RFC 3501 §6.4.4).

    search     = "SEARCH" [SP "CHARSET" SP astring] 1*(SP search-key)
    search-key = "ALL" / "ANSWERED" / "BCC" SP astring / ... / "OR" SP search-key SP
                 search-key / "NOT" SP search-key / sequence-set /
                 "(" search-key *(SP search-key) ")"

Three families: what the mailbox knows (flags, dates, sizes, numbers), what the header
says, what the text says; only the last two need the octets of the messages. A key is
one line of one table. It refuses to look at a message: `matching.py` does.
"""

from collections.abc import Callable
from typing import NamedTuple

from simulator.protocols.imap.grammar.dates import Day, take_day
from simulator.protocols.imap.grammar.sets import Set, take_set
from simulator.protocols.imap.grammar.tokens import SYSTEM_FLAGS, Cursor

DEPTH_MAX = 50


class NumberSet(NamedTuple):
    """A set of message numbers; `uid`: of uids."""

    numbers: Set
    uid: bool


class Key(NamedTuple):
    """`name` in capitals; then what follows it: `text` (of HEADER after the `field`),
    `day`, `size` in octets, or `numbers`. `keys`: the keys inside AND, OR and NOT. AND
    is not written: keys side by side are meant together."""

    name: str
    text: str = ""
    field: str = ""
    day: Day = (0, 0, 0)
    size: int = 0
    numbers: NumberSet | None = None
    keys: tuple["Key", ...] = ()

    @property
    def needs_content(self) -> bool:
        """Whether the octets of the message are needed."""
        if self.keys:
            return any(key.needs_content for key in self.keys)
        return self.name in _OF_THE_CONTENT


_OF_THE_CONTENT = frozenset(
    (
        *("BCC", "CC", "FROM", "SUBJECT", "TO", "HEADER"),
        *("BODY", "TEXT", "SENTBEFORE", "SENTON", "SENTSINCE"),
    )
)

FLAG_KEYS = {
    name: (SYSTEM_FLAGS["\\" + name.removeprefix("UN").lower()], name[:2] != "UN")
    for name in (
        *("ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN"),
        *("UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN"),
    )
}
"""Key to the flag, and whether it must be there."""


class _Reader:
    """Reads keys at a cursor; strings are UTF-8 or US-ASCII, which is part of it."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.depth = 0

    def keys(self) -> Key:
        """Keys to the end of the command."""
        found = [self.key()]
        while not self.cursor.at_end:
            self.cursor.space()
            found.append(self.key())
        return found[0] if len(found) == 1 else Key("AND", keys=tuple(found))

    def key(self) -> Key:
        self.depth += 1
        if self.depth > DEPTH_MAX:
            raise self.cursor.fail("syntax")
        key = self._key()
        self.depth -= 1
        return key

    def _key(self) -> Key:
        cursor = self.cursor
        if cursor.peek(b"("):
            return Key("AND", keys=tuple(cursor.parenthesized(self.key)))
        if cursor.text[cursor.at : cursor.at + 1] in _STARTS_OF_SETS:
            return Key("NUMBERS", numbers=NumberSet(take_set(cursor), uid=False))
        start = cursor.at
        name = cursor.word("bad_key")
        take = _KEYS.get(name)
        if take is None:
            cursor.at = start
            raise cursor.fail("bad_key")
        return take(self, name)

    # --- families ---

    def alone(self, name: str) -> Key:
        return Key(name)

    def string(self, name: str) -> Key:
        self.cursor.space()
        return Key(name, self._text())

    def header(self, name: str) -> Key:
        self.cursor.space()
        field = self._text()
        self.cursor.space()
        return Key(name, self._text(), field)

    def day(self, name: str) -> Key:
        self.cursor.space()
        return Key(name, day=take_day(self.cursor))

    def size(self, name: str) -> Key:
        self.cursor.space()
        return Key(name, size=self.cursor.number())

    def keyword(self, name: str) -> Key:
        self.cursor.space()
        return Key(name, self.cursor.atom("bad_flag"))

    def uids(self, _name: str) -> Key:
        self.cursor.space()
        return Key("NUMBERS", numbers=NumberSet(take_set(self.cursor), uid=True))

    def negation(self, name: str) -> Key:
        self.cursor.space()
        return Key(name, keys=(self.key(),))

    def either(self, name: str) -> Key:
        self.cursor.space()
        first = self.key()
        self.cursor.space()
        return Key(name, keys=(first, self.key()))

    def _text(self) -> str:
        start = self.cursor.at
        try:
            return self.cursor.astring().decode("utf-8")
        except UnicodeDecodeError:
            self.cursor.at = start
            raise self.cursor.fail("bad_octets") from None


_STARTS_OF_SETS = tuple(bytes((digit,)) for digit in b"0123456789*")

_KEYS: dict[str, Callable[[_Reader, str], Key]] = {
    **dict.fromkeys(("ALL", "NEW", "OLD", "RECENT", *FLAG_KEYS), _Reader.alone),
    **dict.fromkeys(("BCC", "CC", "FROM", "SUBJECT", "TO"), _Reader.string),
    **dict.fromkeys(("BODY", "TEXT"), _Reader.string),
    **dict.fromkeys(("BEFORE", "ON", "SINCE"), _Reader.day),
    **dict.fromkeys(("SENTBEFORE", "SENTON", "SENTSINCE"), _Reader.day),
    **dict.fromkeys(("LARGER", "SMALLER"), _Reader.size),
    **dict.fromkeys(("KEYWORD", "UNKEYWORD"), _Reader.keyword),
    "HEADER": _Reader.header,
    "UID": _Reader.uids,
    "NOT": _Reader.negation,
    "OR": _Reader.either,
}


def take_keys(cursor: Cursor) -> Key:
    """The keys from the cursor to the end of the command, as one."""
    return _Reader(cursor).keys()


def number_sets(key: Key) -> list[Set]:
    """Every set of message numbers (not of uids) in the tree."""
    if key.numbers is not None:
        return [] if key.numbers.uid else [key.numbers.numbers]
    return [numbers for inner in key.keys for numbers in number_sets(inner)]
