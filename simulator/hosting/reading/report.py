"""A session as a report to print: tasks with answers and goals, the ladder, the lines.

Everything in it is folded from the journal that the reader may see, so it says no more
than the page did. Who it is of and when it was printed only their browser knows.
"""

from collections.abc import Iterator
from html import escape

import msgspec

from simulator.export import ladder_strip, transcript
from simulator.hosting.content import Content
from simulator.hosting.reading.exported_files import Source, drawing
from simulator.hosting.reading.sight import Sight
from simulator.projections.shapes.lessons import (
    AskedQuestion,
    LessonPage,
    LessonStanding,
    LessonStepPage,
    Scores,
    StepStanding,
)


class ReportedAnswer(msgspec.Struct, frozen=True):
    """What was asked and answered: safe HTML. `tries`: up to this answer."""

    asked: str
    given: str
    right: bool
    tries: int


class ReportedGoal(msgspec.Struct, frozen=True):
    """A line of the partial credit: safe HTML."""

    said: str
    held: bool


class ReportedStep(msgspec.Struct, frozen=True):
    """A step of the lesson, and what came of it."""

    title: str
    kind: str
    solved: bool
    answers: tuple[ReportedAnswer, ...]
    goals: tuple[ReportedGoal, ...]


class Report(msgspec.Struct, frozen=True):
    """One branch of a lab, in one language. `scores`: None without a lesson. `ladder`:
    pictures, a sheet of A4 each."""

    title: str
    number: str
    scores: Scores | None
    steps: tuple[ReportedStep, ...]
    ladder: str
    transcript: str


def session_report(
    sight: Sight, branch_id: str | None, content: Content, lang: str
) -> Report:
    """The report of that branch; None or "": the current one. Raises Refusal."""
    hosted = sight.hosted
    with hosted.turn():
        branch = sight.branch(branch_id)
        journal, served = sight.journal(branch), sight.served_journal(branch)
        source = Source(hosted.scenario, hosted.seed, journal, served)
        args = (source, hosted.purpose.lesson, content, lang)
        return hosted.scheduler.run_heavy(len(journal), _report, *args)


def _report(source: Source, lesson: str, content: Content, lang: str) -> Report:
    """`lesson`: a slug, or ""."""
    told = Report(
        title=source.scenario.title[lang],
        number="",
        scores=None,
        steps=(),
        ladder=drawing(source, content.texts, lang, ladder_strip),
        transcript=transcript(source.journal, content.texts[lang]),
    )
    if not lesson:
        return told
    seen = len(source.journal) - 1
    page, model = (
        content.lesson(lesson).page(lang),
        source.served_journal.model_at(seen),
    )
    standing = content.standing(lesson, source.journal, model, lang, seen)
    return msgspec.structs.replace(
        told,
        title=page.title,
        number=page.number,
        scores=standing.scores,
        steps=tuple(_steps(page, standing)),
    )


def _steps(page: LessonPage, standing: LessonStanding) -> Iterator[ReportedStep]:
    """Those there is something to say of."""
    for step, state in zip(page.steps, standing.steps, strict=True):
        if not step.question and not step.goals:
            continue
        held = {goal.id: goal.held for goal in state.goals}
        yield ReportedStep(
            title=step.title,
            kind=step.kind,
            solved=state.solved,
            answers=tuple(_answers(step, state)),
            goals=tuple(
                ReportedGoal(goal.label, held.get(goal.id, False) or state.earlier)
                for goal in step.goals
            ),
        )


def _answers(step: LessonStepPage, state: StepStanding) -> Iterator[ReportedAnswer]:
    question = step.question
    if question is None:
        return
    asked = {part.id: part.label for part in question.arrows or ()}
    asked = asked or {question.id: question.prompt}
    for part, said in asked.items():
        answer = state.answers.get(part)
        if answer is not None:
            given = _given(question, answer.value)
            yield ReportedAnswer(said, given, answer.right, answer.tries)


def _given(question: AskedQuestion, value: str) -> str:
    """The words of what was chosen, or what was typed, as safe HTML."""
    if question.kind == "text":
        return escape(value)
    labels = {option.value: option.label for option in question.options}
    chosen = value.split(",") if question.kind == "order" else [value]
    return " → ".join(labels.get(one) or escape(one) for one in chosen)
