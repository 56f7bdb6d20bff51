"""Where many share a world each acts at their own machine, and sees their own part."""

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.acts import ACTS, DropSegment, Send, TypeLine, encode_act
from simulator.hosting import Refusal
from simulator.hosting.reading import Sight, exports, mail_views
from simulator.hosting.stations import AT_A_MACHINE, Station
from tests.any_act import any_act
from tests.hosting.rig import Tab, journal_of
from tests.hosting.shared_world import (
    BENITO,
    SECRET,
    STATIONS,
    SharedWorld,
    refused,
    send,
)


@pytest.fixture
def world():
    return SharedWorld()


def test_a_letter_crosses_from_one_station_to_the_other(world):
    ana, benito = world.sit("ana"), world.sit("benito")
    benito.act("power_on", host="benito")
    assert send(ana, subject="Hola, Benito")["ok"]
    assert benito.act("collect", host="benito")["ok"]
    benito.read()
    collected = [
        event["fact"]["subject"]
        for event in benito.events
        if event["fact"]["kind"] == "message.collected"
    ]
    assert "Hola, Benito" in collected
    assert "message.composed" in ana.kinds()
    assert "message.composed" not in benito.kinds()


def test_a_station_is_told_of_its_own_wire_and_nothing_else(world):
    ana, benito = world.sit("ana"), world.sit("benito")
    before = len(benito.events)
    ana.act("run", host="ana", text="nslookup sur.example")
    benito.read()
    assert len(benito.events) == before
    assert ana.kinds()[-1] == "prompt.text_printed"
    world.teacher.read()
    assert len(world.teacher.events) > len(ana.events)


def test_the_journal_of_a_station_has_its_own_numbers_and_causes(world):
    ana = world.sit("ana")
    send(ana)
    ana.read()
    for number, event in enumerate(ana.events):
        assert event["seq"] == number
        assert event["cause"] <= number


def test_its_page_knows_the_machines_around_it_only(world):
    ana = world.sit("ana")
    built = {tuple(path[:1]): after for path, _, after in ana.events[0]["changes"]}
    assert set(built["hosts",]) == {"ana", "norte", "dns"}
    assert set(built["mailboxes",]) == {"ana@norte.example"}


@pytest.mark.parametrize("kind", [spec.name for spec in ACTS])
def test_every_act_is_of_somebody_at_a_machine_or_of_the_whole_world(kind):
    whole = {
        *("crash", "restart", "freeze", "thaw", "service_off", "service_on"),
        *("break", "repair", "fill", "make_room", "cut", "restore", "slow", "lose"),
        *("drop", "alter", "reset", "skip", "answer"),
        *("join", "arrive", "octets", "encrypt", "take", "hang_up", "leave"),
    }
    own = {spec.name for spec in ACTS if spec.struct in AT_A_MACHINE}
    assert (kind in own) != (kind in whole)


def at(run, act, otherwise=None):
    """The machine at which somebody would do it; where it does not say, `otherwise`."""
    if hasattr(act, "host"):
        return act.host
    return run.world.terminals[act.conn].host if act.conn else otherwise


@given(seed=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_nobody_acts_at_the_machine_of_another(seed):
    chance, world = Random(seed), SharedWorld(station_acts_per_minute=0)
    tabs = {name: world.sit(name) for name in STATIONS}
    tabs["benito"].act("power_on", host="benito")
    for name, tab in tabs.items():
        tab.act("open", host=name, target="norte", port=25)
    for _ in range(8):
        name = chance.choice(list(tabs))
        run = world.run
        act = any_act(chance, run)
        if isinstance(act, TypeLine):
            act = TypeLine(act.text, chance.choice(list(run.world.terminals)))
        before, done = len(run.journal), len(run.interventions)
        answer = tabs[name].ask("act", act=encode_act(act))
        if len(run.interventions) > done:
            assert at(run, run.interventions[-1].act) == name
        if type(act) not in AT_A_MACHINE or at(run, act, name) != name:
            assert not answer["ok"]
            assert len(run.journal) == before


@pytest.mark.parametrize(
    ("act", "key"),
    [
        ({"act": "send", "host": "benito", "to": "a@b.example"}, "shared.not_yours"),
        ({"act": "collect", "host": "benito"}, "shared.not_yours"),
        (
            {"act": "open", "host": "benito", "target": "sur", "port": 25},
            "shared.not_yours",
        ),
        (
            {"act": "publish", "host": "dns", "name": "x", "type": "A", "value": "1"},
            "shared.not_yours",
        ),
        ({"act": "skip"}, "shared.for_teacher"),
        ({"act": "cut", "link": "ana"}, "shared.for_teacher"),
        ({"act": "freeze", "host": "ana"}, "shared.for_teacher"),
        ({"act": "answer", "question": "q", "value": "v"}, "shared.for_teacher"),
        ({"act": "line", "text": "QUIT"}, "error.no_connection"),
    ],
)
def test_what_is_not_theirs_is_refused_in_words(world, act, key):
    ana, benito = world.sit("ana"), world.sit("benito")
    benito.act("power_on", host="benito")
    benito.act("open", host="benito", target="sur", port=25)
    assert refused(ana.ask("act", act=act)) == key
    assert world.content.texts["es"][key]


def test_what_one_types_goes_to_ones_own_terminal(world):
    ana, benito = world.sit("ana"), world.sit("benito")
    benito.act("power_on", host="benito")
    ana.act("open", host="ana", target="norte", port=25)
    benito.act("open", host="benito", target="sur", port=25)
    assert ana.act("line", text="NOOP")["ok"]
    assert ana.typed() == ["NOOP"]
    assert benito.typed() == []
    terminals = world.run.world.terminals
    theirs = next(name for name, one in terminals.items() if one.host == "benito")
    assert refused(ana.act("line", text="QUIT", conn=theirs)) == "shared.not_yours"


def everything_of(world, tab):
    """All that its page can get of the lab, as octets."""
    lab = world.labs.get(tab.lab)
    sight = Sight.of(lab, may_act=lab.may_act(tab.caller.visitor))
    tab.read()
    letters = mail_views.every_message(sight, None, None)
    streams = []
    for name in world.run.journal.streams:
        try:
            streams.append(exports.stream_octets(sight, None, name, 0, 99_999)[0])
        except Refusal:
            continue
    return b"".join(
        (
            msgspec.json.encode(tab.messages),
            msgspec.json.encode(letters),
            *streams,
            *exports.journal_file(sight, None).body,
        )
    )


def test_nobody_reads_the_mailbox_the_letter_or_the_terminal_of_another(world):
    ana, benito = world.sit("ana"), world.sit("benito")
    other = world.sit(
        "dario",
        Station(at=frozenset(("pc",)), mailboxes=frozenset(("info@solo-a.example",))),
    )
    send(ana)
    benito.act("power_on", host="benito")
    benito.act("open", host="benito", target="sur", port=110)
    benito.act("line", text="PASS cometa-de-benito")
    assert SECRET.encode() in everything_of(world, ana)
    assert SECRET.encode() in everything_of(world, benito)
    assert b"cometa-de-benito" in everything_of(world, benito)
    assert SECRET.encode() not in everything_of(world, other)
    assert b"cometa-de-benito" not in everything_of(world, ana)
    assert b"cometa-de-benito" not in everything_of(world, other)


def test_nobody_drafts_at_the_machine_of_another_nor_hears_what_waits_there(world):
    ana, benito = world.sit("ana"), world.sit("benito")
    benito.act("power_on", host="benito")
    sight = Sight.of(world.labs.get(ana.lab), may_act=True)
    own, other = (Send(host, to="x@y.example") for host in ("ana", "benito"))
    assert mail_views.draft(sight, None, own).letter
    drafted = mail_views.draft(sight, None, other)
    assert drafted.problem.key == "shared.not_yours"
    assert drafted.letter is None and not drafted.reverse_path
    assert world.teacher.act("cut", link="benito")["ok"]
    benito.act("open", host="benito", target="sur", port=25)
    assert refused(ana.ask("waits")) == "shared.for_teacher"


def test_whoever_has_no_station_sees_what_the_teacher_shows(world):
    ana = world.sit("ana")
    stranger = Tab(world, world.shared.id, "ana")
    send(ana)
    stranger.read()
    assert stranger.answer["may_act"] is False
    assert stranger.events == []
    peeping = Tab(world, ana.lab, "benito")
    assert peeping.events == []
    assert refused(peeping.act("collect", host="ana")) == "error.watch_only"


def test_the_wire_of_a_relay_shows_what_passes_it(world):
    relay = world.sit("carla", Station(at=frozenset(["mx1"])))
    send(world.sit("ana"))
    assert SECRET.encode() in everything_of(world, relay)


def test_a_spy_may_have_more_acts_and_means_events_of_their_own_numbering(world):
    kinds = AT_A_MACHINE | {DropSegment}
    spy = world.sit("carla", Station(frozenset(["mx1"]), kinds=kinds))
    send(world.sit("ana"))
    world.teacher.read()
    spy.read()
    flight = next(
        event["seq"]
        for event in spy.events
        if event["fact"]["kind"] == "tcp.flight_sent"
    )
    assert refused(spy.act("drop", flight=flight)) == "error.not_in_the_air"
    assert refused(spy.act("drop", flight=10**6)) == "shared.not_yours"


def test_the_same_acts_make_the_same_journal_again(world):
    ana, benito = world.sit("ana"), world.sit("benito")
    send(ana)
    benito.act("power_on", host="benito")
    ana.act("open", host="ana", target="norte", port=25)
    benito.act("open", host="benito", target="sur", port=110)
    for line in ("HELO x", "NOOP"):
        ana.act("line", text=line)
        benito.act("line", text=line)
    before = journal_of(world.shared, "")
    told = everything_of(world, ana)
    world.pass_s(1)
    world.shared.rest()
    assert journal_of(world.shared, "") == before
    assert everything_of(world, ana) == told


def test_the_teacher_does_all_and_beginning_anew_takes_everybody_along(world):
    ana = world.sit("ana")
    opened = len(ana.events)
    send(ana)
    assert world.teacher.act("freeze", host="norte")["ok"]
    assert world.teacher.ask("restart")["ok"]
    assert [m for m in ana.read() if m["name"] == "branches"]
    ana.watch()
    assert len(ana.events) == opened
    assert send(ana, subject="Otra vez")["ok"]


@pytest.mark.parametrize("name", ["restart", "undo", "redo"])
def test_time_is_everybodys(world, name):
    ana = world.sit("ana")
    send(ana)
    before = len(world.run.journal)
    assert not ana.ask(name)["ok"]
    assert refused(ana.act("collect", host="ana", after=2)) == "shared.one_line"
    assert len(world.run.journal) == before
    assert len(world.shared.tree.branches) == 1


def test_a_world_somebody_sits_in_is_kept_and_its_end_ends_the_stations(world):
    ana = world.sit("ana")
    world.teacher.close()
    world.pass_s(13 * 3600)
    assert ana.act("run", host="ana", text="ls")["ok"]
    world.labs.end(world.shared, "ended.idle")
    assert ana.read()[-1]["reason"]["key"] == "ended.shared"


def test_another_station_in_the_same_world_ends_the_one_before(world):
    ana = world.sit("ana")
    moved = world.sit("ana", BENITO)
    assert ana.read()[-1]["reason"]["key"] == "ended.changed"
    assert moved.act("power_on", host="benito")["ok"]
    assert refused(moved.act("collect", host="ana")) == "shared.not_yours"
    assert len(world.shared.stations) == 1
