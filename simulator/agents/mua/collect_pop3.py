"""Collecting by POP3: log in, look at what is there, fetch.

    USER, PASS, UIDL (or STAT), RETR and perhaps DELE of each wanted message, QUIT

Which messages are wanted is a setting: all, or those this machine has no copy of.
"""

from collections.abc import Callable

from simulator.agents.dial import dial
from simulator.agents.driver import Driver, Policy
from simulator.agents.mua.mail_account import MailAccount
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.pop3 import (
    Command,
    Pop3Client,
    Pop3ClientConfig,
    Response,
    WhatNext,
)


def collect_pop3(account: MailAccount) -> None:
    """Connect, and let a `Pop3Collection` lead the session."""
    open_pop3(account, lambda conn: Pop3Collection(account, conn))


def open_pop3(account: MailAccount, lead: Callable[[str], Policy]) -> None:
    """Connect to the server of the mailbox; `lead` makes, from the name of the
    connection, what chooses the commands."""
    clock = account.machine.clock
    server = account.settings.incoming
    assert server is not None, "checked before the act"

    def handle(end: End) -> Driver:
        engine = Pop3Client(Pop3ClientConfig(), clock.now_us)
        patience = "pop3.client_patience"
        policy = lead(end.conn.name)
        return Driver(clock, end, engine, policy, patience, tls=server.tls)

    dial(account.machine, server, handle, lambda: None)


class Pop3Collection:
    """The order of its commands, each decided by the last response."""

    def __init__(self, account: MailAccount, conn: str) -> None:
        self._account = account
        self._conn = conn
        self._plan: list[Command] = []
        self._numbers: list[int] = []
        self._names: dict[int, str] = {}

    def answer(self, question: Question) -> Answer:
        """The next command, from the last response."""
        assert isinstance(question, WhatNext)
        response = question.response
        user, password = self._account.login
        if response is None:
            self._plan = [Command("PASS", password), self._look()]
            return Command("USER", user)
        if not response.ok and response.verb in ("USER", "PASS", "STAT", "UIDL"):
            self._plan = []
        elif response.ok:
            self._learn(response)
        return self._plan.pop(0) if self._plan else Command("QUIT")

    def ended(self, clean: bool) -> None:
        """Nothing more to do; what was collected is kept."""

    def _look(self) -> Command:
        return Command("UIDL" if self._account.config.style == "uidl" else "STAT")

    def _learn(self, response: Response) -> None:
        if response.verb == "STAT":
            count = response.text.split(" ")[0]
            self._numbers = list(range(1, int(count) + 1)) if count.isdigit() else []
            self._fetch()
        elif response.verb == "UIDL" and response.data is not None:
            for line in response.data.decode("latin-1").splitlines():
                count, _, unique_id = line.partition(" ")
                if count.isdigit():
                    self._names[int(count)] = unique_id
            seen = self._account.seen
            self._numbers = [n for n, u in self._names.items() if u not in seen]
            self._fetch()
        elif response.verb == "RETR" and response.data is not None:
            number = self._numbers.pop(0)
            name = self._names.get(number, "")
            self._account.keep(self._conn, number, name, response.data)

    def _fetch(self) -> None:
        for number in self._numbers:
            self._plan.append(Command("RETR", str(number)))
            if not self._account.config.leave_on_server:
                self._plan.append(Command("DELE", str(number)))
