"""One task of a record: the world it begins in, and what is judged of it.

Why it exists: a task of a lesson is asked alone, in a lab of its own, so that tasks may
be done in any order and none spoils another. It begins with as little done before as
its own solution needs: nothing, else what happens by itself before it, else the whole
lesson up to there. It refuses to give points for anything but what happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from simulator.acts import AnswerQuestion
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes.lessons import Criterion
from simulator.scenario import Scenario, scenario_view
from simulator.teaching.mysteries import Mystery, standing
from simulator.teaching.playing import PlayError, open_lab, play, progress_at
from simulator.teaching.questions import STEP_QUESTION
from simulator.teaching.schema import Lesson, LessonStep

AUTO = "auto"
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


@dataclass(frozen=True)
class StepTask:
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


class MysteryTask(NamedTuple):
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
