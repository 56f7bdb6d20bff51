"""One mailbox, one view per session: who knows of which message under which number.

A message has one uid for ever and, in every session, a number of its own: its position
among the messages *that session has been told of*. Two sessions may count differently
at the same moment, for one has heard of an EXPUNGE and the other not yet (RFC 3501
§7.4.1 forbids telling it in the middle of a FETCH, STORE or SEARCH). So a number means
nothing outside its session; between views the uid carries the meaning:

    b.number(a.uid(3))      the message A calls 3, as B calls it; 0: B has not heard

A `SelectedView` holds what its session was told, and what it is still to be told:
`arrive`, `expunge` and `change` take news at any moment, `tell` gives what may be said
now, in the one right order: EXPUNGE, then EXISTS and RECENT, then FETCH. A message that
came and went unsaid is never said. EXISTS never falls without EXPUNGE, because the
ghosts a session still counts are counted.

It refuses octets, and to know why something happened.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import compress, islice, repeat
from operator import attrgetter, contains, not_
from typing import NamedTuple

from simulator.protocols.imap.questions import Entry

_UID: Callable[[Entry], int] = attrgetter("uid")
_FLAGS: Callable[[Entry], tuple[str, ...]] = attrgetter("flags")
"""A mailbox has tens of thousands of messages, and a view is made in one turn."""


class Update(NamedTuple):
    """One thing to tell: `EXPUNGE` with a number, `EXISTS` or `RECENT` with a count,
    `FETCH` with number and uid of a message whose flags changed."""

    name: str
    number: int
    uid: int = 0


class SelectedView:
    """What one session sees of the mailbox it selected.

    `entries` and `uids`: what it was told of, by position. `recent`: uids of messages
    that carry `\\Recent` here. `read_only`: nothing may be changed.
    """

    def __init__(
        self,
        mailbox: str,
        entries: Iterable[Entry],
        recent: Iterable[int] = (),
        read_only: bool = False,
    ) -> None:
        self.mailbox = mailbox
        self.entries = list(entries)
        self.uids = list(map(_UID, self.entries))
        assert self.uids == sorted(set(self.uids)), "uids must ascend"
        self.recent = set(recent)
        self.read_only = read_only
        self._newest = self.uids[-1] if self.uids else 0
        self._arrived: dict[int, Entry] = {}
        self._gone: dict[int, None] = {}
        self._changed: dict[int, None] = {}

    # --- numbers ---

    @property
    def count(self) -> int:
        """How many messages the session was told of, ghosts included."""
        return len(self.uids)

    def first_unseen(self) -> int:
        """The number of the first message without `\\Seen`; 0: there is none."""
        seen = map(contains, map(_FLAGS, self.entries), repeat("\\Seen"))
        unseen: list[int] = [*compress(range(1, self.count + 1), map(not_, seen))]
        return unseen[0] if unseen else 0

    def number(self, uid: int) -> int:
        """The message number of `uid` here; 0: the session has not been told of it."""
        at = bisect_left(self.uids, uid)
        return at + 1 if at < len(self.uids) and self.uids[at] == uid else 0

    def uid(self, number: int) -> int:
        """The uid of message `number`, from 1 to `count`."""
        assert 1 <= number <= self.count
        return self.uids[number - 1]

    def entry(self, uid: int) -> Entry:
        """What is known of a message the session was told of."""
        return self.entries[self.number(uid) - 1]

    def flags(self, uid: int) -> tuple[str, ...]:
        """Its flags, `\\Recent` included."""
        flags = self.entry(uid).flags
        return (*flags, "\\Recent") if uid in self.recent else flags

    @property
    def has_ghosts(self) -> bool:
        """Whether the session counts any that are gone."""
        return bool(self._gone)

    def is_ghost(self, uid: int) -> bool:
        """Gone for ever, and the session still counts it."""
        return uid in self._gone

    def size(self, uid: int) -> int:
        """Octets of its content; 0: the session has not been told of it."""
        number = self.number(uid)
        return self.entries[number - 1].size if number else 0

    # --- news ---

    def arrive(self, entries: Iterable[Entry], recent: Iterable[int] = ()) -> None:
        """New messages, with uids above all others."""
        fresh = {entry.uid: entry for entry in entries if entry.uid > self._newest}
        self._arrived.update(sorted(fresh.items()))
        self._newest = max([self._newest, *fresh])
        self.recent.update(uid for uid in recent if uid in fresh)

    def expunge(self, uids: Iterable[int]) -> None:
        """Messages are gone for ever."""
        for uid in uids:
            if self._arrived.pop(uid, None) is not None:
                self.recent.discard(uid)
            elif self.number(uid):
                self._gone[uid] = None
                self._changed.pop(uid, None)

    def change(self, uid: int, flags: tuple[str, ...], *, tell: bool = True) -> None:
        """The flags of a message are these now; `tell` False: it is not
        to be told of this, though what it was to be told before stays."""
        if uid in self._arrived:
            self._arrived[uid] = _with_flags(self._arrived[uid], flags)
            return
        number = self.number(uid)
        if not number or uid in self._gone:
            return
        before = self.entries[number - 1]
        if tell and _same(before.flags, flags):
            return
        if tell:
            self._changed[uid] = None
        self.entries[number - 1] = _with_flags(before, flags)

    def known(self, uid: int) -> None:
        """The session has just been told the flags of `uid`."""
        self._changed.pop(uid, None)

    # --- telling ---

    def untold(self, *, expunges: bool) -> int:
        """How many messages there is something to tell of, but for new ones."""
        return len(self._changed) + (len(self._gone) if expunges else 0)

    def tell(self, *, expunges: bool, most: int | None = None) -> list[Update]:
        """What to say now, in order; each thing is told once. `most`: of so many
        messages at a time; what comes after the rest then waits for it."""
        updates = self._tell_expunged(most) if expunges else []
        if expunges and self._gone:
            return updates
        updates += self._tell_arrived()
        for uid in list(islice(self._changed, most)):
            del self._changed[uid]
            updates.append(Update("FETCH", self.number(uid), uid))
        return updates

    def _tell_expunged(self, most: int | None) -> list[Update]:
        """Each number counts what the ones before it have already taken away."""
        updates = []
        for uid in sorted(islice(self._gone, most)):
            number = self.number(uid)
            updates.append(Update("EXPUNGE", number, uid))
            del self._gone[uid], self.entries[number - 1], self.uids[number - 1]
            self.recent.discard(uid)
        return updates

    def _tell_arrived(self) -> list[Update]:
        if not self._arrived:
            return []
        self.entries += self._arrived.values()
        self.uids += self._arrived
        self._arrived = {}
        return [
            Update("EXISTS", self.count),
            Update("RECENT", len(self.recent)),
        ]


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return sorted(one) == sorted(other)


def _with_flags(entry: Entry, flags: tuple[str, ...]) -> Entry:
    return Entry(entry.uid, flags, entry.internal_date, entry.size)
