"""200 students who type a line a second, against bare WebSockets that only echo.

Cartero sends each line through a simulated network, narrates what happened and tells it
before it answers. Both run all the while and type by turns, A B B A.
"""

import json
import statistics
from contextlib import ExitStack

from bench.mail_servers.server_process import Companion
from bench.measure import Result

ROUNDS = 9
STUDENTS = 200
SECONDS = 2.0
WAIT_MAX = 5.0


class School:
    """A server, and who types."""

    def __init__(self, name: str, stack: ExitStack) -> None:
        server = stack.enter_context(Companion("bench.rooms.servers", name))
        port = server.line().rstrip("/").rpartition(":")[2]
        words = ("bench.rooms.writers", port, str(STUDENTS), name)
        self._writers = stack.enter_context(Companion(*words))
        assert self._writers.line() == "seated"

    def wait_ms(self) -> float:
        """How long a line waits for its answer, the middle one of a round."""
        waits: list[float] = json.loads(self._writers.ask(str(SECONDS)))
        return statistics.median(waits)


def results() -> list[Result]:
    with ExitStack() as stack:
        ours, theirs = School("cartero", stack), School("bare", stack)
        for school in (ours, theirs, ours):
            school.wait_ms()
        pairs = []
        for turn in range(ROUNDS):
            if turn % 2:
                other = theirs.wait_ms()
                pairs.append((ours.wait_ms(), other))
            else:
                pairs.append((ours.wait_ms(), theirs.wait_ms()))
    ratios = sorted(a / b for a, b in pairs)
    us, them = (statistics.median(column) for column in zip(*pairs, strict=True))
    rounds = f"rounds from {ratios[0]:.1f} to {ratios[-1]:.1f}"
    more = f"{us:.2f} against {them:.2f} ms; {rounds}"
    what = f"{STUDENTS} students typing: p50 of an answer, against bare echoes"
    return [Result(what, statistics.median(ratios), "×", WAIT_MAX, more)]
