"""A session as a report to print: tasks with answers and goals, the ladder, the lines.

Everything in it is folded from the journal that the reader may see, so it says no more
than the page did. Who it is of and when it was printed only their browser knows.
"""

from collections.abc import Iterator, Mapping
from html import escape

import msgspec

from simulator.export import ladder_strip, transcript
from simulator.hosting.content import Content
from simulator.hosting.reading.exported_files import Source, drawing
from simulator.hosting.reading.sight import Sight
from simulator.projections.catalogue import Catalogue
from simulator.projections.shapes.lessons import LessonStanding, Scores, StepStanding
from simulator.teaching.library import LoadedLesson, item_words
from simulator.teaching.questions import AS_IT_IS, LessonQuestion
from simulator.teaching.questions.asked import option_words
from simulator.teaching.schema import LessonStep
from simulator.teaching.text import StepText, to_inline_paper_html


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
    loaded, model = content.lesson(lesson), source.served_journal.model_at(seen)
    standing = content.standing(lesson, source.journal, model, lang, seen)
    words = loaded.words(lang)
    return msgspec.structs.replace(
        told,
        title=words.title,
        number=loaded.lesson.number,
        scores=standing.scores,
        steps=tuple(_steps(loaded, standing, lang, content.texts[lang])),
    )


def _steps(
    loaded: LoadedLesson, standing: LessonStanding, lang: str, says: Catalogue
) -> Iterator[ReportedStep]:
    """Those there is something to say of."""
    sections = loaded.words(lang).sections
    for step, state in zip(loaded.lesson.steps, standing.steps, strict=True):
        if not step.question and not step.items:
            continue
        section = sections[step.id]
        held = {goal.id: goal.held for goal in state.goals}
        said = item_words(step, section)
        yield ReportedStep(
            title=section.title,
            kind=step.kind,
            solved=state.solved,
            answers=(*_answers(step, state, section, says), *_replies(state, says)),
            goals=tuple(
                ReportedGoal(
                    to_inline_paper_html(said.get(item, item)),
                    held.get(item, False) or state.earlier,
                )
                for item in step.items
            ),
        )


def _answers(
    step: LessonStep, state: StepStanding, section: StepText, says: Catalogue
) -> Iterator[ReportedAnswer]:
    question = step.question
    if question is None:
        return
    asked = {
        f"{question.id}.{arrow}": section.arrows.get(arrow, arrow)
        for arrow in question.arrows
    }
    labels = option_words(question, section)
    labels[AS_IT_IS] = says["ui.fix.as_it_is"]
    for part, said in (asked or {question.id: section.prompt}).items():
        answer = state.answers.get(part)
        if answer is not None:
            given = _given(question, answer.value, labels)
            yield ReportedAnswer(
                to_inline_paper_html(said), given, answer.right, answer.tries
            )


def _given(question: LessonQuestion, value: str, labels: Mapping[str, str]) -> str:
    """The words of what was chosen, or what was typed, as safe HTML."""
    if question.kind in ("text", "reply"):
        return escape(value)
    chosen = value.split(",") if question.kind == "order" else [question.option(value)]
    return " → ".join(
        to_inline_paper_html(labels[one]) if one in labels else escape(one)
        for one in chosen
    )


def _replies(state: StepStanding, says: Catalogue) -> Iterator[ReportedAnswer]:
    """What was replied in a server's place, each to what its client said."""
    for done in state.seat.done if state.seat else ():
        asked = escape(done.said) or escape(says["ui.seat.opened"])
        given = "<br>".join(map(escape, done.reply))
        yield ReportedAnswer(asked.replace("\r\n", "<br>"), given, right=True, tries=1)
