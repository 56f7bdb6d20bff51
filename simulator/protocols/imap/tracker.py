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
from collections.abc import Iterable
from typing import NamedTuple

from simulator.protocols.imap.questions import Entry


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
        self.uids = [entry.uid for entry in self.entries]
        assert self.uids == sorted(set(self.uids)), "uids must ascend"
        self.recent = set(recent)
        self.read_only = read_only
        self._newest = self.uids[-1] if self.uids else 0
        self._arrived: dict[int, Entry] = {}
        self._gone: set[int] = set()
        self._changed: dict[int, None] = {}

    # --- numbers ---

    @property
    def count(self) -> int:
        """How many messages the session was told of, ghosts included."""
        return len(self.uids)

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

    def is_ghost(self, uid: int) -> bool:
        """Gone for ever, and the session still counts it."""
        return uid in self._gone

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
                self._gone.add(uid)
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

    def tell(self, *, expunges: bool) -> list[Update]:
        """What to say now, in order; each thing is told once."""
        updates = self._tell_expunged() if expunges else []
        updates += self._tell_arrived()
        changed, self._changed = self._changed, {}
        updates += [Update("FETCH", self.number(uid), uid) for uid in changed]
        return updates

    def _tell_expunged(self) -> list[Update]:
        """Each number counts what the ones before it have already taken away."""
        updates = []
        for gone, uid in enumerate(sorted(self._gone)):
            updates.append(Update("EXPUNGE", self.number(uid) - gone, uid))
        if self._gone:
            self.entries = [e for e in self.entries if e.uid not in self._gone]
            self.uids = [entry.uid for entry in self.entries]
            self.recent -= self._gone
            self._gone = set()
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
