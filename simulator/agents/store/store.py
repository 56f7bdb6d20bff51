"""The message store of one server: accounts, mailboxes, and who may open them.

A mailbox is an account with its folders (`folders.py`). POP3 calls it a maildrop, sees
the INBOX alone, and one session at a time holds its lock (RFC 1939 §4); sessions of
IMAP come and go meanwhile (`imap.py`). So a POP3 session keeps the snapshot it was
given at login until it ends, whatever IMAP expunges. Contents are never copied.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.agents.config import FolderConfig
from simulator.agents.driver import Later
from simulator.agents.machine import Machine
from simulator.agents.store.filing import Filing
from simulator.agents.store.folders import INBOX, Folders, Stored, new_message
from simulator.agents.store.in_parts import in_parts
from simulator.journal.facts import MailboxLocked, MailboxUnlocked, MessageRemoved
from simulator.mail import whole_lines
from simulator.protocols.engine import Answer, Question
from simulator.protocols.pop3 import (
    Body,
    Entry,
    Login,
    Maildrop,
    MessageContent,
    Pause,
    Resumed,
    StoreRefusal,
    Update,
    Updated,
)
from simulator.protocols.sasl import Credentials

LONG_AGO_US = 1 << 62
BUSY = "ocupado"


@dataclass(frozen=True, slots=True)
class Account:
    """`address` names the mailbox; its local part alone also logs in.
    `quota_octets`, `quota_messages`: what fits into it, all folders together (RFC 9208
    §5); 0: anything."""

    address: str
    password: str
    quota_octets: int = 0
    quota_messages: int = 0


@dataclass(slots=True)
class StoredMailbox:
    """One account. `holder`: the connection that has the lock of the maildrop, taken
    after so many `boots` of the machine.
    `collected_us`: the last login of POP3.
    `filled`: somebody made it full."""

    account: Account
    filing: Filing
    holder: str = ""
    boots: int = 0
    collected_us: int = -LONG_AGO_US
    filled: bool = False

    @property
    def folders(self) -> Folders:
        """Its folders; INBOX is always one of them."""
        return self.filing.folders

    def has_room(self, octets: int, messages: int = 1) -> bool:
        """Whether so many octets more fit in, in so many messages."""
        folders = self.folders.by_name.values()
        quota = self.account.quota_octets
        if quota and sum(folder.octets for folder in folders) + octets > quota:
            return False
        most = self.account.quota_messages
        kept = sum(len(folder.messages) for folder in folders) if most else 0
        return not self.filled and (not most or kept + messages <= most)

    @property
    def messages(self) -> list[Stored]:
        """What POP3 sees: the INBOX, in order of arrival."""
        return list(self.folders.inbox.messages.values())


class Store:
    """All mailboxes of one host.

    `imap`: there is an IMAP server, so what happens in folders is recorded.
    `uid_validity`: where UIDVALIDITY begins; a world that is started again while its
    clients remember the last one needs another number.
    """

    def __init__(
        self,
        machine: Machine,
        accounts: tuple[Account, ...],
        imap: bool = False,
        uid_validity: int = 1,
    ) -> None:
        self.machine = machine
        self.arrived = machine.numbers_from
        self._validity = uid_validity - 1
        self.mailboxes: dict[str, StoredMailbox] = {}
        for account in accounts:
            folders = Folders(self._next_validity)
            filing = Filing(
                machine, account.address, folders, imap, self.next_unique_id
            )
            self.mailboxes[account.address] = StoredMailbox(account, filing)

    def _next_validity(self) -> int:
        self._validity += 1
        return self._validity

    def make_folders(self, folders: tuple[FolderConfig, ...]) -> None:
        """The folders the accounts begin with, subscribed to."""
        for address, mailbox in self.mailboxes.items():
            mailbox.filing.created(mailbox.folders.inbox, "")
            for folder in folders:
                if folder.mailbox in ("", address):
                    mailbox.folders.subscribed[folder.name] = None
                    mailbox.filing.create(folder.name, folder.special_use, "")

    def next_unique_id(self) -> str:
        """A unique-id that no message here has had."""
        self.arrived += 1
        return f"{self.machine.id}-{self.arrived}"

    def add(
        self,
        address: str,
        message: str,
        content: bytes,
        folder: str = INBOX,
        flags: tuple[str, ...] = (),
        date: str = "",
    ) -> Stored:
        """Deliver a message to a mailbox that exists. `date`: "" for now. One that has
        flags already is not new to any session."""
        name, date = self.next_unique_id(), date or self.machine.date()
        new = new_message(name, message, content, flags, date)
        filing = self.mailboxes[address].filing
        place = filing.folders.find(folder)
        (stored,) = filing.file(place, [new], "delivered")
        if flags:
            place.fresh.discard(stored.uid)
        return stored

    def folder_for(self, address: str, special_use: str) -> str:
        """The name of an account's folder with a special use (RFC 6154 §2), or INBOX:
        only IMAP shows others, so without it everything is there."""
        filing = self.mailboxes[address].filing
        names = [
            f.name
            for f in filing.folders.by_name.values()
            if f.special_use == special_use
        ]
        return names[0] if names and filing.recorded else INBOX

    @property
    def octets(self) -> int:
        """Of all messages in all mailboxes."""
        boxes = self.mailboxes.values()
        return sum(f.octets for box in boxes for f in box.folders.by_name.values())

    def forget_messages(self) -> None:
        """Let go of every message: the world is over."""
        for box in self.mailboxes.values():
            for folder in box.folders.by_name.values():
                folder.messages.clear()

    def has_room(self, address: str, octets: int) -> bool:
        """Whether a message of so many octets fits into the mailbox."""
        return self.mailboxes[address].has_room(octets)

    def find(self, user: str) -> StoredMailbox | None:
        """The mailbox of a login name: the address or its local part."""
        wanted = user.lower()
        for address, mailbox in self.mailboxes.items():
            if wanted in (address.lower(), address.split("@")[0].lower()):
                return mailbox
        return None

    def authenticate(self, credentials: Credentials) -> StoredMailbox | None:
        """The mailbox of the user, if the credentials are right; None: they are not.
        Nobody may act for another user (RFC 4616 §2)."""
        mailbox = self.find(credentials.user)
        if mailbox is None or not credentials.proven_by(mailbox.account.password):
            return None
        wanted = credentials.authorization
        return mailbox if not wanted or self.find(wanted) is mailbox else None


class MaildropPolicy:
    """Answers one POP3 session over `store`. `login_delay_us`: the least time from one
    login to the next of the same maildrop (RFC 2449 §6.5). `magic`: the name `ocupado`
    meets a server in trouble, so that [SYS/TEMP] can be typed by hand."""

    def __init__(
        self, store: Store, conn: str, login_delay_us: int = 0, magic: bool = False
    ) -> None:
        self.store = store
        self.conn = conn
        self._magic = magic
        self._login_delay_us = login_delay_us
        self._mailbox: StoredMailbox | None = None
        self._updating = False
        self._snapshot: dict[str, Stored] = {}

    def answer(self, question: Question) -> Answer | Later:
        """Login, Content and Update of RFC 1939."""
        match question:
            case Login(credentials=credentials):
                return self._login(credentials)
            case MessageContent(unique_id=unique_id):
                return Body(whole_lines(self._snapshot[unique_id].content))
            case Pause():
                return Resumed()
            case Update(unique_ids=unique_ids):
                return self._update(unique_ids)
        raise AssertionError(f"not a POP3 question: {question!r}")

    def ended(self, _clean: bool) -> None:
        """The lock is released, however the session ended; nothing is removed here."""
        if not self._updating or not self.store.machine.host.on:
            self._unlock()

    def _login(self, credentials: Credentials) -> Answer | Later:
        if self._magic and credentials.user.partition("@")[0].lower() == BUSY:
            return StoreRefusal("temporary_failure")
        mailbox = self.store.authenticate(credentials)
        if mailbox is None:
            return StoreRefusal("login_failed")
        boots = self.store.machine.host.boots
        if mailbox.holder and mailbox.boots == boots:
            return StoreRefusal("in_use")
        now_us = self.store.machine.clock.now_us
        if now_us < mailbox.collected_us + self._login_delay_us:
            return StoreRefusal("login_delay")
        mailbox.collected_us = now_us
        mailbox.holder, mailbox.boots = self.conn, boots
        self._mailbox = mailbox
        address = mailbox.account.address
        self.store.machine.record(MailboxLocked(mailbox=address), self.conn)
        return self._take_snapshot(mailbox)

    def _take_snapshot(self, mailbox: StoredMailbox) -> Later:
        """What is there now, read in parts."""
        snapshot: dict[str, Stored] = {}
        entries: list[Entry] = []

        def read(part: Sequence[Stored]) -> None:
            for stored in part:
                snapshot[stored.unique_id] = stored
                entries.append(Entry(stored.unique_id, stored.whole_octets))

        def done() -> Maildrop:
            self._snapshot = snapshot
            return Maildrop(mailbox.account.address, tuple(entries))

        return in_parts(self.store.machine, mailbox.messages, read, done)

    def _update(self, unique_ids: tuple[str, ...]) -> Later:
        """The lock stays until all are removed, whoever hangs up meanwhile."""
        mailbox, snapshot = self._mailbox, self._snapshot
        assert mailbox is not None
        self._updating = True
        machine, inbox = self.store.machine, mailbox.folders.inbox

        def remove(part: Sequence[str]) -> None:
            for unique_id in part:
                uid = snapshot[unique_id].uid
                if uid not in inbox.messages:
                    continue
                address = mailbox.account.address
                removed = MessageRemoved(mailbox=address, unique_id=unique_id)
                machine.record(removed, self.conn)
                mailbox.filing.expunge(inbox, (uid,), "collected", self.conn)

        def done() -> Updated:
            self._unlock()
            return Updated(unique_ids, len(inbox.messages))

        return in_parts(machine, unique_ids, remove, done)

    def _unlock(self) -> None:
        mailbox, self._mailbox = self._mailbox, None
        self._snapshot = {}
        if mailbox is not None:
            mailbox.holder = ""
            unlocked = MailboxUnlocked(mailbox=mailbox.account.address)
            self.store.machine.record(unlocked, self.conn)
