"""A browser: redirections, cookies, connections kept and lost."""

import msgspec
import pytest

from simulator.acts import (
    Browse,
    Crash,
    Cut,
    Freeze,
    PowerOff,
    Reset,
    Restart,
    Restore,
    ServiceOff,
    Skip,
)
from simulator.agents.webmail import webmail
from simulator.journal import facts as f
from simulator.journal import to_jsonl
from simulator.lab import LabError
from tests.agents.mailbox_reader import BROWSER, Reader, three_ways


@pytest.fixture
def reader():
    """Benito, logged in."""
    reader = Reader()
    reader.log_in()
    return reader


def lines(reader: Reader) -> list[str]:
    """The connections over which pages came, in order."""
    found = [
        e.conn for e in reader.lab.journal if type(e.fact) is f.HttpRequestReceived
    ]
    return list(dict.fromkeys(found))


def asked(reader: Reader) -> list[str]:
    return [
        f"{each.method} {each.target}" for each in reader.facts(f.HttpRequestReceived)
    ]


def skip(reader: Reader, times: int = 60) -> None:
    """Let whatever waits go off, until the browser shows something."""
    for _ in range(times):
        if not reader.lab.world.browsers[BROWSER].busy:
            return
        reader.do(Skip())


def test_a_redirection_is_followed_with_get(reader):
    assert asked(reader) == ["GET /", "POST /login", "GET /folder/INBOX"]
    statuses = [each.status for each in reader.facts(f.HttpResponseSent)]
    assert statuses == [200, 303, 200]


def test_pages_come_over_one_connection(reader):
    reader.get("/write")
    assert len(lines(reader)) == 1


def test_a_cookie_is_sent_with_every_request_until_it_is_deleted(reader):
    before = reader.facts(f.HttpRequestReceived)
    assert ["Cookie: session=" in each.octets for each in before] == [
        False,
        False,
        True,
    ]
    reader.post("/logout")
    assert "Cookie:" not in reader.facts(f.HttpRequestReceived)[-1].octets


def test_the_password_can_be_read_on_the_wire(reader):
    posted = reader.facts(f.HttpRequestReceived)[1]
    assert posted.octets.endswith("user=benito&password=benito-secreta")


def test_a_form_that_asks_with_get_puts_its_fields_into_the_address(reader):
    reader.do(Browse(BROWSER, "/write", "GET", (("to", "ñ&=@sur.example"),)))
    assert asked(reader)[-1] == "GET /write?to=%C3%B1%26%3D%40sur.example"
    assert 'value="ñ&amp;=@sur.example"' in reader.page


def test_a_connection_the_server_let_go_is_made_again(reader):
    for _ in range(3):
        if reader.lab.world.clock.waiting():
            reader.do(Skip())
    assert reader.get("/folder/INBOX") == 200
    assert len(lines(reader)) == 2


def test_a_connection_that_broke_between_two_pages_is_made_again(reader):
    reader.do(Reset(lines(reader)[-1]))
    assert reader.get("/folder/INBOX") == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_interrupted_by_a_broken_connection_says_so(method):
    """A new connection that was never good is not tried again."""
    reader = Reader()
    reader.lab.apply(Browse(BROWSER, "/login", method, (("user", "x"),)))
    reader.lab.settle(most=3)
    reader.lab.world.network.hosts["web"].power_off()
    reader.lab.settle()
    skip(reader)
    assert (reader.shown.status, reader.shown.problem) == (0, "no_connection")


def test_without_a_web_server_the_page_says_so():
    reader = Reader()
    reader.do(Crash("web"))
    reader.lab.apply(Browse(BROWSER))
    reader.lab.settle()
    skip(reader)
    assert reader.shown.problem == "no_connection"


def test_with_the_cable_cut_there_is_no_page_and_afterwards_there_is_again(reader):
    reader.do(Cut(BROWSER))
    reader.lab.apply(Browse(BROWSER, "/folder/INBOX"))
    reader.lab.settle()
    skip(reader)
    assert reader.shown.problem == "no_connection"
    reader.do(Restore(BROWSER))
    assert reader.get("/folder/INBOX") == 200


def test_a_frozen_server_is_waited_for_and_then_left(reader):
    reader.do(Freeze("web"))
    reader.do(Browse(BROWSER, "/folder/INBOX"))
    with pytest.raises(LabError) as refused:
        reader.lab.apply(Browse(BROWSER))
    assert refused.value.key == "error.browser_busy"
    skip(reader)
    assert reader.shown.problem == "no_connection"


def test_a_browser_switched_off_forgets_everything(reader):
    reader.lab.apply(Browse(BROWSER, "/write"))
    reader.do(PowerOff(BROWSER))
    reader.do(Restart(BROWSER))
    reader.get("/folder/INBOX")
    assert reader.shown.address.endswith("example/")


def test_switched_off_in_the_middle_it_can_be_used_again():
    reader = Reader()
    fork = _stopped_at(reader)
    reader.lab = fork
    fork.apply(Crash(BROWSER))
    fork.settle()
    reader.do(Restart(BROWSER))
    assert reader.get("/") == 200


def _stopped_at(reader: Reader):
    """The lab as it was when the first request had just arrived."""
    reader.get("/")
    seq = next(
        e.seq for e in reader.lab.journal if type(e.fact) is f.HttpRequestReceived
    )
    return reader.lab.fork(seq)


def test_redirections_in_a_circle_end(reader, monkeypatch):
    monkeypatch.setitem(
        webmail._ROUTES, ("GET", "round"), lambda asked, _: asked.redirect("/round")
    )
    assert reader.get("/round") == 303
    assert asked(reader).count("GET /round") == 6


def test_without_imap_the_folder_page_is_a_502(reader):
    reader.do(ServiceOff("sur", "imap"))
    assert reader.get("/folder/INBOX") == 502


# --- acts that make no sense ----------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (Browse("pc-benito"), "error.no_browser"),
        (Browse("nadie"), "error.unknown_host"),
        (Browse(BROWSER, "http://malo.example/"), "error.bad_web_address"),
        (Browse(BROWSER, "/a b"), "error.bad_web_address"),
        (Browse(BROWSER, "/ñ"), "error.bad_web_address"),
        (Browse(BROWSER, "/\r\nX: y"), "error.bad_web_address"),
        (Browse(BROWSER, "/" + "x" * 2_000), "error.bad_web_address"),
        (
            Browse(BROWSER, "/send", "POST", (("text", "x" * 20_001),)),
            "error.text_too_long",
        ),
    ],
)
def test_an_act_that_makes_no_sense_is_refused_and_changes_nothing(act, key):
    reader = Reader()
    before = to_jsonl(reader.lab.journal)
    with pytest.raises(LabError) as refused:
        reader.lab.apply(act)
    assert refused.value.key == key
    assert to_jsonl(reader.lab.journal) == before


def test_a_browser_that_is_off_opens_nothing():
    plan = three_ways()
    hosts = tuple(
        msgspec.structs.replace(host, on=host.id != BROWSER) for host in plan.hosts
    )
    reader = Reader(msgspec.structs.replace(plan, hosts=hosts))
    with pytest.raises(LabError) as refused:
        reader.lab.apply(Browse(BROWSER))
    assert refused.value.key == "error.host_is_off"


# --- the third law --------------------------------------------------------------------


def test_a_fork_has_the_same_past_and_its_own_future(reader):
    reader.get("/letter/INBOX/1")
    again = reader.lab.fork(reader.lab.last_seq)
    assert to_jsonl(again.journal) == to_jsonl(reader.lab.journal)
    middle = reader.lab.fork(reader.lab.last_seq // 2)
    length = len(middle.journal)
    assert list(middle.journal) == list(reader.lab.journal)[:length]
    again.settle()
    again.apply(Browse(BROWSER, "/write"))
    again.settle()
    reader.get("/write")
    assert to_jsonl(again.journal) == to_jsonl(reader.lab.journal)


def test_a_browser_switched_off_at_a_redirection_does_not_follow_it():
    reader = Reader()
    reader.log_in()
    told = next(
        e.seq
        for e in reader.lab.journal
        if type(e.fact) is f.HttpResponseSent and e.fact.status == 303
    )
    for moment in range(told, told + 4):
        fork = reader.lab.fork(moment)
        fork.apply(Crash(BROWSER))
        off = fork.last_seq
        fork.settle()
        assert not [e for e in fork.journal if e.seq > off and e.host == BROWSER]
