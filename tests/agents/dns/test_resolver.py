"""The resolver of a host: it waits, repeats, remembers, and gives up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.acts import Cut, PowerOff, PowerOn
from simulator.journal import to_jsonl
from simulator.journal.facts import (
    DnsQueryReceived,
    DnsQueryTimedOut,
    TcpConnectionClosed,
    UdpDatagramSent,
)
from simulator.protocols.dns import Query
from tests.agents.dns_world import count, looked_up, world


def facts(lab, kind):
    return [event.fact for event in lab.journal if isinstance(event.fact, kind)]


def test_the_second_lookup_is_answered_from_memory():
    lab = world()
    assert looked_up(lab, "sur.example", "MX").result == "found"
    assert count(lab, "udp.datagram_sent") == 2
    again = looked_up(lab, "sur.example", "MX")
    assert again.result == "found" and not again.authoritative
    assert count(lab, "udp.datagram_sent") == 2
    assert count(lab, "dns.cache_answered") == 1


def test_what_is_remembered_expires_with_its_ttl():
    lab = world()
    looked_up(lab, "x.sur.example", "MX")
    lab.world.clock.now_us += 299_000_000
    assert looked_up(lab, "x.sur.example", "MX").ttl_s == 1
    lab.world.clock.now_us += 2_000_000
    looked_up(lab, "x.sur.example", "MX")
    assert count(lab, "dns.query_received") == 2


def test_what_is_remembered_is_lost_when_the_machine_is_off():
    lab = world()
    looked_up(lab, "sur.example", "MX")
    lab.apply(PowerOff("norte"))
    lab.apply(PowerOn("norte"))
    looked_up(lab, "sur.example", "MX")
    assert count(lab, "dns.query_received") == 2


def test_without_an_answer_it_asks_three_times_in_fifteen_seconds():
    lab = world()
    lab.apply(PowerOff("dns"))
    began_us = lab.world.clock.now_us
    assert looked_up(lab, "sur.example", "MX").result == "timed_out"
    assert lab.world.clock.now_us - began_us == 15_000_000
    told = facts(lab, DnsQueryTimedOut)
    assert [(f.attempt, f.last) for f in told] == [(1, False), (2, False), (3, True)]
    sent = facts(lab, UdpDatagramSent)
    places = {(f.stream, f.offset, f.length, f.lost) for f in sent}
    assert places == {("c", 0, 29, True)}


def test_an_answer_to_the_second_query_ends_the_lookup():
    lab = world()
    lab.apply(Cut("dns"))
    answers = []
    lab.world.resolvers["norte"].ask(Query("sur.example", "MX"), answers.append)
    lab.world.clock.run_until(lab.world.clock.now_us + 4_000_000)
    lab.world.network.hosts["dns"].link.cut = False
    lab.settle()
    assert [a.result for a in answers] == ["found"]
    assert count(lab, "dns.query_timed_out") == 1


def test_a_machine_without_name_server_is_unreachable():
    lab = world()
    resolver = lab.world.resolvers["norte"]
    answers = []
    resolver.query(Query("sur.example", "MX"), answers.append, server="mx1")
    lab.settle()
    assert [a.result for a in answers] == ["unreachable"]
    assert count(lab, "icmp.unreachable_sent") == 3


def test_a_truncated_response_is_asked_for_again_over_tcp():
    lab = world()
    answer = looked_up(lab, "grande.example", "MX")
    assert len(answer.of_type("MX")) == 40
    assert answer.over_tcp
    assert count(lab, "tcp.connection_opened") == 1
    assert [f.clean for f in facts(lab, TcpConnectionClosed)] == [True]


def test_a_recursive_server_asks_the_authority_and_remembers():
    lab = world()
    answer = looked_up(lab, "fuera.example", "MX")
    assert answer.result == "found" and not answer.authoritative
    servers = [e.host for e in lab.journal if isinstance(e.fact, DnsQueryReceived)]
    assert servers == ["dns", "otro"]
    looked_up(lab, "fuera.example", "MX", host="mx1")
    assert count(lab, "dns.query_received") == 3


def test_aliases_in_a_circle_end():
    assert looked_up(world(), "a.circulo.example", "A").result in ("failed", "no_data")


def test_a_machine_switched_off_hears_nothing_more():
    lab = world()
    answers = []
    lab.world.resolvers["norte"].ask(Query("sur.example", "MX"), answers.append)
    lab.world.network.hosts["norte"].power_off()
    lab.settle()
    assert answers == []


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([50_000, 200_000, 500_000]))
def test_on_any_bad_cable_every_lookup_ends_and_twice_the_same(seed, loss):
    names = ["sur.example", "grande.example", "x.sur.example", "fuera.example"]
    journals = []
    for _ in range(2):
        lab = world(seed, loss)
        results = [looked_up(lab, name, "MX").result for name in names]
        assert set(results) <= {"found", "no_such_domain", "failed", "timed_out"}
        journals.append(to_jsonl(lab.journal))
    assert journals[0] == journals[1]


@pytest.mark.parametrize("seed", range(3))
def test_another_seed_has_other_identifiers(seed):
    def identifiers(seed):
        lab = world(seed)
        looked_up(lab, "sur.example", "MX")
        return [e.fact.id for e in lab.journal if hasattr(e.fact, "transport")]

    assert identifiers(seed) != identifiers(seed + 1)
    assert len(set(identifiers(seed))) == 1
