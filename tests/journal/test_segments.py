"""A flight comes apart into the segments that left, and each knows its fate."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.journal import MSS_OCTETS, segments_of
from simulator.journal.facts import TcpFlightSent
from simulator.net import LinkConfig
from tests.net.pipes import Pair


def sent(**fields) -> list[tuple]:
    """`(flags, seq, start, end, arrives)` of each segment."""
    flight = TcpFlightSent(to_host="b", from_port=1, to_port=25, ack=9, **fields)
    return [(s.flags, s.seq, s.start, s.end, s.arrives) for s in segments_of(flight)]


def test_one_segment_is_itself():
    assert sent(flags="SYN", seq=0) == [("SYN", 0, 0, 0, True)]
    assert sent(flags="PSH ACK", seq=5, offset=4, length=6, lost=1) == [
        ("PSH ACK", 5, 4, 10, False)
    ]


def test_the_last_of_several_has_the_flags():
    assert sent(flags="FIN ACK", seq=11, offset=10, length=3_000, segments=3) == [
        ("ACK", 11, 10, 1_470, True),
        ("ACK", 1_471, 1_470, 2_930, True),
        ("FIN ACK", 2_931, 2_930, 3_010, True),
    ]


def test_pieces_say_which_were_lost():
    pieces = ((0, 1_460, True), (2_920, 3_000, False))
    assert sent(
        flags="PSH ACK", seq=1, length=1_540, segments=2, lost=1, pieces=pieces
    ) == [("ACK", 1, 0, 1_460, True), ("PSH ACK", 2_921, 2_920, 3_000, False)]


@given(
    seed=st.integers(0, 10_000),
    loss_ppm=st.integers(0, 300_000),
    octets=st.integers(0, 120_000),
)
def test_what_arrives_is_the_stream(seed: int, loss_ppm: int, octets: int):
    """And every flight has as many segments, lost ones and octets as it says."""
    pair = Pair(LinkConfig(loss_ppm=loss_ppm), seed=seed)
    pair.settle()
    if pair.conn.client.open:
        pair.conn.client.send(b"x" * octets)
        pair.conn.client.close()
    pair.settle()
    got: set[int] = set()
    for flight in pair.facts(TcpFlightSent):
        segments = list(segments_of(flight))
        assert len(segments) == flight.segments
        assert sum(not s.arrives for s in segments) == flight.lost
        assert sum(s.end - s.start for s in segments) == flight.length
        assert all(s.end - s.start <= MSS_OCTETS for s in segments)
        assert segments[-1].flags == flight.flags
        if flight.stream == "c":
            for segment in segments:
                assert segment.seq == 1 + segment.start
                if segment.arrives:
                    got |= set(range(segment.start, segment.end))
    if pair.server is not None:
        assert set(range(len(pair.server.data))) <= got
