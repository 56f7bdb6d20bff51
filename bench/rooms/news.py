"""News to a room of 500, against bare WebSockets: the last receipt, processor, memory.

Both servers and their clients run all the while and are measured by turns, A B B A, in
short rounds; the median of the rounds' ratios counts. What a piece of news costs is the
server's processor alone; when it comes to the last holds the client and whatever else
the machine does.
"""

import json
import statistics
from contextlib import ExitStack
from typing import NamedTuple

from bench.mail_servers.server_process import Companion
from bench.measure import Result

ROUNDS = 9
FOLLOWERS = 500
PIECES, EVERY_S = 20, 0.1
LAST_MAX, PROCESSOR_MAX, MEMORY_KB_MAX = 1.5, 1.0, 70


class Cost(NamedTuple):
    """Of a piece of news: until the last has it, and of the processor for each."""

    last_ms: float
    delivery_us: float


class Room:
    """A server with `FOLLOWERS` in it. `memory_kb`: of each."""

    def __init__(self, name: str, stack: ExitStack) -> None:
        self._server = stack.enter_context(Companion("bench.rooms.servers", name))
        port = self._server.line().rstrip("/").rpartition(":")[2]
        first = self._seats(stack, port, 20)
        before = self._server.memory_kb()
        self._seated = [first, self._seats(stack, port, FOLLOWERS - 20)]
        self.memory_kb = (self._server.memory_kb() - before) / (FOLLOWERS - 20)

    def _seats(self, stack: ExitStack, port: str, count: int) -> Companion:
        seats = stack.enter_context(Companion("bench.rooms.seats", port, str(count)))
        assert seats.line() == "seated"
        return seats

    def cost(self) -> Cost:
        """Of one round."""
        for seats in self._seated:
            assert seats.ask(str(PIECES)) == "listening"
        before = self._server.processor_s()
        self._server.tell(f"{PIECES} {EVERY_S}")
        while self._server.line() != "sent":
            continue
        came = [json.loads(seats.line()) for seats in self._seated]
        used = self._server.processor_s() - before
        last = [max(each) for each in zip(*came, strict=True)]
        return Cost(statistics.median(last), used * 1e6 / PIECES / FOLLOWERS)


def by_turns(ours: Room, theirs: Room) -> list[tuple[Cost, Cost]]:
    """What a piece of news costs, round by round."""
    for room in (ours, theirs):
        room.cost()
    pairs = []
    for turn in range(ROUNDS):
        if turn % 2:
            other = theirs.cost()
            pairs.append((ours.cost(), other))
        else:
            pairs.append((ours.cost(), theirs.cost()))
    return pairs


def compared(pairs: list[tuple[Cost, Cost]]) -> list[Result]:
    """A row for the last receipt, one for the processor."""
    rows = []
    for field, what, unit, target in (
        ("last_ms", f"until the last of {FOLLOWERS} has it", "ms", LAST_MAX),
        ("delivery_us", "the server's processor for each", "µs", PROCESSOR_MAX),
    ):
        values = [(getattr(a, field), getattr(b, field)) for a, b in pairs]
        ratios = sorted(a / b for a, b in values)
        ours, theirs = (statistics.median(c) for c in zip(*values, strict=True))
        more = (
            f"{ours:.3g} against {theirs:.3g} {unit}; "
            f"rounds from {ratios[0]:.2f} to {ratios[-1]:.2f}"
        )
        title = f"news to a room: {what}, against bare WebSockets"
        rows.append(Result(title, statistics.median(ratios), "×", target, more))
    return rows


def results() -> list[Result]:
    with ExitStack() as stack:
        ours, theirs = Room("cartero", stack), Room("bare", stack)
        rows = compared(by_turns(ours, theirs))
    more = f"bare WebSockets {theirs.memory_kb:.0f} kB"
    what = f"memory of each of {FOLLOWERS} followers"
    rows.append(Result(what, ours.memory_kb, "kB", MEMORY_KB_MAX, more))
    return rows


if __name__ == "__main__":
    for result in results():
        print(result.row())
