"""Octets that arrive in any order, twice, or late make the stream that was sent."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.net.reassembly import Reassembly

LENGTH = 40


@given(
    cuts=st.lists(st.integers(1, LENGTH - 1), unique=True).map(sorted),
    chance=st.randoms(use_true_random=False),
)
def test_pieces_in_any_order_end_the_stream_once(cuts, chance):
    edges = [0, *cuts, LENGTH]
    pieces = list(zip(edges, edges[1:], strict=False))
    arriving = [*pieces, *chance.sample(pieces, len(pieces) // 2)]
    chance.shuffle(arriving)
    reassembly, here, ends = Reassembly(), set(), 0
    for start, end in arriving:
        fin_at = LENGTH if end == LENGTH else None
        ends += reassembly.take([(start, end)], fin_at)
        here |= set(range(start, end))
        missing = set(range(LENGTH)) - here
        assert reassembly.nxt == min(missing, default=LENGTH)
    assert reassembly.fin_seen
    assert ends == 1


def test_fin_before_the_octets_it_follows_waits_for_them():
    reassembly = Reassembly()
    assert not reassembly.take([(10, 20)], 20)
    assert not reassembly.fin_seen
    assert reassembly.take([(0, 10)], None)


def test_fin_alone_ends_an_empty_stream():
    assert Reassembly().take([(0, 0)], 0)
