"""A mail program with its person: composes, submits, collects.

It refuses to hide what it does: everything goes over the simulated network in the
protocols' own words.
"""

from functools import partial
from typing import TYPE_CHECKING

from simulator.agents.config import AccountConfig, MuaConfig
from simulator.agents.dial import find_server
from simulator.agents.driver import Driver
from simulator.agents.mta.sender import Attempt, send_mail
from simulator.agents.mua.collect_imap import collect_imap
from simulator.agents.mua.tidy import tidy
from simulator.journal.facts import (
    MessageCollected,
    MessageComposed,
    SmtpTransactionEnded,
)
from simulator.mail import Extras, compose, date_at, field_text
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.pop3 import (
    Command,
    Pop3Client,
    Pop3ClientConfig,
    Response,
    WhatNext,
)
from simulator.protocols.services import POP3
from simulator.protocols.smtp import Transaction

if TYPE_CHECKING:
    from simulator.agents.world import World

BOOT_US = 2_000_000


class Mua:
    """The mail program of one host. `seen`: unique-ids it holds a copy of."""

    def __init__(
        self,
        world: "World",
        host: str,
        config: MuaConfig,
        accounts: tuple[AccountConfig, ...],
    ) -> None:
        self.world = world
        self.host = host
        self.config = config
        self.seen: set[str] = set()
        named = (a for a in accounts if a.address == config.address)
        self._account = next(named, None)
        self._sent = 0

    # --- sending ---

    def send(
        self,
        to: tuple[str, ...],
        subject: str,
        body: str,
        extras: Extras,
        blind: tuple[str, ...] = (),
    ) -> None:
        """Compose a message and hand it to the submission server. `blind`: addresses
        of blind copies, which only the envelope names."""
        content, paths = self.draft(to, subject, body, extras, blind)
        self._sent += 1
        self._composed(content, paths)
        submit = partial(self._submit, content, paths)
        find_server(self.world, self.host, self.config.submit_to, submit)

    def _submit(self, content: bytes, paths: tuple[str, ...], server: str) -> None:
        """Hand it over; a server whose address nobody knows is none today."""
        if not server:
            waits = SmtpTransactionEnded(
                result="deferred",
                code=0,
                reverse_path=self.config.address,
                accepted=(),
                refused=(),
                deferred=paths,
            )
            self.world.clock.record(self.host, "", waits)
            return
        send_mail(
            self.world,
            (self.host, server),
            self.config.submit_port,
            self._helo(),
            Transaction(self.config.address, paths, content),
            self._sent_with,
            self.login(),
        )

    def draft(
        self,
        to: tuple[str, ...],
        subject: str,
        body: str,
        extras: Extras,
        blind: tuple[str, ...] = (),
    ) -> tuple[bytes, tuple[str, ...]]:
        """What `send` would send now: the letter's octets and the forward-paths."""
        now_us = self.world.clock.now_us
        domain = self.config.address.rpartition("@")[2]
        number = self._sent + 1
        content = compose(
            date=date_at(now_us, self.world.epoch),
            author=self.config.address,
            author_name=self.config.person,
            recipients=to,
            subject=subject,
            message_id=f"<{number}.{now_us}.{self.host}@{domain}>",
            body=body,
            extras=extras,
        )
        return content, tuple(dict.fromkeys((*to, *extras.copies, *blind)))

    def _composed(self, content: bytes, paths: tuple[str, ...]) -> None:
        name = f"{self.host}-{self._sent}"
        self.world.journal.stream(f"message.{name}").append(content)
        self.world.clock.record(
            self.host,
            "",
            MessageComposed(
                message=name,
                reverse_path=self.config.address,
                forward_paths=paths,
                subject=field_text(content, "Subject"),
                length=len(content),
            ),
        )

    def _helo(self) -> str:
        """A client without a name of its own gives its address (RFC 5321 §4.1.3)."""
        names = self.world.hosts[self.host].names
        return names[0] if names else f"[{self.world.address_of(self.host)}]"

    def _sent_with(self, attempt: Attempt) -> None:
        """The journal has the outcome; the person reads it there."""

    # --- collecting ---

    def started(self) -> None:
        """The machine was switched on."""
        if self.config.collect_on_start and self.config.collect_from:
            machine = self.world.network.hosts[self.host]
            self.world.clock.after(BOOT_US, machine.later(self.collect))

    def collect(self) -> None:
        """Fetch mail, by POP3 or IMAP; not from a machine switched off meanwhile."""
        if self.world.network.hosts[self.host].on:
            source = self.config.collect_from
            find_server(self.world, self.host, source, self._collect)

    def _collect(self, found: str) -> None:
        if not found:
            return
        server = self.world.hosts[self.config.collect_from].server
        if self.config.collect_by == "imap" and server is not None:
            collect_imap(self, server.imap_port)
            return

        def handle(end: End) -> Driver:
            engine = Pop3Client(Pop3ClientConfig(), self.world.clock.now_us)
            return Driver(
                self.world.clock,
                end,
                engine,
                Collection(self, end.conn.name),
                "pop3.client_patience",
            )

        self.world.network.connect(
            self.host, self.config.collect_from, POP3.port, handle
        )

    # --- tidying ---

    def tidy_problem(
        self, unique_id: str, how: str
    ) -> tuple[str, dict[str, str | int]] | None:
        """Why it cannot be done: a text of the catalogue."""
        if not unique_id or unique_id not in self.seen:
            return "error.no_such_copy", {"host": self.host}
        if how != "delete" and self.config.collect_by != "imap":
            return "error.pop_has_no_flags", {}
        return None

    def tidy(self, unique_id: str, how: str) -> None:
        """Delete or mark a letter, here and on the server."""
        tidy(self, unique_id, how)

    def login(self) -> tuple[str, str]:
        """User name and password, as the person typed them in the settings."""
        assert self._account is not None, "who has no account does not log in"
        return self._account.address.rpartition("@")[0], self._account.password

    def keep(self, conn: str, number: int, unique_id: str, data: bytes) -> None:
        """A message arrived whole."""
        if unique_id:
            self.seen.add(unique_id)
        self.world.clock.record(
            self.host,
            conn,
            MessageCollected(
                message=str(number),
                mailbox=self.config.address,
                unique_id=unique_id,
                subject=field_text(data, "Subject"),
                header_from=field_text(data, "From"),
                length=len(data),
            ),
        )


class Collection:
    """One POP3 session of a mail program: the order of its commands."""

    def __init__(self, mua: Mua, conn: str) -> None:
        self._mua = mua
        self._conn = conn
        self._plan: list[Command] = []
        self._numbers: list[int] = []
        self._names: dict[int, str] = {}

    def answer(self, question: Question) -> Answer:
        """The next command, from the last response."""
        assert isinstance(question, WhatNext)
        response = question.response
        user, password = self._mua.login()
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
        return Command("UIDL" if self._mua.config.style == "uidl" else "STAT")

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
            seen = self._mua.seen
            self._numbers = [n for n, u in self._names.items() if u not in seen]
            self._fetch()
        elif response.verb == "RETR" and response.data is not None:
            number = self._numbers.pop(0)
            name = self._names.get(number, "")
            self._mua.keep(self._conn, number, name, response.data)

    def _fetch(self) -> None:
        for number in self._numbers:
            self._plan.append(Command("RETR", str(number)))
            if not self._mua.config.leave_on_server:
                self._plan.append(Command("DELE", str(number)))
