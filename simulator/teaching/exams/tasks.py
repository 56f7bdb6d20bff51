"""One task of a record: the world it begins in, and what is judged of it.

Why it exists: a task of a lesson is asked alone, in a lab of its own, so that tasks may
be done in any order and none spoils another. It begins with as little done before as
its own solution needs: nothing, else what happens by itself before it, else the whole
lesson up to there. It refuses to give points for anything but what happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from simulator.acts import Act, AnswerQuestion
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes.lessons import Criterion
from simulator.scenario import Scenario, scenario_view
from simulator.teaching.exams.record import Done, RecordError
from simulator.teaching.mysteries import Mystery, standing
from simulator.teaching.playing import PlayError, open_lab, play, progress_at
from simulator.teaching.questions import STEP_QUESTION
from simulator.teaching.schema import Lesson, LessonStep

AUTO = "auto"
STUDENT = "student"
NOTED = "noted"
LESSON_LINES_MAX = 4
MYSTERY_ITEMS = ("cause", "machine", "proof")

Prepare = Callable[[Lab, Sequence[LessonStep]], None]


class ExamTask(Protocol):
    """What is asked. `name`: the same for everybody with the same task."""

    @property
    def name(self) -> str:
        """`base64-no-es-cifrado/descifra`, or `mystery 2-1004711`."""

    @property
    def world(self) -> tuple[Scenario, int]:
        """Scenario and seed of its lab."""

    def begin(self) -> Lab:
        """A lab as the student finds it, in which nobody but `auto` has acted."""

    def items(self, lab: Lab) -> tuple[Criterion, ...]:
        """How each item of the credit stands there."""

    @property
    def lines_max(self) -> int:
        """How many lines of its story a record may hold."""

    def is_turn(self, done: Done) -> bool:
        """Whether the items count as they stand before this act, whatever follows."""

    def allowed(self, done: Done) -> Act:
        """The act as it may be done. Raises RecordError."""


class _AsLeft:
    """What an exam asks: by the student alone, on one line, judged as it was left."""

    lines_max = 1

    def is_turn(self, _done: Done) -> bool:
        """Only the end counts."""
        return False

    def allowed(self, done: Done) -> Act:
        """Raises RecordError for what nobody in particular did."""
        if done.by != STUDENT:
            raise RecordError("grades.no_act", reason=done.by)
        return done.act()


@dataclass(frozen=True)
class StepTask(_AsLeft):
    """A typed task of a lesson."""

    lesson: Lesson
    step: LessonStep
    scenario: Scenario

    @property
    def name(self) -> str:
        """Lesson and step."""
        return f"{self.lesson.slug}/{self.step.id}"

    @property
    def world(self) -> tuple[Scenario, int]:
        """The lesson's."""
        return self.scenario, self.lesson.seed

    def begin(self) -> Lab:
        """With the least preparation that its own solution needs."""
        return self._begun(self._preparation)

    def items(self, lab: Lab) -> tuple[Criterion, ...]:
        """Its goals, and what was to be labelled."""
        return progress_at(self.lesson, lab).step(self.step.id).items

    @cached_property
    def _preparation(self) -> Prepare:
        for prepare in (_nothing, _scripts):
            if self._solved_after(prepare):
                return prepare
        return _whole

    def _begun(self, prepare: Prepare) -> Lab:
        lab = open_lab(self.lesson, self.scenario)
        prepare(lab, self.lesson.steps[: self.lesson.steps.index(self.step)])
        _scripts(lab, [self.step])
        return lab

    def _solved_after(self, prepare: Prepare) -> bool:
        """Whether its solution, and nothing less, solves it there."""
        try:
            lab = self._begun(prepare)
            if _all_held(self.items(lab)):
                return False
            play(lab, self.step.solution)
        except PlayError:
            return False
        return _all_held(self.items(lab))


@dataclass(frozen=True)
class MysteryTask(_AsLeft):
    """A mystery: cause, machine and proof of the last accusation."""

    mystery: Mystery

    @property
    def name(self) -> str:
        """Level and seed."""
        return f"mystery {self.mystery.level}-{self.mystery.seed}"

    @property
    def world(self) -> tuple[Scenario, int]:
        """The broken world."""
        return self.mystery.scenario, self.mystery.seed

    def begin(self) -> Lab:
        """After the story."""
        lab = self.mystery.run()
        lab.settle()
        return lab

    def items(self, lab: Lab) -> tuple[Criterion, ...]:
        """What is right of what the student said last."""
        served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served(0)
        verdict = standing(self.mystery, served, lab.interventions).verdict
        right = (
            (verdict.cause, verdict.machine, verdict.proven)
            if verdict
            else (False, False, False)
        )
        return tuple(map(Criterion, MYSTERY_ITEMS, right))


@dataclass(frozen=True)
class LessonTask:
    """A whole lesson as it was done: tasks, predictions and quiz, each by its first
    answer. What is not begun again counts as it stood when another step began."""

    lesson: Lesson
    scenario: Scenario
    lines_max = LESSON_LINES_MAX

    @property
    def name(self) -> str:
        """Its slug."""
        return self.lesson.slug

    @property
    def world(self) -> tuple[Scenario, int]:
        """The lesson's own."""
        return self.scenario, self.lesson.seed

    def begin(self) -> Lab:
        """As the lesson opens."""
        return open_lab(self.lesson, self.scenario)

    def items(self, lab: Lab) -> tuple[Criterion, ...]:
        """`do:step/item`, `predict:step/part`, `quiz:step/part`."""
        states = progress_at(self.lesson, lab).steps
        found = []
        for step, state in zip(self.lesson.steps, states, strict=True):
            if step.kind == "do":
                held = {item.id: item.held for item in state.items}
            else:
                held = {part: a.first_right for part, a in state.answers.items()}
            place = f"{step.kind}:{step.id}"
            found += [Criterion(f"{place}/{name}", ok) for name, ok in held.items()]
        return tuple(found)

    def is_turn(self, done: Done) -> bool:
        """Another step begins, or the same again."""
        return done.do.get("question") == STEP_QUESTION

    def allowed(self, done: Done) -> Act:
        """What Cartero noted down for the judge says nothing here: it is judged again.
        Raises RecordError."""
        act = done.act()
        if done.by == AUTO and isinstance(act, AnswerQuestion):
            return AnswerQuestion(NOTED, act.value)
        return act


def _all_held(items: Sequence[Criterion]) -> bool:
    return all(item.held for item in items)


def _nothing(_lab: Lab, _steps: Sequence[LessonStep]) -> None:
    """As the lesson opens."""


def _scripts(lab: Lab, steps: Sequence[LessonStep]) -> None:
    """The steps begin, and what happens by itself in them happens."""
    for step in steps:
        lab.apply(AnswerQuestion(STEP_QUESTION, step.id), AUTO)
        play(lab, step.script, AUTO)
        lab.settle()


def _whole(lab: Lab, steps: Sequence[LessonStep]) -> None:
    """The same, and their tasks are done by nobody in particular."""
    for step in steps:
        _scripts(lab, [step])
        play(lab, step.solution, AUTO)
