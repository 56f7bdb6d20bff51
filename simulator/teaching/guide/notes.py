"""A teacher's notes for one lesson: minutes, questions for the board, mistakes, slides.

All of it is read from the lesson: `minutes` is shared out among its steps, its
questions come with the answer to each wrong option, and its near misses are what
somebody will do.
"""

from collections.abc import Iterable, Iterator

import msgspec

from simulator.teaching.guide.questions import BoardQuestion, board_question
from simulator.teaching.library import LoadedLesson
from simulator.teaching.schema import LessonStep
from simulator.teaching.slides import Claim, Course, Slide
from simulator.teaching.text import StepText, to_inline_paper_html, to_paper_html

OPENING_MINUTES, CLOSING_MINUTES = 3, 3
"""Before the lesson the class votes, after it somebody answers for all."""

SHARE = {"do": 3, "predict": 2, "watch": 2, "quiz": 1, "read": 1}
"""How much of the minutes a step takes, beside the others."""


class Stretch(msgspec.Struct, frozen=True):
    """Minutes of a class from `start` on; `kind` is that of the step, or `opening` or
    `closing`."""

    start: int
    minutes: int
    kind: str
    title: str


class Mistake(msgspec.Struct, frozen=True):
    """What somebody will do, and the goals that are missed then: safe HTML."""

    said: str
    misses: tuple[str, ...]


class TaskNotes(msgspec.Struct, frozen=True):
    """A task: what is checked, the mistakes to expect, and the hints the page gives."""

    title: str
    goals: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, ...]


class TaughtClaim(msgspec.Struct, frozen=True):
    """A fact of a slide that the lesson covers, in one language."""

    id: str
    slide: str
    """The title of the slide, or "" for what many people believe."""
    verdict: str
    says: str
    truth: str
    address: str


class LessonNotes(msgspec.Struct, frozen=True):
    """All of it, in one language."""

    slug: str
    number: str
    title: str
    goal: str
    minutes: int
    plan: tuple[Stretch, ...]
    questions: tuple[BoardQuestion, ...]
    tasks: tuple[TaskNotes, ...]
    claims: tuple[TaughtClaim, ...]
    remarks: str


def lesson_notes(loaded: LoadedLesson, course: Course, lang: str) -> LessonNotes:
    """The notes of that lesson."""
    lesson, words = loaded.lesson, loaded.words(lang)
    titles = {step.id: words.sections[step.id].title for step in lesson.steps}
    plan = tuple(_plan(lesson.minutes, lesson.steps, titles))
    remarks = lesson.remarks.get(lang) or next(iter(lesson.remarks.values()), "")
    return LessonNotes(
        slug=lesson.slug,
        number=lesson.number,
        title=words.title,
        goal=to_inline_paper_html(words.goal),
        minutes=sum(stretch.minutes for stretch in plan),
        plan=plan,
        questions=tuple(
            board_question(step, words.sections[step.id])
            for step in lesson.steps
            if step.question and step.kind in ("predict", "quiz")
        ),
        tasks=tuple(
            _task(step, words.sections[step.id], lang)
            for step in lesson.steps
            if step.kind == "do"
        ),
        claims=tuple(_claims(lesson.number, lesson.slides, course, lang)),
        remarks=to_paper_html(remarks),
    )


def shared_out(minutes: int, kinds: list[str]) -> list[int]:
    """Whole minutes for each step, one at least, that add up to `minutes` (or to one
    for each step, where there are fewer)."""
    shares = [SHARE[kind] for kind in kinds]
    given = [1] * len(kinds)
    for _ in range(minutes - len(kinds)):
        poorest = min(range(len(kinds)), key=lambda n: (given[n] + 1) / shares[n])
        given[poorest] += 1
    return given


def _plan(
    minutes: int, steps: list[LessonStep], titles: dict[str, str]
) -> Iterator[Stretch]:
    each = shared_out(minutes, [step.kind for step in steps])
    yield Stretch(0, OPENING_MINUTES, "opening", "")
    start = OPENING_MINUTES
    for step, taken in zip(steps, each, strict=True):
        yield Stretch(start, taken, step.kind, titles[step.id])
        start += taken
    yield Stretch(start, CLOSING_MINUTES, "closing", "")


def _task(step: LessonStep, section: StepText, lang: str) -> TaskNotes:
    said = goal_words(step, section)
    return TaskNotes(
        title=section.title,
        goals=tuple(said[item] for item in step.items),
        mistakes=tuple(
            Mistake(
                to_inline_paper_html(miss.told(lang)),
                tuple(said[item] for item in miss.fails),
            )
            for miss in step.near_misses
        ),
        hints=tuple(map(to_inline_paper_html, section.hints)),
    )


def goal_words(step: LessonStep, section: StepText) -> dict[str, str]:
    """What each item of a step's partial credit is called, as safe HTML."""
    said = dict(section.items)
    if step.question:
        said[step.question.id] = section.prompt
        for arrow, words in section.arrows.items():
            said[f"{step.question.id}.{arrow}"] = words
    return {item: to_inline_paper_html(said.get(item, item)) for item in step.items}


def _claims(
    number: str, covered: Iterable[str], course: Course, lang: str
) -> Iterator[TaughtClaim]:
    """Facts that name the lesson, or that it names, in the order of the slides."""
    covered = set(covered)
    every: list[tuple[Slide | None, Claim]] = []
    for slide in course.slides:
        every += [(slide, claim) for claim in slide.claims]
    every += [(None, claim) for claim in course.misconceptions]
    for where, claim in every:
        if number in claim.lessons or claim.id in covered:
            yield TaughtClaim(
                id=claim.id,
                slide=where.title[lang] if where else "",
                verdict=claim.verdict,
                says=claim.says[lang],
                truth=claim.truth.get(lang, ""),
                address=claim.shows.address(claim.scene_name) if claim.shows else "",
            )
