"""The client side of SMTP: one connection, one transaction, goodbye.

Used by mail clients to submit and by MTAs to relay. Whoever asked is told the outcome,
exactly once, and decides what it means.
"""

from collections.abc import Callable

import msgspec

from simulator.agents.config import Endpoint
from simulator.agents.dial import dial
from simulator.agents.driver import Driver
from simulator.agents.machine import Machine
from simulator.agents.mta.transport_security import TlsWish
from simulator.journal.facts import SmtpTransactionEnded
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.smtp import (
    Farewell,
    Outcome,
    SmtpClient,
    SmtpClientConfig,
    Transaction,
    WhatNext,
    verdict,
)

BROKEN = {
    "refused": "connection_refused",
    "timed_out": "no_answer",
    "reset": "connection_reset",
}
"""How a connection was lost to the reason that is given for it."""


ANY_TLS = TlsWish()
"""TLS where the server offers it, with whatever certificate."""


class SendResult(msgspec.Struct, frozen=True):
    """How it went. `heard`: the server judged the mail, or may have it; without that
    another host may do better. `offered`: keywords of its EHLO reply. `why`: the last
    reply, or how the connection ended."""

    outcome: Outcome
    heard: bool
    offered: tuple[str, ...]
    why: str


def send_mail(
    machine: Machine,
    server: Endpoint,
    client_name: str,
    transaction: Transaction,
    done: Callable[[SendResult], None],
    credentials: tuple[str, str] | None = None,
    tls: TlsWish = ANY_TLS,
    whole_lines: bool = True,
    esmtp: bool = True,
) -> None:
    """Send `transaction` to `server`; `done` hears of it once.

    `credentials`: user and password, said where the server offers AUTH. `tls`: where
    it begins in the clear. `whole_lines`: bare line ends are repaired.
    `esmtp`: the greeting is EHLO.
    """
    clock = machine.clock

    def handle(end: End) -> Driver:
        config = SmtpClientConfig(
            host_name=client_name,
            tls="implicit" if server.tls else tls.use,
            credentials=credentials,
            whole_lines=whole_lines,
            esmtp=esmtp,
        )
        engine = SmtpClient(config, clock.now_us)
        policy = _OneTransaction(transaction, engine, done)
        patience = "smtp.client_patience"
        driver = Driver(
            clock, end, engine, policy, patience, tls=server.tls, expects=tls.expects
        )
        policy.driver = driver
        return driver

    def nowhere() -> None:
        paths = transaction.forward_paths
        machine.record(
            SmtpTransactionEnded(
                result="deferred",
                code=0,
                reverse_path=transaction.reverse_path,
                accepted=(),
                refused=(),
                deferred=paths,
            )
        )
        code, why = verdict("no_such_host")
        waiting = tuple((path, code, why) for path in paths)
        outcome = Outcome("deferred", code, why, (), (), waiting)
        done(SendResult(outcome, heard=False, offered=(), why=why))

    dial(machine, server, handle, nowhere)


class _OneTransaction:
    """Answers WhatNext: the transaction first, then the farewell."""

    driver: Driver

    def __init__(
        self,
        transaction: Transaction,
        engine: SmtpClient,
        done: Callable[[SendResult], None],
    ) -> None:
        self._transaction: Transaction | None = transaction
        self._engine = engine
        self._done: Callable[[SendResult], None] | None = done

    def answer(self, question: Question) -> Answer:
        assert isinstance(question, WhatNext)
        if question.outcome is None:
            assert self._transaction is not None, "asked for once"
            return self._transaction
        self._report(question.outcome, heard=not self._engine.unusable)
        return Farewell()

    def ended(self, clean: bool) -> None:
        """The connection is over; without an outcome the message was not taken."""
        outcome = self._engine.outcome or self._nothing_happened(clean)
        self._report(outcome, heard=outcome.result != "deferred")
        self._transaction = None

    def _nothing_happened(self, clean: bool) -> Outcome:
        """The outcome when the server said nothing about the mail. `clean`: this client
        closed, because it had waited too long."""
        text = "Timed out" if clean else "Connection closed"
        assert self._transaction is not None, "the connection ends once"
        paths = tuple((path, 0, text) for path in self._transaction.forward_paths)
        return Outcome("deferred", 0, text, (), (), paths)

    def _report(self, outcome: Outcome, heard: bool) -> None:
        done, self._done = self._done, None
        if done is not None:
            why = outcome.text
            if not outcome.code and not self._engine.missed_tls:
                reason = BROKEN.get(self.driver.lost_by, "connection_lost")
                why = verdict(reason, why)[1]
            done(SendResult(outcome, heard, self._engine.announced, why))
