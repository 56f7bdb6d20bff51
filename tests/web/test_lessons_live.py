"""A lesson over the channel: skipped scenes, what was seen, what a skip would end."""

import re

import pytest

from simulator.projections.catalogue import load, render
from tests.worlds import library
from tools.run import ROOT

L03, L09 = "quien-habla-con-quien", "primera-sesion-smtp"


@pytest.fixture(scope="module")
def lessons():
    """The lessons that come with Cartero."""
    return ROOT / "lessons"


@pytest.fixture
def l09(visitor):
    return visitor.tab(visitor.boot(f"/aprende/{L09}")["lab"])


@pytest.fixture
def l03(visitor):
    return visitor.tab(visitor.boot(f"/aprende/{L03}")["lab"])


def codes(tab, start=0):
    tab.read()
    facts = [event["fact"] for event in tab.events[start:]]
    return [fact["code"] for fact in facts if fact["kind"] == "smtp.reply_sent"]


def begin(tab, step):
    assert tab.act("answer", question="step", value=step)["ok"]


def test_a_lesson_is_ready_once_what_was_skipped_has_been_done(l09):
    begin(l09, "el-final")
    ready = l09.ask("ready", lesson=L09, step="el-final")
    assert ready["acts"] == 5
    assert codes(l09)[-5:] == [220, 250, 250, 250, 354]
    assert l09.ask("ready", lesson=L09, step="el-final")["acts"] == 0
    start = len(l09.kinds())
    assert l09.ask("play", lesson=L09, step="el-final")["ok"]
    assert codes(l09, start) == [250, 221]


def test_a_script_played_unready_does_what_is_missing_by_itself(l09):
    assert l09.ask("play", lesson=L09, step="tras-data")["ok"]
    assert codes(l09)[-5:] == [220, 250, 250, 250, 354]


def test_only_who_may_act_makes_a_lesson_ready(server, l09):
    guest = server.visitor().tab(l09.lab)
    answer = guest.ask("ready", lesson=L09, step="tras-data")
    assert answer["error"]["key"] == "error.watch_only"


def test_a_step_without_a_script_has_nothing_to_be_ready_for(l09):
    answer = l09.ask("ready", lesson=L09, step="con-ayuda")
    assert answer["error"]["key"] == "error.no_script"


def goals(tab, seen=None):
    more = {} if seen is None else {"seen": seen}
    answer = tab.ask("attempt", lesson=L03, **more)
    step = next(step for step in answer["steps"] if step["id"] == "recoger")
    return {goal["id"]: goal["held"] for goal in step["goals"]}


def test_a_goal_is_ticked_when_it_was_seen_not_when_it_was_computed(l03):
    begin(l03, "recoger")
    l03.act("power_on", host="pc-benito")
    l03.read()
    at = {event["fact"]["kind"]: event["seq"] for event in l03.events}
    on, read = at["host.powered_on"], at["message.collected"]
    assert goals(l03, seen=on - 1) == {"encendido": False, "leida": False}
    assert goals(l03, seen=on) == {"encendido": True, "leida": False}
    assert goals(l03, seen=read - 1) == {"encendido": True, "leida": False}
    assert goals(l03, seen=read) == {"encendido": True, "leida": True} == goals(l03)


def test_an_answer_counts_though_the_story_was_not_seen_to_its_end(l03):
    begin(l03, "recibe")
    l03.act("answer", question="recibe-con", value="smtp")
    answer = l03.ask("attempt", lesson=L03, seen=3)
    first = answer["steps"][0]
    assert first["solved"] is True
    assert first["answers"]["recibe-con"]["right"] is True


def test_whoever_would_skip_is_told_what_it_ends(l09):
    assert l09.ask("waits")["error"]["key"] == "error.nothing_waits"
    l09.act("open", host="pc-ana", target="sur", port=25)
    answer = l09.ask("waits")
    assert answer["after_s"] == 300
    told = answer["expires"]
    assert told == [
        {
            "key": "wait.smtp_server_idle",
            "params": {"client": "pc-ana", "server": "sur"},
        }
    ]
    before = len(l09.kinds())
    l09.act("skip")
    assert codes(l09, before) == [421]


def test_every_timer_that_waits_has_words():
    source = "".join(
        path.read_text("utf-8")
        for path in (ROOT / "simulator" / "agents").rglob("*.py")
    )
    names = re.findall(
        r'"((?:smtp|pop3|imap|http)\.(?:server_idle|client_\w+|retry))"', source
    )
    protocols = ("smtp", "pop3", "imap", "http")
    every = {f"{p}.{t}" for p in protocols for t in ("server_idle", "client_patience")}
    assert {*names} == {*every, "smtp.retry"}
    ends, labels = {"client": "a", "server": "b"}, {"a": "PC", "b": "sur"}
    for catalogue in load().values():
        for name in names:
            assert render(catalogue, f"wait.{name.replace('.', '_')}", ends, labels)


def test_a_skip_is_offered_only_where_the_step_has_need_of_it():
    offered = {
        (slug, step.id)
        for slug, loaded in library().lessons.items()
        for step in loaded.page("es").steps
        if step.tools.skip
    }
    assert offered == {
        ("dele-quit-y-el-cable", "cortar"),
        ("a-que-servidor-llamo", "sin-mx1"),
        ("la-carta-que-espera", "insiste"),
        ("la-carta-que-espera", "se-rinde"),
        ("vuelve-luego", "dos-cartas"),
        ("reto-final", "sitio-y-paciencia"),
    }
