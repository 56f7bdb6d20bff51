"""Repeating a step, beginning a lesson again, forking: what comes back, what is kept.

Properties over every lesson: whatever a pupil repeats, restarts or forks, nothing
solved or predicted is forgotten, and doing what is left finishes the lesson.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.acts import encode_act
from simulator.teaching import moment
from tests.hosting.rig import HostingInTest, Tab, content, over_the_wire

LESSONS = sorted(content().library.lessons)


OUT_OF_PLACE = {
    "error.already_off",
    "error.already_on",
    "error.connection_closed",
    "error.host_is_off",
    "error.no_connection",
    "error.nothing_waits",
    "error.record_is_not_there",
    "error.record_is_there",
}
"""Why an act of a step may be refused that is solved before the one it goes on from."""


class Pupil:
    """Somebody at a lesson's page: turns to steps, answers, watches, does."""

    def __init__(self, slug):
        self.hosting = HostingInTest()
        self.plan = content().lesson(slug).lesson
        self.hosted = self.hosting.lesson(slug)
        self.tab = Tab(self.hosting, self.hosted.id)
        self.ids = [step.id for step in self.plan.steps]
        self.here = self.ids[0]
        self._told = None
        self.begin(self.here)

    # --- what the page does ---

    def begin(self, step):
        self.here = step
        if not self.state(step)["begun"]:
            self.did("act", act={"act": "answer", "question": "step", "value": step})

    def did(self, name, *, refused=False, **message):
        """`refused`: out of its place an act may be impossible: no call is open, or a
        machine is already off."""
        answer = self.change(name, **message)
        if refused and not answer["ok"]:
            assert answer["error"]["key"] in OUT_OF_PLACE, answer
            return
        assert answer["ok"], answer
        if answer["branch"] != self.tab.branch:
            self.tab.watch(branch=answer["branch"])
            if not self.state(self.here)["begun"]:
                self.begin(self.here)
        self.tab.read()

    def change(self, name, **message):
        """Ask for something that may change how the pupil stands."""
        self._told = None
        return self.tab.ask(name, **message)

    def undo(self):
        answer = self.change("undo")
        if answer["ok"]:
            self.tab.watch(branch=answer["branch"])

    def do(self, acts, *, refused=False):
        """One after another; what is done in flight, at its moment of the past."""
        since = len(self.tab.events) - 1
        for one in acts:
            message = {"act": encode_act(one.act)}
            if one.after is not None:
                message["after"] = moment(self.journal(), since, one.after)
                assert message["after"] is not None, one.after
            since = len(self.tab.events) - 1
            self.did("act", refused=refused, **message)

    def solve(self, step, *, refused=False):
        plan = self.plan.step(step)
        self.begin(step)
        if plan.question and plan.kind != "do" and not self.state(step)["solved"]:
            for part, right in plan.question.parts.items():
                answer = {"act": "answer", "question": part, "value": right[0]}
                self.did("act", act=answer)
        if plan.script:
            self.did("play", refused=refused, lesson=self.plan.slug, step=step)
        self.do(plan.solution, refused=refused)

    def fail(self, step):
        plan = self.plan.step(step)
        self.begin(step)
        for miss in plan.near_misses[:1]:
            self.do(miss.acts, refused=True)

    def finish(self):
        """Do what is left; a step that went wrong is repeated, or all begins again."""
        for step in self.ids:
            for way in (None, "repeat", "restart"):
                if not self.state(step)["solved"]:
                    self.begin(step)
                    if way:
                        self.did(way, step=step)
                    if way == "restart":
                        for earlier in self.ids[: self.ids.index(step)]:
                            self.solve(earlier, refused=True)
                    self.solve(step, refused=way != "restart")

    # --- what the page sees ---

    def standing(self):
        """Asked for once after each change."""
        if self._told is None:
            self._told = self.tab.ask("attempt", lesson=self.plan.slug, lang="es")
        return self._told

    def state(self, step):
        return next(one for one in self.standing()["steps"] if one["id"] == step)

    def journal(self):
        """Of the branch this pupil is on."""
        branch = self.hosted.tree.get(self.tab.branch)
        with self.hosted.turn():
            return self.hosted.awake(branch).journal

    def model(self):
        """The world: all but what was answered."""
        branch = self.hosted.tree.get(self.tab.branch)
        with self.hosted.turn():
            model = dict(self.hosted.served_journal(branch).model)
        model.pop("answers")
        return over_the_wire(model)

    def reached(self):
        """Steps that are solved, and first answers to predictions and quizzes."""
        steps = self.standing()["steps"]
        solved = {step["id"] for step in steps if step["solved"]}
        asked = [s.id for s in self.plan.steps if s.question and s.kind != "do"]
        given_ = {
            (part, answer["value"])
            for step in steps
            if step["id"] in asked
            for part, answer in step["answers"].items()
        }
        return solved | given_


@pytest.mark.parametrize("slug", LESSONS)
def test_a_repeated_step_begins_in_the_world_it_began_in_and_the_lesson_ends(slug):
    pupil, worlds = Pupil(slug), {}
    for step in pupil.ids:
        pupil.begin(step)
        worlds[step] = pupil.model()
        pupil.solve(step)
        before, scores = pupil.reached(), pupil.standing()["scores"]
        pupil.did("repeat", step=step)
        assert pupil.model() == worlds[step]
        assert pupil.reached() == before
        assert pupil.standing()["scores"] == scores
        pupil.solve(step)
    assert pupil.standing()["solved"]
    for step in reversed(pupil.ids):
        pupil.did("repeat", step=step)
        assert pupil.model() == worlds[step]
        assert pupil.standing()["solved"]


@pytest.mark.parametrize("slug", LESSONS)
def test_a_step_failed_and_repeated_is_solved_as_at_first(slug):
    pupil = Pupil(slug)
    for step in pupil.ids:
        if pupil.plan.step(step).near_misses:
            pupil.fail(step)
            pupil.did("repeat", step=step)
            held = [goal["held"] for goal in pupil.state(step)["goals"]]
            assert not all(held)
        pupil.solve(step)
        assert pupil.state(step)["solved"], step
    assert pupil.standing()["solved"]


CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["solve", "fail", "repeat", "restart", "undo", "jump", "fork"]),
        st.integers(0, 8),
    ),
    max_size=7,
)


@pytest.mark.parametrize("slug", LESSONS)
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(CHOICES)
def test_whatever_is_repeated_nothing_reached_is_lost_and_the_lesson_ends(
    slug, choices
):
    pupil = Pupil(slug)
    for what, number in choices:
        step = pupil.ids[number % len(pupil.ids)]
        before = pupil.reached()
        match what:
            case "solve":
                pupil.solve(step, refused=True)
            case "fail":
                pupil.fail(step)
                before -= {step}
            case "jump":
                pupil.begin(step)
            case "repeat":
                pupil.begin(step)
                before = pupil.reached()
                pupil.did("repeat", step=step)
            case "restart":
                pupil.did("restart")
            case "undo":
                before -= {pupil.here}
                pupil.undo()
            case "fork":
                fork(pupil, number)
        assert before <= pupil.reached(), (what, step)
    pupil.finish()
    assert pupil.standing()["solved"]


def fork(pupil, number):
    """Step back some events on purpose, and do something there."""
    last = len(pupil.tab.events) - 1
    act = {"act": "answer", "question": "elsewhere", "value": "x"}
    pupil.did("act", act=act, after=max(1, last - 5 * number - 1))
