"""Exercises made of the lessons' tasks: asked for, and tried, by a page.

They are the same for everybody with the same number of tries, so a class that begins
together makes each once. Nothing of them is kept of a pupil: a trial makes the exercise
again from what the request says.
"""

from collections import OrderedDict

import msgspec

from simulator.hosting.content import Content
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import ExerciseRequest, TrialRequest
from simulator.hosting.scheduler import Scheduler
from simulator.projections.shapes import DialogueTold, ExerciseShown
from simulator.teaching import Exercise, Stage, make_exercise, try_acts

KEPT_MAX = 256
EXERCISE_SIZE, TRIAL_SIZE = 6_000, 1_000
"""How much work they are, in events: some 150 ms and 15 ms."""

Key = tuple[str, str, str, int]


class ExerciseBook:
    """Makes exercises and tries what was made of them. Raises Refusal."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._made: OrderedDict[Key, Exercise] = OrderedDict()

    def shown(self, request: ExerciseRequest, scheduler: Scheduler) -> ExerciseShown:
        """The exercise as a page shows it."""
        page = self._exercise(request, scheduler).page()
        return ExerciseShown(ok=True, **msgspec.structs.asdict(page))

    def told(self, request: TrialRequest, scheduler: Scheduler) -> DialogueTold:
        """What came of a dialogue that somebody made."""
        exercise = self._exercise(request, scheduler)
        try:
            lines = exercise.made(request.placed, request.filled)
        except ValueError as error:
            raise Refusal("error.message", reason=str(error)) from None
        acts = [line.act for line in lines]
        stage = self._stage(request.lesson)
        trial = scheduler.run_heavy(TRIAL_SIZE, try_acts, stage, request.step, acts)
        state = trial.state
        return DialogueTold(
            ok=True, solved=state.solved, goals=state.items, lines=trial.lines
        )

    def _exercise(self, request: ExerciseRequest, scheduler: Scheduler) -> Exercise:
        key = (request.lesson, request.step, request.level, request.tries)
        if key not in self._made:
            self._made[key] = scheduler.run_heavy(
                EXERCISE_SIZE,
                make_exercise,
                self._stage(request.lesson),
                self._content.task(request.lesson, request.step),
                request.level,
                request.tries,
            )
        self._made.move_to_end(key)
        while len(self._made) > KEPT_MAX:
            self._made.popitem(last=False)
        return self._made[key]

    def _stage(self, slug: str) -> Stage:
        lesson = self._content.lesson(slug).lesson
        return Stage(lesson, self._content.scenario(lesson.scenario))
