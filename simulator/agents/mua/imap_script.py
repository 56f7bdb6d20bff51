"""One errand at an IMAP server: log in, do what a script says, log out.

A script is a generator: it yields commands and is given their responses, so that an
errand reads from top to bottom. It refuses to keep the connection: as many a webmail
does, it comes anew for each errand.
"""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Generic, TypeVar

from simulator.agents.driver import Driver
from simulator.agents.mua.collect_imap import login_string
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.imap import ImapClient, ImapClientConfig
from simulator.protocols.imap.questions import Command, Response, WhatNext

if TYPE_CHECKING:
    from simulator.agents.world import World

T = TypeVar("T")
Script = Generator[Command, Response, T]
Done = Callable[[str, T | None], None]
"""`done(how, result)`: `ok` and what the script returned; `login` when user or password
were refused; `lost` when the server did not answer to the end."""


def run_errand(
    world: "World",
    hosts: tuple[str, str],
    port: int,
    login: tuple[str, str],
    script: Script[T],
    done: Done[T],
) -> None:
    """Connect from host to host and let `script` lead; `done` hears of it once."""
    client, server = hosts

    def handle(end: End) -> Driver:
        engine = ImapClient(ImapClientConfig(), world.clock.now_us)
        errand = _Errand(login, script, done)
        return Driver(world.clock, end, engine, errand, "imap.client_patience")

    world.network.connect(client, server, port, handle)


class _Errand(Generic[T]):
    """The policy of the connection: LOGIN, the script, LOGOUT."""

    def __init__(
        self, login: tuple[str, str], script: Script[T], done: Done[T]
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

    def ended(self, clean: bool) -> None:
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
