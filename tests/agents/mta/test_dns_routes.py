"""Where mail goes, as DNS says (RFC 5321 §5.1, RFC 7505)."""

import pytest

from simulator.acts import PowerOff
from simulator.journal.facts import MailRouteFound
from tests.agents.dns_world import count, routed, world


def names(route) -> list[tuple[str, str, int]]:
    return [(n.host, n.name, n.preference) for n in route.next_hosts]


def test_mx_hosts_are_ordered_by_preference_with_their_addresses():
    lab = world()
    route = routed(lab, "Sur.Example")
    assert route.result == "found"
    assert names(route) == [
        ("mx1", "mx1.sur.example", 10),
        ("mx2", "mx2.sur.example", 20),
    ]
    assert route.next_hosts[0].address == "203.0.113.11"
    assert count(lab, "dns.query_received") == 1


@pytest.mark.parametrize(
    ("domain", "result"),
    [
        ("nulo.example", "null_mx"),
        ("no-existe.example", "no_such_domain"),
        ("nada.example", "no_mail_hosts"),
        ("perdida.example", "no_mail_hosts"),
        ("rota.example", "later"),
        ("dudosa.example", "later"),
        ("solo-yo.example", "no_mail_hosts"),
        ("a-mi-direccion.example", "no_mail_hosts"),
        ("a..b", "no_such_domain"),
        ("x" * 70, "no_such_domain"),
    ],
)
def test_a_domain_without_route_says_why(domain, result):
    lab = world()
    assert routed(lab, domain).result == result
    fact = lab.journal.events[-1].fact
    assert isinstance(fact, MailRouteFound) and fact.result == result


def test_without_an_answer_of_dns_the_route_is_later():
    lab = world()
    lab.apply(PowerOff("dns"))
    assert routed(lab, "sur.example").result == "later"


def test_without_mx_the_domains_own_address_serves():
    lab = world()
    route = routed(lab, "solo-a.example")
    assert names(route) == [("mx2", "solo-a.example", 0)]
    assert lab.journal.events[-1].fact.implicit


def test_an_alias_is_followed_and_so_is_a_mail_host_that_is_one():
    assert names(routed(world(), "correo.sur.example"))[0][1] == "mx1.sur.example"
    assert names(routed(world(), "apodo.example")) == [
        ("mx1", "correo.apodo.example", 10)
    ]


def test_a_null_mx_beside_others_is_ignored():
    assert names(routed(world(), "casi-nulo.example")) == [
        ("mx1", "mx1.sur.example", 5)
    ]


def test_a_mail_host_without_address_is_passed_over():
    assert names(routed(world(), "hueco.example")) == [("mx2", "mx2.sur.example", 20)]


def test_a_relay_in_the_list_drops_hosts_that_are_not_preferred_to_it():
    lab = world()
    route = routed(lab, "norte.example")
    assert names(route) == [("mx1", "mejor.norte.example", 10)]
    assert set(lab.journal.events[-1].fact.dropped) == {
        "smtp.norte.example",
        "par.norte.example",
        "peor.norte.example",
    }
    assert len(routed(world(), "norte.example", host="mx1").next_hosts) == 0


def test_equal_preferences_are_shuffled_by_the_seed():
    def first(seed):
        return names(routed(world(seed), "igual.example"))[0][0]

    firsts = [first(seed) for seed in range(30)]
    assert 5 <= firsts.count("mx1") <= 25
    assert first(4) == firsts[4]
    lab = world()
    in_one_lab = {names(routed(lab, "igual.example"))[0][0] for _ in range(20)}
    assert in_one_lab <= {"mx1", "mx2"}


def test_an_address_needs_no_dns():
    lab = world()
    assert names(routed(lab, "[203.0.113.12]")) == [("mx2", "203.0.113.12", 0)]
    assert count(lab, "udp.datagram_sent") == 0
    assert names(routed(lab, "[198.51.100.99]")) == [("", "198.51.100.99", 0)]
