"""A page asks for an exercise and tries what somebody made of it."""

import pytest

from tests.hosting.rig import HostingInTest, Tab, content

SLUG, STEP = "primera-sesion-smtp", "con-ayuda"
OF_STEP = {"lesson": SLUG, "step": STEP}


@pytest.fixture
def tab():
    hosting = HostingInTest()
    return Tab(hosting, hosting.lesson(SLUG).id)


def solution():
    step = content().lesson(SLUG).lesson.step(STEP)
    return [scripted.act for scripted in step.solution]


def test_lines_are_put_in_order_and_judged_without_touching_the_lab(tab):
    shown = tab.ask("exercise", level="order", tries=3, **OF_STEP)
    assert shown["ok"]
    texts = [line["before"] for line in shown["lines"]]
    wanted = ["telnet sur 25", *(act.text for act in solution()[1:])]
    told = tab.ask(
        "trial",
        level="order",
        tries=3,
        placed=[texts.index(t) for t in wanted],
        **OF_STEP,
    )
    assert told["ok"] and told["solved"]
    assert all(goal["held"] for goal in told["goals"])
    assert len(told["lines"]) == len(wanted)
    tab.read()
    kinds = {event["fact"]["kind"] for event in tab.events}
    assert "terminal.line_sent" not in kinds


def test_gaps_left_empty_are_judged_by_what_the_server_says(tab):
    shown = tab.ask("exercise", level="fill", **OF_STEP)
    gaps = sum(line.get("gap", False) for line in shown["lines"])
    told = tab.ask("trial", level="fill", filled=[""] * gaps, **OF_STEP)
    assert told["ok"] and not told["solved"]
    assert any(line.get("problem") or line["replies"] for line in told["lines"])


def test_the_solution_can_be_watched_and_solves_nothing(tab):
    tab.act("answer", question="step", value=STEP)
    answer = tab.ask("play", solution=True, **OF_STEP)
    assert answer["ok"]
    tab.read()
    sent = [e["fact"] for e in tab.events if e["fact"]["kind"] == "terminal.line_sent"]
    assert len(sent) == len(solution()) - 1
    assert {fact["actor"] for fact in sent} == {"auto"}
    standing = tab.ask("attempt", lesson=SLUG)
    step = next(each for each in standing["steps"] if each["id"] == STEP)
    assert not any(goal["held"] for goal in step["goals"])


@pytest.mark.parametrize("step", ["primera-palabra", "nowhere"])
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("exercise", {"level": "order"}),
        ("trial", {"level": "fill"}),
        ("play", {"solution": True}),
    ],
)
def test_a_step_that_is_no_typed_task_has_no_exercise(tab, name, more, step):
    answer = tab.ask(name, lesson=SLUG, step=step, **more)
    assert answer["error"]["key"] == "error.no_exercise"


def test_who_only_watches_makes_the_server_work_for_nobody(tab):
    other = Tab(tab.hosting, tab.lab, visitor="benito")
    answer = other.ask("exercise", level="order", **OF_STEP)
    assert answer["error"]["key"] == "error.watch_only"


@pytest.mark.parametrize("placed", [[0, 0], [99]])
def test_lines_that_cannot_be_placed_so_are_refused(tab, placed):
    answer = tab.ask("trial", level="order", placed=placed, **OF_STEP)
    assert answer["error"]["key"] == "error.message"
