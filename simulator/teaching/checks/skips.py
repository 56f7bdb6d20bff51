"""Skipping: a demonstration shows the same whatever was skipped before it.

Why it exists: the page lets a pupil leave any step. Each script is played after every
choice of earlier steps skipped (when those that act are few; else after the likeliest),
and the servers must answer, or fail to, as when nothing was. It refuses to compare
words that count or name messages: codes and states are what a lesson speaks of.
"""

from collections.abc import Iterator
from itertools import combinations

from simulator.acts import AnswerQuestion
from simulator.journal import Fact
from simulator.journal.facts import (
    ImapResponseSent,
    Pop3ResponseSent,
    SmtpReplySent,
    TcpConnectionRefused,
    TcpConnectionTimedOut,
    TlsHandshakeFailed,
)
from simulator.lab import Lab
from simulator.scenario import Scenario
from simulator.teaching.catching_up import AUTO, acts_due
from simulator.teaching.playing import PlayError, answer, begin, finish, open_lab, play
from simulator.teaching.questions import STEP_QUESTION
from simulator.teaching.schema import Lesson, LessonStep

CHOICES_OF_MAX = 5
"""With more steps that act, not every choice of skipped ones is tried."""

Answers = list[tuple[object, ...]]
REPLIES = (SmtpReplySent, Pop3ResponseSent, ImapResponseSent)
NO_REPLIES = (TcpConnectionRefused, TcpConnectionTimedOut, TlsHandshakeFailed)


def wrong_skips(lesson: Lesson, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """`(place, reason)` of each demonstration that depends on what was not skipped."""
    for step in lesson.steps:
        if not step.script:
            continue
        whole = answers_in_order(lesson, scenario, step)
        for skipped in choices(lesson, step):
            shown = answers_after(lesson, scenario, step, skipped)
            if shown != whole:
                names = ", ".join(sorted(skipped))
                reason = f"is answered otherwise when {names} is skipped"
                yield f"steps ({step.id}).script", reason
                break


def choices(lesson: Lesson, step: LessonStep) -> Iterator[frozenset[str]]:
    """The choices of earlier steps to skip, by id: all of them, or the likeliest (one,
    all but one, all up to one)."""
    earlier = lesson.steps[: lesson.steps.index(step)]
    acting = [one.id for one in earlier if one.script or one.solution]
    if len(acting) <= CHOICES_OF_MAX:
        for size in range(1, len(acting) + 1):
            yield from map(frozenset, combinations(acting, size))
        return
    for place, name in enumerate(acting):
        yield frozenset({name})
        yield frozenset(acting) - {name}
        yield frozenset(acting[: place + 1])


def answers_in_order(lesson: Lesson, scenario: Scenario, step: LessonStep) -> Answers:
    """What the servers answer in the demonstration of `step`, everything done before
    it and nothing besides."""
    lab = open_lab(lesson, scenario)
    for one in lesson.steps[: lesson.steps.index(step)]:
        begin(lab, one)
        finish(lab, one)
    return _played(lab, step)


def answers_after(
    lesson: Lesson, scenario: Scenario, step: LessonStep, skipped: frozenset[str]
) -> Answers:
    """What the servers answer in the demonstration of `step`, some steps skipped."""
    lab = open_lab(lesson, scenario)
    for one in lesson.steps:
        if one is step:
            break
        if one.id not in skipped:
            _do(lab, lesson, one)
    return demonstrated(lab, lesson, step)


def demonstrated(lab: Lab, lesson: Lesson, step: LessonStep) -> Answers:
    """Play the script of a step as a page does; what the servers answered in it."""
    for act in acts_due(lesson, step, lab):
        lab.apply(act, AUTO)
        lab.settle()
    return _played(lab, step)


def _played(lab: Lab, step: LessonStep) -> Answers:
    start = len(lab.journal)
    try:
        play(lab, step.script, AUTO)
    except PlayError as error:
        return [(str(error),)]
    facts = [event.fact for event in lab.journal.events[start:]]
    return [_said(fact) for fact in facts if isinstance(fact, REPLIES + NO_REPLIES)]


def _do(lab: Lab, lesson: Lesson, step: LessonStep) -> None:
    """A step as a pupil does it who skips nothing in it."""
    lab.apply(AnswerQuestion(STEP_QUESTION, step.id))
    answer(lab, step)
    if step.script:
        demonstrated(lab, lesson, step)
    play(lab, step.solution)


def _said(fact: Fact) -> tuple[object, ...]:
    """What is the same however often something was done."""
    states = ("state_before", "state_after")
    names = ("verb", "code", "status", "reason", *states, "server", "peer")
    return tuple(getattr(fact, name, None) for name in names)
