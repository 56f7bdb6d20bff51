"""A trial: acts done at the beginning of a step, in a world of their own.

Why it exists: whether lines are in a right order is for the engines and the step's
goals to say, and what each line was answered stands beside it. The pupil's own world
stays as it was. It refuses to compare texts.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from simulator.acts import Act, Open
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import Text
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Served
from simulator.projections.shapes.lessons import TriedLine, TriedReply
from simulator.scenario import scenario_view
from simulator.teaching.keeping import STUDENT
from simulator.teaching.playing import Stage
from simulator.teaching.progress import StepState, judge_lesson

REPLY_LINES_MAX = 12
REFUSED = ("4", "5", "-")
_CLOSED = Text("error.connection_closed")
"""Also of a call that a demonstration before the trial had ended."""


class Trial(NamedTuple):
    """How the step stands after the acts, and what each of them was answered."""

    state: StepState
    lines: tuple[TriedLine, ...]


def try_acts(stage: Stage, step_id: str, acts: Iterable[Act]) -> Trial:
    """Do the acts one by one; a refused one is told, and the rest goes on."""
    lab = stage.at(step_id)
    problems: list[Text | None] = []
    ends = [len(lab.journal)]
    called = False
    for act in acts:
        called = called or isinstance(act, Open)
        problem = _done(lab, act)
        if problem == _CLOSED and not called:
            problem = Text("error.no_connection")
        problems.append(problem)
        ends.append(len(lab.journal))
    served = ServedJournal(lab.journal, scenario_view(lab.scenario))
    events, conns = served.served(), served.typed_model.conns
    typed = {conn.id for conn in conns.values() if conn.terminal}
    lines = tuple(
        TriedLine(replies=_replies(events[start:end], typed), problem=problem)
        for start, end, problem in zip(ends, ends[1:], problems, strict=False)
    )
    progress = judge_lesson(stage.lesson, lab.journal, served.model)
    return Trial(progress.step(step_id), lines)


def _done(lab: Lab, act: Act) -> Text | None:
    """Does it; why it cannot be done, if so."""
    try:
        lab.apply(act, STUDENT)
    except LabError as error:
        return Text(error.key, error.params)
    lab.settle()
    return None


def _replies(events: Sequence[Served], typed: set[str]) -> tuple[TriedReply, ...]:
    """What the server said in connections somebody types in."""
    found = []
    for event in events:
        beat = event.beat
        if beat is None or event.conn not in typed or beat.from_ != beat.server:
            continue
        if beat.shape in ("reply", "letter"):
            lines = (beat.head + beat.text, *beat.more)
            refused = beat.mark in REFUSED
            found.append(
                TriedReply(
                    mark=beat.mark,
                    lines=lines[:REPLY_LINES_MAX],
                    why=event.why if refused else None,
                )
            )
    return tuple(found)
