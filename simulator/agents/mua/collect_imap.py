"""One IMAP session of a mail program: log in, look, fetch what this machine lacks.

    LOGIN, SELECT INBOX, FETCH of the headers, UID FETCH of the new letters, LOGOUT

The letters stay on the server, unread: BODY.PEEK does not set `\\Seen` (RFC 3501
§6.4.5). Which of them are new is known by UIDVALIDITY and uid (RFC 3501 §2.3.1.1).
It refuses to delete.
"""

from typing import TYPE_CHECKING

from simulator.agents.driver import Driver
from simulator.journal.facts import MessageDiscarded
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.imap import ImapClient, ImapClientConfig
from simulator.protocols.imap.grammar.sets import write_set
from simulator.protocols.imap.grammar.writing import quoted
from simulator.protocols.imap.questions import (
    Command,
    Literal,
    Response,
    Untagged,
    WhatNext,
)

if TYPE_CHECKING:
    from simulator.agents.mua.mua import Mua

HEADERS = b"(UID FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT)])"
LETTERS = b"BODY.PEEK[]"


def collect_imap(mua: "Mua", port: int) -> None:
    """Connect, and let an `ImapCollection` lead the session."""
    world = mua.world

    def handle(end: End) -> Driver:
        return Driver(
            world.clock,
            end,
            ImapClient(ImapClientConfig(), world.clock.now_us),
            ImapCollection(mua, end.conn.name),
            "imap.client_patience",
        )

    world.network.connect(mua.host, mua.config.collect_from, port, handle)


class ImapCollection:
    """The order of its commands, each decided by the last response."""

    def __init__(self, mua: "Mua", conn: str) -> None:
        self._mua = mua
        self._conn = conn
        self._validity = ""

    def answer(self, question: Question) -> Answer:
        """The next command."""
        assert isinstance(question, WhatNext)
        response = question.response
        if response.status == "OK":
            match response.verb:
                case "":
                    user, password = self._mua.login()
                    return Command(
                        "LOGIN", (login_string(user), login_string(password))
                    )
                case "LOGIN":
                    return Command("SELECT", (b"INBOX",))
                case "SELECT":
                    return self._look(response)
                case "FETCH":
                    return self._fetch(response)
                case "UID FETCH":
                    self._keep(response)
        return Command("LOGOUT")

    def ended(self, clean: bool) -> None:
        """Nothing more to do; what was collected is kept."""

    def _look(self, response: Response) -> Command:
        """Who wrote, and about what: of all that is there."""
        for said in response.untagged:
            if said.code.startswith("UIDVALIDITY "):
                self._validity = said.code.partition(" ")[2]
        count = max(
            (s.number for s in response.untagged if s.name == "EXISTS"), default=0
        )
        if not count:
            self._forget([])
            return Command("LOGOUT")
        numbers = b"1:%d" % count if count > 1 else b"1"
        return Command("FETCH", (numbers, HEADERS))

    def _fetch(self, response: Response) -> Command:
        """The letters this machine has no copy of."""
        uids = [fetched_uid(said) for said in response.untagged if said.name == "FETCH"]
        self._forget(uids)
        new = [uid for uid in uids if uid and self._name(uid) not in self._mua.seen]
        if not new:
            return Command("LOGOUT")
        return Command("UID FETCH", (write_set(new).encode(), LETTERS))

    def _forget(self, uids: list[int]) -> None:
        """What another device took away is gone here too: one mailbox, many views."""
        there = {self._name(uid) for uid in uids}
        for name in sorted(self._mua.seen - there):
            discard(self._mua, self._conn, name)

    def _keep(self, response: Response) -> None:
        for said in response.untagged:
            letter = fetched(said, "BODY[]")
            if said.name == "FETCH" and isinstance(letter, bytes):
                name = self._name(fetched_uid(said))
                self._mua.keep(self._conn, said.number, name, letter)

    def _name(self, uid: int) -> str:
        """What a uid is for ever: together with its UIDVALIDITY."""
        return f"{self._validity}.{uid}"


def fetched(said: Untagged, name: str) -> object:
    """The value of a data item of `* 3 FETCH (UID 7 BODY[] ...)`; None: not there."""
    items = said.values[0] if said.values else ()
    if not isinstance(items, tuple):
        return None
    pairs = zip(items[::2], items[1::2], strict=False)
    return next((value for key, value in pairs if key == name), None)


def fetched_uid(said: Untagged) -> int:
    value = fetched(said, "UID")
    return int(value) if isinstance(value, str) and value.isdigit() else 0


def discard(mua: "Mua", conn: str, unique_id: str) -> None:
    """The copy on this machine goes."""
    if unique_id in mua.seen:
        mua.seen.remove(unique_id)
        gone = MessageDiscarded(mailbox=mua.config.address, unique_id=unique_id)
        mua.world.clock.record(mua.host, conn, gone)


def login_string(text: str) -> bytes | Literal:
    """A user name or password: bare, quoted, or as a literal what no line may hold."""
    octets = text.encode("utf-8")
    if text.isascii() and text.isprintable():
        bare = text and all(c.isalnum() or c in "-._@+!$'" for c in text)
        return octets if bare else quoted(octets)
    return Literal(octets)
