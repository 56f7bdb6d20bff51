"""The registry: bounds, idle time, sleep, and the end of labs."""

import pytest

from simulator.hosting import AwakeClock, Limits
from tests.web.rig import Clock, ServerInTest, small_library
from tools.run import ROOT

HOUR_S = 3600


def lab_of(visitor, *, acts=False):
    """Open the page, watch, perhaps do something, leave; the lab's id."""
    lab = visitor.boot()["lab"]
    tab = visitor.tab(lab)
    if acts:
        assert tab.act("power_on", host="pc-benito")["ok"] is True
    tab.socket.disconnect()
    return lab


def run_of(server, lab):
    """The run of its current branch, or None while it sleeps."""
    return server.labs.get(lab).tree.get(None).lab


def is_alive(server, lab):
    return server.visitor().http.get(f"/lab/{lab}").status_code == 200


# --- idle time -------------------------------------------------------------------


def test_a_lab_survives_a_two_hour_break(server, visitor):
    lab = lab_of(visitor)
    server.pass_s(2 * HOUR_S)
    assert visitor.boot()["lab"] == lab
    assert "message.delivered" in visitor.tab(lab).kinds()


def test_a_lab_survives_a_laptop_that_sleeps_for_a_week(server, visitor):
    """The clock jumps when it wakes up: nobody was idle meanwhile."""
    lab = lab_of(visitor)
    server.clock.seconds += 7 * 24 * HOUR_S
    server.labs.sweep()
    assert is_alive(server, lab)


def test_an_idle_lab_ends_and_says_so(server, visitor):
    lab = lab_of(visitor)
    server.pass_s(13 * HOUR_S)
    response = visitor.http.get(f"/lab/{lab}")
    assert response.status_code == 410
    assert "Nadie lo usó" in response.text


def test_a_watched_lab_never_ends(server, visitor):
    lab = visitor.boot()["lab"]
    tab = visitor.tab(lab)
    server.pass_s(30 * HOUR_S)
    assert tab.act("power_on", host="pc-benito")["ok"] is True


def test_a_page_that_never_connected_soon_costs_nothing(server):
    for _ in range(5):
        server.visitor().boot()
    assert len(server.labs) == 5
    server.pass_s(HOUR_S)
    assert len(server.labs) == 0


def test_a_watched_lab_sleeps_too_and_wakes_without_being_noticed(server, visitor):
    lab = visitor.boot()["lab"]
    tab, other = visitor.tab(lab), visitor.tab(lab)
    server.pass_s(600)
    assert run_of(server, lab) is None
    assert tab.act("power_on", host="pc-benito")["ok"] is True
    assert "message.collected" in other.kinds()
    assert other.kinds() == tab.kinds()


def test_only_so_many_labs_are_awake_the_latest_ones(make_server):
    server = make_server(awake_max=2)
    labs = [lab_of(server.visitor()) for _ in range(4)]
    assert [run_of(server, lab) is None for lab in labs] == [True, True, False, False]
    server.visitor().tab(labs[0])
    assert [run_of(server, lab) is None for lab in labs] == [False, True, True, False]


# --- how many -----------------------------------------------------------------------


def test_a_full_server_ends_the_longest_idle_lab(make_server):
    server = make_server(labs_max=2)
    old = lab_of(server.visitor())
    server.pass_s(2 * HOUR_S)
    younger = lab_of(server.visitor())
    server.pass_s(2 * HOUR_S)
    newest = lab_of(server.visitor())
    assert not is_alive(server, old)
    assert is_alive(server, younger)
    assert is_alive(server, newest)
    assert "lleno" in server.visitor().http.get(f"/lab/{old}").text


def test_a_full_server_takes_no_lab_from_a_break(make_server):
    server = make_server(labs_max=1)
    lab = lab_of(server.visitor(), acts=True)
    server.pass_s(2 * HOUR_S)
    assert server.visitor().http.get("/").status_code == 503
    assert is_alive(server, lab)


def test_labs_in_which_nobody_did_anything_make_room_soon(make_server):
    server = make_server(labs_max=1)
    lab = lab_of(server.visitor())
    server.pass_s(240)
    assert server.visitor().http.get("/").status_code == 503
    server.pass_s(120)
    assert server.visitor().http.get("/").status_code == 200
    assert not is_alive(server, lab)


def asks_from(server, address):
    """A new visitor's first page, asked for from there."""
    environ = {"REMOTE_ADDR": address}
    return server.visitor().http.get("/", environ_base=environ)


def test_one_address_fills_its_share_and_not_the_server(make_server):
    """Its own labs make room, first those that nobody opened."""
    server = make_server(labs_max=4, labs_address_max=2)
    pupil = lab_of(server.visitor(), acts=True)
    for _ in range(6):
        assert asks_from(server, "203.0.113.9").status_code == 200
    assert asks_from(server, "203.0.113.10").status_code == 200
    assert is_alive(server, pupil)


def test_an_address_whose_labs_are_all_in_use_gets_no_more(make_server):
    server = make_server(labs_max=4, labs_address_max=1)
    lab_of(server.visitor(), acts=True)
    assert server.visitor().http.get("/").status_code == 503
    assert asks_from(server, "203.0.113.9").status_code == 200


def test_reading_the_data_of_a_lab_does_not_open_it(make_server):
    server = make_server(labs_max=1)
    visitor = server.visitor()
    lab = visitor.boot()["lab"]
    assert visitor.http.get(f"/lab/{lab}/threads.json").status_code == 200
    assert server.visitor().http.get("/").status_code == 200
    assert not is_alive(server, lab)


# --- octets ---------------------------------------------------------------------------

HEAVY = {
    "host": "pc-ana",
    "to": "benito@sur.example",
    "subject": "Fotos",
    "body": "Ahí van.",
    "attachments": [{"name": "fotos.bin", "kind": "file", "octets": 200_000}],
}


def test_a_line_that_holds_too_much_mail_says_so_and_a_new_one_begins(make_server):
    server = make_server(branch_octets_max=1_000_000)
    visitor = server.visitor()
    lab = visitor.boot()["lab"]
    tab = visitor.tab(lab)
    answers = [tab.act("send", **HEAVY) for _ in range(6)]
    assert answers[0]["ok"] is True
    refused = {"key": "error.branch_heavy", "params": {"n": 1}}
    assert answers[-1]["error"] == refused
    for _ in range(4):
        assert tab.ask("restart")["ok"] is True
        for _ in range(6):
            tab.act("send", **HEAVY)
    assert server.labs.get(lab).octets < 3_000_000, "old attempts are put to sleep"


def test_labs_that_keep_much_sleep_before_others_get_more(make_server):
    server = make_server(awake_octets_max=1_500_000)
    labs = []
    for _ in range(4):
        visitor = server.visitor()
        labs.append(visitor.boot()["lab"])
        for _ in range(2):
            assert visitor.tab(labs[-1]).act("send", **HEAVY)["ok"] is True
    assert sum(server.labs.get(lab).octets for lab in labs) < 2_500_000
    assert run_of(server, labs[0]) is None
    server.visitor().tab(labs[0])
    assert run_of(server, labs[0]) is not None


def test_octets_of_a_lab_that_sleeps_are_given_back(make_server):
    server = make_server()
    visitor = server.visitor()
    lab = visitor.boot()["lab"]
    visitor.tab(lab).act("send", **HEAVY)
    run = run_of(server, lab)
    assert run.octets_kept > 200_000
    server.pass_s(300)
    assert run_of(server, lab) is None
    assert run.journal.octets_kept == 0


def test_unopened_labs_make_room_first(make_server):
    server = make_server(labs_max=2)
    opened = lab_of(server.visitor())
    server.visitor().boot()
    newest = server.visitor().boot()["lab"]
    assert is_alive(server, opened)
    assert is_alive(server, newest)


def test_a_visitor_has_a_bounded_number_of_labs(make_server):
    server = make_server(labs_each_max=1)
    visitor = server.visitor()
    first = visitor.boot()["lab"]
    lesson = visitor.boot("/aprende/primera-sesion-smtp")["lab"]
    assert not is_alive(server, first)
    assert is_alive(server, lesson)


def test_the_registry_forgets_who_has_nothing(make_server):
    server = make_server(labs_max=1)
    owner = server.visitor()
    owner.tab(owner.boot()["lab"])
    for _ in range(20):
        assert server.visitor().http.get("/").status_code == 503
    assert len(server.labs._own) == 1


# --- turns --------------------------------------------------------------------------


def test_labs_take_turns_while_one_works_long(server, monkeypatch):
    """One lab settles in slices; between them another one's act is done whole."""
    import gevent

    monkeypatch.setattr("simulator.hosting.hosted_lab.SLICE_EVENTS", 1)
    busy, quick = server.visitor(), server.visitor()
    busy_tab, quick_tab = (v.tab(v.boot()["lab"]) for v in (busy, quick))
    order = []

    def work(name, tab, act, **fields):
        assert tab.act(act, **fields)["ok"]
        order.append(name)

    jobs = [
        gevent.spawn(work, "busy", busy_tab, "power_on", host="pc-benito"),
        gevent.spawn(work, "quick", quick_tab, "cut", link="norte"),
    ]
    gevent.joinall(jobs, raise_error=True)
    assert order == ["quick", "busy"]


def test_acts_of_one_lab_wait_for_each_other(server, visitor, monkeypatch):
    import gevent

    monkeypatch.setattr("simulator.hosting.hosted_lab.SLICE_EVENTS", 1)
    lab = visitor.boot()["lab"]
    tabs = [visitor.tab(lab), visitor.tab(lab)]
    order = []

    def work(name, tab, act, **fields):
        assert tab.act(act, **fields)["ok"]
        order.append(name)

    jobs = [
        gevent.spawn(work, 1, tabs[0], "power_on", host="pc-benito"),
        gevent.spawn(work, 2, tabs[1], "cut", link="norte"),
    ]
    gevent.joinall(jobs, raise_error=True)
    assert order == [1, 2]
    kinds = tabs[0].kinds()
    assert kinds.index("message.collected") < kinds.index("link.cut")
    assert tabs[1].kinds() == kinds


def test_a_long_journal_is_remade_beside_the_loop(server, visitor, monkeypatch):
    lab = lab_of(visitor)
    before = visitor.http.get(f"/lab/{lab}/journal.jsonl").data
    server.pass_s(600)
    monkeypatch.setattr("simulator.web.gevent_scheduler.THREAD_FROM", 1)
    assert visitor.http.get(f"/lab/{lab}/journal.jsonl").data == before


# --- the clock ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jump", "counted"), [(10, 10), (60, 60), (10_000, 60), (-5, 0)]
)
def test_a_jump_counts_as_a_moment(jump, counted):
    clock = Clock()
    awake = AwakeClock(clock, jump_s=60)
    clock.seconds += jump
    assert awake() == counted


def test_so_many_may_act_in_a_lab_and_no_more(tmp_path):
    lessons = small_library(tmp_path / "lessons")
    server = ServerInTest(lessons, ROOT / "static/dist", Limits(actors_max=2))
    lab = server.visitor().boot("/mira")["lab"]
    hosted = server.labs.get(lab)
    address = f"/lab/{lab}/{hosted.secret}"
    helper = server.visitor()
    for visitor, status in ((helper, 303), (helper, 303), (server.visitor(), 403)):
        assert visitor.http.get(address).status_code == status
    assert len(hosted.actors) == 2
