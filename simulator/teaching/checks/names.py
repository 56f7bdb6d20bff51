"""Names in a lesson: every kind, field, machine, mailbox and path it speaks of exists.

Why it exists: a goal with a misspelt machine can never be met, and nobody would know.
It refuses to run anything but the opening of the scenario.
"""

from collections.abc import Iterable, Iterator

from simulator.acts import ACTS, Act, AnswerQuestion, Open, encode_act
from simulator.scenario import Scenario
from simulator.teaching.goals import Goal, Pattern
from simulator.teaching.judge import ModelData
from simulator.teaching.patterns import COMPARE, wrong_comparisons, wrong_in
from simulator.teaching.playing import model_of, open_lab
from simulator.teaching.schema import Lesson, LessonStep, NearMiss
from simulator.teaching.scripts import ScriptedAct
from simulator.teaching.vocabulary import DERIVED, FACTS, fields_of_kind

Found = Iterator[tuple[str, str]]

HOST_FIELDS = ("host", "server", "to_host", "by", "peer")
HOST_TARGETS = {
    spec.name for spec in ACTS if {"host", "link"} & {*spec.struct.__struct_fields__}
}
"""Acts that are about a machine."""

TREES = ("hosts", "mailboxes", "links")
"""Parts of the model whose keys are known before anything happens."""


def wrong_names(lesson: Lesson, scenario: Scenario) -> Found:
    """`(place, reason)` of everything that is named and does not exist."""
    model = model_of(open_lab(lesson, scenario))
    for step in lesson.steps:
        place = f"steps ({step.id})"
        for goal in step.goals:
            for reason in _wrong_goal(goal, model):
                yield f"{place}.goals ({goal.id})", reason
        for where, script in _scripts(step):
            for number, one in enumerate(script, 1):
                patterns = [one.after] if one.after is not None else []
                for reason in (
                    *_wrong_act(one.act, scenario, lesson),
                    *_wrong_patterns(patterns, model),
                ):
                    yield f"{place}.{where}", f"act {number} ({one.name}): {reason}"
        for miss in step.near_misses:
            where = f"{place}.near_misses ({miss.told()})"
            yield from _wrong_miss(miss, step.items, model, where)
        if step.goals and len(step.near_misses) < 1:
            yield place, "a step with goals needs a near miss"
    if sum(len(step.near_misses) for step in lesson.steps) < 2:
        yield "steps", "a lesson needs two near misses or more"


def _wrong_miss(
    miss: NearMiss, items: tuple[str, ...], model: ModelData, where: str
) -> Found:
    for item in miss.fails:
        if item not in items:
            yield where, f"fails {item!r}, which is no goal of the step"
    for reason in _wrong_patterns(miss.signs, model):
        yield f"{where}.shows", reason


def _scripts(step: LessonStep) -> Iterator[tuple[str, list[ScriptedAct]]]:
    yield "script", step.script
    if step.question:
        yield "question", step.question.acts
    yield "solution", step.solution
    for miss in step.near_misses:
        yield f"near_misses ({miss.told()})", miss.acts
    for other in step.alternatives:
        yield f"alternatives ({other.name})", other.acts


def _wrong_act(act: Act, scenario: Scenario, lesson: Lesson) -> Iterator[str]:
    fields = encode_act(act)
    host = str(fields.get("host") or fields.get("link") or "")
    if host and scenario.host(host) is None:
        yield f"the scenario has no machine {host!r}"
    if isinstance(act, Open) and scenario.host_called(act.target) is None:
        yield f"the scenario has no machine {act.target!r}"
    mailbox = fields.get("mailbox")
    if mailbox and mailbox not in {each.address for each in scenario.accounts}:
        yield f"the scenario has no mailbox {mailbox!r}"
    if isinstance(act, AnswerQuestion):
        yield from _wrong_answer(act.question, act.value, lesson)


def _wrong_answer(part: str, value: str, lesson: Lesson) -> Iterator[str]:
    for step in lesson.steps:
        if step.question and step.question.takes(part):
            if not step.question.may_be(value):
                yield f"{value!r} is no option of {part!r}"
            return
    yield f"the lesson asks no {part!r}"


def _wrong_goal(goal: Goal, model: ModelData) -> Iterator[str]:
    if goal.once is not None:
        yield from _wrong_patterns([goal.once], model)
    if goal.holds is not None:
        yield from _wrong_path(goal.holds, model)
        return
    patterns = [*goal.patterns, *goal.without]
    yield from _wrong_patterns(patterns, model)
    for key in goal.keys:
        if key != "conn" and key not in DERIVED:
            kinds = [str(p["kind"]) for p in patterns if p.get("kind") in FACTS]
            if not any(key in fields_of_kind(kind) for kind in kinds):
                yield f"same: no fact of the goal has a field {key!r}"


def _wrong_patterns(patterns: Iterable[Pattern], model: ModelData) -> Iterator[str]:
    for pattern in patterns:
        reasons = list(wrong_in(pattern))
        yield from reasons
        if not reasons:
            yield from _wrong_places(pattern, model)


def _wrong_places(pattern: Pattern, model: ModelData) -> Iterator[str]:
    """Machines and mailboxes a pattern names."""
    for name, tree in [*((field, "hosts") for field in HOST_FIELDS)] + [
        ("mailbox", "mailboxes")
    ]:
        for value in _values(pattern.get(name)):
            if value and value not in _names(model, tree):
                yield f"{name}: the scenario has no {value!r}"
    if pattern["kind"] == "lab.intervened" and pattern.get("act") in HOST_TARGETS:
        for value in _values(pattern.get("target")):
            if value not in _names(model, "hosts"):
                yield f"target: the scenario has no {value!r}"


def _names(model: ModelData, tree: str) -> set[object]:
    """The keys of one part of the model."""
    part = model[tree]
    return set(part) if isinstance(part, dict) else set()


def _values(condition: object) -> list[object]:
    """The values a condition asks to be equal to."""
    if isinstance(condition, dict):
        several = condition.get("in", [])
        return [*several, *([condition["="]] if "=" in condition else [])]
    return [] if condition is None else [condition]


def _wrong_path(holds: Pattern, model: ModelData) -> Iterator[str]:
    """A path must begin in the model; inside the known trees, with a known key."""
    path = holds.get("path")
    tests = {op: value for op, value in holds.items() if op != "path"}
    if not isinstance(path, list) or not path:
        yield "holds needs a path, a list of keys"
        return
    if not tests or not set(tests) <= set(COMPARE):
        yield f"holds needs comparisons ({', '.join(COMPARE)}) beside the path"
        return
    yield from wrong_comparisons(tests, None, ".".join(map(str, path)))
    if path[0] not in model:
        yield f"the model has no {path[0]!r}"
    elif path[0] in TREES and path[1:] and path[1] not in ("*", "#"):
        known = _names(model, path[0])
        if path[1] not in known:
            yield f"{path[0]}: the scenario has no {path[1]!r}"
