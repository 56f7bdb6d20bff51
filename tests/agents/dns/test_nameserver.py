"""The name server's wires: noise, pieces, silence, and its power."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.acts import Freeze, PowerOff, ServiceOff, Thaw
from simulator.journal.facts import DnsQueryReceived, DnsResponseSent
from simulator.protocols.dns import Lookup, Query, framed
from tests.agents.dns_world import count, looked_up, world

QUERY = Lookup(Query("sur.example", "MX"), 7).octets


class Client:
    """A client at the other end of a wire, datagrams or octets alike."""

    def __init__(self):
        self.heard = b""
        self.over = ""
        self.pieces = []

    def opened(self):
        for piece in self.pieces:
            self.end.send(piece)

    def received(self, data):
        self.heard += data

    def unreachable(self):
        self.over = "unreachable"

    def ended(self):
        self.over = "ended"

    def lost(self, reason):
        self.over = reason

    def vanish(self):
        self.over = "vanished"


def over_tcp(lab, *pieces) -> Client:
    client = Client()
    client.pieces = pieces

    def handle(end):
        client.end = end
        return client

    lab.world.network.connect("ana", "dns", 53, handle)
    lab.settle()
    return client


def by_datagram(lab, data) -> Client:
    client = Client()
    lab.world.network.flow("ana", "dns", 53, client).ask(data)
    lab.settle()
    return client


def test_a_connection_cut_at_every_octet_is_answered_the_same():
    whole = over_tcp(world(), framed(QUERY)).heard
    assert int.from_bytes(whole[:2], "big") == len(whole) - 2
    for at in range(len(framed(QUERY))):
        data = framed(QUERY)
        assert over_tcp(world(), data[:at], data[at:]).heard == whole


def test_two_questions_on_one_connection_have_two_answers_in_their_places():
    lab = world()
    client = over_tcp(lab, framed(QUERY) * 2)
    asked = [e.fact for e in lab.journal if isinstance(e.fact, DnsQueryReceived)]
    told = [e.fact for e in lab.journal if isinstance(e.fact, DnsResponseSent)]
    assert [f.offset for f in asked] == [2, 2 + len(QUERY) + 2]
    (conn,) = {e.conn for e in lab.journal if isinstance(e.fact, DnsResponseSent)}
    for fact in told:
        octets = lab.journal.octets(f"{conn}.s", fact.offset, fact.length)
        assert octets[:2] == QUERY[:2]
    assert len(client.heard) == sum(f.length + 2 for f in told)


@settings(max_examples=60)
@given(st.binary(max_size=80), st.booleans())
def test_random_octets_are_answered_with_a_format_error_or_not_at_all(noise, tcp):
    lab = world()
    client = over_tcp(lab, framed(noise)) if tcp else by_datagram(lab, noise)
    for event in lab.journal:
        if isinstance(event.fact, DnsResponseSent):
            assert event.fact.code in ("FORMERR", "NOTIMP", "REFUSED", "NXDOMAIN")
    assert client.over == ""
    assert looked_up(lab, "sur.example", "MX").result == "found", "it still serves"


def test_a_server_switched_off_before_its_answer_does_not_answer():
    lab = world()
    client = Client()
    lab.world.network.flow("ana", "dns", 53, client).ask(QUERY)
    while count(lab, "dns.query_received") == 0:
        lab.world.clock.step()
    lab.world.network.hosts["dns"].power_off()
    lab.world.network.hosts["dns"].on = True
    lab.settle()
    assert client.heard == b""
    assert looked_up(lab, "sur.example", "MX").result == "found"


def test_a_recursive_server_without_an_answer_says_servfail():
    lab = world()
    lab.apply(PowerOff("otro"))
    answer = looked_up(lab, "fuera.example", "MX")
    assert answer.result in ("failed", "timed_out")
    assert count(lab, "dns.response_sent") >= 1


def thinking(lab) -> Client:
    """A client whose question has just come."""
    client = Client()
    lab.world.network.flow("ana", "dns", 53, client).ask(QUERY)
    while count(lab, "dns.query_received") == 0:
        lab.world.clock.step()
    lab._in_flight = True
    return client


def test_a_server_frozen_before_its_answer_answers_when_it_is_thawed():
    lab = world()
    client = thinking(lab)
    lab.apply(Freeze("dns"))
    lab.settle()
    assert client.heard == b""
    lab.apply(Thaw("dns"))
    lab.settle()
    assert client.heard


def test_a_server_ended_before_its_answer_does_not_answer():
    lab = world()
    client = thinking(lab)
    lab.apply(ServiceOff("dns", "dns"))
    lab.settle()
    assert client.heard == b""
