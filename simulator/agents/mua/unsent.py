"""Messages of a mail client that no server has taken: kept on its disk, and tried again
with the next one, when the machine starts, or when the person asks.

A reply that refuses for good ends it; 4yz, silence and a connection that came to
nothing do not (RFC 5321 §4.2.1). It refuses to try again by itself after a while, as
servers do: a person sees what waits.
"""

from collections.abc import Callable
from functools import partial

import msgspec

from simulator.agents.machine import Machine
from simulator.agents.mta import SendResult
from simulator.journal.facts import UnsentKept, UnsentLeft, UnsentTried
from simulator.protocols.smtp import Transaction

PAUSE_US = 1_000_000
"""Between two messages that are tried one after the other."""

Submit = Callable[[Transaction, Callable[[SendResult], None]], None]


class _Waiting(msgspec.Struct):
    """`transaction`: for whom nobody has taken it yet. `attempts` so far."""

    transaction: Transaction
    subject: str
    attempts: int = 0


class Unsent:
    """What one mail client has to send. `submit`: hand one over."""

    def __init__(self, machine: Machine, submit: Submit) -> None:
        self._machine = machine
        self._submit = submit
        self._waiting: dict[str, _Waiting] = {}
        self._under_way: set[str] = set()

    @property
    def idle(self) -> tuple[str, ...]:
        """The messages that wait and are not being tried, the oldest first."""
        return tuple(name for name in self._waiting if name not in self._under_way)

    def send(self, name: str, subject: str, transaction: Transaction) -> None:
        """Send a new message, and afterwards whatever waits."""
        older = self.idle
        self._waiting[name] = _Waiting(transaction, subject)
        self._try(name, older)

    def send_again(self) -> None:
        """Try what waits."""
        if self.idle:
            self._go_on(self.idle)

    def stopped(self) -> None:
        """The machine goes off: what is under way stays on its disk."""
        under_way, self._under_way = self._under_way, set()
        for name in self._waiting:
            if name in under_way:
                self._keep(name, 0, "")

    def _go_on(self, names: tuple[str, ...]) -> None:
        name, *rest = names
        if name in self.idle:
            self._try(name, tuple(rest))

    def _try(self, name: str, rest: tuple[str, ...]) -> None:
        waiting = self._waiting[name]
        waiting.attempts += 1
        self._under_way.add(name)
        if waiting.attempts > 1:
            self._machine.record(
                UnsentTried(
                    message=name, subject=waiting.subject, attempt=waiting.attempts
                )
            )
        self._submit(waiting.transaction, partial(self._tried, name, rest))

    def _tried(self, name: str, rest: tuple[str, ...], result: SendResult) -> None:
        if not self._machine.host.on:
            return
        self._under_way.discard(name)
        outcome, waiting = result.outcome, self._waiting[name]
        paths = tuple(path for path, _, _ in outcome.deferred)
        if paths:
            waiting.transaction = msgspec.structs.replace(
                waiting.transaction, forward_paths=paths
            )
            self._keep(name, outcome.code, result.why)
        else:
            del self._waiting[name]
            if waiting.attempts > 1:
                self._machine.record(UnsentLeft(message=name, result=outcome.result))
        if rest and result.heard:
            self._machine.clock.after(
                PAUSE_US, self._machine.host.later(partial(self._go_on, rest))
            )

    def _keep(self, name: str, code: int, text: str) -> None:
        waiting = self._waiting[name]
        self._machine.record(
            UnsentKept(
                message=name,
                forward_paths=waiting.transaction.forward_paths,
                subject=waiting.subject,
                length=len(waiting.transaction.content),
                attempt=waiting.attempts,
                code=code,
                text=text,
            )
        )
