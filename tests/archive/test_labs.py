"""A lab is there again after a server was killed, to the last octet and answer."""

from pathlib import Path

import pytest

from simulator.hosting import Purpose, Refusal
from tests.archive.rig import Server, everything


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_a_lab_is_made_again_to_the_last_octet(server):
    tab = server.worked()
    before = everything(server.hosting.labs.get(tab.lab))
    assert len(before["branches"]) == 3
    server.start()
    assert everything(server.hosting.labs.get(tab.lab)) == before


def test_it_goes_on_as_if_nothing_had_happened(server):
    tab, twin = server.worked(), server.worked("benito")
    server.start()
    for each, visitor in ((tab, "ana"), (twin, "benito")):
        again = server.tab(each.lab, visitor)
        again.branch = server.hosting.labs.get(each.lab).tree.current
        again.branch = again.ask("redo")["branch"]
        assert again.act("line", text="QUIT")["ok"]
        server.start()
    one, other = (everything(server.hosting.labs.get(t.lab)) for t in (tab, twin))
    assert one["journals"] == other["journals"]


def test_a_visitor_finds_it_by_what_it_is_for(server):
    slug = "primera-sesion-smtp"
    lesson = server.hosting.lesson(slug)
    server.tab(lesson.id)
    free = server.hosting.lab()
    server.tab(free.id)
    server.start()
    assert server.hosting.lesson(slug).id == lesson.id
    assert server.hosting.lab().id == free.id
    assert server.hosting.lab("benito").id not in (free.id, lesson.id)
    assert server.hosting.labs.get(lesson.id).purpose == Purpose(lesson=slug)


def test_a_doubled_act_is_answered_and_not_done_again(server):
    tab = server.tab(server.hosting.lab().id)
    asked = {"act": {"act": "open", "host": "pc-ana", "target": "sur", "port": 25}}
    answer = tab.ask("act", id="a1", **asked)
    server.start()
    again = server.tab(tab.lab)
    length = len(again.events)
    assert again.ask("act", id="a1", **asked) == answer
    again.read()
    assert len(again.events) == length


def test_only_the_newest_answers_are_kept(tmp_path):
    server = Server(tmp_path, answers_kept=2)
    tab = server.tab(server.hosting.lab().id)
    for number in range(4):
        tab.ask("act", id=f"a{number}", act={"act": "power_off", "host": "pc-ana"})
        tab.branch = tab.ask("undo", id=f"u{number}")["branch"]
    server.start()
    again = server.hosting.labs.get(tab.lab)
    assert list(again.answers) == ["ana:a3", "ana:u3"]


def test_who_was_given_the_right_to_act_still_has_it(server):
    hosted = server.hosting.lab()
    server.tab(hosted.id)
    hosted.actors.add("benito")
    server.hosting.labs.keep(hosted)
    server.start()
    assert server.hosting.labs.get(hosted.id).may_act("benito")
    assert not server.hosting.labs.get(hosted.id).may_act("carla")


def test_who_follows_sees_what_was_shown_and_no_more(server):
    tab = server.tab(server.hosting.lab().id)
    server.tab(tab.lab, "benito")
    tab.act("open", host="pc-ana", target="sur", port=25)
    tab.ask("place", seq=9, until=9)
    server.start()
    follower = server.tab(tab.lab, "benito")
    assert follower.answer["seq"] == 9
    assert len(follower.events) == 10


def test_a_lab_begun_with_more_than_its_scenario_says_begins_so_again(server):
    lab = server.hosting.content.mystery("1-7")
    purpose = Purpose(mystery="1-7")
    hosted = server.hosting.labs.own(
        "ana", lab.scenario, lab.seed, purpose, begin=lab.run
    )
    tab = server.tab(hosted.id)
    begun = everything(hosted)["journals"]["b1"]
    server.start()
    again = server.tab(tab.lab)
    fresh = again.ask("restart")["branch"]
    hosted = server.hosting.labs.get(tab.lab)
    assert everything(hosted)["journals"][fresh] == begun


def test_a_lab_nobody_looked_at_is_not_kept(server):
    hosted = server.hosting.lab()
    server.start()
    with pytest.raises(Refusal) as refused:
        server.hosting.labs.get(hosted.id)
    assert refused.value.key == "error.lab_unknown"


def test_an_idle_lab_leaves_the_memory_and_comes_back(server):
    tab = server.worked()
    before = everything(server.hosting.labs.get(tab.lab))
    server.hosting.dispatcher.left(tab.caller.browser)
    server.hosting.pass_s(13 * 3600)
    assert len(server.hosting.labs) == 0
    assert everything(server.hosting.labs.get(tab.lab)) == before


def test_a_lab_that_ended_is_not_there_any_more(server):
    tab = server.worked()
    hosted = server.hosting.labs.get(tab.lab)
    server.hosting.labs.end(hosted, "ended.changed")
    server.hosting.labs.flush()
    server.start()
    with pytest.raises(Refusal):
        server.hosting.labs.get(tab.lab)


def test_a_lab_that_broke_is_tried_again_after_a_restart(server):
    tab = server.worked()
    hosted = server.hosting.labs.get(tab.lab)
    before = everything(hosted)
    server.hosting.labs.end(hosted, "ended.broken")
    server.hosting.labs.flush()
    server.start()
    assert everything(server.hosting.labs.get(tab.lab)) == before


def test_a_lab_in_which_more_was_written_than_may_be_now_is_there_again(tmp_path):
    tab = Server(tmp_path).worked()
    server = Server(tmp_path, asked_octets_max=100)
    before = everything(server.hosting.labs.get(tab.lab))
    again = server.tab(tab.lab)
    again.branch = tab.branch
    assert again.act("line", text="NOOP")["error"]["key"] == "error.branch_written"
    assert everything(server.hosting.labs.get(tab.lab)) == before
