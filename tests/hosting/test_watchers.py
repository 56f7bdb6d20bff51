"""Who watches gets every event once, in order, and nobody else anything."""

import pytest

from simulator.hosting import Caller
from simulator.hosting.keeping import NoArchive
from simulator.projections.shapes import Watched
from tests.hosting.rig import TELNET, HostingInTest, PlainScheduler, Tab


@pytest.fixture
def hosting():
    return HostingInTest()


@pytest.fixture
def tab(hosting):
    return Tab(hosting, hosting.lab().id)


def test_who_comes_late_gets_the_whole_journal_and_then_what_happens(hosting, tab):
    tab.act("open", **TELNET)
    late = Tab(hosting, tab.lab)
    assert late.kinds() == tab.kinds()
    tab.act("line", text="NOOP")
    assert late.kinds() == tab.kinds()
    assert late.typed() == ["NOOP"]


class OthersGoFirst(NoArchive):
    """An archive at which everybody waits until everybody else has had a turn."""

    def __init__(self, scheduler: PlainScheduler) -> None:
        self._scheduler = scheduler

    def flush(self, lab: str = "") -> None:
        self._scheduler.run()


def test_the_answer_to_watch_comes_before_what_is_watched():
    """Else the page has events before it knows of which branch, and forgets its place:
    a permalink opens at its first step."""
    scheduler = PlainScheduler()
    hosting = HostingInTest(scheduler, OthersGoFirst(scheduler))
    lab = hosting.lab()
    caller = Caller("browser", "ana")
    answer = hosting.dispatcher.answer("watch", {"lab": lab.id}, caller)
    assert isinstance(answer, Watched)
    assert not hosting.rooms.received["browser"]
    scheduler.run()
    [told] = hosting.rooms.received["browser"]
    assert told["name"] == "journal" and told["total"] == answer.seq + 1


def test_events_come_in_messages_of_bounded_size_with_pauses_between(hosting):
    small = HostingInTest(events_per_message=10)
    tab = Tab(small, small.lab().id)
    sizes = [len(m["events"]) for m in tab.messages if m["name"] == "journal"]
    assert max(sizes) == 10 and len(sizes) > 5
    assert small.scheduler.pauses >= len(sizes) - 1
    rests = [m["rest"] for m in tab.messages if m["name"] == "journal"]
    assert rests == [False] * (len(rests) - 1) + [True]


def test_who_watches_another_branch_gets_no_events_of_this_one(hosting, tab):
    other = Tab(hosting, tab.lab)
    opened = tab.act("open", **TELNET)
    tab.act("line", text="NOOP")
    fork = tab.act("line", text="RSET", after=opened["seq"])
    other.watch(branch=fork["branch"])
    tab.act("line", text="HELP")
    assert all(m["name"] != "journal" for m in other.read())


def test_who_leaves_before_being_brought_up_to_date_stays_gone(hosting, tab):
    hosted = hosting.labs.get(tab.lab)
    hosting.watchers.watch(tab.caller.browser, hosted, hosted.tree.get(None), 0)
    tab.close()
    hosting.scheduler.run()
    assert hosted.watchers == 0
    hosting.rooms.received.clear()
    other = Tab(hosting, tab.lab)
    other.act("open", **TELNET)
    assert tab.read() == []


def test_a_lab_that_ends_tells_who_watches(hosting, tab):
    hosting.labs.end(hosting.labs.get(tab.lab), "ended.room")
    assert tab.read() == [
        {
            "name": "ended",
            "lab": tab.lab,
            "reason": {"key": "ended.room", "params": {}},
        }
    ]
    assert tab.watch()["error"]["key"] == "ended.room"


def test_nothing_is_narrated_while_nobody_watches(hosting, tab):
    tab.close()
    hosting.pass_s(600)
    hosted = hosting.labs.get(tab.lab)
    with hosted.turn():
        hosted.awake(hosted.tree.get(None))
    assert hosted.tree.get(None).served_journal is None
