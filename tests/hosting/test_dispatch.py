"""Requests of a browser: decoded with a place, answered once, and only for who may."""

import pytest

from simulator.hosting import Purpose
from simulator.teaching import bare
from tests.hosting.rig import TELNET, HostingInTest, Tab

LESSON = "primera-sesion-smtp"


@pytest.fixture
def hosting():
    return HostingInTest()


@pytest.fixture
def tab(hosting):
    return Tab(hosting, hosting.lab().id)


def test_an_act_is_answered_with_its_last_event_after_all_were_sent(tab):
    answer = tab.act("open", **TELNET)
    tab.read()
    assert answer == {"ok": True, "branch": "b1", "seq": len(tab.events) - 1}


@pytest.mark.parametrize(
    ("name", "message", "place"),
    [
        ("watch", {"lab": 7}, "$.lab"),
        ("watch", {"from": -1}, "$.from"),
        ("act", {"act": "line"}, "$.act"),
        ("act", {"act": {"act": "skip"}, "after": "3"}, "$.after"),
        ("waits", {"to": "yesterday"}, "$.to"),
        ("undo", {"id": "x" * 65}, "$.id"),
    ],
)
def test_a_request_of_the_wrong_shape_is_refused_with_the_place(
    tab, name, message, place
):
    answer = tab.ask(name, **message)
    assert answer["ok"] is False
    assert answer["error"]["key"] == "error.message"
    assert f"`{place}`" in answer["error"]["params"]["reason"]


@pytest.mark.parametrize("data", [None, 7, "x", [], {}])
def test_what_is_no_request_at_all_is_refused(hosting, tab, data):
    answer = hosting.dispatcher.answer("act", data, tab.caller)
    assert (answer.ok, answer.error.key) == (False, "error.message")


def test_a_request_nobody_knows_is_refused(tab):
    answer = tab.ask("explode")
    assert answer["error"]["params"] == {"reason": "unknown message explode"}


def test_a_doubled_request_gets_the_same_answer_and_is_done_once(tab):
    first = tab.act("open", **TELNET, id="once")
    before = tab.kinds()
    assert tab.act("open", **TELNET, id="once") == first
    assert tab.kinds() == before


def test_a_doubled_request_of_somebody_else_is_another_request(hosting, tab):
    secret = hosting.labs.get(tab.lab).secret
    guest = Tab(hosting, tab.lab, visitor="benito")
    first = tab.act("open", **TELNET, id="once")
    act = {"act": "open", **TELNET}
    answer = guest.ask("act", act=act, id="once", secret=secret)
    assert answer["seq"] > first["seq"]


def test_who_only_watches_may_not_act_and_is_told_so(hosting, tab):
    guest = Tab(hosting, tab.lab, visitor=None)
    assert guest.answer["may_act"] is False
    assert guest.act("open", **TELNET)["error"]["key"] == "error.watch_only"
    assert guest.ask("act", secret="wrong", act={"act": "skip"})["ok"] is False


def test_a_fault_of_ours_is_raised_and_ends_the_lab(hosting, tab, monkeypatch):
    def fail(*_, **__):
        raise AssertionError("a bug")

    monkeypatch.setattr("simulator.hosting.acting.act", fail)
    with pytest.raises(AssertionError):
        tab.act("power_on", host="pc-benito")
    ended = [news for news in tab.read() if news["name"] == "ended"]
    assert ended[0]["reason"] == {"key": "ended.broken", "params": {}}
    assert tab.ask("undo")["error"]["key"] == "ended.broken"


def test_a_step_of_a_lesson_is_played_and_its_standing_told(hosting):
    tab = Tab(hosting, hosting.lesson(LESSON).id)
    before = tab.ask("attempt", lesson=LESSON)
    step = before["steps"][0]["id"]
    question = hosting.content.lesson(LESSON).lesson.steps[0].question
    tab.act("answer", question="step", value=step)
    tab.act("answer", question=question.id, value=question.options[0])
    played = tab.ask("play", lesson=LESSON, step=step)
    assert played["ok"] is True, played
    after = tab.ask("attempt", lesson=LESSON, lang="en")
    assert before["current"] == step != after["current"]
    unseen = tab.ask("attempt", lesson=LESSON, lang="en", seen=0)
    assert unseen == after, "what a pupil answers counts as soon as it is answered"


def test_an_experiment_is_performed_on_a_branch_of_its_own_when_it_goes_back(hosting):
    slug, plan = next(
        (slug, plan)
        for slug, plan in hosting.content.experiments.items()
        if any(happening.after is not None for happening in plan.happenings)
    )
    scenario = bare(hosting.content.scenarios[plan.scenario])
    hosted = hosting.labs.own("ana", scenario, purpose=Purpose(experiment=slug))
    tab = Tab(hosting, hosted.id)
    answer = tab.ask("play", experiment=slug)
    assert answer["branch"] == "b2", answer


def test_what_a_skip_brings_is_told_and_not_done(hosting):
    tab = Tab(hosting, hosting.lab(scenario="cola-y-reintentos").id)
    seen = len(tab.events)
    answer = tab.ask("waits")
    assert answer["ok"] is False or answer["after_s"] > 0
    tab.read()
    assert len(tab.events) == seen
