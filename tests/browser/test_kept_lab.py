"""What was done in a page is there again after it was closed."""

import json
from typing import Any

import pytest

from simulator.hosting import acting
from tests.browser.rig import Page
from tests.hosting.rig import TELNET


def worked() -> Page:
    """A page in which something was done, with a fork and something taken back."""
    page = Page()
    page.open("/escribe")
    opened = page.act("open", **TELNET)
    page.act("line", text="EHLO pc-ana")
    forked = page.ask("act", act={"act": "line", "text": "NOOP"}, after=opened["seq"])
    page.boot["branch"] = forked["branch"]
    page.act("line", text="HELP")
    page.boot["branch"] = page.ask("undo")["branch"]
    return page


def journals(page: Page) -> dict[str, bytes]:
    answer = page.ask("watch", **{"from": 0})
    names = [each["id"] for each in answer["branches"]]
    return {name: page.of_lab("journal.jsonl", branch=name).body for name in names}


def test_a_lab_is_made_again_to_the_last_octet():
    before = worked()
    after = Page(before.kept)
    boot = after.open("/escribe")
    assert boot["lab"] == before.boot["lab"]
    assert boot["branch"] == before.boot["branch"]
    assert journals(after) == journals(before)
    assert len(journals(after)) == 3


def test_what_was_taken_back_can_be_done_again():
    after = Page(worked().kept)
    after.open("/escribe")
    assert after.ask("redo")["ok"]


def test_another_lab_is_not_touched_by_what_was_kept():
    after = Page(worked().kept)
    assert after.open("/mira")["branch"] == "b1"


def spoilt() -> list[str]:
    [kept] = worked().kept.values()
    lab = json.loads(kept)
    acts = json.loads(kept)
    acts["branches"][0]["inputs"][-1]["act"] = {"act": "fly"}
    deeds = json.loads(kept)
    deeds["branches"][0]["inputs"][-1]["after_seq"] = 10**6
    nowhere = json.loads(kept)
    for branch in nowhere["branches"]:
        branch["inputs"][-1]["act"] = {"act": "power_on", "host": "nadie"}
    values = [{**lab, "form": 0}, {**lab, "seed": 5}, {**lab, "current": "b9"}]
    values += [{**lab, "branches": []}, acts, deeds, nowhere]
    return ["", "{", "[" * 9999, *map(json.dumps, values)]


@pytest.mark.parametrize("number", range(len(spoilt())))
def test_what_cannot_be_read_is_as_if_nobody_had_kept_it(number):
    [slot] = worked().kept
    page = Page({slot: spoilt()[number]})
    page.open("/escribe")
    assert page.act("open", **TELNET)["ok"]


def test_a_place_for_kept_labs_that_is_no_json_is_forgotten():
    page = Page()
    page.desk.remember("nothing")
    assert page.open("/mira")["view"] == "watch"


def changes(page: Page) -> list[tuple[str, dict[str, Any]]]:
    return [(name, asked) for name, asked in page.asked if name != "watch"]


def closed(kept: int) -> Page:
    """A page anew: the one before did as `worked`, and had kept so many of the changes
    when it was closed."""
    page, asked = Page(), changes(worked())
    page.open("/escribe")
    for name, message in asked[:kept]:
        page.ask(name, **message)
    return Page(page.kept, asked[kept:])


@pytest.mark.parametrize("kept", range(6))
def test_what_was_asked_after_a_lab_was_kept_is_done_again(kept):
    before, after = worked(), closed(kept)
    assert len(changes(before)) == 5
    assert after.open("/escribe")["branch"] == before.boot["branch"]
    assert journals(after) == journals(before)
    assert after.kept == (before.kept if kept < 5 else {})


def test_what_was_asked_of_a_lab_that_cannot_be_read_is_not_done():
    before = worked()
    [slot] = before.kept
    page = Page({slot: "{"}, changes(before))
    assert page.open("/escribe")["branch"] == "b1"
    assert page.kept == {}


def test_what_brings_a_lab_down_leaves_it_as_it_was_kept(monkeypatch):
    def fails(*_: object) -> None:
        raise RuntimeError

    page = closed(4)
    monkeypatch.setattr(acting, "undo", fails)
    assert page.open("/escribe")["branch"] == "b2"
    assert page.act("line", text="NOOP")["ok"]
