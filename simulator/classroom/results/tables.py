"""The results of a class as tables, in the reader's language: for a page, and as CSV.

Task, prediction and quiz stay three numbers, and `got` and `of` are cells of their own:
a spreadsheet takes 3/5 for a day in May.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

from simulator.classroom.results.grading import SCORES, StudentResult
from simulator.hosting.content import Content
from simulator.projections.shapes.classroom import ClassBallot
from simulator.projections.shapes.lessons import Score

Says = Callable[..., str]
"""The text of a key, with its parameters."""

Row = list[str | int]


class LessonColumn(NamedTuple):
    """A column."""

    slug: str
    number: str
    title: str

    @property
    def name(self) -> str:
        """As it is written."""
        return f"{self.number} {self.title}".strip()


class AskedOption(NamedTuple):
    """`words`: safe HTML; `votes`: of each turn."""

    words: str
    right: bool
    votes: tuple[int, ...]


class AskedRow(NamedTuple):
    """A question to the class; `asked`: safe HTML."""

    asked: str
    options: tuple[AskedOption, ...]
    turns: int


def lessons_of(
    students: Iterable[StudentResult], content: Content, lang: str
) -> list[LessonColumn]:
    """The lessons that somebody opened, in their order."""
    opened = {slug for student in students for slug in student.lessons}
    known = [slug for slug in content.library.every if slug in opened]
    loaded = [content.lesson(slug) for slug in known]
    return [
        LessonColumn(each.lesson.slug, each.lesson.number, each.words(lang).title)
        for each in loaded
    ]


def strange_of(
    students: Iterable[StudentResult], lessons: Iterable[LessonColumn], says: Says
) -> Iterator[tuple[str, str, str]]:
    """Whose scores somebody should look at: name, lesson, and why; and whose labs
    could not be opened."""
    columns = list(lessons)
    for student in students:
        for lesson in columns:
            strange = _strange(student, lesson, says)
            if strange:
                yield student.name, lesson.name, strange
        if student.unread:
            yield student.name, "", says("results.unread", n=student.unread)


def score_rows(
    students: Iterable[StudentResult], lessons: Sequence[LessonColumn], says: Says
) -> Iterator[Row]:
    """A row for each student and lesson; one without, for who opened none."""
    scores = [says(f"results.{name}") for name in SCORES]
    counted = [cell for name in scores for cell in (name, says("results.of"))]
    yield [
        says("results.student"),
        says("results.lesson"),
        *counted,
        says("results.note"),
    ]
    for student in students:
        found = [each for each in lessons if each.slug in student.lessons]
        for lesson in found:
            scored = student.lessons[lesson.slug].scores
            each_score: list[Score] = [getattr(scored, name) for name in SCORES]
            cells = [cell for one in each_score for cell in (one.got, one.of)]
            yield [student.name, lesson.name, *cells, _strange(student, lesson, says)]
        if not found:
            nothing = says("results.nothing") if student.idle else ""
            yield [student.name, *[""] * (len(counted) + 1), nothing]


def _strange(student: StudentResult, lesson: LessonColumn, says: Says) -> str:
    found = student.lessons.get(lesson.slug)
    texts = found.strange if found else ()
    return " ".join(says(each.key, **each.params) for each in texts)


def asked_rows(asked: Iterable[ClassBallot], lang: str, says: Says) -> list[AskedRow]:
    """What the class was asked, with the votes of both turns."""
    return [
        AskedRow(
            asked=_asked(each, lang, says),
            options=tuple(
                AskedOption(
                    _option(each, number, lang, says),
                    number == each.right,
                    tuple(tally[number] for tally in each.tallies),
                )
                for number in range(len(each.options))
            ),
            turns=len(each.tallies),
        )
        for each in asked
        if each.tallies
    ]


def vote_rows(asked: Iterable[AskedRow], says: Says) -> Iterator[Row]:
    """A row for each option of each question."""
    heads = ("question", "option", "right", "before", "after")
    yield [says(f"results.{name}") for name in heads]
    for each in asked:
        for option in each.options:
            after: tuple[str | int, ...] = option.votes[1:] or ("",)
            right = says("results.yes") if option.right else ""
            words = (_plain(each.asked), _plain(option.words))
            yield [*words, right, option.votes[0], *after]


def _asked(ballot: ClassBallot, lang: str, says: Says) -> str:
    if ballot.kind == "lesson":
        words = ballot.words.get(lang) or next(iter(ballot.words.values()))
        return words.asked
    if ballot.kind == "own":
        return escape(ballot.asked)
    if not ballot.asked:
        return escape(says("ui.class.what_reply"))
    line = f'<code translate="no">{escape(ballot.asked)}</code>'
    return f"{escape(says('ui.class.what_reply_to'))} {line}"


def _option(ballot: ClassBallot, number: int, lang: str, says: Says) -> str:
    if ballot.kind == "lesson":
        words = ballot.words.get(lang) or next(iter(ballot.words.values()))
        return words.options[number]
    said = ballot.options[number]
    return escape(says(f"ui.reply.class_{said}") if ballot.kind == "reply" else said)


def _plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))
