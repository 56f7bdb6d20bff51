"""Datagrams: whole or never, silence, and a port where nobody listens."""

import pytest

from simulator.journal import Journal
from simulator.journal.facts import IcmpUnreachableSent, UdpDatagramSent, kind_of
from simulator.net import Clock, LinkConfig, Network
from simulator.net.datagram import OCTETS_MAX


class Asker:
    """Remembers what it heard."""

    def __init__(self):
        self.heard = []

    def received(self, data):
        self.heard.append(data)

    def unreachable(self):
        self.heard.append("unreachable")


class Net:
    """`ana` asks `dns`, which answers in capitals."""

    def __init__(self, seed=1, serves=True, **link):
        self.journal = Journal()
        self.clock = Clock(self.journal)
        self.network = Network(self.journal, self.clock, seed)
        config = LinkConfig(**link)
        self.ana = self.network.add_host("ana", config)
        self.dns = self.network.add_host("dns", config)
        self.served = []
        if serves:
            self.dns.take_datagrams(53, self.serve)
        self.asker = Asker()

    def serve(self, flow, offset, data):
        self.served.append((offset, data))
        flow.answer(data.upper())

    def ask(self, data=b"hola"):
        flow = self.network.flow("ana", "dns", 53, self.asker)
        flow.ask(data)
        return flow

    def facts(self, kind):
        return [e.fact for e in self.journal if isinstance(e.fact, kind)]


def test_a_question_and_its_answer():
    net = Net(latency_us=10_000)
    flow = net.ask()
    net.clock.work()
    assert net.asker.heard == [b"HOLA"]
    there, back = net.facts(UdpDatagramSent)
    assert (there.stream, there.offset, there.length) == ("c", 0, 4)
    assert (there.to_port, back.from_port) == (53, 53)
    assert there.from_port == back.to_port == flow.client_port
    assert there.arrives_at_us == 20_000 and back.arrives_at_us == 40_000
    assert net.journal.octets("u1.c") == b"hola"
    assert net.journal.octets("u1.s") == b"HOLA"
    causes = [event.cause for event in net.journal]
    assert causes == [0, 0], "the answer was caused by the question"


def test_what_is_sent_again_is_kept_once():
    net = Net()
    flow = net.ask()
    flow.ask_again(0, b"hola")
    net.clock.work()
    assert [f.offset for f in net.facts(UdpDatagramSent) if f.stream == "c"] == [0, 0]
    assert net.journal.octets("u1.c") == b"hola"
    assert net.served == [(0, b"hola")] * 2


def test_a_port_where_nobody_listens_is_said():
    net = Net(serves=False)
    net.ask()
    net.clock.work()
    (fact,) = net.facts(IcmpUnreachableSent)
    assert (fact.port, fact.to_host, fact.lost) == (53, "ana", False)
    assert net.asker.heard == ["unreachable"]


def test_an_answer_for_a_closed_port_is_unreachable_and_told_to_nobody():
    net = Net()
    flow = net.ask()
    flow.close()
    net.clock.work()
    assert [kind_of(e.fact) for e in net.journal][-1] == "icmp.unreachable_sent"
    assert net.asker.heard == []


@pytest.mark.parametrize("what", ["off", "server cut", "client cut"])
def test_silence(what):
    net = Net()
    if what == "off":
        net.dns.power_off()
    else:
        (net.dns if what == "server cut" else net.ana).link.cut = True
    net.ask()
    net.clock.work()
    assert net.asker.heard == []
    (fact,) = net.facts(UdpDatagramSent)
    assert fact.lost and fact.arrives_at_us == 0


def test_what_is_on_its_way_does_not_get_into_a_machine_that_is_off():
    net = Net()
    net.ask()
    net.dns.power_off()
    net.clock.work()
    assert net.served == []


def test_a_machine_that_was_off_hears_no_old_answers():
    net = Net()
    net.ask()
    net.ana.power_off()
    net.ana.on = True
    net.clock.work()
    assert net.asker.heard == []


def test_a_share_is_lost_by_a_chance_of_its_own():
    lost = []
    for seed in range(40):
        net = Net(seed=seed, loss_ppm=300_000)
        net.ask()
        net.clock.work()
        lost.append(sum(f.lost for f in net.facts(UdpDatagramSent)))
    assert 5 < sum(lost) < 40, "three in ten, on each cable"
    again = Net(seed=3, loss_ppm=300_000)
    again.ask()
    again.clock.work()
    assert sum(f.lost for f in again.facts(UdpDatagramSent)) == lost[3]


def test_a_slow_cable_takes_its_time():
    net = Net(latency_us=0, rate_bps=8_000)
    net.ask(b"x" * 72)
    net.clock.work()
    assert net.facts(UdpDatagramSent)[0].arrives_at_us == 100_000


def test_a_datagram_has_a_size():
    net = Net()
    net.ask(b"x" * OCTETS_MAX)
    with pytest.raises(AssertionError):
        net.ask(b"x" * (OCTETS_MAX + 1))


def test_a_window_forgets_the_octets_of_its_datagrams():
    net = Net()
    net.ask()
    net.clock.work()
    net.journal.trim(1)
    assert "u1.c" not in net.journal.streams
    assert net.journal.octets("u1.s") == b"HOLA"
