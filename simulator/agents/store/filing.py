"""What happens to the messages of an account: filed, flagged, copied, moved, expunged.

Each of these is recorded once, and told to every session that has the folder selected,
so that two devices of one person agree (RFC 3501 §5.2). The session that did it learns
it from its answer, and of new messages as news, too. The others hear a moment later, as
an event of their own.

On a server without IMAP nobody could see it, and nothing is recorded. Who may do what
is decided by the policies of the sessions.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from simulator.agents.machine import Machine
from simulator.agents.store.folders import Folder, Folders, Stored, Watcher
from simulator.journal import Fact
from simulator.journal.facts import (
    FolderCreated,
    FolderDeleted,
    FolderRenamed,
    MessageExpunged,
    MessageFiled,
    MessageFlagged,
)
from simulator.protocols.engine import News
from simulator.protocols.imap.questions import (
    Entry,
    FlagsChanged,
    MessagesArrived,
    MessagesExpunged,
)

HEAR_US = 1_000
"""How long news takes from one session to another of the same server."""


def entry(stored: Stored) -> Entry:
    """A message as an IMAP engine wants to know it."""
    size = len(stored.content)
    return Entry(stored.uid, stored.flags, stored.internal_date, size)


@dataclass(slots=True)
class Filing:
    """The folders of one account, its journal, and its sessions.

    `mailbox`: address of the account. `recorded`: the server offers IMAP.
    `next_unique_id`: one that no message here has had.
    """

    machine: Machine
    mailbox: str
    folders: Folders
    recorded: bool
    next_unique_id: Callable[[], str]

    def record(self, conn: str, fact: Fact) -> None:
        """A fact about folders, where somebody can see them."""
        if self.recorded:
            self.machine.record(fact, conn)

    # --- telling ---

    def tell(self, folder: Folder, news: News, but: Watcher | None) -> None:
        """The other sessions hear of it soon."""
        for watcher in folder.watchers:
            if watcher is not but:
                self._soon(watcher, folder, news)

    def _soon(self, watcher: Watcher, folder: Folder, news: News) -> None:
        self.machine.clock.after(HEAR_US, lambda: watcher.hear(folder, news))

    def _tell_arrived(
        self, folder: Folder, arrived: list[Stored], by: Watcher | None
    ) -> None:
        """The first session that may change the folder takes `\\Recent` with it."""
        entries = tuple(entry(stored) for stored in arrived)
        fresh = tuple(stored.uid for stored in arrived)
        writers = [w for w in folder.watchers if not w.read_only]
        first = by if by in writers else next(iter(writers), None)
        if first is None:
            folder.fresh.update(fresh)
        for watcher in folder.watchers:
            recent = fresh if watcher is first or watcher.read_only else ()
            news = MessagesArrived(folder.name, entries, recent)
            if watcher is by:
                watcher.hear(folder, news)
            else:
                self._soon(watcher, folder, news)

    # --- doing ---

    def file(
        self,
        folder: Folder,
        messages: Iterable[Stored],
        how: str,
        conn: str = "",
        by: Watcher | None = None,
        from_folder: str = "",
    ) -> list[Stored]:
        """Put messages at the end of `folder`; they get their uids here."""
        arrived = []
        for message in messages:
            stored = folder.put(message)
            arrived.append(stored)
            self._record_filed(folder, stored, how, conn, from_folder)
        self._tell_arrived(folder, arrived, by)
        return arrived

    def _record_filed(
        self, folder: Folder, stored: Stored, how: str, conn: str, from_folder: str
    ) -> None:
        if not self.recorded:
            return
        fact = MessageFiled(
            mailbox=self.mailbox,
            folder=folder.name,
            uid=stored.uid,
            unique_id=stored.unique_id,
            message=stored.message,
            how=how,
            flags=stored.flags,
            internal_date=stored.internal_date,
            length=len(stored.content),
            subject=stored.subject,
            header_from=stored.header_from,
            header_to=stored.header_to,
            from_folder=from_folder,
        )
        self.machine.record(fact, conn)

    def flag(
        self,
        folder: Folder,
        uids: tuple[int, ...],
        change: str,
        flags: tuple[str, ...],
        conn: str,
        by: Watcher,
    ) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Replace, add or remove flags; `(uid, flags)` as they are now."""
        changed = []
        for stored in folder.have(uids):
            now = _changed(stored.flags, change, flags)
            if sorted(now) != sorted(stored.flags):
                folder.flag(stored, now)
                changed.append((stored.uid, now))
                fact = MessageFlagged(
                    mailbox=self.mailbox,
                    folder=folder.name,
                    uid=stored.uid,
                    unique_id=stored.unique_id,
                    before=stored.flags,
                    flags=now,
                )
                self.record(conn, fact)
        if changed:
            self.tell(folder, FlagsChanged(folder.name, tuple(changed)), by)
        return tuple((s.uid, s.flags) for s in folder.have(uids))

    def expunge(
        self,
        folder: Folder,
        uids: tuple[int, ...],
        how: str,
        conn: str,
        by: Watcher | None = None,
    ) -> tuple[int, ...]:
        """Messages leave `folder` forever; the uids of those that were there."""
        gone = folder.have(uids)
        for stored in gone:
            folder.remove(stored.uid)
            if not self.recorded:
                continue
            fact = MessageExpunged(
                mailbox=self.mailbox,
                folder=folder.name,
                uid=stored.uid,
                unique_id=stored.unique_id,
                subject=stored.subject,
                how=how,
            )
            self.machine.record(fact, conn)
        found = tuple(stored.uid for stored in gone)
        if found:
            self.tell(folder, MessagesExpunged(folder.name, found), by)
        return found

    def copy(
        self,
        source: Folder,
        uids: tuple[int, ...],
        target: Folder,
        conn: str,
        by: Watcher | None = None,
    ) -> tuple[tuple[int, int], ...]:
        """`(old uid, new uid)`; flags and dates go along (RFC 3501 §6.4.7)."""
        old = source.have(uids)
        messages = [replace(stored, unique_id=self.next_unique_id()) for stored in old]
        new = self.file(target, messages, "copied", conn, by, source.name)
        return tuple((o.uid, n.uid) for o, n in zip(old, new, strict=True))

    def move(
        self,
        source: Folder,
        uids: tuple[int, ...],
        target: Folder,
        conn: str,
        by: Watcher | None = None,
    ) -> tuple[tuple[int, int], ...]:
        """As `copy`, and they are no longer in `source` (RFC 6851 §3.1)."""
        old = source.have(uids)
        new = self.file(target, old, "moved", conn, by, source.name)
        self.expunge(source, tuple(stored.uid for stored in old), "moved", conn, by)
        return tuple((o.uid, n.uid) for o, n in zip(old, new, strict=True))

    # --- folders ---

    def create(self, name: str, special_use: str, conn: str) -> None:
        """A folder, and its parents. Raises FolderError."""
        for folder in self.folders.create(name, special_use):
            self.created(folder, conn)

    def created(self, folder: Folder, conn: str) -> None:
        """Record that `folder` is there."""
        fact = FolderCreated(
            mailbox=self.mailbox,
            folder=folder.name,
            uid_validity=folder.uid_validity,
            special_use=folder.special_use,
            subscribed=folder.name in self.folders.subscribed,
        )
        self.record(conn, fact)

    def deleted(self, folder: Folder, conn: str) -> None:
        """Record that `folder` is gone, its messages before it."""
        kept = folder.name in self.folders.by_name
        fact = FolderDeleted(mailbox=self.mailbox, folder=folder.name, kept=kept)
        self.record(conn, fact)

    def rename(self, name: str, new_name: str, conn: str) -> None:
        """A folder and those below it; not INBOX, of which only the messages go
        (RFC 3501 §6.3.5). Raises FolderError."""
        made, renamed = self.folders.rename(name, new_name)
        for folder in made:
            self.created(folder, conn)
        for old, folder in renamed:
            fact = FolderRenamed(
                mailbox=self.mailbox,
                folder=old,
                new_name=folder.name,
                uid_validity=folder.uid_validity,
            )
            self.record(conn, fact)


def _changed(
    before: tuple[str, ...], change: str, flags: tuple[str, ...]
) -> tuple[str, ...]:
    """The flags afterwards: each once, as first written."""
    named = {flag.lower() for flag in flags}
    if change == "remove":
        return tuple(flag for flag in before if flag.lower() not in named)
    if change == "replace":
        known = {flag.lower(): flag for flag in before}
        return tuple(known.get(flag.lower(), flag) for flag in flags)
    there = {flag.lower() for flag in before}
    return (*before, *(flag for flag in flags if flag.lower() not in there))
