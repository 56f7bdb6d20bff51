"""Joins an engine to one end of a connection, and to the policy that answers it.

After every call into the engine it drains, in the order of the contract: facts into
the journal, octets into the pipe, the question to the policy, the action, the timer.
Answers take `think_us` of virtual time, so that a step boundary lies between a command
and its reply. It refuses policy of its own.
"""

from typing import Protocol

from simulator.net import Clock, End, Timer
from simulator.protocols.engine import Action, Answer, Engine, Question

THINK_US = 1_000


class Policy(Protocol):
    """Who answers an engine's questions."""

    def answer(self, question: Question) -> Answer:
        """The answer, at once."""

    def ended(self, clean: bool) -> None:
        """The connection is over."""


class Driver:
    """An EndHandler running `engine` with `policy`; `timer_name` names its waiting."""

    def __init__(
        self,
        clock: Clock,
        end: End,
        engine: Engine,
        policy: Policy,
        timer_name: str,
        think_us: int = THINK_US,
    ) -> None:
        self.clock = clock
        self.end = end
        self.engine = engine
        self.policy = policy
        self._timer_name = timer_name
        self._think_us = think_us
        self._timer: Timer | None = None
        self._asked: Question | None = None
        self._over = False

    def opened(self) -> None:
        """The connection stands: a server greets, a client listens."""
        self._pump()

    def received(self, data: bytes) -> None:
        """Octets from the peer."""
        self.engine.receive_data(data, self.clock.now_us)
        self._pump()

    def ended(self) -> None:
        """The peer closed its side."""
        self.engine.receive_eof(self.clock.now_us)
        self._pump()
        if not self._over:
            self.end.close()
            self._finish(clean=False)

    def lost(self, reason: str) -> None:
        """The connection broke."""
        if not self._over:
            self.engine.connection_lost(self.clock.now_us)
            self._record()
            self._finish(clean=False)

    def _record(self) -> None:
        for fact in self.engine.facts():
            self.clock.record(self.end.host.name, self.end.conn.name, fact)

    def _pump(self) -> None:
        if self._over:
            return
        self._record()
        chunks = self.engine.data_to_send()
        if chunks:
            self.end.send(*chunks)
        question = self.engine.next_question()
        if question is not None and question is not self._asked:
            self._asked = question
            self.clock.after(self._think_us, lambda: self._reply(question))
        if self.engine.action() is Action.CLOSE:
            self.end.close()
            self._finish(clean=True)
            return
        self._rearm()

    def _reply(self, question: Question) -> None:
        if self._over or self.engine.next_question() is not question:
            return
        answer = self.policy.answer(question)
        self.engine.answer(answer, self.clock.now_us)
        self._pump()

    def _rearm(self) -> None:
        at_us = self.engine.timer_at_us()
        if self._timer is not None and self._timer.run is not None:
            if self._timer.at_us == at_us:
                return
            self.clock.cancel(self._timer)
        self._timer = None
        if at_us is not None:
            self._timer = self.clock.at(
                at_us, self._expired, waiting=True, name=self._timer_name
            )

    def _expired(self) -> None:
        self.engine.handle_timer(self.clock.now_us)
        self._pump()

    def _finish(self, clean: bool) -> None:
        self._over = True
        self.clock.cancel(self._timer)
        self.policy.ended(clean)
