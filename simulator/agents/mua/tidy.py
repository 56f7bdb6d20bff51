"""What a person does to a letter in their mail program besides reading: delete, mark.

By IMAP the letter itself is changed, on the server, and every device of the person sees
it. By POP3 there is nothing to mark there, and deleting is an errand of its own: find
the letter by its unique-id (RFC 1939 §7), DELE, QUIT. The copy here goes too.
"""

from typing import TYPE_CHECKING

from simulator.agents.driver import Driver
from simulator.agents.mua.collect_imap import discard
from simulator.agents.mua.imap_script import Script, run_errand
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.imap.questions import Command as ImapCommand
from simulator.protocols.pop3 import Command, Pop3Client, Pop3ClientConfig, WhatNext
from simulator.protocols.services import POP3

if TYPE_CHECKING:
    from simulator.agents.mua.mua import Mua

FLAGS = {
    "read": (b"+FLAGS", b"(\\Seen)"),
    "unread": (b"-FLAGS", b"(\\Seen)"),
    "flag": (b"+FLAGS", b"(\\Flagged)"),
    "unflag": (b"-FLAGS", b"(\\Flagged)"),
}
"""What IMAP alone can do, and the arguments of its STORE."""


def tidy(mua: "Mua", unique_id: str, how: str) -> None:
    """Do `how` (`delete`, or one of `FLAGS`) to a letter this machine holds."""
    if mua.config.collect_by == "imap":
        _by_imap(mua, unique_id, how)
    else:
        _by_pop3(mua, unique_id)


def _by_imap(mua: "Mua", unique_id: str, how: str) -> None:
    uid = unique_id.rpartition(".")[2].encode("ascii", "replace")

    def done(ended: str, good: bool | None) -> None:
        if ended == "ok" and good and how == "delete":
            discard(mua, "", unique_id)

    server = mua.world.hosts[mua.config.collect_from].server
    assert server is not None
    run_errand(
        mua.world,
        (mua.host, mua.config.collect_from),
        server.imap_port,
        mua.login(),
        _store(uid, how),
        done,
    )


def _store(uid: bytes, how: str) -> Script[bool]:
    response = yield ImapCommand("SELECT", (b"INBOX",))
    if response.status != "OK":
        return False
    if how == "delete":
        yield ImapCommand("UID STORE", (uid, b"+FLAGS", b"(\\Deleted)"))
        response = yield ImapCommand("UID EXPUNGE", (uid,))
    else:
        response = yield ImapCommand("UID STORE", (uid, *FLAGS[how]))
    return response.status == "OK"


def _by_pop3(mua: "Mua", unique_id: str) -> None:
    clock = mua.world.clock

    def handle(end: End) -> Driver:
        engine = Pop3Client(Pop3ClientConfig(), clock.now_us)
        policy = _Removal(mua, end.conn.name, unique_id)
        return Driver(clock, end, engine, policy, "pop3.client_patience")

    mua.world.network.connect(mua.host, mua.config.collect_from, POP3.port, handle)


class _Removal:
    """USER, PASS, UIDL, DELE of the one, QUIT: only then it is gone (RFC 1939 §6)."""

    def __init__(self, mua: "Mua", conn: str, unique_id: str) -> None:
        self._mua = mua
        self._conn = conn
        self._unique_id = unique_id
        self._marked = False

    def answer(self, question: Question) -> Answer:
        """The next command, from the last response."""
        assert isinstance(question, WhatNext)
        response = question.response
        user, password = self._mua.login()
        if response is None:
            return Command("USER", user)
        if not response.ok:
            return Command("QUIT")
        match response.verb:
            case "USER":
                return Command("PASS", password)
            case "PASS":
                return Command("UIDL")
            case "UIDL":
                number = self._number(response.data or b"")
                return Command("DELE", number) if number else Command("QUIT")
            case "DELE":
                self._marked = True
        return Command("QUIT")

    def _number(self, listing: bytes) -> str:
        for line in listing.decode("latin-1").splitlines():
            number, _, name = line.partition(" ")
            if name == self._unique_id:
                return number
        return ""

    def ended(self, clean: bool) -> None:
        """After a QUIT the server let it go, and so does this machine."""
        if clean and self._marked:
            discard(self._mua, self._conn, self._unique_id)
