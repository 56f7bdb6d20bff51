"""Why a goal did not hold, in words for whoever wrote it.

Why it exists: "saludo not held" sends a teacher guessing. Did the fact never occur, or
did it occur otherwise, or by another hand? It refuses to grade: `judge.py` does.
"""

from collections.abc import Iterator

from simulator.teaching.goals import Goal, Pattern
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.judge import counts
from simulator.teaching.patterns import RESERVED, is_match
from simulator.teaching.progress import StepState
from simulator.teaching.schema import LessonStep


def why_not_held(
    step: LessonStep, state: StepState, evidence: GradedJournal
) -> Iterator[str]:
    """One reason for each item of the step that does not hold."""
    start = state.from_seq or 0
    goal_of = {item: goal for goal in step.goals for item in goal.items}
    for item in state.items:
        if item.held:
            continue
        goal = goal_of.get(item.id)
        if goal is None:
            yield f"{item.id}: its answer is not the right one"
        elif goal.holds is not None:
            yield f"{item.id}: the world is not so"
        elif goal.never is not None:
            yield f"{item.id}: {_said(goal.never)} did occur"
        else:
            yield f"{item.id}: {_reason(goal, item.id, evidence, start)}"


def _reason(goal: Goal, item: str, evidence: GradedJournal, start: int) -> str:
    """Of the patterns that count for the item, the first that was not met."""
    for pattern in _of_item(goal, item):
        kind = str(pattern["kind"])
        seqs = list(evidence.seqs([kind], start))
        if not seqs:
            return f"this fact never occurred: {kind}"
        matching = [seq for seq in seqs if is_match(pattern, seq, evidence)]
        if not matching:
            times = "once" if len(seqs) == 1 else f"{len(seqs)} times"
            said = _said(_never_met(pattern, seqs, evidence))
            return f"this fact never occurred: {said} ({kind} did, {times})"
        if not any(counts(goal, seq, evidence, start) for seq in matching):
            return f"{_said(pattern)} occurred, but not by the student"
    return "its facts occurred, but not together, as often or in the order asked for"


def _of_item(goal: Goal, item: str) -> list[Pattern]:
    """The pattern named `item` and the unnamed ones before it; else all."""
    found: list[Pattern] = []
    for pattern in goal.patterns:
        found.append(pattern)
        if pattern.get("id") == item:
            return found
        if "id" in pattern:
            found = []
    return goal.patterns


def _never_met(pattern: Pattern, seqs: list[int], evidence: GradedJournal) -> Pattern:
    """The pattern with only those conditions that no event met alone; whole, when
    each was met by some event."""
    kind = pattern["kind"]
    alone = {
        name: condition
        for name, condition in pattern.items()
        if name not in RESERVED
        and not any(
            is_match({"kind": kind, name: condition}, seq, evidence) for seq in seqs
        )
    }
    return {"kind": kind, **alone} if alone else pattern


def _said(pattern: Pattern) -> str:
    """`smtp.reply_sent with code = 250, verb = 'QUIT'`."""
    tests = [
        f"{name} = {condition!r}"
        for name, condition in pattern.items()
        if name not in RESERVED
    ]
    return (
        f"{pattern['kind']} with {', '.join(tests)}" if tests else str(pattern["kind"])
    )
