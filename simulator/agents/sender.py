"""The client side of SMTP: one connection, one transaction, goodbye.

Used by mail programs to submit and by MTAs to relay. It refuses to decide what a bad
end means: whoever asked hears the outcome, exactly once.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.agents.driver import Driver
from simulator.net import End
from simulator.protocols.engine import Answer, Question
from simulator.protocols.smtp import (
    Farewell,
    Outcome,
    SmtpClient,
    SmtpClientConfig,
    Transaction,
    WhatNext,
)

if TYPE_CHECKING:
    from simulator.agents.world import World


def send_mail(
    world: "World",
    hosts: tuple[str, str],
    port: int,
    client_name: str,
    transaction: Transaction,
    done: Callable[[Outcome], None],
    credentials: tuple[str, str] | None = None,
) -> None:
    """Send `transaction` from host to host; `done` hears the outcome once.

    `credentials`: user and password, said where the server offers AUTH.
    """
    client, server = hosts

    def handle(end: End) -> Driver:
        config = SmtpClientConfig(host_name=client_name, credentials=credentials)
        engine = SmtpClient(config, world.clock.now_us)
        policy = _OneTransaction(transaction, engine, done)
        return Driver(world.clock, end, engine, policy, "smtp.client_patience")

    world.network.connect(client, server, port, handle)


class _OneTransaction:
    """Answers WhatNext: the transaction first, then the farewell."""

    def __init__(
        self,
        transaction: Transaction,
        engine: SmtpClient,
        done: Callable[[Outcome], None],
    ) -> None:
        self._transaction = transaction
        self._engine = engine
        self._done: Callable[[Outcome], None] | None = done

    def answer(self, question: Question) -> Answer:
        assert isinstance(question, WhatNext)
        if question.outcome is None:
            return self._transaction
        self._report(question.outcome)
        return Farewell()

    def ended(self, clean: bool) -> None:
        """The connection is over; without an outcome the mail is still ours."""
        self._report(self._engine.outcome or self._nothing_happened())

    def _nothing_happened(self) -> Outcome:
        text = "No connection"
        paths = tuple((path, 0, text) for path in self._transaction.forward_paths)
        return Outcome(
            result="deferred",
            code=0,
            text=text,
            accepted=(),
            refused=(),
            deferred=paths,
        )

    def _report(self, outcome: Outcome) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(outcome)
