"""A store small enough to be seen at a glance, for tests of the IMAP engines.

It answers as a real one does: uids that are never reused, news to every session that
has the mailbox selected. What it was asked is kept in `asked`, in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from simulator.protocols.engine import Answer, News, Question
from simulator.protocols.imap import ImapServer, ImapServerConfig
from simulator.protocols.imap import questions as q
from simulator.protocols.imap.commands.selected.store import changed

USER = "ana"
PASSWORD = "ejemplo123"
DATE = "Mon, 23 Nov 2026 09:00:00 +0100"

HELLO = (
    b"From: Benito <benito@sur.example>\r\n"
    b"To: ana@norte.example\r\n"
    b"Subject: Hola\r\n"
    b"Date: Mon, 23 Nov 2026 08:30:00 +0100\r\n"
    b"Message-ID: <1@sur.example>\r\n"
    b"\r\n"
    b"Hola, Ana.\r\n"
)
BYE = (
    b"From: carla@sur.example\r\n"
    b"To: ana@norte.example\r\n"
    b"Subject: =?utf-8?q?Adi=C3=B3s?=\r\n"
    b"Date: Tue, 24 Nov 2026 10:00:00 +0100\r\n"
    b"\r\n"
    b"Hasta luego.\r\n"
)
PARTS = (
    b"From: benito@sur.example\r\n"
    b"Subject: Partes\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="corte"\r\n'
    b"\r\n"
    b"--corte\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"\r\n"
    b"uno\r\n"
    b"--corte\r\n"
    b"Content-Type: message/rfc822\r\n"
    b"\r\n"
    b"From: carla@sur.example\r\n"
    b"Subject: Dentro\r\n"
    b"\r\n"
    b"dos\r\n"
    b"--corte--\r\n"
)


@dataclass
class Kept:
    """One message at rest."""

    uid: int
    content: bytes
    flags: tuple[str, ...] = ()
    date: str = DATE
    recent: bool = True

    @property
    def entry(self) -> q.Entry:
        return q.Entry(self.uid, self.flags, self.date, len(self.content))


@dataclass
class Box:
    """One mailbox; `sessions`: who has it selected."""

    name: str
    kept: list[Kept] = field(default_factory=list)
    uid_next: int = 1
    uid_validity: int = 7
    special_use: str = ""
    sessions: list["Desk"] = field(default_factory=list)

    def add(self, content: bytes, flags: Iterable[str] = (), date: str = DATE) -> Kept:
        kept = Kept(self.uid_next, content, tuple(flags), date)
        self.kept.append(kept)
        self.uid_next += 1
        return kept

    def of(self, uids: Iterable[int]) -> list[Kept]:
        wanted = set(uids)
        return [kept for kept in self.kept if kept.uid in wanted]

    def take_recent(self) -> tuple[int, ...]:
        fresh = tuple(kept.uid for kept in self.kept if kept.recent)
        for kept in self.kept:
            kept.recent = False
        return fresh


class FakeStore:
    """The mailboxes of one account, shared by any number of desks."""

    def __init__(self, *contents: bytes) -> None:
        self.boxes = {"INBOX": Box("INBOX")}
        self.subscribed = {"INBOX"}
        self.refuse: dict[type, q.StoreRefusal] = {}
        self.password = PASSWORD
        for content in contents:
            self.boxes["INBOX"].add(content)

    @property
    def inbox(self) -> Box:
        return self.boxes["INBOX"]

    def tell(self, box: Box, news: News, but: "Desk | None" = None) -> None:
        for desk in list(box.sessions):
            if desk is not but:
                desk.hear(news)

    def arrived(self, box: Box, fresh: list[Kept]) -> None:
        """Only the first session is told that they are recent."""
        recent = tuple(kept.uid for kept in fresh)
        for number, desk in enumerate(list(box.sessions)):
            entries = tuple(kept.entry for kept in fresh)
            first = recent if number == 0 else ()
            desk.hear(q.MessagesArrived(box.name, entries, first))
        if box.sessions:
            for kept in fresh:
                kept.recent = False

    def deliver(self, content: bytes) -> None:
        self.arrived(self.inbox, [self.inbox.add(content)])


class Desk:
    """One session at the store: answers its engine's questions."""

    def __init__(self, store: FakeStore, server: ImapServer | None = None) -> None:
        self.store = store
        self.server = server
        self.asked: list[Question] = []

    def hear(self, news: News) -> None:
        if self.server is not None:
            self.server.notify(news, 0)

    def leave(self) -> None:
        for box in self.store.boxes.values():
            if self in box.sessions:
                box.sessions.remove(self)

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        if type(question) in self.store.refuse:
            return self.store.refuse[type(question)]
        name = getattr(question, "mailbox", "")
        makes_it = isinstance(
            question, q.CreateMailbox | q.SubscribeMailbox | q.UnsubscribeMailbox
        )
        if name and name not in self.store.boxes and not makes_it:
            missing = isinstance(question, q.AppendMessage)
            return q.StoreRefusal("try_create" if missing else "no_such_mailbox")
        answer: Answer = getattr(self, f"_{type(question).__name__}")(question)
        return answer

    def _Login(self, question: q.Login) -> Answer:
        credentials = question.credentials
        if credentials.user != USER or not credentials.proven_by(self.store.password):
            return q.StoreRefusal("login_failed")
        return q.LoggedIn("ana@norte.example")

    def _SelectMailbox(self, question: q.SelectMailbox) -> Answer:
        self.leave()
        box = self.store.boxes[question.mailbox]
        box.sessions.append(self)
        recent = tuple(kept.uid for kept in box.kept if kept.recent)
        if not question.read_only:
            recent = box.take_recent()
        entries = tuple(kept.entry for kept in box.kept)
        return q.Selected(box.name, entries, box.uid_validity, box.uid_next, recent)

    def _CloseMailbox(self, question: q.CloseMailbox) -> Answer:
        self.leave()
        return q.Done()

    def _CreateMailbox(self, question: q.CreateMailbox) -> Answer:
        if question.mailbox in self.store.boxes:
            return q.StoreRefusal("already_exists")
        self.store.boxes[question.mailbox] = Box(question.mailbox)
        return q.Done()

    def _DeleteMailbox(self, question: q.DeleteMailbox) -> Answer:
        del self.store.boxes[question.mailbox]
        return q.Done()

    def _RenameMailbox(self, question: q.RenameMailbox) -> Answer:
        if question.new_name in self.store.boxes:
            return q.StoreRefusal("already_exists")
        box = self.store.boxes.pop(question.mailbox)
        box.name = question.new_name
        self.store.boxes[question.new_name] = box
        if question.mailbox == "INBOX":
            self.store.boxes["INBOX"] = Box("INBOX")
        return q.Done()

    def _SubscribeMailbox(self, question: q.SubscribeMailbox) -> Answer:
        self.store.subscribed.add(question.mailbox)
        return q.Done()

    def _UnsubscribeMailbox(self, question: q.UnsubscribeMailbox) -> Answer:
        if question.mailbox not in self.store.subscribed:
            return q.StoreRefusal("not_subscribed")
        self.store.subscribed.discard(question.mailbox)
        return q.Done()

    def _ListMailboxes(self, question: q.ListMailboxes) -> Answer:
        boxes = self.store.boxes
        names = [*boxes, *sorted(self.store.subscribed - set(boxes))]
        return q.MailboxList(
            tuple(
                q.MailboxEntry(
                    name,
                    subscribed=name in self.store.subscribed,
                    special_use=boxes[name].special_use if name in boxes else "",
                    exists=name in boxes,
                )
                for name in names
            )
        )

    def _StatusOf(self, question: q.StatusOf) -> Answer:
        box = self.store.boxes[question.mailbox]
        return q.Status(
            messages=len(box.kept),
            recent=sum(kept.recent for kept in box.kept),
            uid_next=box.uid_next,
            uid_validity=box.uid_validity,
            unseen=sum("\\Seen" not in kept.flags for kept in box.kept),
        )

    def _AppendMessage(self, question: q.AppendMessage) -> Answer:
        box = self.store.boxes[question.mailbox]
        date = question.internal_date or DATE
        kept = box.add(question.content, question.flags, date)
        self.store.arrived(box, [kept])
        return q.Appended(box.uid_validity, kept.uid)

    def _MessageContents(self, question: q.MessageContents) -> Answer:
        kept = self.store.boxes[question.mailbox].of(question.uids)
        return q.Contents(tuple((k.uid, k.content) for k in kept))

    def _StoreFlags(self, question: q.StoreFlags) -> Answer:
        box = self.store.boxes[question.mailbox]
        kept = box.of(question.uids)
        for one in kept:
            one.flags = changed(one.flags, question.change, question.flags)
        flags = tuple((one.uid, one.flags) for one in kept)
        self.store.tell(box, q.FlagsChanged(box.name, flags), but=self)
        return q.FlagsStored(flags)

    def _CopyMessages(self, question: q.CopyMessages) -> Answer:
        return self._copy(question)

    def _copy(self, question: q.CopyMessages | q.MoveMessages) -> Answer:
        if question.target not in self.store.boxes:
            return q.StoreRefusal("try_create")
        target = self.store.boxes[question.target]
        kept = self.store.boxes[question.mailbox].of(question.uids)
        copies = [target.add(one.content, one.flags, one.date) for one in kept]
        self.store.arrived(target, copies)
        pairs = zip(kept, copies, strict=True)
        return q.Copied(target.uid_validity, tuple((a.uid, b.uid) for a, b in pairs))

    def _MoveMessages(self, question: q.MoveMessages) -> Answer:
        copied = self._copy(question)
        if isinstance(copied, q.Copied):
            self._expunge(question)
        return copied

    def _ExpungeMessages(self, question: q.ExpungeMessages) -> Answer:
        return self._expunge(question)

    def _expunge(self, question: q.ExpungeMessages | q.MoveMessages) -> Answer:
        box = self.store.boxes[question.mailbox]
        gone = tuple(kept.uid for kept in box.of(question.uids))
        box.kept = [kept for kept in box.kept if kept.uid not in gone]
        self.store.tell(box, q.MessagesExpunged(box.name, gone), but=self)
        return q.Expunged(gone)


def new_server(**changes: Any) -> ImapServer:
    return ImapServer(ImapServerConfig(host_name="norte.example", **changes), 0)


class Person:
    """A session a test can talk with: engine and desk together."""

    def __init__(self, store: FakeStore, **changes: Any) -> None:
        self.server = new_server(**changes)
        self.desk = Desk(store, self.server)
        self.greeting = self.heard()

    def heard(self) -> bytes:
        """What the server said since last asked."""
        return b"".join(self.server.data_to_send())

    def say(self, *lines: str | bytes) -> bytes:
        """Send whole lines; everything the server said in return."""
        for line in lines:
            octets = line.encode("utf-8") if isinstance(line, str) else line
            self.send(octets + b"\r\n")
        return self.heard()

    def send(self, octets: bytes) -> None:
        """Send octets, and answer what the server asks."""
        self.server.receive_data(octets, 0)
        while (question := self.server.next_question()) is not None:
            self.server.answer(self.desk.answer(question), 0)

    def log_in(self) -> "Person":
        """From the greeting to AUTHENTICATED."""
        said = self.say(f"l0 LOGIN {USER} {PASSWORD}")
        assert self.server.state == "AUTHENTICATED", said
        return self

    def select(self, name: str = "INBOX") -> "Person":
        """And to SELECTED."""
        said = self.log_in().say(f"s0 SELECT {name}")
        assert self.server.state == "SELECTED", said
        return self
