"""Where many share a world nobody uses up what is there for all."""

from simulator.hosting.stations import SharedLab
from tests.hosting.shared_world import SharedWorld, refused, send


def test_a_minute_has_room_for_so_many_letters_of_one_and_no_other_waits():
    world = SharedWorld(station_letters_per_minute=2)
    ana, benito = world.sit("ana"), world.sit("benito")
    benito.act("power_on", host="benito")
    assert send(ana)["ok"] and send(ana)["ok"]
    assert refused(send(ana)) == "shared.too_many_letters"
    assert send(benito, to="ana@norte.example")["ok"]
    world.scheduler.seconds += 60
    assert send(ana)["ok"]


class Crowd:
    """A lock that others ask for just before: `meanwhile`, the last one first."""

    def __init__(self, *meanwhile):
        self.meanwhile = list(meanwhile)

    def __enter__(self):
        while self.meanwhile:
            self.meanwhile.pop()()

    def __exit__(self, *error):
        pass


def test_acts_of_one_that_wait_keep_nobody_else_out():
    world = SharedWorld(acts_waiting_max=3, station_waiting_max=3)
    ana, benito = world.sit("ana"), world.sit("benito")
    said = []

    def listing():
        answer = ana.act("run", host="ana", text="ls")
        said.append(answer["ok"] or refused(answer))

    def others():
        said.append(benito.act("power_on", host="benito")["ok"])
        said.append(world.teacher.act("freeze", host="norte")["ok"])

    world.shared._turn = Crowd(others, *[listing] * 4)
    listing()
    assert said == ["error.busy", "error.busy", True, True, True, True, True]


def test_who_types_too_fast_does_not_even_wait():
    world = SharedWorld(station_acts_per_minute=1)
    ana = world.sit("ana")
    assert ana.act("run", host="ana", text="ls")["ok"]
    waited = []
    world.shared._turn = Crowd(lambda: waited.append("ana"))
    assert refused(ana.act("run", host="ana", text="ls")) == "shared.too_many_acts"
    assert not waited


def test_who_types_too_fast_waits():
    world = SharedWorld(station_acts_per_minute=3)
    ana = world.sit("ana")
    for _ in range(3):
        assert ana.act("run", host="ana", text="ls")["ok"]
    assert refused(ana.act("run", host="ana", text="ls")) == "shared.too_many_acts"


def test_letters_that_wait_are_letters():
    world = SharedWorld(station_letters_per_minute=2)
    world.shared.holding.on = True
    ana = world.sit("ana")
    keys = [refused(send(ana, subject=f"{n}")) for n in range(3)]
    assert keys == ["shared.held", "shared.held", "shared.too_many_letters"]
    for letter in world.shared.holding.letters:
        world.shared.release(letter.id)
    world.shared.holding.on = False
    world.scheduler.seconds += 30
    assert send(ana)["ok"]


def at_the_server(tab):
    assert tab.act("open", host=tab.caller.visitor, target="norte", port=25)["ok"]
    assert tab.act("line", text="HELO x")["ok"]
    return tab


def test_one_who_pastes_much_waits_as_long_as_it_was_much():
    world = SharedWorld(station_events_per_minute=200, station_paste_lines_max=40)
    ana, benito = at_the_server(world.sit("ana")), world.sit("benito")
    assert refused(ana.act("paste", text="NOOP\n" * 41)) == "shared.too_many_lines"
    before = len(world.run.journal)
    while ana.act("paste", text="NOOP\n" * 39)["ok"]:
        assert len(world.run.journal) < 1_000
    owed_s = (len(world.run.journal) - before - 200) * 60 / 200
    key = refused(ana.act("run", host="ana", text="ls"))
    assert key == "shared.too_many_acts"
    assert benito.act("power_on", host="benito")["ok"]
    world.scheduler.seconds += max(owed_s, 0) + 60
    assert ana.act("run", host="ana", text="ls")["ok"]


def test_letters_in_one_paste_are_letters():
    world = SharedWorld(station_letters_per_minute=2)
    ana = at_the_server(world.sit("ana"))
    letter = "MAIL FROM:<ana@norte.example>\nRCPT TO:<ana@norte.example>\nDATA\nx\n.\n"
    assert ana.act("paste", text=letter * 5)["ok"]
    assert refused(send(ana)) == "shared.too_many_letters"
    world.scheduler.seconds += 60
    assert refused(send(ana)) == "shared.too_many_letters"
    world.scheduler.seconds += 90
    assert send(ana)["ok"]


def test_a_full_world_is_full_at_every_station(monkeypatch):
    world = SharedWorld()
    ana, benito = world.sit("ana"), world.sit("benito")
    assert ana.act("run", host="ana", text="ls")["ok"]
    assert benito.act("power_on", host="benito")["ok"]
    full = len(world.run.journal) + 1
    monkeypatch.setattr(SharedLab, "events_max", full)
    assert ana.act("run", host="ana", text="ls")["ok"]
    for tab, host in ((ana, "ana"), (benito, "benito")):
        assert refused(tab.act("run", host=host, text="ls")) == "error.branch_full"
