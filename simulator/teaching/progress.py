"""A pupil's attempt at a lesson: where every step stands, and three scores.

Why it exists: the page, the command line and a teacher's copy must agree, so one pure
function folds a branch of the journal into everything they show.

A step begins where `answer("step", ID)` is recorded; the last such record counts, so
that a step can be tried again. What was solved on a line of the story that was left is
recorded on the new one (`keeping.py`) and stays solved. It refuses one percentage:
task, prediction and quiz stay three numbers, and mistakes on the way cost nothing.
"""

import msgspec

from simulator.journal import Journal
from simulator.journal.facts import LabAnswered
from simulator.projections.shapes.lessons import Criterion, Score
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.judge import (
    ModelData,
    answers_to,
    hint_against,
    judge_step,
)
from simulator.teaching.questions import (
    SOLVED_QUESTION,
    STEP_QUESTION,
    LessonQuestion,
)
from simulator.teaching.replies.seat import Seat, seat_after
from simulator.teaching.schema import Lesson, LessonStep


class Answered(msgspec.Struct, frozen=True):
    """How one question (or one arrow of it) stands; "" when not answered.

    `first`: the first answer in the whole branch, the one that scores. `last`: the
    newest, the one that is shown. `tries`: how many. Labels of a task count since the
    step began; a prediction and a quiz are answered once and for all.
    """

    first: str
    last: str
    first_right: bool
    right: bool
    tries: int


class StepState(msgspec.Struct, frozen=True):
    """How one step stands. `from_seq`: None when it has not begun. `earlier`: solved
    before, though not all `items` hold in this try."""

    id: str
    from_seq: int | None
    solved: bool
    earlier: bool = False
    items: tuple[Criterion, ...] = ()
    answers: dict[str, Answered] = {}
    seat: Seat | None = None
    """Of a step in which one answers in a server's place."""
    hint: str = ""
    """What answers the mistake that shows: number of a hint, or name of a remark."""


class Progress(msgspec.Struct, frozen=True):
    """The whole lesson, on one branch."""

    lesson: str
    steps: tuple[StepState, ...]
    task: Score
    prediction: Score
    quiz: Score

    @property
    def solved(self) -> bool:
        """Every step is over."""
        return all(step.solved for step in self.steps)

    def step(self, step_id: str) -> StepState:
        """The state of that step. Raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


def began_at(step_id: str, evidence: GradedJournal) -> int | None:
    """First event of a step: the one after its last record; None when there is none."""
    found = None
    for seq in evidence.seqs(["lab.answered"], 0):
        fact = evidence.events[seq].fact
        assert isinstance(fact, LabAnswered)
        if fact.question == STEP_QUESTION and fact.value == step_id:
            found = seq + 1
    return found


def solved_before(evidence: GradedJournal) -> frozenset[str]:
    """Steps that are recorded as solved (`keeping.py`)."""
    facts = [evidence.events[seq].fact for seq in evidence.seqs(["lab.answered"], 0)]
    return frozenset(
        fact.value
        for fact in facts
        if isinstance(fact, LabAnswered)
        and fact.question == SOLVED_QUESTION
        and fact.actor == "auto"
    )


def judge_lesson(
    lesson: Lesson, journal: Journal, model: ModelData, seen: int | None = None
) -> Progress:
    """Fold one branch of the journal, as far as event `seen`, into an attempt.

    `model`: after that event. A lab runs ahead of its animation: a goal is ticked when
    the pupil has watched what holds it, not when it was computed.
    """
    evidence = GradedJournal(journal, seen)
    before = solved_before(evidence)
    states = tuple(
        _step_state(step, evidence, model, step.id in before, lesson.any_order)
        for step in lesson.steps
    )
    by_kind = {
        kind: [
            answered
            for step, state in zip(lesson.steps, states, strict=True)
            if step.kind == kind
            for answered in state.answers.values()
        ]
        for kind in ("predict", "quiz")
    }
    held = [item.held or state.earlier for state in states for item in state.items]
    return Progress(
        lesson=lesson.slug,
        steps=states,
        task=Score(got=sum(held), of=len(held)),
        prediction=_score(by_kind["predict"]),
        quiz=_score(by_kind["quiz"]),
    )


def _score(answers: list[Answered]) -> Score:
    right = sum(answered.first_right for answered in answers)
    return Score(got=right, of=len(answers))


def _step_state(
    step: LessonStep,
    evidence: GradedJournal,
    model: ModelData,
    before: bool,
    any_order: bool,
) -> StepState:
    from_seq = 0 if any_order else began_at(step.id, evidence)
    # A step that has not begun starts beyond the end: nothing counts for it yet.
    start = len(evidence.events) if from_seq is None else from_seq
    items = judge_step(step, evidence, model, start)
    if from_seq is None:
        items = tuple(Criterion(item.id, held=False) for item in items)
    first = start if step.kind == "do" else 0
    answers, seat = {}, None
    if step.question and step.question.kind == "serve" and step.question.heard:
        given = answers_to(step.question.id, evidence, start)
        seat = seat_after(step.question.heard, given)
    elif step.question:
        answers = _answers(step.question, evidence, first)
    now = from_seq is not None and _solved(step, items, answers)
    open_now = from_seq is not None and not (now or before)
    hint = hint_against(step, items, evidence, start) if open_now else ""
    return StepState(
        id=step.id,
        from_seq=from_seq,
        solved=now or before,
        earlier=before and not now,
        items=items,
        answers=answers,
        seat=seat,
        hint=hint,
    )


def _solved(
    step: LessonStep, items: tuple[Criterion, ...], answers: dict[str, Answered]
) -> bool:
    """A prediction is over once made, right or wrong; a quiz once it is right."""
    if step.kind == "predict":
        return all(answered.tries for answered in answers.values())
    if step.kind == "quiz":
        return all(answered.right for answered in answers.values())
    return all(item.held for item in items)


def _answers(
    question: LessonQuestion, evidence: GradedJournal, from_seq: int
) -> dict[str, Answered]:
    found = {}
    for part in question.parts:
        ever = answers_to(part, evidence, 0)
        given = answers_to(part, evidence, from_seq)
        found[part] = Answered(
            first=ever[0] if ever else "",
            last=given[-1] if given else "",
            first_right=bool(ever) and question.is_right(part, ever[0]),
            right=bool(given) and question.is_right(part, given[-1]),
            tries=len(given),
        )
    return found
