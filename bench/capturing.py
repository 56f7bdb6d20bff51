"""A capture of 100,000 segments: what a segment costs, and what is held meanwhile.

Constant cost and bounded memory show in ratios: ten times the segments may cost each
segment no more, and hold no more octets at once.
"""

import tracemalloc
from collections.abc import Iterator

from bench.measure import Result, seconds
from simulator.export import pcap
from simulator.journal import Journal, segments_of
from simulator.journal.facts import TcpFlightSent
from simulator.net import Clock, End, LinkConfig, Network

SEGMENTS = 100_000
LETTER = b"x" * 1_460 * 100
RATIO_MAX = 1.5
ADDRESSES = {"a": "192.0.2.1", "b": "198.51.100.2"}


class _Listener:
    """An end that only hears."""

    def __init__(self, end: End) -> None:
        self.end = end

    def opened(self) -> None: ...

    def received(self, data: bytes) -> None: ...

    def ended(self) -> None: ...

    def lost(self, reason: str) -> None: ...

    def vanish(self) -> None: ...


def journal_of(segments: int) -> Journal:
    """A journal of about that many segments with data; their octets are shared."""
    journal = Journal()
    clock = Clock(journal)
    network = Network(journal, clock, seed=1)
    for host in ADDRESSES:
        network.add_host(host, LinkConfig())
    network.hosts["b"].listen(25, "smtp", _Listener)
    conn = network.connect("a", "b", 25, _Listener)
    conn.client.send(*[LETTER] * (segments // 100))
    while not clock.at_rest:
        clock.step()
    return journal


def capture(journal: Journal) -> Iterator[bytes]:
    return pcap(journal, ADDRESSES, seed=1, epoch_us=0, at="b")


def _octets(journal: Journal) -> int:
    return sum(map(len, capture(journal)))


def _peak(journal: Journal) -> int:
    """Most octets held at once while the capture is made."""
    tracemalloc.start()
    _octets(journal)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _segments(journal: Journal) -> int:
    facts = (event.fact for event in journal)
    return sum(
        len(list(segments_of(fact))) for fact in facts if type(fact) is TcpFlightSent
    )


def results() -> list[Result]:
    small, large = journal_of(SEGMENTS // 10), journal_of(SEGMENTS)
    counts = _segments(small), _segments(large)
    few = min(seconds(lambda: _octets(small)) for _ in range(5)) / counts[0]
    many = min(seconds(lambda: _octets(large)) for _ in range(2)) / counts[1]
    held = _peak(small), _peak(large)
    return [
        Result(
            f"capture of {counts[1]:,} segments: each costs, against one of a tenth",
            many / few,
            "×",
            RATIO_MAX,
            f"{many * 1e6:.1f} µs a segment, {_octets(large) / 1e6:.0f} MB in all",
        ),
        Result(
            f"capture of {counts[1]:,} segments: held at once, against a tenth",
            held[1] / held[0],
            "×",
            RATIO_MAX,
            f"{held[1] / 1e6:.2f} MB at most",
        ),
    ]


if __name__ == "__main__":
    for result in results():
        print(result.row())
