"""The live channel: watching, acting, and what a network does to messages."""

import pytest

TELNET = {"host": "pc-ana", "target": "sur", "port": 25}


@pytest.fixture
def lab(visitor):
    return visitor.boot()["lab"]


@pytest.fixture
def tab(visitor, lab):
    return visitor.tab(lab)


@pytest.fixture
def typing(tab):
    """A tab with an open terminal that has greeted."""
    assert tab.act("open", **TELNET)["ok"]
    assert tab.act("line", text="EHLO pc-ana")["ok"]
    tab.read()
    return tab


def texts_typed(tab):
    """Lines the student typed, as the journal of this tab has them."""
    tab.read()
    return [
        event["fact"]["octets"].strip()
        for event in tab.events
        if event["fact"]["kind"] == "terminal.line_sent"
    ]


# --- watching --------------------------------------------------------------------


def test_watching_answers_and_then_brings_everything(tab, lab):
    assert tab.answer["ok"] is True
    assert tab.answer["lab"] == lab
    assert tab.answer["branch"] == tab.answer["current"] == "b1"
    assert tab.answer["may_act"] is True
    assert tab.answer["from"] == 0
    assert tab.answer["seq"] == len(tab.events) - 1
    assert tab.events[0]["fact"]["kind"] == "lab.opened"
    assert tab.messages[-1]["rest"] is True
    assert tab.messages[-1]["total"] == len(tab.events)


def test_a_client_that_is_behind_asks_from_where_it_is(tab):
    total = len(tab.events)
    answer = tab.watch(**{"from": total - 3})
    assert answer["from"] == total - 3
    assert [event["seq"] for event in tab.events[-3:]] == list(range(total - 3, total))


def test_asking_beyond_the_end_is_harmless(tab):
    total = len(tab.events)
    answer = tab.watch(**{"from": total + 1000})
    assert answer["ok"] is True
    assert answer["from"] == total


def test_joining_twice_brings_nothing_twice(typing):
    typing.watch()
    before = len(typing.events)
    typing.act("line", text="NOOP")
    typing.read()
    sequence = [event["seq"] for event in typing.events]
    assert sequence == list(range(len(sequence)))
    assert len(sequence) > before


def test_a_branch_that_is_gone_shows_the_current_one(tab):
    answer = tab.watch(branch="b77", **{"from": 5})
    assert answer["ok"] is True
    assert (answer["branch"], answer["from"]) == ("b1", 0)


def test_long_journals_come_in_parts(make_server):
    visitor = make_server(events_per_message=10).visitor()
    tab = visitor.tab(visitor.boot()["lab"])
    parts = [m for m in tab.messages if m["name"] == "journal"]
    assert len(parts) > 3
    assert all(len(part["events"]) <= 10 for part in parts)
    assert [part["rest"] for part in parts] == [False] * (len(parts) - 1) + [True]


def test_only_watchers_of_a_lab_get_its_events(server, typing):
    other = server.visitor()
    stranger = other.tab(other.boot()["lab"])
    typing.act("line", text="NOOP")
    assert stranger.read() == []


def test_a_tab_that_turns_to_another_lab_hears_no_more_of_the_first(server, typing):
    tab = typing.server.visitor()
    watcher = tab.tab(typing.lab)
    watcher.lab = tab.boot()["lab"]
    watcher.watch(branch="")
    typing.act("line", text="NOOP")
    assert watcher.read() == []


def test_who_left_is_not_counted(server, visitor, lab):
    tab = visitor.tab(lab)
    hosted = server.labs.get(lab)
    assert hosted.watchers == 1
    tab.socket.disconnect()
    assert hosted.watchers == 0


# --- acting ----------------------------------------------------------------------


def test_an_act_is_answered_and_everybody_sees_it(server, visitor, lab, tab):
    guest = visitor.tab(lab)
    answer = tab.act("power_on", host="pc-benito")
    assert answer["ok"] is True
    assert answer["branch"] == "b1"
    assert "message.collected" in tab.kinds()
    assert guest.kinds() == tab.kinds()
    assert answer["seq"] == len(tab.events) - 1


def test_events_of_an_act_come_coalesced(typing):
    typing.messages.clear()
    typing.act("line", text="NOOP")
    typing.read()
    assert 1 <= len(typing.messages) <= 2
    assert typing.messages[-1]["rest"] is True


def test_a_doubled_act_is_answered_but_not_repeated(typing):
    first = typing.act("line", text="NOOP", id="k1")
    again = typing.act("line", text="NOOP", id="k1")
    assert first == again
    assert texts_typed(typing).count("NOOP") == 1


def test_ids_of_two_visitors_do_not_meet(server, typing):
    boot = typing.lab
    helper = server.visitor()
    secret = server.labs.get(boot).secret
    helper.http.get(f"/lab/{boot}/{secret}")
    tab = helper.tab(boot)
    typing.act("line", text="NOOP", id="k1")
    tab.act("line", text="HELP", id="k1")
    assert texts_typed(typing)[-2:] == ["NOOP", "HELP"]


def test_a_refused_act_changes_nothing(tab):
    before = tab.kinds()
    answer = tab.act("line", text="EHLO x")
    assert answer["ok"] is False
    assert answer["error"]["key"] == "error.no_connection"
    assert tab.kinds() == before


def test_a_doubled_refusal_stays_a_refusal(tab):
    """A late copy must not be done after all, because the world has moved on."""
    assert tab.act("line", text="NOOP", id="late")["ok"] is False
    tab.act("open", **TELNET)
    assert tab.act("line", text="NOOP", id="late")["ok"] is False
    assert texts_typed(tab) == []


def test_act_without_the_right_is_refused(server, lab, tab):
    guest = server.visitor().tab(lab)
    assert guest.answer["may_act"] is False
    before = tab.kinds()
    for name in ("undo", "redo", "restart", "play"):
        assert guest.ask(name)["error"]["key"] == "error.watch_only"
    answer = guest.act("power_on", host="pc-benito")
    assert answer["error"]["key"] == "error.watch_only"
    assert tab.kinds() == before


def test_the_secret_is_a_right_by_itself(server, lab):
    guest = server.visitor().tab(lab)
    secret = server.labs.get(lab).secret
    answer = guest.ask("watch", secret=secret)
    assert answer["may_act"] is True
    act = {"act": "power_on", "host": "pc-benito"}
    assert guest.ask("act", secret=secret + "x", act=act)["ok"] is False
    assert guest.ask("act", secret=secret, act=act)["ok"] is True


@pytest.mark.parametrize(
    ("name", "message", "key"),
    [
        ("act", {"act": {"act": "explode"}}, "error.act"),
        ("act", {"act": {"act": "line", "txt": "x"}}, "error.act"),
        ("act", {"act": "line"}, "error.message"),
        ("act", {"act": {"act": "open", **TELNET}, "after": -1}, "error.message"),
        ("act", {"act": {"act": "open", **TELNET}, "after": "3"}, "error.message"),
        ("act", {"act": {"act": "open", **TELNET}, "id": "x" * 65}, "error.message"),
        ("act", {"act": {"act": "power_on", "host": "luna"}}, "error.unknown_host"),
        ("act", {"act": {"act": "skip"}, "branch": "b9"}, "error.branch_gone"),
        ("watch", {"from": 2.5}, "error.message"),
        ("watch", {"lab": 7}, "error.message"),
        ("watch", {"lab": "nobody"}, "error.lab_unknown"),
        ("attempt", {"lesson": "nada"}, "error.lesson_unknown"),
        ("attempt", {}, "error.message"),
        ("play", {"lesson": "nada", "step": "x"}, "error.lesson_unknown"),
        (
            "play",
            {"lesson": "primera-sesion-smtp", "step": "nada"},
            "error.no_script",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(tab, name, message, key):
    before = tab.kinds()
    answer = tab.ask(name, **message)
    assert answer["ok"] is False
    assert answer["error"]["key"] == key
    assert tab.kinds() == before


@pytest.mark.parametrize("data", [None, 7, "x", [], {"lab": None}])
def test_a_message_of_any_shape_is_answered(tab, data):
    answer = tab.socket.emit("act", data, callback=True)
    assert answer["error"]["key"] == "error.message"


def test_an_unknown_message_is_answered(tab):
    assert tab.ask("explode")["error"]["key"] == "error.message"


@pytest.mark.parametrize("name", ["connect", "disconnect", "message", "json", 7, ""])
def test_a_message_with_a_name_of_the_librarys_is_answered(tab, name):
    answer = tab.socket.emit(name, {}, callback=True)
    assert answer["error"]["key"] == "error.message"


def test_a_message_without_anything_is_answered(tab):
    assert tab.socket.emit("undo", callback=True)["ok"] is False


def test_too_many_waiting_acts_are_refused(make_server):
    server = make_server(acts_waiting_max=0)
    visitor = server.visitor()
    lab = visitor.boot()["lab"]
    tab = visitor.tab(lab)
    assert tab.answer["ok"] is True, "watching may always wait"
    assert tab.act("power_on", host="pc-benito")["error"]["key"] == "error.busy"


def test_a_branch_that_is_full_says_so(make_server):
    visitor = make_server(events_max=60).visitor()
    tab = visitor.tab(visitor.boot()["lab"])
    answer = tab.act("power_on", host="pc-benito")
    assert answer["error"] == {"key": "error.branch_full", "params": {"limit": 60}}
    assert tab.ask("restart")["ok"] is True


def test_a_branch_in_which_too_much_was_written_says_so(make_server):
    visitor = make_server(asked_octets_max=20_000).visitor()
    tab = visitor.tab(visitor.boot()["lab"])
    assert tab.act("open", **TELNET)["ok"] is True
    pasted = "NOOP\r\n" + "x" * 15_000
    pastes = [tab.act("paste", text=pasted)["ok"] for _ in range(3)]
    assert pastes == [True, True, False]
    refused = tab.act("power_on", host="pc-benito")["error"]
    assert refused == {"key": "error.branch_written", "params": {"n": 20}}
    tab.branch = tab.ask("restart")["branch"]
    assert tab.act("power_on", host="pc-benito")["ok"] is True


def test_a_fork_of_a_full_line_makes_no_branch(make_server):
    visitor = make_server(events_max=60).visitor()
    tab = visitor.tab(visitor.boot()["lab"])
    tab.act("power_on", host="pc-benito")
    tab.watch()
    act = {"act": "open", **TELNET}
    refused = tab.ask("act", act=act, after=len(tab.events) - 2)
    assert refused["error"]["key"] == "error.branch_full"
    after = tab.watch()
    assert (len(after["branches"]), after["current"]) == (1, "b1")


def test_a_fork_that_fills_itself_is_made_and_answered(make_server):
    first = make_server().visitor()
    begun = len(first.tab(first.boot()["lab"]).events)
    visitor = make_server(events_max=begun + 2).visitor()
    tab = visitor.tab(visitor.boot()["lab"])
    tab.act("power_on", host="pc-benito")
    act = {"act": "power_on", "host": "pc-benito"}
    forked = tab.ask("act", act=act, after=begun - 1)
    assert forked["ok"] is True
    assert tab.watch(branch=forked["branch"])["current"] == forked["branch"]


def test_a_fault_of_ours_ends_the_lab_and_says_so(server, lab, tab, monkeypatch):
    def fail(*_):
        raise AssertionError("a bug")

    monkeypatch.setattr("simulator.hosting.acting.act", fail)
    answer = tab.act("power_on", host="pc-benito")
    assert answer == {"ok": False, "error": {"key": "error.internal", "params": {}}}
    ended = [m for m in tab.read() if m["name"] == "ended"]
    assert ended[0]["reason"]["key"] == "ended.broken"


# --- playing scripts ---------------------------------------------------------------


def test_the_demonstration_plays_by_itself(tab):
    assert tab.ask("play")["ok"] is True
    assert "message.collected" in tab.kinds()
    interventions = [
        event["fact"]
        for event in tab.events
        if event["fact"]["kind"] == "lab.intervened"
    ]
    assert {fact["actor"] for fact in interventions} == {"auto"}


def test_a_step_of_a_lesson_plays_its_script(server, visitor):
    boot = visitor.boot("/aprende/primera-sesion-smtp")
    tab = visitor.tab(boot["lab"])
    lesson = server.wiring.content.lesson(boot["lesson"]).lesson
    step = next(step for step in lesson.steps if step.script)
    before = len(tab.kinds())
    answer = tab.ask("play", lesson=lesson.slug, step=step.id)
    assert answer["ok"] is True
    assert len(tab.kinds()) == answer["seq"] + 1 > before


def test_an_attempt_tells_how_the_lesson_stands(visitor):
    boot = visitor.boot("/aprende/primera-sesion-smtp")
    tab = visitor.tab(boot["lab"])
    answer = tab.ask("attempt", lesson=boot["lesson"], lang="en")
    assert answer["ok"] is True
    assert answer["solved"] is False
    assert answer["current"] == answer["steps"][0]["id"]
    assert all(step["begun"] is False for step in answer["steps"])


def test_anybody_who_watches_may_ask_how_it_stands(server, visitor):
    boot = visitor.boot("/aprende/primera-sesion-smtp")
    visitor.tab(boot["lab"]).ask("place", seq=0, until=0)
    guest = server.visitor().tab(boot["lab"])
    assert guest.ask("attempt", lesson=boot["lesson"])["ok"] is True


# --- the end -----------------------------------------------------------------------


def test_when_the_lab_ends_those_who_watch_are_told(server, lab, tab):
    server.labs.end(server.labs.get(lab), "ended.room")
    message = tab.read()[-1]
    assert message["name"] == "ended"
    assert message["lab"] == lab
    assert message["reason"] == {"key": "ended.room", "params": {}}
    answer = tab.act("power_on", host="pc-benito")
    assert answer["error"]["key"] == "ended.room"
    assert tab.ask("watch")["error"]["key"] == "ended.room"
