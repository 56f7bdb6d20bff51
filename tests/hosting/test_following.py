"""Who only watches sees the presenter's step, and never an event that comes later."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.hosting import Refusal
from simulator.hosting.reading import Sight, exports, mail_views
from simulator.hosting.watchers import PLACE_EVERY_S
from tests.hosting.rig import TELNET, Follower, HostingInTest, Tab

SECRET = "Asunto-por-llegar"


@pytest.fixture
def hosting():
    return HostingInTest()


@pytest.fixture
def presenter(hosting):
    tab = Tab(hosting, hosting.lab().id)
    tab.act("open", **TELNET)
    tab.read()
    return tab


def test_before_the_presenter_is_anywhere_nothing_is_seen(hosting, presenter):
    follower = Follower(hosting, presenter.lab)
    assert follower.answer["seq"] == -1
    assert follower.events == [] and follower.at is None


def test_who_follows_gets_events_as_far_as_the_presenter_is(hosting, presenter):
    follower = Follower(hosting, presenter.lab)
    presenter.place(4)
    follower.read()
    assert follower.at == ("b1", 4)
    assert follower.events == presenter.events[:5]
    presenter.act("line", text="NOOP")
    assert follower.read() == []


def test_at_the_newest_step_the_world_on_show_counts(hosting, presenter):
    follower = Follower(hosting, presenter.lab)
    presenter.place(4, until=9)
    follower.read()
    assert (follower.at, len(follower.events)) == (("b1", 4), 10)


def test_who_comes_late_lands_where_the_presenter_is(hosting, presenter):
    presenter.place(20)
    presenter.place(7)
    late = Follower(hosting, presenter.lab)
    assert late.at == ("b1", 7)
    assert late.events == presenter.events[:21]


def test_when_the_presenter_steps_back_followers_are_told(hosting, presenter):
    follower = Follower(hosting, presenter.lab)
    presenter.place(20)
    presenter.place(3)
    follower.read()
    assert follower.at == ("b1", 3)
    assert len(follower.events) == 21


def test_opening_the_page_again_keeps_the_place(hosting, presenter):
    presenter.place(12)
    again = Tab(hosting, presenter.lab)
    again.place(0, landing=True)
    assert Follower(hosting, presenter.lab).at == ("b1", 12)


def test_a_page_that_is_opened_first_is_a_place(hosting, presenter):
    presenter.place(2, landing=True)
    assert Follower(hosting, presenter.lab).at == ("b1", 2)


def test_followers_go_with_the_presenter_to_another_branch(hosting, presenter):
    follower = Follower(hosting, presenter.lab)
    presenter.place(20)
    fork = presenter.act("power_on", host="pc-benito", after=30)["branch"]
    follower.read()
    named = [m for m in follower.messages if m["name"] == "branches"]
    assert all(b["id"] == "b1" for m in named for b in m["branches"])
    presenter.watch(branch=fork)
    presenter.place(25)
    follower.read()
    assert (follower.branch, follower.at) == (fork, (fork, 25))
    assert follower.events == presenter.events[:26]


def test_a_branch_that_was_not_shown_cannot_be_asked_for(hosting, presenter):
    presenter.place(20)
    fork = presenter.act("power_on", host="pc-benito", after=30)["branch"]
    guest = Tab(hosting, presenter.lab, visitor=None)
    assert guest.watch(branch=fork)["branch"] == "b1"
    attempt = guest.ask("attempt", lesson="primera-sesion-smtp", branch=fork)
    assert attempt["error"]["key"] == "error.not_shown"


def test_only_who_may_act_is_the_presenter(hosting, presenter):
    guest = Tab(hosting, presenter.lab, visitor=None)
    assert guest.place(50)["error"]["key"] == "error.watch_only"
    assert guest.ask("waits")["error"]["key"] == "error.watch_only"
    assert guest.watch()["seq"] == -1


def test_a_place_past_the_end_shows_nothing_of_what_happens_next(hosting, presenter):
    before = len(presenter.events)
    presenter.place(2**31, until=2**31)
    presenter.act("line", text="NOOP")
    assert len(Follower(hosting, presenter.lab).events) == before


def test_a_scrub_is_told_a_few_times_and_its_end_always(hosting, presenter):
    follower = Follower(hosting, presenter.lab)
    follower.read()
    for seq in [*range(40), 17]:
        presenter.ask("place", seq=seq, until=seq)
        hosting.scheduler.seconds += PLACE_EVERY_S / 10
        hosting.scheduler.run()
    hosting.scheduler.seconds += PLACE_EVERY_S
    hosting.scheduler.run()
    told = [m for m in follower.read() if m["name"] == "place"]
    assert 1 < len(told) <= 6
    assert follower.at == ("b1", 17)


def test_without_followers_a_place_wakes_nothing(hosting, presenter):
    hosting.labs.get(presenter.lab).rest()
    presenter.place(9)
    assert hosting.labs.get(presenter.lab).tree.get("b1").lab is None
    assert Follower(hosting, presenter.lab).at == ("b1", 9)


def test_a_lab_that_ends_tells_who_follows(hosting, presenter):
    follower = Follower(hosting, presenter.lab)
    hosting.labs.end(hosting.labs.get(presenter.lab), "ended.room")
    assert [m["name"] for m in follower.read()] == ["ended"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("place"), st.integers(0, 160), st.integers(0, 160)),
        st.tuples(st.just("line"), st.sampled_from(["NOOP", "EHLO pc-ana", "HELP"])),
        st.tuples(st.just("fork"), st.integers(20, 80)),
        st.tuples(st.sampled_from(["undo", "restart", "join"])),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_no_event_past_the_furthest_shown_is_ever_sent(steps):
    hosting = HostingInTest()
    presenter = Tab(hosting, hosting.lab().id)
    presenter.act("open", **TELNET)
    followers, shown = [Follower(hosting, presenter.lab)], {}
    for name, *more in steps:
        _do(presenter, name, more, shown)
        if name == "join":
            followers.append(Follower(hosting, presenter.lab))
        for each in followers:
            each.read()
            _sees_no_more(each, presenter, shown)


def _do(presenter, name, more, shown):
    """One thing the presenter does; notes how far each branch was shown."""
    if name == "place":
        seq, until = more
        presenter.place(seq, until=until)
        presenter.read()
        now = min(max(more) + 1, len(presenter.events))
        shown[presenter.branch] = max(now, shown.get(presenter.branch, 0))
        return
    answer = {"ok": True}
    if name == "line":
        answer = presenter.act("line", text=more[0])
    elif name == "fork":
        answer = presenter.act("power_on", host="pc-benito", after=more[0])
    elif name != "join":
        answer = presenter.ask(name)
    if answer["ok"] and answer.get("branch", presenter.branch) != presenter.branch:
        presenter.watch(branch=answer["branch"])


def _sees_no_more(follower, presenter, shown):
    for message in follower.messages:
        if message["name"] == "journal":
            furthest = shown.get(message["branch"], 0)
            assert message["total"] <= furthest
            assert all(event["seq"] < furthest for event in message["events"])
        if message["name"] == "branches":
            assert {branch["id"] for branch in message["branches"]} <= set(shown)
    if follower.at and follower.branch == presenter.branch:
        assert follower.events == presenter.events[: shown[follower.branch]]


def read_everything(sight, texts):
    """All that can be read of a lab over HTTP, as one text."""
    hosted = sight.hosted
    journal = hosted.awake(hosted.tree.get(None)).journal
    made = [
        exports.transcript_file(sight, "", texts["es"]).body,
        *exports.journal_file(sight, "").body,
        exports.drawing_file(sight, "", texts, "es").body,
        *exports.capture_file(sight, "", "").body,
        repr(mail_views.every_message(sight, "", None)).encode(),
    ]
    for name in journal.streams:
        message = name.removeprefix("message.")
        for ask in (
            lambda name=name: exports.stream_octets(sight, "", name, 0, 65_536)[0],
            lambda name=message: exports.message_file(sight, "", name).body,
            lambda name=message: mail_views.open_message(sight, "", name, None),
            lambda name=message: mail_views.conversations(sight, "", [name]),
        ):
            try:
                made.append(repr(ask()).encode())
            except Refusal as refused:
                assert refused.key in ("error.no_stream", "error.no_letter")
    return b"".join(made)


def test_what_comes_later_is_in_no_file_letter_or_stream(hosting, presenter):
    before = len(presenter.events)
    presenter.place(before - 1)
    letter = {"to": "benito@sur.example", "subject": SECRET, "body": "Hola."}
    assert presenter.act("send", host="pc-ana", **letter)["ok"]
    presenter.read()
    hosted = hosting.labs.get(presenter.lab)
    seen, texts = Sight.of(hosted, may_act=False), hosting.content.texts
    assert SECRET.encode() not in read_everything(seen, texts)
    presenter.place(len(presenter.events) - 1)
    assert SECRET.encode() in read_everything(seen, texts)


def test_until_something_was_shown_every_file_is_refused_in_words(hosting, presenter):
    seen = Sight.of(hosting.labs.get(presenter.lab), may_act=False)
    with pytest.raises(Refusal) as refused:
        exports.journal_file(seen, "")
    assert refused.value.key == "error.not_shown"


def test_who_only_watches_prepares_no_letter(hosting, presenter):
    presenter.place(9)
    seen = Sight.of(hosting.labs.get(presenter.lab), may_act=False)
    with pytest.raises(Refusal) as refused:
        mail_views.draft(seen, "", None)
    assert refused.value.key == "error.watch_only"
