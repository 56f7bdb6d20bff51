"""What a pupil keeps of a lesson when a line of the story is left for another.

Why it exists: a step that is repeated, a lesson that begins again and a step back that
forks all leave a line on which things were solved and predicted. The new line records
them, so the judge of that line alone still knows, and so does a lab that is remade.

It refuses partial credit: goals of a step that is not over belong to the line left.
"""

from typing import NamedTuple

from simulator.acts import AnswerQuestion
from simulator.journal import Journal
from simulator.journal.facts import LabAnswered
from simulator.teaching.catching_up import AUTO
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.progress import Progress, began_at
from simulator.teaching.questions import SOLVED_QUESTION
from simulator.teaching.schema import Lesson

STUDENT = "student"


def step_began(step: str, journal: Journal) -> int | None:
    """The event with which a pupil turned to the step last; None when never."""
    first = began_at(step, GradedJournal(journal))
    return None if first is None else first - 1


class KeptAnswer(NamedTuple):
    """An answer to record, and by whom: predictions are the pupil's own."""

    actor: str
    act: AnswerQuestion


def to_keep(
    lesson: Lesson, progress: Progress, left: Journal, line: Journal
) -> list[KeptAnswer]:
    """What `line` must be told that stands in `left`, where `progress` is reached."""
    marked = _answers(line, SOLVED_QUESTION, AUTO)
    solved = [step.id for step in progress.steps if step.solved]
    found = [
        KeptAnswer(AUTO, AnswerQuestion(SOLVED_QUESTION, step))
        for step in solved
        if step not in marked
    ]
    for step in lesson.steps:
        if step.question and step.kind != "do":
            for part in step.question.parts:
                found += _missing(part, left, line)
    return found


def _missing(part: str, left: Journal, line: Journal) -> list[KeptAnswer]:
    """The first answer scores and the newest is shown: both are kept."""
    given, known = _answers(left, part, STUDENT), _answers(line, part, STUDENT)
    values = [] if known else given[:1]
    if given and given[-1] != [*known, *values][-1]:
        values.append(given[-1])
    return [KeptAnswer(STUDENT, AnswerQuestion(part, value)) for value in values]


def _answers(journal: Journal, question: str, actor: str) -> list[str]:
    facts = [event.fact for event in journal.events]
    return [
        fact.value
        for fact in facts
        if isinstance(fact, LabAnswered)
        and (fact.question, fact.actor) == (question, actor)
    ]
