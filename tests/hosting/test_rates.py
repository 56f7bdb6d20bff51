"""So many times a minute for each network, whichever of its addresses asks."""

import pytest

from simulator.hosting.rates import NETWORKS_MAX, Rate, network_of


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("127.0.0.1", "127.9.8.7", True),
        ("127.0.0.1", "::1", True),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_addresses_that_one_machine_can_choose_count_as_one(one, other, same):
    assert (network_of(one) == network_of(other)) == same


def test_a_minutes_worth_at_once_and_then_at_that_rate():
    clock = Clock()
    rate = Rate(6, clock)
    assert [rate.take("a") for _ in range(7)] == [True] * 6 + [False]
    assert rate.take("b")
    clock.now_s += 9.9
    assert not rate.take("a")
    clock.now_s += 0.2
    assert rate.take("a")
    assert not rate.take("a")


def test_a_refusal_costs_nothing():
    clock = Clock()
    rate = Rate(1, clock)
    assert rate.take("a")
    for _ in range(100):
        clock.now_s += 0.5
        assert not rate.take("a")
    clock.now_s += 11
    assert rate.take("a")


def test_no_bound_remembers_nobody():
    rate = Rate(0, Clock())
    assert all(rate.take(str(number)) for number in range(100))
    assert len(rate) == 0


@pytest.mark.parametrize("pause_s", [0, 1])
def test_no_more_networks_are_remembered_however_fast_they_come(pause_s):
    clock = Clock()
    rate = Rate(60, clock)
    for number in range(20 * NETWORKS_MAX):
        clock.now_s += pause_s
        assert rate.take(str(number))
    assert len(rate) == NETWORKS_MAX


def test_who_asked_longest_ago_is_forgotten_first():
    rate = Rate(1, Clock())
    assert rate.take("often")
    for number in range(2 * NETWORKS_MAX):
        assert rate.take(str(number))
        assert not rate.take("often")
    assert rate.take("0")
