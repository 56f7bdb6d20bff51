"""One session at an IMAP server: log in, do what a script says, log out.

A script is a generator: it yields commands and is given their responses, so that a
session reads from top to bottom. The connection is not kept: as many a webmail does, it
is opened again for each script.
"""

from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from simulator.agents.config import Endpoint
from simulator.agents.dial import dial
from simulator.agents.driver import Driver
from simulator.agents.machine import Machine
from simulator.agents.mua.imap_values import login_string
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.imap import ImapClient, ImapClientConfig
from simulator.protocols.imap.questions import Command, Response, WhatNext

T = TypeVar("T")
Script = Generator[Command, Response, T]
ScriptDone = Callable[[str, T | None], None]
"""`done(how, result)`: `ok` and what the script returned; `login` when user or password
were refused; `lost` when the server was not found or did not answer to the end."""


def run_script(
    machine: Machine,
    server: Endpoint,
    login: tuple[str, str],
    script: Callable[[str], Script[T]],
    done: ScriptDone[T],
) -> None:
    """Connect to `server` and let a script lead; `done` hears of it once. `login`: user
    and password; `script`: makes it from the name of the connection."""
    clock = machine.clock

    def handle(end: End) -> Driver:
        engine = ImapClient(ImapClientConfig(), clock.now_us)
        policy = _Scripted(login, script(end.conn.name), done)
        patience = "imap.client_patience"
        return Driver(clock, end, engine, policy, patience, tls=server.tls)

    dial(machine, server, handle, lambda: done("lost", None))


class _Scripted(Generic[T]):
    """The policy of the connection: LOGIN, the script, LOGOUT."""

    def __init__(
        self, login: tuple[str, str], script: Script[T], done: ScriptDone[T]
    ) -> None:
        self._login = login
        self._script = script
        self._done = done
        self._end: tuple[str, T | None] = ("lost", None)
        self._over = False

    def answer(self, question: Question) -> Answer:
        """The next command."""
        assert isinstance(question, WhatNext)
        response = question.response
        if response.verb == "":
            user, password = self._login
            return Command("LOGIN", (login_string(user), login_string(password)))
        if response.verb == "LOGIN":
            if response.status != "OK":
                self._end = ("login", None)
                self._over = True
            return self._go_on(None)
        return self._go_on(response)

    def ended(self, _clean: bool) -> None:
        """Goodbye was said, or the connection broke: now it is told."""
        self._done(*self._end)

    def _go_on(self, response: Response | None) -> Command:
        if self._over:
            return Command("LOGOUT")
        try:
            if response is None:
                return next(self._script)
            return self._script.send(response)
        except StopIteration as end:
            self._end = ("ok", end.value)
            self._over = True
            return Command("LOGOUT")
