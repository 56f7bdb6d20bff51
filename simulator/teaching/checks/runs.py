"""Running a lesson: each step is unsolved before its solution and solved after it.

Why it exists: goals that are too lax or too strict are what users of such tools
complain of most. Every near miss must miss exactly what it says; every alternative must
do. It refuses to run a lesson whose names are wrong.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from simulator.acts import AnswerQuestion
from simulator.lab import Lab
from simulator.scenario import Scenario
from simulator.teaching.checks.reasons import why_not_held
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.judge import shown_at
from simulator.teaching.playing import PlayError, Stage, answer, finish, play
from simulator.teaching.progress import StepState
from simulator.teaching.schema import Lesson, LessonStep, NearMiss

Found = Iterator[tuple[str, str]]


def wrong_runs(lesson: Lesson, scenario: Scenario) -> Found:
    """`(place, reason)` of every run that does not end as the lesson says."""
    stage = Stage(lesson, scenario)
    for step in lesson.steps:
        place = f"steps ({step.id})"
        try:
            wrong = list(_wrong_step(stage, step, place))
        except PlayError as error:
            # The steps after this one cannot be reached.
            yield place, str(error)
            return
        yield from wrong
        if any(where.endswith(".solution") for where, _ in wrong):
            return


def _wrong_step(stage: Stage, step: LessonStep, place: str) -> Found:
    before = stage.state(stage.at(step.id), step.id)
    if step.kind in ("do", "predict", "quiz") and before.solved:
        yield place, "is solved before anything is done"
    for item in before.items:
        if item.held:
            reason = f"{item.id!r} holds before anything is done: `once` says from when"
            yield f"{place}.goals", reason
    lab = stage.lab_after(step.id, lambda lab: finish(lab, step))
    if reason := _unsolved(stage, step, lab):
        yield f"{place}.solution", reason
    if step.kind == "quiz":
        yield from _wrong_quiz(stage, step, place)
    for miss in step.near_misses:
        lab = stage.lab_after(step.id, partial(play, script=miss.acts))
        state = stage.state(lab, step.id)
        failed = {item.id for item in state.items if not item.held}
        if failed != set(miss.fails):
            reason = f"fails {_list(failed)}, not {_list(miss.fails)}"
            yield f"{place}.near_misses ({miss.told()})", reason
        elif reason := _wrong_hint(miss, state, GradedJournal(lab.journal)):
            yield f"{place}.near_misses ({miss.told()}).hint", reason
    for other in step.alternatives:
        lab = stage.lab_after(step.id, partial(play, script=other.acts))
        if reason := _unsolved(stage, step, lab):
            yield f"{place}.alternatives ({other.name})", reason


def _wrong_hint(miss: NearMiss, state: StepState, evidence: GradedJournal) -> str:
    """Why who makes the mistake does not get what answers it, or ""."""
    if not miss.hint:
        return "says which hint answers it: its number, or the name of a remark"
    if miss.signs and shown_at(miss, evidence, state.from_seq or 0) is None:
        return "its own acts do not bring about what `shows` says"
    if state.hint == str(miss.hint):
        return ""
    if not state.hint:
        return "nothing tells it from not having begun: `shows` says how it shows"
    return f"hint {state.hint} opens first, not {miss.hint}: `shows` tells it apart"


def _wrong_quiz(stage: Stage, step: LessonStep, place: str) -> Found:
    """Every other option must be wrong."""
    assert step.question
    for part, right in step.question.parts.items():
        for option in step.question.options:
            lab = stage.at(step.id)
            answer(lab, step)
            lab.apply(AnswerQuestion(part, option))
            if stage.state(lab, step.id).solved != (option in right):
                yield f"{place}.question", f"{option!r} is not graded as `right` says"


def _unsolved(stage: Stage, step: LessonStep, lab: Lab) -> str:
    """Why the step is not solved in this lab, or ""."""
    state = stage.state(lab, step.id)
    if state.solved:
        return ""
    reasons = why_not_held(step, state, GradedJournal(lab.journal))
    return f"does not solve the step: {'; '.join(reasons)}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
