"""The message store of one server: accounts, mailboxes, and who may open them.

A mailbox is what POP3 calls a maildrop: one session at a time holds its lock
(RFC 1939 §4). It refuses to parse mail; contents are shared octets, never copied.
"""

from dataclasses import dataclass, field

from simulator.journal.facts import MailboxLocked, MailboxUnlocked, MessageRemoved
from simulator.net import Clock
from simulator.protocols.engine import Answer, Question
from simulator.protocols.pop3 import (
    Body,
    Content,
    Entry,
    Login,
    Maildrop,
    Refusal,
    Update,
    Updated,
)


@dataclass(frozen=True, slots=True)
class Account:
    """`address` names the mailbox; its local part alone also logs in."""

    address: str
    password: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One message at rest. `message`: its name in the journal's streams."""

    unique_id: str
    message: str
    content: bytes


@dataclass(slots=True)
class Mailbox:
    """Messages in order of arrival; `holder`: the connection that has the lock."""

    account: Account
    messages: list[Stored] = field(default_factory=list)
    holder: str = ""


class Store:
    """All mailboxes of one host."""

    def __init__(self, clock: Clock, host: str, accounts: tuple[Account, ...]) -> None:
        self.clock = clock
        self.host = host
        self.mailboxes = {a.address: Mailbox(a) for a in accounts}
        self.arrived = 0

    def add(self, address: str, message: str, content: bytes) -> Stored:
        """Put a message at the end of a mailbox that exists."""
        self.arrived += 1
        stored = Stored(f"{self.host}-{self.arrived}", message, content)
        self.mailboxes[address].messages.append(stored)
        return stored

    def find(self, user: str) -> Mailbox | None:
        """The mailbox of a login name: the address or its local part."""
        wanted = user.lower()
        for address, mailbox in self.mailboxes.items():
            if wanted in (address.lower(), address.split("@")[0].lower()):
                return mailbox
        return None


class MaildropPolicy:
    """Answers one POP3 session over `store`."""

    def __init__(self, store: Store, conn: str) -> None:
        self.store = store
        self.conn = conn
        self._mailbox: Mailbox | None = None

    def answer(self, question: Question) -> Answer:
        """Login, Content and Update of RFC 1939."""
        match question:
            case Login(user=user, password=password):
                return self._login(user, password)
            case Content(unique_id=unique_id):
                return Body(self._find(unique_id).content)
            case Update(unique_ids=unique_ids):
                return self._update(unique_ids)
        raise AssertionError(f"not a POP3 question: {question!r}")

    def ended(self, clean: bool) -> None:
        """Whatever happened, the lock is released; nothing is removed here."""
        self._unlock()

    def _login(self, user: str, password: str) -> Answer:
        mailbox = self.store.find(user)
        if mailbox is None or mailbox.account.password != password:
            return Refusal("invalid user name or password", "login_failed", "AUTH")
        if mailbox.holder:
            return Refusal("mailbox is locked by another session", "in_use", "IN-USE")
        mailbox.holder = self.conn
        self._mailbox = mailbox
        address = mailbox.account.address
        self.store.clock.record(
            self.store.host, self.conn, MailboxLocked(mailbox=address)
        )
        entries = tuple(Entry(m.unique_id, len(m.content)) for m in mailbox.messages)
        return Maildrop(address, entries)

    def _find(self, unique_id: str) -> Stored:
        assert self._mailbox is not None
        return next(m for m in self._mailbox.messages if m.unique_id == unique_id)

    def _update(self, unique_ids: tuple[str, ...]) -> Updated:
        mailbox = self._mailbox
        assert mailbox is not None
        for unique_id in unique_ids:
            mailbox.messages.remove(self._find(unique_id))
            self.store.clock.record(
                self.store.host,
                self.conn,
                MessageRemoved(mailbox=mailbox.account.address, unique_id=unique_id),
            )
        self._unlock()
        return Updated(unique_ids, len(mailbox.messages))

    def _unlock(self) -> None:
        mailbox, self._mailbox = self._mailbox, None
        if mailbox is not None:
            mailbox.holder = ""
            self.store.clock.record(
                self.store.host,
                self.conn,
                MailboxUnlocked(mailbox=mailbox.account.address),
            )
