"""A page that goes ahead: the server keeps what it did, and does it when it must."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.hosting import Purpose
from simulator.hosting.ahead import put_off
from simulator.hosting.keeping.kept_lab import bring_back, kept
from simulator.hosting.keeping.kept_tree import kept_inputs
from tests.hosting.ahead import PageAhead
from tests.hosting.rig import TELNET, Follower, HostingInTest, Tab, journal_of


@pytest.fixture
def hosting():
    return HostingInTest()


@pytest.fixture
def page(hosting):
    return PageAhead(hosting, hosting.lab())


def refusal(answer: dict[str, Any]) -> str:
    assert answer["ok"] is False
    return str(answer["error"]["key"])


def caught_up(page: PageAhead) -> None:
    with page.hosted.turn():
        pass


def test_what_a_page_did_is_kept_and_not_done(hosting, page):
    page.act("open", **TELNET)
    answer = page.act("line", text="EHLO pc-ana")
    assert answer == {"ok": True, "number": 2}
    hosted = page.hosted
    assert len(hosted.put_off.waiting) == 2
    assert not hosted.untouched
    assert hosted.tree.get(None).inputs != page.lab.tree.get(None).inputs
    caught_up(page)
    assert not hosted.put_off.waiting
    assert kept(hosted) == kept(page.lab)


WAYS = (
    ("act", {"act": {"act": "open", **TELNET}}),
    ("act", {"act": {"act": "line", "text": "EHLO pc-ana"}}),
    ("act", {"act": {"act": "line", "text": "WHAT"}}),
    ("act", {"act": {"act": "line", "text": "NOOP"}, "after": 30}),
    ("undo", {}),
    ("redo", {}),
    ("restart", {}),
    ("play", {}),
)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(WAYS), max_size=8), st.integers(0, 8))
def test_whatever_it_did_comes_out_here_as_there(ways, looked_at):
    hosting = HostingInTest()
    page = PageAhead(hosting, hosting.lab())
    for number, (name, what) in enumerate(ways):
        if number == looked_at:
            caught_up(page)
        page.do(name, **what)
    caught_up(page)
    assert kept(page.hosted) == kept(page.lab)
    for branch in page.lab.tree.branches:
        assert journal_of(page.hosted, branch) == journal_of(page.lab, branch)
    assert not page.hosted.put_off.astray


def test_a_lesson_comes_out_the_same_with_what_its_steps_keep(hosting):
    hosted = hosting.lesson("primera-sesion-smtp")
    page = PageAhead(hosting, hosted)
    first, second = (step.id for step in _steps(hosting, "primera-sesion-smtp")[:2])
    lesson = {"lesson": "primera-sesion-smtp"}
    for step in (first, second):
        page.act("answer", question="step", value=step)
        page.do("play", step=step, **lesson)
    page.do("repeat", step=second)
    caught_up(page)
    assert kept(hosted) == kept(page.lab)


def _steps(hosting, slug):
    return hosting.content.lesson(slug).lesson.steps


def test_what_is_told_twice_is_kept_once(hosting, page):
    page.act("open", **TELNET)
    page.kept = 0
    assert page.tell() == {"ok": True, "number": 1}
    caught_up(page)
    page.kept = 0
    assert page.tell() == {"ok": True, "number": 1}
    assert not page.hosted.put_off.waiting


def test_a_page_that_comes_again_gets_the_lab_as_it_is(hosting, page):
    page.act("open", **TELNET)
    again = PageAhead(hosting, page.hosted, browser="reloaded", page="another-page")
    assert bring_back(again.lab, again.begun["lab"])
    assert kept(again.lab) == kept(page.lab)
    assert again.begun["number"] == 1


def test_a_page_on_a_new_connection_goes_on(hosting, page):
    page.act("open", **TELNET)
    hosting.dispatcher.left(page.caller.browser)
    begun = page.begin()
    assert begun["number"] == 1 and "lab" not in begun
    assert len(page.hosted.put_off.waiting) == 1


def test_only_one_page_goes_ahead(hosting, page):
    other = PageAhead(hosting, page.hosted, browser="other", page="another-page")
    told = hosting.rooms.received["ahead"]
    assert [each["name"] for each in told] == ["overtaken"]
    assert refusal(page.act("open", **TELNET)) == "error.overtaken"
    assert other.act("open", **TELNET)["ok"]


def test_what_is_done_at_the_server_overtakes_the_page(hosting, page):
    page.act("open", **TELNET)
    tab = Tab(hosting, page.hosted.id)
    assert tab.kinds().count("terminal.line_sent") == 0
    assert page.hosted.put_off.page
    tab.act("line", text="NOOP")
    assert hosting.rooms.received["ahead"][-1]["name"] == "overtaken"
    assert refusal(page.act("line", text="HELP")) == "error.overtaken"


def test_who_looks_on_sees_each_line_as_it_comes(hosting, page):
    page.act("open", **TELNET)
    tab = Tab(hosting, page.hosted.id)
    assert page.act("line", text="EHLO pc-ana")["ok"]
    assert tab.typed() == ["EHLO pc-ana"]
    assert tab.events[-1]["seq"] == len(page.inside.kinds()) - 1


def test_who_follows_is_shown_where_the_page_is_and_no_more(hosting, page):
    page.act("open", **TELNET)
    page.act("line", text="EHLO pc-ana")
    page.ask("place", branch="b1", seq=4, until=4)
    assert page.hosted.tree.place is None
    follower = Follower(hosting, page.hosted.id)
    assert follower.at == ("b1", 4)
    assert len(follower.events) == 5


def test_a_page_is_told_while_somebody_looks(hosting, page):
    assert page.begun["looked_at"] is False
    tab = Tab(hosting, page.hosted.id)
    tab.close()
    told = hosting.rooms.received["ahead"]
    assert [each["looked_at"] for each in told if each["name"] == "looked_at"] == [
        True,
        False,
    ]


def test_nobody_goes_ahead_in_the_lab_of_another(hosting, page):
    page.caller = page.caller._replace(visitor="benito")
    assert refusal(page.begin()) == "error.watch_only"
    assert refusal(page.act("open", **TELNET)) == "error.watch_only"


@pytest.mark.parametrize(
    "said",
    [
        {"name": "act", "asked": {"act": {"act": "no such act"}}},
        {"name": "act", "asked": {"act": {"act": "line", "text": 7}}},
        {"name": "act", "asked": {}},
        {"name": "watch", "asked": {}},
        {"name": "repeat", "asked": {"step": 3}},
    ],
)
def test_what_nobody_may_ask_is_refused_when_it_is_told(hosting, page, said):
    assert refusal(page.ask("ahead_done", number=0, done=[said])) == "error.message"
    assert not page.hosted.put_off.waiting


def test_what_cannot_be_done_here_is_found_out_and_nothing_after_it_counts(
    hosting, page
):
    page.act("open", **TELNET)
    forged = {"name": "act", "asked": {"act": {"act": "close", "conn": "c99"}}}
    line = {"name": "act", "asked": {"act": {"act": "line", "text": "NOOP"}}}
    page.ask("ahead_done", number=1, done=[forged, line])
    caught_up(page)
    assert page.hosted.put_off.astray
    assert kept(page.hosted) == kept(page.lab)
    assert refusal(page.act("line", text="HELP")) == "error.overtaken"


def test_a_page_that_claims_too_much_is_refused(hosting, page):
    line = {"name": "undo", "asked": {}}
    ahead = {"number": 5, "done": [line]}
    assert refusal(page.ask("ahead_done", **ahead)) == "error.overtaken"
    many = {"number": 0, "done": [line] * 65}
    assert refusal(page.ask("ahead_done", **many)) == "error.message"


def test_who_reads_what_was_done_reads_what_was_put_off_too(hosting, page):
    page.act("open", **TELNET)
    inputs = hosting.labs.inputs_of(page.hosted.id).tree.branches[0].inputs
    assert inputs == kept_inputs(page.lab.tree.get(None).inputs)


def test_so_much_is_put_off_and_no_more(hosting, page, monkeypatch):
    monkeypatch.setattr(put_off, "REQUESTS_MAX", 3)
    page.act("open", **TELNET)
    page.act("line", text="NOOP")
    assert len(page.hosted.put_off.waiting) == 2
    page.act("line", text="NOOP")
    assert not page.hosted.put_off.waiting


def test_in_an_exam_nobody_goes_ahead(hosting):
    free = hosting.content.free
    exam = hosting.labs.own("ana", free, 1, Purpose(exam="1.1"))
    assert refusal(PageAhead(hosting, exam).begun) == "error.not_ahead"


def put_off_at_once(page: PageAhead, asked: dict[str, Any]) -> int:
    """So many of 64 such requests the server takes of one message."""
    play = {"name": "play", "asked": asked}
    return int(page.ask("ahead_done", number=0, done=[play] * 64)["number"])


@pytest.mark.parametrize("kind", ["experiment", "scene"])
def test_a_story_of_its_own_is_done_at_once_and_one_by_message(page, kind):
    assert put_off_at_once(page, {kind: "cable-cortado"}) == 1
    assert not page.hosted.put_off.waiting


def test_of_scripts_few_are_put_off(page):
    assert put_off_at_once(page, {}) == put_off.REQUESTS_MAX // put_off.SCRIPT
    assert not page.hosted.put_off.waiting
