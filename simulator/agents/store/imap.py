"""Puts an IMAP server on a host, over its store: what the engine's questions mean here.

Any number of sessions of one account at once, beside one of POP3: a session sees the
folder it selected through its engine, and hears what the others do to it (`filing.py`).
A folder that is deleted while it is selected stays selected, empty, until its session
chooses another.

Grammar, order and message numbers are the engine's.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from simulator.agents.config import ServerConfig
from simulator.agents.driver import Driver, Later
from simulator.agents.machine import Machine
from simulator.agents.store.filing import entry
from simulator.agents.store.folders import (
    INBOX,
    Folder,
    FolderError,
    Watcher,
    new_message,
)
from simulator.agents.store.in_parts import in_parts
from simulator.agents.store.store import Store, StoredMailbox
from simulator.journal.facts import FolderSubscribed, FolderUnsubscribed
from simulator.net import End
from simulator.protocols.engine import Answer, News, Question
from simulator.protocols.imap import ImapServer, ImapServerConfig
from simulator.protocols.imap import questions as q
from simulator.protocols.services import IMAP

SYSTEM_FLAGS = ("\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft")
"""Which every folder has, besides the keywords of its messages (RFC 3501 §2.3.2)."""

_Put = Callable[
    [Folder, tuple[int, ...], Folder, str, Watcher | None], tuple[tuple[int, int], ...]
]
"""How messages get from one folder to another: `Filing.copy` or `Filing.move`."""


def serve_imap(
    machine: Machine, config: ServerConfig, store: Store, nonce: Callable[[str], str]
) -> None:
    """Listen on the configured port; every connection gets an engine of its own, with
    the `nonce` of its name."""
    settings = ImapServerConfig(
        host_name=config.name,
        plaintext_login=config.plaintext_auth,
        starttls=config.imap_starttls,
    )
    if config.imap_port:
        _listen(machine, config, store, config.imap_port, settings, nonce)
    if config.imaps_port:
        inside = replace(settings, tls=True, starttls=False)
        _listen(machine, config, store, config.imaps_port, inside, nonce)


def _listen(
    machine: Machine,
    config: ServerConfig,
    store: Store,
    port: int,
    settings: ImapServerConfig,
    nonce: Callable[[str], str],
) -> None:
    def accept(end: End) -> Driver:
        own = replace(settings, nonce=nonce(end.conn.name))
        policy = ImapPolicy(store, end.conn.name)
        driver = Driver(
            machine.clock,
            end,
            ImapServer(own, machine.clock.now_us),
            policy,
            "imap.server_idle",
            config.think_us,
            own.tls,
        )
        policy.notify = driver.notify
        return driver

    machine.host.listen(port, IMAP.name, accept)


class ImapPolicy:
    """Answers one IMAP session over `store`. `folder`: the one it has selected;
    `notify`: how to reach its engine."""

    def __init__(self, store: Store, conn: str) -> None:
        self.store = store
        self.conn = conn
        self.read_only = False
        self.folder: Folder | None = None
        self.notify: Callable[[News], None] | None = None
        self._account: StoredMailbox | None = None
        self._opening = False
        self._opened = 0
        self._unheard: list[News] = []

    # --- what the driver wants ---

    def answer(self, question: Question) -> Answer | Later:
        """The answer to any question of `protocols/imap/questions.py`."""
        try:
            return _ANSWERS[type(question)](self, question)
        except FolderError as error:
            return q.StoreRefusal(error.reason)

    def ended(self, _clean: bool) -> None:
        """The session is over; what is marked stays marked."""
        self._leave()

    # --- what other sessions want ---

    def hear(self, folder: Folder, news: News) -> None:
        """News of `folder`, if it is still the one selected; the engine hears it after
        the answer to SELECT, which it would change."""
        if self.folder is not folder or self.notify is None:
            return
        if self._opening:
            self._unheard.append(news)
        else:
            self.notify(news)

    def _catch_up(self, opened: int) -> None:
        """Unless another SELECT came first: its own news wait for its own answer."""
        if opened != self._opened:
            return
        self._opening = False
        unheard, self._unheard = self._unheard, []
        if self.notify is not None:
            for news in unheard:
                self.notify(news)

    # --- small things ---

    @property
    def _mailbox(self) -> StoredMailbox:
        assert self._account is not None, "the engine asks only after login"
        return self._account

    @property
    def _selected(self) -> Folder:
        assert self.folder is not None, "the engine asks only after SELECT"
        return self.folder

    def _leave(self) -> None:
        if self.folder is not None:
            self.folder.watchers.remove(self)
            self.folder = None
        self._opening = False
        self._opened += 1
        self._unheard = []

    def _make_sure_of_room(self, octets: int, messages: int) -> None:
        """Raises FolderError where so much does not fit (RFC 9208 §4.3.1)."""
        if not self._mailbox.has_room(octets, messages):
            raise FolderError("over_quota")

    # --- answers ---

    def _login(self, question: q.Login) -> Answer:
        credentials = question.credentials
        account = self.store.find(credentials.user)
        if account is None or not credentials.proven_by(account.account.password):
            return q.StoreRefusal("login_failed")
        other = credentials.authorization
        if other and self.store.find(other) is not account:
            return q.StoreRefusal("authorization_failed")
        self._account = account
        return q.LoggedIn(account.account.address)

    def _select(self, question: q.SelectMailbox) -> Later:
        """The folder as it is now, read in parts: what happens meanwhile is news."""
        self._leave()
        folder = self._mailbox.folders.find(question.mailbox)
        fresh, uid_next = frozenset(folder.fresh), folder.uid_next
        if not question.read_only:
            folder.fresh.clear()
        self.folder, self.read_only = folder, question.read_only
        folder.watchers.append(self)
        self._opening, opened = True, self._opened
        entries: list[q.Entry] = []
        recent: list[int] = []
        flags = dict.fromkeys(SYSTEM_FLAGS)

        def read(uids: Sequence[int]) -> None:
            for stored in folder.have(uids):
                entries.append(entry(stored))
                if stored.uid in fresh:
                    recent.append(stored.uid)
                flags.update(dict.fromkeys(stored.flags))

        def done() -> Answer:
            if self._unheard:
                self.store.machine.clock.after(0, partial(self._catch_up, opened))
            else:
                self._opening = False
            return q.Selected(
                folder.name,
                tuple(entries),
                folder.uid_validity,
                uid_next,
                tuple(recent),
                flags=tuple(flags),
                permanent_flags=(*flags, "\\*"),
            )

        return self._in_parts(tuple(folder.messages), read, done)

    def _close(self, _question: q.CloseMailbox) -> Answer:
        self._leave()
        return q.Done()

    def _create(self, question: q.CreateMailbox) -> Answer:
        self._mailbox.filing.create(question.mailbox, "", self.conn)
        return q.Done()

    def _delete(self, question: q.DeleteMailbox) -> Later:
        filing = self._mailbox.filing
        folder = filing.folders.delete(question.mailbox)

        def expunge(uids: Sequence[int]) -> None:
            filing.expunge(folder, tuple(uids), "deleted", self.conn)

        def done() -> Answer:
            filing.deleted(folder, self.conn)
            return q.Done()

        return self._in_parts(tuple(folder.messages), expunge, done)

    def _rename(self, question: q.RenameMailbox) -> Answer | Later:
        filing = self._mailbox.filing
        if question.mailbox != INBOX:
            filing.rename(question.mailbox, question.new_name, self.conn)
            return q.Done()
        filing.create(question.new_name, "", self.conn)
        inbox, target = filing.folders.inbox, filing.folders.find(question.new_name)

        def move(uids: Sequence[int]) -> None:
            filing.move(inbox, tuple(uids), target, self.conn)

        return self._in_parts(tuple(inbox.messages), move, q.Done)

    def _subscribe(self, question: q.SubscribeMailbox) -> Answer:
        name, folders = question.mailbox, self._mailbox.folders
        if name not in folders.by_name:
            return q.StoreRefusal("no_such_mailbox")
        if name not in folders.subscribed:
            folders.subscribed[name] = None
            address = self._mailbox.account.address
            fact = FolderSubscribed(mailbox=address, folder=name)
            self._mailbox.filing.record(self.conn, fact)
        return q.Done()

    def _unsubscribe(self, question: q.UnsubscribeMailbox) -> Answer:
        name, folders = question.mailbox, self._mailbox.folders
        if name not in folders.subscribed:
            return q.StoreRefusal("not_subscribed")
        del folders.subscribed[name]
        address = self._mailbox.account.address
        fact = FolderUnsubscribed(mailbox=address, folder=name)
        self._mailbox.filing.record(self.conn, fact)
        return q.Done()

    def _list(self, _question: q.ListMailboxes) -> Answer:
        folders = self._mailbox.folders
        entries = [
            q.MailboxEntry(
                folder.name,
                folder.selectable,
                folder.name in folders.subscribed,
                folder.special_use,
            )
            for folder in folders.by_name.values()
        ]
        entries += [
            q.MailboxEntry(name, selectable=False, subscribed=True, exists=False)
            for name in folders.subscribed
            if name not in folders.by_name
        ]
        return q.MailboxList(tuple(entries))

    def _status(self, question: q.StatusOf) -> Answer:
        folder = self._mailbox.folders.find(question.mailbox)
        return q.Status(
            messages=len(folder.messages),
            recent=len(folder.fresh),
            uid_next=folder.uid_next,
            uid_validity=folder.uid_validity,
            unseen=folder.unseen,
        )

    def _append(self, question: q.AppendMessage) -> Answer:
        folder = self._mailbox.folders.find(question.mailbox, "try_create")
        self._make_sure_of_room(len(question.content), 1)
        name = self.store.next_unique_id()
        message = f"{name}.appended"
        self.store.machine.stream(f"message.{message}").append(question.content)
        date = question.internal_date or self.store.machine.date()
        new = new_message(name, message, question.content, question.flags, date)
        filing = self._mailbox.filing
        (stored,) = filing.file(folder, [new], "appended", self.conn, self)
        return q.Appended(folder.uid_validity, stored.uid)

    def _contents(self, question: q.MessageContents) -> Answer:
        found = self._selected.have(question.uids)
        return q.Contents(tuple((stored.uid, stored.content) for stored in found))

    def _store(self, question: q.StoreFlags) -> Answer:
        flags = self._mailbox.filing.flag(
            self._selected,
            question.uids,
            question.change,
            question.flags,
            self.conn,
            self,
        )
        return q.FlagsStored(flags)

    def _copy(self, question: q.CopyMessages) -> Later:
        target = self._mailbox.folders.find(question.target, "try_create")
        copied = self._selected.have(question.uids)
        self._make_sure_of_room(sum(len(m.content) for m in copied), len(copied))
        return self._to(target, question.uids, self._mailbox.filing.copy)

    def _move(self, question: q.MoveMessages) -> Later:
        target = self._mailbox.folders.find(question.target, "try_create")
        return self._to(target, question.uids, self._mailbox.filing.move)

    def _to(self, target: Folder, uids: tuple[int, ...], put: _Put) -> Later:
        """Messages of the selected folder into another, with `put`."""
        source = self._selected
        pairs: list[tuple[int, int]] = []

        def work(part: Sequence[int]) -> None:
            pairs.extend(put(source, tuple(part), target, self.conn, self))

        def done() -> Answer:
            return q.Copied(target.uid_validity, tuple(pairs))

        return self._in_parts(uids, work, done)

    def _in_parts(
        self,
        uids: Sequence[int],
        work: Callable[[Sequence[int]], None],
        done: Callable[[], Answer],
    ) -> Later:
        return in_parts(self.store.machine, uids, work, done)

    def _pause(self, _question: q.Pause) -> Answer:
        return q.Done()

    def _expunge(self, question: q.ExpungeMessages) -> Answer:
        marked = tuple(
            stored.uid
            for stored in self._selected.have(question.uids)
            if "\\Deleted" in stored.flags
        )
        filing = self._mailbox.filing
        gone = filing.expunge(self._selected, marked, "expunged", self.conn, self)
        return q.Expunged(gone)


# Any: each takes the one kind of question it stands beside.
_ANSWERS: dict[type[Question], Callable[[ImapPolicy, Any], Answer | Later]] = {
    q.Pause: ImapPolicy._pause,
    q.Login: ImapPolicy._login,
    q.SelectMailbox: ImapPolicy._select,
    q.CloseMailbox: ImapPolicy._close,
    q.CreateMailbox: ImapPolicy._create,
    q.DeleteMailbox: ImapPolicy._delete,
    q.RenameMailbox: ImapPolicy._rename,
    q.SubscribeMailbox: ImapPolicy._subscribe,
    q.UnsubscribeMailbox: ImapPolicy._unsubscribe,
    q.ListMailboxes: ImapPolicy._list,
    q.StatusOf: ImapPolicy._status,
    q.AppendMessage: ImapPolicy._append,
    q.MessageContents: ImapPolicy._contents,
    q.StoreFlags: ImapPolicy._store,
    q.CopyMessages: ImapPolicy._copy,
    q.MoveMessages: ImapPolicy._move,
    q.ExpungeMessages: ImapPolicy._expunge,
}
"""One answer per question; a question without one is the engine author's news."""
