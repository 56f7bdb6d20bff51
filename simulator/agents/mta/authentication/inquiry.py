"""Drives a check that has questions for DNS: asks them, one after another, in virtual
time, and puts what it tells into the journal."""

from collections.abc import Callable
from typing import Protocol

from simulator.agents.machine import Machine
from simulator.journal import Fact
from simulator.protocols.dkim import DkimVerifier, KeyAnswer
from simulator.protocols.dns import (
    LOOKUPS_US_MAX,
    LookupResult,
    Query,
    escaped_name,
    is_name,
)


class Check(Protocol):
    """What SPF and its kin have in common: questions, answers, facts."""

    def next_question(self) -> Query | None:
        """What to ask DNS, the same until answered; None: it is done."""

    def answer(self, answer: LookupResult, now_us: int) -> None:
        """What DNS said to the open question."""

    def facts(self) -> list[Fact]:
        """What happened since last asked, in order."""


class Inquiry:
    """One check under way. `done` is called once, unless it was `stopped`."""

    def __init__(
        self, machine: Machine, conn: str, check: Check, done: Callable[[], None]
    ) -> None:
        self._machine = machine
        self._conn = conn
        self._check = check
        self._done = done
        self._answer: LookupResult | None = None
        self._waiting = False
        self._stopped = False

    def run(self) -> None:
        """Ask on, until an answer takes time. What is remembered comes at once, and
        would otherwise be one call inside the other."""
        while not self._stopped:
            for fact in self._check.facts():
                self._machine.record(fact, self._conn)
            question = self._check.next_question()
            if question is None:
                self._done()
                return
            self._answer, self._waiting = None, False
            self._ask(question)
            if self._answer is None:
                self._waiting = True
                return
            self._check.answer(self._answer, self._machine.clock.now_us)

    def stop(self) -> None:
        """The connection is over: nobody wants to know any more."""
        self._stopped = True

    def _ask(self, question: Query) -> None:
        resolver = self._machine.resolver
        if resolver is None:
            self._heard(LookupResult("failed"))
        else:
            resolver.ask(question, self._heard)

    def _heard(self, answer: LookupResult) -> None:
        self._answer = answer
        if self._waiting and not self._stopped:
            self._check.answer(answer, self._machine.clock.now_us)
            self.run()


class SignatureLookups:
    """The check of a message's signatures, as one that asks DNS."""

    def __init__(self, verifier: DkimVerifier, now_us: int) -> None:
        self._verifier = verifier
        self._deadline_us = now_us + LOOKUPS_US_MAX
        self._late = False

    def next_question(self) -> Query | None:
        """The key that is wanted. When all has taken too long, no further one is."""
        while (question := self._verifier.next_question()) is not None:
            if self._late:
                self._verifier.answer(KeyAnswer("timed_out"))
            elif not is_name(question.name):
                self._verifier.answer(KeyAnswer("no_such_domain"))
            else:
                return Query(escaped_name(question.name.lower()), "TXT")
        return None

    def answer(self, answer: LookupResult, now_us: int) -> None:
        """What DNS has for it."""
        self._late = now_us > self._deadline_us
        self._verifier.answer(KeyAnswer(answer.result, answer.texts))

    def facts(self) -> list[Fact]:
        """As the verifier tells them."""
        return self._verifier.facts()
