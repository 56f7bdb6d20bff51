"""What a record is worth: everything in it is done again, and judged.

Why it exists: the page and `flask grades check` must say the same, so one function
makes the score from the inputs. It refuses to do more work than an exam can be: what
goes on for too long is stopped, and judged as it stands.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

import msgspec

from simulator.lab import Lab, LabError
from simulator.projections.catalogue import Text
from simulator.projections.shapes.lessons import Criterion, Score
from simulator.teaching.exams.plan import (
    ExamSource,
    Plan,
    PlanError,
    read_nickname,
    read_plan,
)
from simulator.teaching.exams.record import (
    LINE_ACTS_MAX,
    Done,
    ExamRecord,
    RecordError,
    TaskRecord,
)
from simulator.teaching.exams.replaying import do_again, left_at, settle_within
from simulator.teaching.exams.tasks import ExamTask
from simulator.teaching.playing import EVENTS_MAX

EVENTS_IN_ALL_MAX = 200_000
FOLDED_IN_ALL_MAX = 500_000
"""Events that are read again as steps of lessons begin: a course done once reads some
50 000."""


class TaskGrade(NamedTuple):
    """Partial credit of one task."""

    task: ExamTask
    items: tuple[Criterion, ...]

    @property
    def score(self) -> Score:
        """Items that hold, of all."""
        return score_of(self.items)


class GradedLines(NamedTuple):
    """A task after what was done in it. `events`: of each line, played to its end;
    `complaints`: what is strange about them."""

    grade: TaskGrade
    events: tuple[int, ...]
    complaints: tuple[Text, ...]


class Grades(NamedTuple):
    """A record, played again. `complaints`: what is strange about it."""

    nickname: str
    plan: Plan
    tasks: tuple[TaskGrade, ...]
    complaints: tuple[Text, ...]

    @property
    def score(self) -> Score:
        """Of all tasks."""
        return score_of(tuple(item for task in self.tasks for item in task.items))


def score_of(items: tuple[Criterion, ...]) -> Score:
    """How many hold."""
    return Score(got=sum(item.held for item in items), of=len(items))


def grade(record: ExamRecord, source: ExamSource) -> Grades:
    """Play the record again. Raises RecordError when it is of no exam."""
    try:
        plan = read_plan(record.exam)
        nickname = read_nickname(record.nickname)
        tasks = plan.tasks(nickname, source)
    except PlanError as error:
        raise RecordError(error.key, **error.params) from None
    complaints: list[Text] = []
    works = _by_name(record, tasks, complaints)
    player = _Player(complaints)
    graded = tuple(player.graded(task, works.get(task.name, [])) for task in tasks)
    if record.code not in ("", record.digest):
        complaints.append(Text("grades.changed", {"code": record.code}))
    grades = Grades(nickname, plan, graded, tuple(complaints))
    return _with_claim(grades, record.claimed)


def grade_lines(
    works: Iterable[tuple[ExamTask, list[TaskRecord]]],
) -> Iterator[GradedLines]:
    """Play tasks of one person again, each with all its lines, within the bounds of a
    record."""
    complaints: list[Text] = []
    player = _Player(complaints)
    for task, lines in works:
        complaints.clear()
        player.ends.clear()
        grade = player.graded(task, lines)
        yield GradedLines(grade, tuple(player.ends), tuple(complaints))


def _with_claim(grades: Grades, claimed: object) -> Grades:
    if claimed is None or claimed == msgspec.to_builtins(grades.score):
        return grades
    said = Text("grades.claimed", {})
    return grades._replace(complaints=(*grades.complaints, said))


def _by_name(
    record: ExamRecord, tasks: tuple[ExamTask, ...], complaints: list[Text]
) -> dict[str, list[TaskRecord]]:
    """The lines of each task: one in an exam, several in a lesson."""
    known = {task.name: task.lines_max for task in tasks}
    works: dict[str, list[TaskRecord]] = {}
    for work in record.tasks:
        lines = works.setdefault(work.name, [])
        if len(lines) < known.get(work.name, 0):
            lines.append(work)
        else:
            complaints.append(Text("grades.strange_task", {"name": work.name}))
    return works


class _Player:
    """Plays tasks again, within what is left of the bound of all of them. `ends`: how
    many events each line came to."""

    def __init__(self, complaints: list[Text]) -> None:
        self.ends: list[int] = []
        self._complaints = complaints
        self._left = EVENTS_IN_ALL_MAX
        self._left_to_fold = FOLDED_IN_ALL_MAX

    def graded(self, task: ExamTask, works: list[TaskRecord]) -> TaskGrade:
        """The items of the task after what was done in it, by its best moments."""
        lab = task.begin()
        given = task.items(lab)
        best = {item.id: False for item in given}
        for work in works:
            for items in self._moments(task, work):
                best |= {item.id: True for item in _earned(given, items) if item.held}
        found = tuple(Criterion(name, held) for name, held in best.items())
        return TaskGrade(task, found)

    def _moments(
        self, task: ExamTask, work: TaskRecord
    ) -> Iterator[tuple[Criterion, ...]]:
        """How the items stand at the end, and whenever the task says so, if anything
        was done since."""
        lab = task.begin()
        began = lab.last_seq
        limit = min(EVENTS_MAX, began + self._left)
        number, news = 0, True
        try:
            lab = left_at(lab, work.line)
            for done, again in self._played(task, work):
                number += 1
                if news and task.is_turn(done):
                    settle_within(lab, limit)
                    self._fold(lab)
                    yield task.items(lab)
                do_again(lab, task.allowed(done), done, limit)
                news = not again
            settle_within(lab, limit)
        except (LabError, RecordError) as error:
            where = Text("grades.cannot_be_done", {"name": work.name, "n": number})
            self._complaints += [where, Text(error.key, error.params)]
            with suppress(RecordError):
                settle_within(lab, limit)
        self._left -= max(0, lab.last_seq - began)
        self.ends.append(len(lab.journal))
        yield task.items(lab)

    def _played(self, task: ExamTask, work: TaskRecord) -> Iterator[tuple[Done, bool]]:
        """As much of a line as is played again, each with whether it only turns to
        where one was before: a page may do so often, and it does not count."""
        turned: set[str] = set()
        counted = 0
        for done in work.line:
            to = str(done.do.get("value")) if task.is_turn(done) else None
            again = to in turned
            counted += not again
            if counted > LINE_ACTS_MAX:
                self._complaints.append(_long_line(work.name))
                return
            if to is not None:
                turned.add(to)
            yield done, again

    def _fold(self, lab: Lab) -> None:
        """Pays for one more judgement of all that happened there. Raises RecordError
        when too many were asked for."""
        if lab.last_seq > self._left_to_fold:
            raise RecordError("grades.too_many_turns")
        self._left_to_fold -= lab.last_seq


def _long_line(name: str) -> Text:
    return Text("grades.long_line", {"name": name, "limit": LINE_ACTS_MAX})


def _earned(
    given: tuple[Criterion, ...], items: tuple[Criterion, ...]
) -> tuple[Criterion, ...]:
    """What holds before anything is done (what must never happen) counts only beside
    something that was achieved."""
    free = {item.id for item in given if item.held}
    if any(item.held and item.id not in free for item in items):
        return items
    return tuple(Criterion(item.id, held=False) for item in items)
