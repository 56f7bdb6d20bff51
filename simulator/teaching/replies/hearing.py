"""Questions whose right answers are played: by the engines, in the lesson's own world.

Why it exists: what a server replies is known by asking it. A lesson names the server
and what is said to it; the replies are added here when the lesson is loaded. It refuses
a dialogue whose client the chair could not lead (`client.py`).
"""

from collections.abc import Callable, Sequence

import msgspec

from simulator.acts import AnswerQuestion
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Served
from simulator.scenario import Scenario, scenario_view
from simulator.teaching.playing import PlayError, Stage, open_lab, play
from simulator.teaching.questions import PLAYED, LessonQuestion
from simulator.teaching.replies.client import client_hears
from simulator.teaching.replies.turns import Dialogue, dialogue_in
from simulator.teaching.schema import Lesson, LessonStep
from simulator.teaching.scripts import ScriptedAct


def needs_playing(lesson: Lesson) -> bool:
    """Whether some right answer of it is still to be played."""
    return any(step.question and step.question.kind in PLAYED for step in lesson.steps)


def with_replies(lesson: Lesson, scenario: Scenario) -> Lesson:
    """The lesson with what its servers reply. Raises ValueError, naming the step."""
    steps = list(lesson.steps)
    for at, step in enumerate(steps):
        question = step.question
        if question is None or question.kind not in PLAYED:
            continue
        so_far = msgspec.structs.replace(lesson, steps=list(steps))
        try:
            heard = _heard(so_far, scenario, step, question)
        except (ValueError, PlayError) as error:
            raise ValueError(f"{step.id}: {error}") from None
        steps[at] = _with(step, question, heard)
    return msgspec.structs.replace(lesson, steps=steps)


def _with(step: LessonStep, question: LessonQuestion, heard: Dialogue) -> LessonStep:
    """A chair's solution is what the server itself replies."""
    solution = step.solution
    if question.kind == "serve":
        wires = ["\n".join(turn.reply) for turn in heard.turns]
        acts = [AnswerQuestion(question.id, wire) for wire in wires]
        solution = [ScriptedAct(act) for act in acts]
    question = msgspec.structs.replace(question, heard=heard)
    return msgspec.structs.replace(step, question=question, solution=solution)


def _heard(
    lesson: Lesson, scenario: Scenario, step: LessonStep, question: LessonQuestion
) -> Dialogue:
    if question.kind == "serve":
        lab = open_lab(lesson, scenario)
        dialogue = _dialogue(lab, question.host, lambda lab: play(lab, question.acts))
        _must_be_led(dialogue)
        return dialogue
    lab = Stage(lesson, scenario).at(step.id)
    whole = _dialogue(lab, question.host, lambda lab: play(lab, step.script, "auto"))
    asked = [turn for turn in whole.turns if turn.verb == question.verb.upper()]
    if not asked:
        raise ValueError(f"the script says no {question.verb!r} to {question.host!r}")
    return msgspec.structs.replace(whole, turns=(asked[-1],))


def _dialogue(lab: Lab, host: str, do: Callable[[Lab], None]) -> Dialogue:
    start = len(lab.journal)
    do(lab)
    served = ServedJournal(lab.journal, scenario_view(lab.scenario))
    events: Sequence[Served] = served.served()[start:]
    conns = served.typed_model.conns.values()
    return dialogue_in(events, host, {conn.id for conn in conns if conn.terminal})


def _must_be_led(dialogue: Dialogue) -> None:
    """Whether the engine of a client says the same again, whatever is announced."""
    if dialogue.typed:
        return
    if dialogue.protocol != "smtp":
        raise ValueError("only a person or an SMTP client may be at the other side")
    verbs = [turn.verb for turn in dialogue.turns]
    for announced in (True, False):
        replies = [
            "\n".join(turn.reply) if announced or turn.verb != "EHLO" else "250 ok"
            for turn in dialogue.turns
        ]
        said = [
            line for heard in client_hears(dialogue, replies) for line in heard.sent
        ]
        if [_verb(line) for line in said] != verbs[1:]:
            raise ValueError(f"the client cannot be led: it says {said}")


def _verb(line: str) -> str:
    return "." if line.endswith("\r\n.") else line.partition(" ")[0]
