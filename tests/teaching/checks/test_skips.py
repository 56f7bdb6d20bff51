"""Whatever a pupil skipped, repeated or broke, a demonstration shows what it should."""

import msgspec
import pytest

from simulator.acts import Close, Cut, Open, PowerOff, Skip, TypeLine
from simulator.teaching.catching_up import AUTO, acts_due
from simulator.teaching.checks.skips import (
    answers_after,
    answers_in_order,
    choices,
    demonstrated,
    wrong_skips,
)
from simulator.teaching.playing import SHIPPED, find_scenario, open_lab
from simulator.teaching.schema import LessonStep
from simulator.teaching.scripts import ScriptedAct, acts_of
from tests.worlds import library

LIBRARY = library()
SCRIPTED = [
    pytest.param(loaded.lesson, step, id=f"{slug}/{step.id}")
    for slug, loaded in LIBRARY.lessons.items()
    for step in loaded.lesson.steps
    if step.script
]
L09 = LIBRARY.lessons["primera-sesion-smtp"].lesson
FIRST, SECOND, THIRD = L09.steps[:3]
SCENARIO = find_scenario(L09.scenario, SHIPPED)


@pytest.mark.parametrize(("lesson", "step"), SCRIPTED)
def test_every_choice_of_skipped_steps_shows_the_same(lesson, step):
    scenario = find_scenario(lesson.scenario, SHIPPED)
    whole = answers_in_order(lesson, scenario, step)
    assert whole
    assert answers_after(lesson, scenario, step, frozenset()) == whole
    for skipped in choices(lesson, step):
        assert answers_after(lesson, scenario, step, skipped) == whole, skipped


def test_a_lab_in_order_needs_nothing():
    lab = open_lab(L09, SCENARIO)
    for step in (FIRST, SECOND, THIRD):
        assert acts_due(L09, step, lab) == []
        demonstrated(lab, L09, step)


def test_skipped_scenes_are_played_once():
    lab = open_lab(L09, SCENARIO)
    due = acts_due(L09, THIRD, lab)
    assert due == [*acts_of(FIRST.script), *acts_of(SECOND.script)]
    for act in due:
        lab.apply(act, AUTO)
        lab.settle()
    assert acts_due(L09, THIRD, lab) == []


DISTURBANCES = {
    "hung up": [Close()],
    "typed into it": [TypeLine(text="NOOP")],
    "spoilt the letter": [TypeLine(text="RSET"), TypeLine(text=".")],
    "called by hand too": [Open(host="pc-ana", target="sur", port=25)],
    "waited too long": [Skip()],
    "cut the cable": [Cut(link="sur")],
    "pulled the plug": [PowerOff(host="pc-ana")],
}


@pytest.mark.parametrize("acts", DISTURBANCES.values(), ids=DISTURBANCES)
@pytest.mark.parametrize("step", [SECOND, THIRD], ids=lambda step: step.id)
def test_a_disturbed_session_is_made_again(step, acts):
    lab = open_lab(L09, SCENARIO)
    for one in L09.steps[: L09.steps.index(step)]:
        demonstrated(lab, L09, one)
    for act in acts:
        lab.apply(act, "student")
        lab.settle()
    assert demonstrated(lab, L09, step) == answers_in_order(L09, SCENARIO, step)


@pytest.mark.parametrize("step", [FIRST, SECOND, THIRD], ids=lambda step: step.id)
def test_a_demonstration_can_be_seen_twice(step):
    lab = open_lab(L09, SCENARIO)
    shown = [demonstrated(lab, L09, step) for _ in range(3)]
    assert shown == [answers_in_order(L09, SCENARIO, step)] * 3


def test_an_open_terminal_of_the_pupil_is_hung_up_before_another_opens():
    lab = open_lab(L09, SCENARIO)
    lab.apply(Open(host="pc-ana", target="sur", port=25))
    lab.settle()
    assert acts_due(L09, FIRST, lab) == [Close("c1")]


def test_a_demonstration_that_needs_a_task_is_reported():
    """The pupil opens the session, the script goes on in it."""
    replace = msgspec.structs.replace
    task = L09.step("con-ayuda")
    opens = replace(task, solution=task.solution[:2], near_misses=[], alternatives=[])
    goes_on = LessonStep(
        id="sigue", kind="watch", script=[ScriptedAct(TypeLine("VRFY benito"))]
    )
    lesson = replace(L09, steps=[opens, goes_on])
    places = dict(wrong_skips(lesson, SCENARIO))
    assert list(places) == ["steps (sigue).script"]
    assert "con-ayuda" in places["steps (sigue).script"]
