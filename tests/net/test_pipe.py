"""What TCP promises, kept; and what it says when it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.journal.facts import (
    TcpConnectionClosed,
    TcpConnectionOpened,
    TcpConnectionRefused,
    TcpConnectionTimedOut,
    TcpFlightSent,
)
from simulator.net import LinkConfig
from simulator.net.pipe import ATTEMPTS_MAX, MSS_OCTETS
from tests.net.pipes import Pair


def flags(pair: Pair) -> list[tuple[str, str]]:
    return [
        (e.host, e.fact.flags)
        for e in pair.journal
        if isinstance(e.fact, TcpFlightSent)
    ]


def test_three_way_handshake_then_the_server_may_speak():
    pair = Pair()
    pair.settle()
    assert flags(pair) == [("a", "SYN"), ("b", "SYN ACK"), ("a", "ACK")]
    assert pair.client.happened == ["opened"]
    assert pair.server is not None and pair.server.happened == ["opened"]
    opened = pair.facts(TcpConnectionOpened)
    assert [(o.server, o.server_port, o.service) for o in opened] == [("b", 25, "smtp")]


def test_nothing_listens_is_a_reset_and_a_refusal():
    pair = Pair(listening=False)
    pair.settle()
    assert flags(pair) == [("a", "SYN"), ("b", "RST ACK")]
    assert pair.client.happened == ["refused"]
    assert [r.server_port for r in pair.facts(TcpConnectionRefused)] == [25]


def test_a_host_that_is_off_is_silence_and_a_time_out():
    pair = Pair(listening=True)
    pair.network.hosts["b"].on = False
    pair.settle()
    timed_out = pair.facts(TcpConnectionTimedOut)
    assert [(t.peer, t.attempts, t.opening) for t in timed_out] == [
        ("b", ATTEMPTS_MAX, True)
    ]
    assert pair.client.happened == ["timed_out"]
    assert 100_000_000 < pair.clock.now_us < 200_000_000


def test_octets_arrive_whole_in_order_both_ways():
    pair = Pair(echo=True)
    pair.settle()
    text = bytes(range(256)) * 40
    for at in range(0, len(text), 1000):
        pair.conn.client.send(text[at : at + 1000])
    pair.settle()
    assert pair.server is not None and pair.server.data == text
    assert pair.client.data == text


def test_a_big_message_moves_in_flights_without_being_copied():
    pair = Pair()
    pair.settle()
    big = b"x" * 5_000_000
    pair.conn.client.send(big)
    pair.settle()
    assert pair.server is not None and pair.server.data == big
    assert pair.journal.stream("c1.c").pieces[0] is big
    flights = [f for f in pair.facts(TcpFlightSent) if f.length]
    assert len(flights) < 200
    assert sum(f.segments for f in flights) >= len(big) // MSS_OCTETS


def test_the_rate_of_the_cable_takes_its_time():
    pair = Pair(LinkConfig(latency_us=1_000, rate_bps=1_000_000))
    pair.settle()
    began = pair.clock.now_us
    pair.conn.client.send(b"x" * 125_000)
    pair.settle()
    assert pair.clock.now_us - began > 1_000_000


@pytest.mark.parametrize("who", ["client", "server"])
def test_fin_from_both_sides_is_a_clean_end(who: str):
    pair = Pair()
    pair.settle()
    pair.conn.client.send(b"QUIT\r\n")
    getattr(pair.conn, who).close()
    pair.settle()
    closed = pair.facts(TcpConnectionClosed)
    by = "a" if who == "client" else "b"
    assert [(c.by, c.clean, c.client_octets) for c in closed] == [(by, True, 6)]
    assert pair.network.hosts["a"].ends == pair.network.hosts["b"].ends == []


def test_abort_is_heard_as_a_reset():
    pair = Pair()
    pair.settle()
    pair.conn.server.abort()
    pair.settle()
    assert pair.client.happened[-1] == "reset"
    assert [c.clean for c in pair.facts(TcpConnectionClosed)] == [False]


def test_a_cut_cable_ends_in_a_time_out_for_who_speaks_and_silence_for_the_other():
    pair = Pair()
    pair.settle()
    pair.network.hosts["a"].link.cut = True
    pair.conn.client.send(b"NOOP\r\n")
    pair.settle()
    assert pair.client.happened[-1] == "timed_out"
    assert pair.server is not None
    assert pair.server.data == b"" and pair.server.happened == ["opened"]
    attempts = [f.attempt for f in pair.facts(TcpFlightSent) if f.length]
    assert attempts == list(range(1, ATTEMPTS_MAX + 1))


def test_a_cable_repaired_in_time_loses_nothing():
    pair = Pair()
    pair.settle()
    link = pair.network.hosts["a"].link
    link.cut = True
    pair.conn.client.send(b"NOOP\r\n")
    for _ in range(2):
        pair.clock.step()
    link.cut = False
    pair.settle()
    assert pair.server is not None and pair.server.data == b"NOOP\r\n"


def test_after_a_lost_acknowledgement_the_earliest_segment_goes_again():
    """RFC 6298 §5.4: not the last octets, which only somebody who sees both ends would
    choose."""
    pair = Pair()
    pair.settle()
    pair.conn.client.send(b"x" * 4_000)
    sent = [e.fact for e in pair.journal if isinstance(e.fact, TcpFlightSent)][-1]
    assert pair.server is not None
    while len(pair.server.data) < 4_000:
        assert pair.clock.step()
    pair.network.hosts["b"].link.cut = True
    pair.settle()
    flights = [e.fact for e in pair.journal if isinstance(e.fact, TcpFlightSent)]
    again = next(flight for flight in flights if flight.attempt == 2 and flight.length)
    assert (again.offset, again.length) == (sent.offset, MSS_OCTETS)


def test_a_host_that_forgot_answers_reset():
    pair = Pair()
    pair.settle()
    pair.network.hosts["b"].power_off()
    pair.network.hosts["b"].on = True
    pair.conn.client.send(b"NOOP\r\n")
    pair.settle()
    assert pair.client.happened[-1] == "reset"


@given(
    seed=st.integers(0, 10_000),
    loss_ppm=st.integers(0, 250_000),
    sizes=st.lists(st.integers(1, 40_000), min_size=1, max_size=6),
)
def test_loss_never_changes_what_arrives(seed: int, loss_ppm: int, sizes: list[int]):
    """Either everything arrives, in order, or the sender knows that it gave up."""
    link = LinkConfig(latency_us=3_000, loss_ppm=loss_ppm)
    pair = Pair(link, seed=seed, echo=True)
    pair.settle()
    if "opened" not in pair.client.happened:
        assert pair.client.happened == ["timed_out"]
        return
    text = b"".join(bytes([n % 256]) * size for n, size in enumerate(sizes))
    at = 0
    for size in sizes:
        pair.conn.client.send(text[at : at + size])
        at += size
    pair.conn.client.close()
    pair.settle()
    assert pair.server is None or text.startswith(pair.server.data)
    broken = {"timed_out", "reset"}
    if pair.server and not broken & {*pair.client.happened, *pair.server.happened}:
        assert pair.server.data == text


@given(seed=st.integers(0, 1_000))
def test_time_never_falls_and_causes_come_first(seed: int):
    pair = Pair(LinkConfig(loss_ppm=200_000), seed=seed, echo=True)
    pair.settle()
    if pair.conn.client.open:
        pair.conn.client.send(b"x" * 30_000)
    pair.settle()
    last = 0
    for seq, event in enumerate(pair.journal):
        assert event.seq == seq and event.at_us >= last
        assert event.cause < event.seq or seq == 0
        last = event.at_us
