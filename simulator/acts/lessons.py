"""Acts of somebody who learns: answer a question, skip the waiting."""

from typing import Literal

from simulator.acts.spec import Act, ActSpec, Doer, Problem, ShortForm
from simulator.agents import World
from simulator.journal.facts import ClockSkipped, LabAnswered
from simulator.net import Clock, LiveClock, Timer

RETRY = "smtp.retry"
"""The timer of a queue's next attempt."""

Until = Literal["next", "retry"]


class Skip(Act, frozen=True, tag="skip"):
    """Skip the waiting: jump to the next timer that waits; `to` retry: to the next
    attempt of a queue, whatever goes off before it."""

    to: Until = "next"


class AnswerQuestion(Act, frozen=True, tag="answer"):
    """Answer a question of a lesson."""

    question: str
    value: str


def skipped_timers(clock: Clock, to: str) -> list[Timer]:
    """What a skip would let go off, soonest first; empty when it has nowhere to go.
    A live clock is never skipped."""
    waiting = clock.waiting()
    wanted = (t.at_us for t in waiting if to == "next" or t.name == RETRY)
    at_us = None if isinstance(clock, LiveClock) else next(wanted, None)
    return [t for t in waiting if at_us is not None and t.at_us <= at_us]


def _cannot_skip(world: World, act: Skip) -> Problem:
    waits = skipped_timers(world.clock, act.to)
    return None if waits else ("error.nothing_waits", {})


def _cannot_answer(_: World, act: AnswerQuestion) -> Problem:
    good = 0 < len(act.question) <= 80 and len(act.value) <= 400
    return None if good else ("error.bad_answer", {})


def _skip(doer: Doer, act: Skip) -> None:
    clock = doer.world.clock
    timers = skipped_timers(clock, act.to)
    at_us = timers[-1].at_us
    if act.to == "next" and clock.at_rest:
        clock.now_us = at_us
    names = tuple(timer.name for timer in timers)
    clock.record("", "", ClockSkipped(to_us=at_us, expired=names))
    clock.run_until(at_us)


def _answer(doer: Doer, act: AnswerQuestion) -> None:
    said = LabAnswered(actor=doer.actor, question=act.question, value=act.value)
    doer.world.clock.record("", "", said)


SPECS = (
    ActSpec(Skip, _cannot_skip, _skip, "skip", short=ShortForm(optional="to")),
    ActSpec(
        AnswerQuestion,
        _cannot_answer,
        _answer,
        short=ShortForm(("question", "value")),
        announced=False,
    ),
)
