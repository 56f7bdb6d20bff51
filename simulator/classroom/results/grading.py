"""What each student of a class achieved: their inputs are played again, and judged.

The judge is that of certificates (`teaching/exams/`): items count by their best moment
on any line, and what Cartero noted down of steps solved elsewhere says nothing. Nothing
that is written of a score is believed. It refuses to play more of one student than a
record of a whole course may hold.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from simulator.classroom.results.record import RecordedLab, RecordedStudent
from simulator.hosting.branches import AUTO, STUDENT
from simulator.hosting.content import Content
from simulator.hosting.keeping.kept_tree import KeptBranch, interventions
from simulator.hosting.permalinks.lines import Given, line_of
from simulator.hosting.refusals import Refusal
from simulator.lab import Intervention
from simulator.projections.catalogue import Text
from simulator.projections.shapes.lessons import Criterion, Scores
from simulator.teaching import STEP_QUESTION
from simulator.teaching.exams import (
    GradedLines,
    LessonTask,
    TaskRecord,
    grade_lines,
    score_of,
)

SCORES = {"task": "do", "predict": "predict", "quiz": "quiz"}
"""Of `Scores`: the kind of step that each counts."""

JUDGED = 4
"""An event that is judged takes so much longer than one that only happens."""

NO_REPLAY = Text("results.does_not_replay", {})
OTHER_SCORES = Text("results.claimed", {})


class LessonResult(NamedTuple):
    """`strange`: what whoever reads the scores should know."""

    scores: Scores
    strange: tuple[Text, ...]


class StudentResult(NamedTuple):
    """`lessons`: by slug, those they opened. `idle`: they did nothing at all. `unread`:
    so many of their labs could not be opened again."""

    name: str
    lessons: dict[str, LessonResult]
    idle: bool
    unread: int

    @property
    def scores(self) -> dict[str, Scores]:
        """By lesson."""
        return {slug: each.scores for slug, each in self.lessons.items()}


class _Line(NamedTuple):
    """`events`: as many as it had when it was kept."""

    done: TaskRecord
    events: int


def work_of(student: RecordedStudent) -> int:
    """How long it takes to play all of it again, and to judge it at every step: in
    events, as `run_heavy` counts."""
    branches = (one for lab in student.labs for one in lab.tree.branches)
    return JUDGED * sum(one.events for one in branches)


def student_result(student: RecordedStudent, content: Content) -> StudentResult:
    """All their lessons, played again."""
    tasks: dict[str, LessonTask] = {}
    lines: dict[str, list[_Line]] = {}
    broken = set()
    for lab in student.labs:
        slug = lab.purpose.get("lesson", "")
        task = tasks.get(slug) or _task(slug, content)
        if task is None:
            continue
        tasks[slug] = task
        try:
            lines[slug] = [*lines.get(slug, []), *_lines(lab, task)]
        except msgspec.ValidationError:
            broken.add(slug)
    works = [
        (task, [each.done for each in lines.get(s, [])]) for s, task in tasks.items()
    ]
    lessons = {
        slug: _result(graded, lines.get(slug, []), broken=slug in broken)
        for slug, graded in zip(tasks, grade_lines(works), strict=True)
    }
    if student.scores:
        lessons = {
            slug: _compared(each, student.scores.get(slug))
            for slug, each in lessons.items()
        }
    idle = not any(map(_did_something, student.labs))
    return StudentResult(student.name, lessons, idle, student.unread)


def _task(slug: str, content: Content) -> LessonTask | None:
    """None: there is no such lesson here."""
    try:
        lesson = content.lesson(slug).lesson
    except Refusal:
        return None
    return LessonTask(lesson, content.scenarios[lesson.scenario])


def _lines(lab: RecordedLab, task: LessonTask) -> Iterator[_Line]:
    """What was done on each branch, the current one first; none that another goes on
    with. Raises msgspec.ValidationError for what is no act."""
    opening = [(True, AUTO, act) for act in task.scenario.opening_acts()]
    tree = lab.tree
    branches = sorted(tree.branches, key=lambda each: each.id != tree.current)
    kept = [(each, interventions(each.inputs)) for each in branches if each.inputs]
    for number, (branch, inputs) in enumerate(kept):
        others = (other for n, (_, other) in enumerate(kept) if n != number)
        if not any(_goes_on_with(other, inputs) for other in others):
            yield _line(task, opening, branch, inputs)


def _goes_on_with(
    other: tuple[Intervention, ...], inputs: tuple[Intervention, ...]
) -> bool:
    return len(other) > len(inputs) and other[: len(inputs)] == inputs


def _line(
    task: LessonTask,
    opening: list[Given],
    branch: KeptBranch,
    inputs: tuple[Intervention, ...],
) -> _Line:
    """What a teacher broke there is done by nobody in particular."""
    known = [
        each
        if each.actor in (STUDENT, AUTO)
        else msgspec.structs.replace(each, actor=AUTO)
        for each in inputs
    ]
    line = tuple(done for _, done in line_of(opening, known))
    return _Line(TaskRecord(task.name, line), branch.events)


def _result(graded: GradedLines, lines: list[_Line], *, broken: bool) -> LessonResult:
    same = graded.events == tuple(each.events for each in lines)
    replays = same and not graded.complaints and not broken
    strange = () if replays else (NO_REPLAY, *graded.complaints)
    return LessonResult(_scores(graded.grade.items), strange)


def _scores(items: tuple[Criterion, ...]) -> Scores:
    return Scores(
        **{
            name: score_of(tuple(i for i in items if i.id.startswith(f"{kind}:")))
            for name, kind in SCORES.items()
        }
    )


def _compared(found: LessonResult, said: Scores | None) -> LessonResult:
    if said == found.scores:
        return found
    return found._replace(strange=(*found.strange, OTHER_SCORES))


def _did_something(lab: RecordedLab) -> bool:
    """More than to turn to a step."""
    return any(
        done.actor == STUDENT and done.act.get("question") != STEP_QUESTION
        for branch in lab.tree.branches
        for done in branch.inputs
    )
