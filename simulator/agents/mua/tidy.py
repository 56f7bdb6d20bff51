"""What a person does to a message in their mail client besides reading: delete, mark.

By IMAP the message itself is changed, on the server, and every device of the person
sees it; while the server cannot be reached, it waits for the next look. By POP3 there
is nothing to mark there, and deleting takes a session of its own: find the message by
its unique-id (RFC 1939 §7), DELE, QUIT. The copy here goes too.
"""

from simulator.agents.mua.collect_pop3 import open_pop3
from simulator.agents.mua.imap_marks import mark
from simulator.agents.mua.imap_script import Script, run_script
from simulator.agents.mua.mail_account import MailAccount
from simulator.protocols.engine import Answer, Question
from simulator.protocols.imap.questions import Command as ImapCommand
from simulator.protocols.pop3 import Command, WhatNext


def tidy(account: MailAccount, unique_id: str, how: str) -> None:
    """Do `how` (`delete`, or one of `imap_marks.FLAGS`) to a message held here."""
    if account.settings.service == "imap":
        _by_imap(account, unique_id, how)
    else:
        open_pop3(account, lambda conn: _Pop3Removal(account, conn, unique_id))


def _by_imap(account: MailAccount, unique_id: str, how: str) -> None:
    def done(ended: str, good: bool | None) -> None:
        if ended == "ok" and good and how == "delete":
            account.discard("", unique_id)
        elif ended == "lost":
            account.waiting.append((unique_id, how))

    def script(_conn: str) -> Script[bool]:
        response = yield ImapCommand("SELECT", (b"INBOX",))
        return response.status == "OK" and (yield from mark(unique_id, how))

    server = account.settings.incoming
    assert server is not None, "checked before the act"
    run_script(account.machine, server, account.login, script, done)


class _Pop3Removal:
    """USER, PASS, UIDL, DELE of the one, QUIT: only then it is gone (RFC 1939 §6)."""

    def __init__(self, account: MailAccount, conn: str, unique_id: str) -> None:
        self._account = account
        self._conn = conn
        self._unique_id = unique_id
        self._marked = False

    def answer(self, question: Question) -> Answer:
        """The next command, from the last response."""
        assert isinstance(question, WhatNext)
        response = question.response
        user, password = self._account.login
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
            self._account.discard(self._conn, self._unique_id)
