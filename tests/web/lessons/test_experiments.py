"""Experiments over the live channel: a fresh lab each, acts in the middle of things."""

from shutil import copytree

import pytest

from app import StartRefused
from simulator.hosting import Limits
from tests.web.rig import ServerInTest
from tests.worlds import SHIPPED


@pytest.fixture
def opened(visitor):
    """`opened(slug)`: the boot block of an experiment's page, and a tab in its lab."""

    def open_(slug: str):
        boot = visitor.boot(f"/experimento/{slug}")
        return boot, visitor.tab(boot["lab"])

    return open_


def kinds(tab) -> list[str]:
    return [event["fact"]["kind"] for event in tab.events]


def test_its_page_names_it_and_nothing_has_happened_yet(opened):
    boot, tab = opened("buzon-lleno")
    assert (boot["view"], boot["experiment"]) == ("break", "buzon-lleno")
    assert boot["title"]["en"] == "Benito's mailbox is full"
    assert "message.composed" not in kinds(tab)


def test_each_has_a_lab_of_its_own_that_is_found_again(opened, visitor):
    first, _ = opened("buzon-lleno")
    other, _ = opened("cable-cortado")
    free = visitor.boot("/rompe")
    assert len({first["lab"], other["lab"], free["lab"]}) == 3
    assert opened("buzon-lleno")[0]["lab"] == first["lab"]
    assert free["experiment"] is None


def test_it_happens_on_the_branch_it_was_asked_on(opened):
    _, tab = opened("buzon-lleno")
    answer = tab.ask("play", experiment="buzon-lleno", id="x1")
    assert answer["ok"] and answer["branch"] == "b1"
    tab.read()
    assert kinds(tab).count("message.delivered") == 1


def test_a_cut_in_the_middle_is_a_branch_beside_the_whole_story(opened):
    _, tab = opened("cable-cortado")
    answer = tab.ask("play", experiment="cable-cortado", id="x1")
    assert answer["ok"] and answer["branch"] == "b2"
    tab.read()
    assert "queue.attempt_deferred" not in kinds(tab), "here nothing broke"
    tab.branch = "b2"
    tab.events.clear()
    tab.watch(branch="b2", **{"from": 0})
    seen = kinds(tab)
    assert seen.index("link.cut") < seen.index("queue.attempt_deferred")
    assert seen.count("message.delivered") == 1


def test_an_unknown_one_is_refused(opened, visitor):
    _, tab = opened("buzon-lleno")
    answer = tab.ask("play", experiment="nada", id="x1")
    assert answer == {"ok": False, "error": {"key": "error.page", "params": {}}}
    assert visitor.http.get("/experimento/nada").status_code == 404
    assert (
        visitor.http.get("/experiment/nada", follow_redirects=True).status_code == 404
    )
    led = visitor.http.get("/experiment/buzon-lleno")
    assert led.headers["Location"] == "/experimento/buzon-lleno"


def test_only_who_may_act_lets_it_happen(opened, server):
    boot, _ = opened("buzon-lleno")
    stranger = server.visitor().tab(boot["lab"])
    answer = stranger.ask("play", experiment="buzon-lleno", id="x1")
    assert answer["error"]["key"] == "error.watch_only"


def test_the_browser_gets_them_all_in_both_languages(visitor):
    told = visitor.http.get("/experiments.json").get_json()
    files = (SHIPPED / "experiments").glob("*.toml")
    assert {each["slug"] for each in told} == {file.stem for file in files}
    for each in told:
        assert each["title"]["es"] and each["title"]["en"]
        assert [option["right"] for option in each["options"]].count(True) == 1
        assert "happenings" not in each and "promises" not in each


def test_skipping_to_a_retry_says_all_that_ends_before(visitor):
    tab = visitor.tab(visitor.boot()["lab"])
    refused = tab.ask("waits", to="retry")
    assert refused["error"]["key"] == "error.nothing_waits"
    assert tab.act("fill", mailbox="benito@sur.example")["ok"]
    assert tab.act("send", host="pc-ana", to="benito@sur.example", body="x")["ok"]
    assert tab.act("open", host="pc-ana", target="sur", port=25)["ok"]
    soonest, retry = tab.ask("waits"), tab.ask("waits", to="retry")
    assert retry["after_s"] > soonest["after_s"]
    keys = [text["key"] for text in retry["expires"]]
    assert keys[-1] == "wait.smtp_retry" and "wait.smtp_server_idle" in keys


def test_a_wrong_file_stops_the_start_with_its_place(lessons, tmp_path):
    copy = copytree(lessons, tmp_path / "lessons")
    file = copy / "experiments" / "buzon-lleno.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"5321#4.2.1"', '"5321#99"'), encoding="utf-8")
    with pytest.raises(StartRefused) as caught:
        ServerInTest(copy, tmp_path, Limits())
    assert f"{file}: cites: " in caught.value.message
