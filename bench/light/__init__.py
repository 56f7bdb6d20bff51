"""A class whose pages go ahead (light mode), against one whose lines the server plays.

Both servers run all the while, write everything down, and have the same students type
the same lines, as fast as they can; they are measured by turns, A B B A. A server is
full when its one processor is: what a line costs of it says how many students, who type
one each second, it has room for. What was put off is played when somebody looks: what
that costs then is measured in this process, beside the same line played at once.
"""

import statistics
from collections.abc import Callable
from contextlib import ExitStack

from bench.mail_servers.server_process import Companion
from bench.measure import Result, by_turns
from simulator.hosting import Caller
from tests.hosting.rig import TELNET, HostingInTest, Tab

ROUNDS = 7
STUDENTS = 60
RUSH = 5
LINES = 40
ACTS = [{"act": "open", **TELNET}, *[{"act": "line", "text": "NOOP"}] * LINES]
COST_MAX = 0.6


class School:
    """A server, and who types. `how`: as `bench.rooms.writers` calls it."""

    def __init__(self, how: str, stack: ExitStack) -> None:
        server = Companion("bench.rooms.servers", "cartero")
        self._server = stack.enter_context(server)
        port = self._server.line().rstrip("/").rpartition(":")[2]
        words = ("bench.rooms.writers", port, str(STUDENTS), how)
        self._writers = stack.enter_context(Companion(*words))
        assert self._writers.line() == "seated"

    def line_ms(self) -> float:
        """Of the server's processor, for a line."""
        before = self._server.processor_s()
        self._writers.ask(f"rush {RUSH}")
        used = self._server.processor_s() - before
        return used * 1e3 / (STUDENTS * RUSH)


def results() -> list[Result]:
    return [_by_processor(), _looked_at()]


def _by_processor() -> Result:
    with ExitStack() as stack:
        ahead, played = School("ahead", stack), School("cartero", stack)
        for school in (ahead, played):
            school.line_ms()
        pairs = []
        for turn in range(ROUNDS):
            if turn % 2:
                other = played.line_ms()
                pairs.append((ahead.line_ms(), other))
            else:
                pairs.append((ahead.line_ms(), played.line_ms()))
    ratios = sorted(a / b for a, b in pairs)
    with_it, without = (statistics.median(c) for c in zip(*pairs, strict=True))
    more = (
        f"{with_it:.2f} against {without:.2f} ms of processor: room for "
        f"{1e3 / with_it:.0f} students against {1e3 / without:.0f}; "
        f"rounds from {ratios[0]:.2f} to {ratios[-1]:.2f}"
    )
    what = "light mode: a typed line, against one that the server plays"
    return Result(what, statistics.median(ratios), "×", COST_MAX, more)


def _looked_at() -> Result:
    """Played later, to nobody, against played and told at once."""
    late, at_once = by_turns(_sessions(_put_off), _sessions(_told), ROUNDS)
    more = f"{late / LINES * 1e3:.2f} against {at_once / LINES * 1e3:.2f} ms"
    what = "light mode: a line that is played when a teacher looks"
    return Result(what, late / at_once, "×", None, more)


def _sessions(session: Callable[[HostingInTest, str], None]) -> Callable[[], None]:
    """Each call is somebody else's."""
    hosting, number = HostingInTest(), iter(range(10**6))
    return lambda: session(hosting, f"v{next(number)}")


def _told(hosting: HostingInTest, visitor: str) -> None:
    tab = Tab(hosting, hosting.lab(visitor).id, visitor)
    for act in ACTS:
        tab.ask("act", act=act)


def _put_off(hosting: HostingInTest, visitor: str) -> None:
    hosted = hosting.lab(visitor)
    where = {"lab": hosted.id, "page": "a page of theirs"}
    done = [{"name": "act", "asked": {"act": act}} for act in ACTS]
    caller = Caller(visitor, visitor)
    hosting.dispatcher.answer("ahead", where, caller)
    told = {**where, "number": 0, "done": done}
    hosting.dispatcher.answer("ahead_done", told, caller)
    with hosted.turn():
        pass
