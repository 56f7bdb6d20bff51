"""The network of a class: a computer for everybody, and nobody's but one's own."""

from random import Random

import pytest

from simulator.acts import SetUp, encode_act
from simulator.classroom.network.computers import in_turn, teams_of
from simulator.hosting import Refusal
from simulator.hosting.stations import SharedLab
from simulator.languages import read
from simulator.scenario import world_of_teams
from tests.any_act import any_act
from tests.classroom.rig import ClassInTest
from tests.hosting.rig import Tab

SECRET = "Para-Benito"


class NetworkInTest(ClassInTest):
    """A class with a network; `opens` a student's own computer."""

    def __init__(self, *names: str, teams: int = 2, **limits: int) -> None:
        super().__init__(**limits)
        self.people = {name: self.student(name) for name in names}
        self.open_network(teams)

    def open_network(self, teams: int = 2) -> dict:
        return self.teacher.ask("class_network", teams=teams, lang="es")

    @property
    def network(self):
        assert self.classroom.network is not None
        return self.classroom.network

    def sit(self, name: str) -> Tab:
        member = self.classroom.of(name)
        assert member is not None
        return Tab(self.hosting, self.network.sit(member.id, name).id, name)

    def machines(self) -> dict[str, str]:
        """Who sits where, as the teacher is told."""
        members = self.teacher.ask("class_enter")["members"]
        return {each["name"]: each.get("host", "") for each in members}

    def station(self, name: str) -> dict:
        return self.people[name].ask("class_enter")["station"]


@pytest.fixture
def school():
    return NetworkInTest("Ana", "Benito", "Carla")


def counter():
    return lambda: "cdfghj"


SPARE = {"es": "libre", "en": "free"}


def labels(teams):
    return {f"equipo{number}": {"es": "servidor"} for number in range(teams)}


@pytest.mark.parametrize("size", [0, 2, 3, 30, 60])
@pytest.mark.parametrize("teams", [1, 4, 8])
def test_every_class_gets_a_world_that_can_be_made(size, teams):
    names = [f"Persona {n}" for n in range(size)]
    dealt = teams_of(names, labels(teams), SPARE, "es", counter())
    world = world_of_teams("red", {"es": "Red"}, dealt, read())
    people = [computer.person for _, computer in in_turn(dealt)]
    assert people[:size] == names
    assert 24 <= len(people) <= 72
    sizes = [len(team.computers) for team in dealt]
    assert max(sizes) - min(sizes) <= 1
    assert [a.address for a in world.accounts if "@equipo0." in a.address]
    number = len(people)
    free = next(h for h in world.hosts if h.label["es"] == f"Libre {number}")
    assert free.label["en"] == f"Free {number}"


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Ana", "ana"),
        ("Búho 2", "buho2"),
        ("Ñandú", "nandu"),
        ("Ωμέγα", "libre"),
        ('<b>"x"</b>', "bxb"),
        ("postmaster", "libre"),
        ("Quebrantahuesos", "quebrantahue"),
    ],
)
def test_a_name_of_any_letters_has_an_address(name, local):
    (team,) = teams_of([name, name], labels(1), SPARE, "es", counter())
    assert team.computers[0].local == local
    assert team.computers[1].local == f"{local}2"
    world_of_teams("red", {"es": "Red"}, (team,), read())


def test_letters_cross_from_team_to_team_and_nobody_else_reads_them(school):
    ana, benito, carla = map(school.sit, ("Ana", "Benito", "Carla"))
    to = school.station("Benito")["address"]
    assert (to, school.station("Ana")["address"]) == (
        "benito@azul.example",
        "ana@rojo.example",
    )
    assert ana.act("send", host="rojo-ana", to=to, subject=SECRET)["ok"]
    assert benito.act("collect", host="azul-benito")["ok"]
    for tab in (ana, benito, carla):
        tab.read()
    assert SECRET in str(benito.messages)
    assert SECRET not in str(carla.messages)
    assert len(carla.events) == len(school.sit("Carla").events)


def test_one_may_do_at_ones_own_computer_what_people_do_there(school):
    ana = school.sit("Ana")
    own = school.station("Ana")
    assert ana.act("open", host=own["host"], target=own["server"], port=110)["ok"]
    for line in (f"USER {own['user']}", f"PASS {own['password']}", "STAT", "QUIT"):
        assert ana.act("line", text=line)["ok"]
    ana.read()
    assert "+OK 0" in str(ana.events)
    assert ana.act("run", host=own["host"], text="nslookup -type=mx azul.example")["ok"]
    other = {"act": "collect", "host": "azul-benito"}
    assert ana.ask("act", act=other)["error"]["key"] == "shared.not_yours"
    nothing = {"host": own["host"], "target": "azul-benito", "port": 25}
    assert ana.act("open", **nothing)["error"]["key"] == "shared.nothing_there"


def test_passwords_are_told_to_their_owner_alone(school):
    told = {name: school.station(name) for name in school.people}
    secret = told["Ana"]["password"]
    assert len({each["password"] for each in told.values()}) == 3
    for name in ("Benito", "Carla"):
        tab = school.sit(name)
        assert secret not in str(tab.messages) + str(tab.answer)
        assert secret not in str(school.people[name].received)


def test_a_page_of_the_class_is_told_of_the_network(school):
    state = school.people["Ana"].ask("class_enter")["state"]
    assert state["network"]["teams"] == ["rojo.example", "azul.example"]
    school.open_network(0)
    assert "network" not in school.people["Ana"].ask("class_enter")["state"]


def test_who_comes_late_gets_a_computer_which_is_switched_on(school):
    late = school.student("Dario")
    assert late.ask("class_enter").get("station") is None
    assert school.machines()["Dario"] == ""
    tab = school.sit("Dario")
    school.people["Dario"] = late
    own = school.station("Dario")
    assert own["address"] == "equipo4@azul.example"
    assert school.machines()["Dario"] == own["host"]
    sent = tab.act(
        "send", host=own["host"], to="ana@rojo.example", subject="Llego tarde"
    )
    assert sent["ok"]
    assert school.sit("Dario").lab == tab.lab


def test_when_all_computers_are_taken_that_is_said(school):
    for number in range(21):
        name = f"Tarde {number}"
        school.student(name)
        school.sit(name)
    school.student("Nadie")
    with pytest.raises(Refusal, match="class.no_computer"):
        school.sit("Nadie")


def test_two_who_come_late_at_once_have_two_computers(school, monkeypatch):
    shared, late = school.network.shared, ["Eva"]
    for name in ("Dario", "Eva"):
        school.people[name] = school.student(name)
    turn = shared.turn

    def waited(**how):
        while late:
            school.sit(late.pop())
        return turn(**how)

    monkeypatch.setattr(shared, "turn", waited)
    school.sit("Dario")
    assert len({school.station(name)["host"] for name in school.people}) == 5


def test_a_spare_computer_is_given_back_where_it_cannot_be_switched_on(
    school, monkeypatch
):
    school.people["Dario"] = school.student("Dario")
    with monkeypatch.context() as patch:
        patch.setattr(school.network.shared, "_waiting", 10**6)
        with pytest.raises(Refusal, match="error.busy"):
            school.sit("Dario")
    assert school.people["Dario"].ask("class_enter").get("station") is None
    school.sit("Dario")
    assert school.station("Dario")["address"] == "equipo4@azul.example"


def test_a_spare_computer_that_is_on_is_given_out_as_well(school):
    shared = school.network.shared
    on = Tab(school.hosting, shared.id, "profe").act("power_on", host="azul-equipo4")
    assert on["ok"]
    school.people["Dario"] = school.student("Dario")
    assert school.sit("Dario").act("collect", host="azul-equipo4")["ok"]


def test_who_is_sent_out_loses_their_computer(school):
    ana = school.sit("Ana")
    member = school.classroom.of("Ana")
    school.teacher.ask("class_member", member=member.id, name="")
    assert ana.read()[-1]["reason"]["key"] == "ended.shared"
    refused = ana.act("collect", host="rojo-ana")
    assert refused["error"]["key"] == "ended.shared"


@pytest.mark.parametrize("who", ["Ana", "stranger"])
def test_only_a_teacher_opens_a_network(school, who):
    asking = school.people.get(who) or school.teacher
    message = {"teams": 1, "lang": "es"}
    if who == "Ana":
        key = asking.ask("class_network", **message)["error"]["key"]
        assert key == "class.not_teaching"
    else:
        assert asking.ask("class_network", teams=9, lang="es")["ok"] is False
        assert asking.ask("class_network", teams=1, lang="xx")["ok"] is False
    assert len(school.network.teams) == 2


def test_what_the_teacher_shows_of_the_network_is_on_no_phone(school):
    ana = school.sit("Ana")
    ana.act("send", host="rojo-ana", to="benito@azul.example", subject=SECRET)
    shared = school.network.shared
    teacher = school.opens(school.teacher, shared.id)
    school.teacher.ask("class_show", lab=shared.id, view="network")
    teacher.place(len(teacher.events) - 1)
    follower = Tab(school.hosting, shared.id, "Carla")
    assert follower.events == []
    carla = school.classroom.of("Carla")
    school.teacher.ask("class_chalk", member=carla.id)
    assert Tab(school.hosting, shared.id, "Carla").events == []


def test_whatever_one_does_the_pages_of_the_others_go_on():
    school = NetworkInTest("Ana", "Benito", "Carla", teams=3)
    tabs = {name: school.sit(name) for name in school.people}
    own = {name: school.station(name) for name in tabs}
    chance = Random(4)
    shared = school.network.shared
    for number in range(120):
        name = chance.choice(list(tabs))
        host, victim = own[name]["host"], own[chance.choice(list(tabs))]
        run = shared.awake(shared.tree.get(None))
        act = any_act(chance, run)
        if number % 10 == 0:
            # With the password of another, who told it.
            act = SetUp(
                *(host, "pop3", victim["server"], 110, victim["server"], 25),
                user=victim["user"],
                password=victim["password"],
            )
        tabs[name].ask("act", act=encode_act(act))
        tabs[name].ask("act", act={"act": "collect", "host": host})
    for tab in tabs.values():
        tab.read()
        assert [event["seq"] for event in tab.events] == list(range(len(tab.events)))
    assert shared.over is None


# --- letters that wait ----------------------------------------------------------------


def letters(school: NetworkInTest, what: str, letter: str = "") -> dict:
    return school.teacher.ask("class_letters", what=what, letter=letter)


def waiting(school: NetworkInTest) -> list[dict]:
    return school.teacher.ask("class_enter")["held"]


def write(tab: Tab, host: str, subject: str = SECRET, body: str = "Hola") -> dict:
    message = {"to": "benito@azul.example", "subject": subject, "body": body}
    return tab.act("send", host=host, **message)


def test_held_letters_wait_for_the_teacher_and_leave_or_fall(school):
    ana, benito = school.sit("Ana"), school.sit("Benito")
    assert letters(school, "hold")["ok"]
    assert school.people["Ana"].ask("class_enter")["state"]["network"]["holds"]
    before = len(school.sit("Ana").events)
    for subject in ("Uno", "Dos", "Uno"):
        assert write(ana, "rojo-ana", subject)["error"]["key"] == "shared.held"
    one, two = waiting(school)
    assert (one["name"], one["subject"], one["body"]) == ("Ana", "Uno", "Hola")
    assert len(school.sit("Ana").events) == before
    assert letters(school, "drop", two["id"])["ok"]
    assert letters(school, "release", one["id"])["ok"]
    assert waiting(school) == []
    benito.read()
    told = str(benito.events)
    assert "Uno" in told and "Dos" not in told
    again = letters(school, "release", one["id"])
    assert again["error"]["key"] == "shared.not_held"


def test_nobody_sends_past_the_teacher_by_hand(school):
    ana = school.sit("Ana")
    call = {"host": "rojo-ana", "target": "correo.azul.example"}
    assert ana.act("open", **call, port=25)["ok"]
    letters(school, "hold")
    for act in (
        ("line", {"text": "HELO x"}),
        ("paste", {"text": "HELO x\nMAIL FROM:<a@b.example>"}),
        ("open", {**call, "port": 587}),
    ):
        assert ana.act(act[0], **act[1])["error"]["key"] == "shared.not_by_hand"
    assert ana.act("open", **call, port=110)["ok"]
    assert ana.act("line", text="QUIT")["ok"]
    letters(school, "pass")
    assert ana.act("open", **call, port=25)["ok"]


def test_so_many_letters_wait_and_no_more(school):
    school.network.shared.holding._letters_max = 2
    ana = school.sit("Ana")
    letters(school, "hold")
    keys = [write(ana, "rojo-ana", f"{n}")["error"]["key"] for n in range(3)]
    assert keys == ["shared.held", "shared.held", "shared.too_many_held"]


def test_one_who_writes_much_leaves_room_for_the_letters_of_others(school):
    ana, benito = school.sit("Ana"), school.sit("Benito")
    letters(school, "hold")
    keys = [write(ana, "rojo-ana", f"{n}")["error"]["key"] for n in range(6)]
    assert keys == [*["shared.held"] * 5, "shared.too_many_held"]
    assert write(benito, "azul-benito")["error"]["key"] == "shared.held"


def test_nobody_fills_the_network_alone(school, monkeypatch):
    ana, benito = school.sit("Ana"), school.sit("Benito")
    monkeypatch.setattr(SharedLab, "events_max", 2_000)
    sent = 0
    while (answer := write(ana, "rojo-ana"))["ok"] and sent < 40:
        school.hosting.scheduler.seconds += 60
        sent += 1
    assert answer["error"]["key"] == "shared.own_part_full"
    assert len(ana.events) < 2_000 // 2
    assert write(benito, "azul-benito")["ok"]


def test_nobody_writes_the_network_full_alone(school, monkeypatch):
    ana, benito = school.sit("Ana"), school.sit("Benito")
    monkeypatch.setattr(SharedLab, "asked_octets_max", 50_000)
    sent = 0
    while (answer := write(ana, "rojo-ana", body="x" * 4_000))["ok"] and sent < 10:
        school.hosting.scheduler.seconds += 60
        sent += 1
    assert answer["error"]["key"] == "shared.own_part_full"
    assert 0 < sent < 5
    assert write(benito, "azul-benito")["ok"]


def test_teachers_are_shown_no_more_of_a_letter_that_waits_than_they_read(school):
    letters(school, "hold")
    to = ",".join(["benito@azul.example"] * 90)
    message = {"to": to, "subject": "s" * 900, "body": "b" * 9_000}
    school.sit("Ana").act("send", host="rojo-ana", **message)
    (held,) = waiting(school)
    assert (len(held["to"]), len(held["subject"]), len(held["body"])) == (200, 200, 400)


def test_only_a_teacher_is_told_what_waits_and_lets_it_out(school):
    letters(school, "hold")
    write(school.sit("Ana"), "rojo-ana")
    school.tell()
    assert SECRET in str(school.teacher.received("roster"))
    carla = school.people["Carla"]
    assert "held" not in carla.ask("class_enter")
    assert SECRET not in str(carla.received("class"))
    refused = carla.ask("class_letters", what="release", letter="h1")
    assert refused["error"]["key"] == "class.not_teaching"
    school.open_network(0)
    assert letters(school, "pass")["error"]["key"] == "class.no_network"
