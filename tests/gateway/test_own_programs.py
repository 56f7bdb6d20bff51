"""A student's own mail client in the network of a class."""

from base64 import b64encode

import pytest

from app import StartRefused, config_from
from simulator.acts import Arrive, HangUp, Join, Leave, SendOctets
from simulator.gateway import Gateway, GatewayConfig, Listener, ports_from
from simulator.gateway.admission import Admission
from simulator.gateway.config import is_local
from simulator.gateway.guest_access import GuestAccess
from simulator.gateway.guests import own_programs
from simulator.gateway.lab_access import LabClosed
from simulator.gateway.listener import CALLERS_MAX
from simulator.hosting import Refusal
from simulator.hosting.limits import Limits
from simulator.lab import LabError
from tests.classroom.test_network import NetworkInTest
from tests.hosting.rig import HostingInTest, Tab
from tests.worlds import scenario

SUBMISSION = 587


class Program:
    """A real mail client of one student: what it is told, without a socket."""

    def __init__(self, school, name, number=1):
        member = school.classroom.of(name)
        station = school.network.sit(member.id, name)
        self.access = GuestAccess(station)
        self.guest = own_programs(station.scenario, station.station)(number)
        self.server = next(h.id for h in station.scenario.hosts if h.server)
        self.heard = b""

    def connect(self, port=SUBMISSION):
        self.access.act(
            Join(*self.guest), Arrive(self.guest.host, self.server, port), outlet=self
        )

    def say(self, *lines):
        for line in lines:
            self.access.act(SendOctets(self.guest.host, f"{line}\r\n"))

    def send(self, sender, to, text="Hola."):
        """A letter, after a login with PLAIN (RFC 4954 §4)."""
        from_, password = sender
        self.say("EHLO portatil", f"AUTH PLAIN {_plain(from_, password)}")
        self.say(f"MAIL FROM:<{from_}>", f"RCPT TO:<{to}>", "DATA")
        self.say("Subject: Propia", "", text, ".", "QUIT")

    # what the lab tells it

    def received(self, data):
        self.heard += data

    def secures(self):
        raise AssertionError("nobody asked for TLS")

    def ended(self):
        self.heard += b"[end]"

    def lost(self, reason):
        self.heard += f"[{reason}]".encode()

    def sent_away(self):
        self.heard += b"[away]"


def _plain(user, password):
    return b64encode(f"\0{user}\0{password}".encode()).decode()


@pytest.fixture
def school():
    return NetworkInTest("Ana", "Benito", "Carla")


def account(school, name):
    told = school.station(name)
    return told["address"], told["password"]


def said(tab):
    """Every octet of its part of the world."""
    tab.read()
    return str(tab.events)


def test_a_letter_goes_out_under_ones_own_account_and_only_its_people_see_it(school):
    tabs = {name: school.sit(name) for name in ("Ana", "Benito", "Carla")}
    ana, benito = account(school, "Ana"), account(school, "Benito")
    program = Program(school, "Ana")
    program.connect()
    program.send(ana, benito[0], "Secreto")
    assert b"\r\n250 " in program.heard and program.heard.endswith(b"[end]")
    assert "Propia" in said(tabs["Benito"])
    conversation = ("AUTH PLAIN", program.guest.host)
    assert all(word in said(tabs["Ana"]) for word in conversation)
    others = said(tabs["Benito"]) + said(tabs["Carla"])
    assert not any(word in others for word in conversation)


def test_its_machine_is_called_after_its_person(school):
    school.sit("Ana")
    program = Program(school, "Ana", 2)
    assert program.guest.labels["es"] == "Cliente real 2 (Ana)"
    assert program.guest.labels["en"] == "Real client 2 (Ana)"


def test_nobody_acts_as_the_program_of_another(school):
    school.sit("Ana")
    school.sit("Benito")
    program, other = Program(school, "Ana"), Program(school, "Benito")
    with pytest.raises(LabError, match=r"shared\.not_yours"):
        other.access.act(Join(*program.guest))


def test_no_browser_plugs_in_a_program(school):
    tab = school.sit("Ana")
    host = Program(school, "Ana").guest.host
    answer = tab.act("join", host=host, address="198.51.100.10", labels={})
    assert answer["error"]["key"] == "error.gateway_only"


def test_where_letters_are_held_no_program_sends_past_the_teacher(school):
    school.sit("Ana")
    open_before, later = Program(school, "Ana"), Program(school, "Ana", 2)
    open_before.connect()
    school.teacher.ask("class_letters", what="hold")
    with pytest.raises(LabError, match=r"shared\.not_by_hand"):
        open_before.say("EHLO portatil")
    with pytest.raises(LabError, match=r"shared\.not_by_hand"):
        later.connect()
    reading = Program(school, "Ana", 3)
    reading.connect(port=143)
    assert reading.heard.startswith(b"* OK")


def test_a_program_that_writes_much_is_stopped_and_may_still_hang_up(school):
    school.sit("Ana")
    ana, benito = account(school, "Ana"), account(school, "Benito")
    letters_max = Limits().station_letters_per_minute
    with pytest.raises(LabError, match=r"shared\.too_many_letters"):
        for number in range(letters_max + 2):
            program = Program(school, "Ana", number % 6 + 1)
            program.connect()
            program.send(ana, benito[0])
            program.access.act(Leave(program.guest.host))
    program.access.act(HangUp(program.guest.host), Leave(program.guest.host))


def test_a_program_that_was_there_when_the_server_went_down_comes_in_again(school):
    school.sit("Ana")
    Program(school, "Ana").connect()
    again = Program(school, "Ana")
    again.connect()
    assert again.heard.startswith(b"220 ")


def test_a_program_that_says_nothing_is_sent_away_when_its_line_is_left(school):
    shared = school.network.shared
    teacher = Tab(school.hosting, shared.id, shared.owner)
    for number, way in enumerate(("undo", "restart"), 1):
        assert school.sit("Ana").act("collect", host=school.station("Ana")["host"])[
            "ok"
        ]
        idle = Program(school, "Ana", number)
        idle.connect()
        assert not idle.heard.endswith(b"[away]")
        answer = teacher.ask(way)
        assert answer["ok"], answer
        assert idle.heard.endswith(b"[away]")
        teacher.branch = answer["branch"]


def test_when_the_network_closes_programs_are_cut_off(school):
    school.sit("Ana")
    program = Program(school, "Ana")
    program.connect()
    school.teacher.ask("class_network", teams=0, lang="es")
    with pytest.raises(LabClosed):
        program.say("NOOP")


def test_ports_are_of_this_machine_unless_the_environment_names_another():
    here = config_from({}, []).gateway
    assert (here.host, here.open_to_others) == ("127.0.0.1", False)
    there = config_from({"CARTERO_GATEWAY_HOST": "192.168.7.5"}, []).gateway
    assert (there.host, there.reached, there.open_to_others) == (
        *["192.168.7.5"] * 2,
        True,
    )
    everywhere = config_from({"CARTERO_GATEWAY_HOST": "0.0.0.0"}, []).gateway
    assert everywhere.host == "0.0.0.0" != everywhere.reached


@pytest.mark.parametrize("said", ["8.8.8.8", "2001:4860::8", "localhost", "*", "1"])
def test_a_host_of_the_internet_is_refused_by_name(said):
    with pytest.raises(StartRefused, match="CARTERO_GATEWAY_HOST"):
        config_from({"CARTERO_GATEWAY_HOST": said}, [])


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.9", True),
        ("192.168.1.20", True),
        ("169.254.3.4", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd12::5", True),
        ("::ffff:192.168.1.20", True),
        ("8.8.8.8", False),
        ("::ffff:8.8.8.8", False),
        ("2001:4860::8", False),
        ("0.0.0.0", False),
    ],
)
def test_the_local_network_is_what_is_not_the_internet(address, local):
    assert is_local(address) is local


def test_only_programs_of_whoever_opened_the_ports_are_taken_in(data):
    """From where their page was loaded; of the newest few networks."""
    school = NetworkInTest("Ana")
    station = school.network.sit(school.classroom.of("Ana").id, "Ana")
    config = GatewayConfig(data=data)
    target = next(h.id for h in station.scenario.hosts if h.server)
    named = own_programs(station.scenario, station.station)
    what = (GuestAccess(station), station.scenario, target, config, Admission(config))
    listener = Listener(*what, named, station.shared.id)
    assert not listener.welcomes("10.0.0.7")
    listener.take_in("10.0.0.7")
    assert listener.welcomes("10.0.0.7")
    assert listener.welcomes("::ffff:10.0.0.7")
    assert not listener.welcomes("10.0.0.8")
    for number in range(20, 20 + CALLERS_MAX):
        listener.take_in(f"10.0.0.{number}")
    assert not listener.welcomes("10.0.0.7")
    listener.take_in("8.8.8.8")
    assert not listener.welcomes("8.8.8.8")


def test_ones_own_ports_begin_with_tls_where_those_of_the_gateway_do(tmp_path):
    """RFC 8314 §3: implicit TLS, which is what mail clients try first."""
    config = GatewayConfig(data=tmp_path)
    assert config.for_station(6).ports.keys() == config.ports.keys()


def test_one_class_leaves_ports_for_others_and_all_have_an_end(tmp_path):
    hosting = HostingInTest()
    config = GatewayConfig(
        data=tmp_path,
        ports=dict.fromkeys(ports_from({}), 0),
        station_listeners_max=2,
        personal_listeners_max=3,
    )
    gateway = Gateway(hosting.labs, scenario("pasarela"), config)
    gateway.start()
    opened = []
    for school in ("a", "b"):
        there = NetworkInTest("Ana", "Benito", "Carla")
        there.network.shared.id = school
        for name in ("Ana", "Benito", "Carla"):
            station = there.network.sit(there.classroom.of(name).id, name)
            station.id = f"{school}-{name}"
            try:
                gateway.open_for(station)
            except Refusal as refusal:
                assert refusal.key == "error.too_many_doors"
            else:
                opened.append(school)
    gateway.stop()
    assert opened == ["a", "a", "b"]
