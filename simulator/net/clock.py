"""Virtual time: a queue of actions, and the chain of causes.

An action runs whole; between two actions lies a step boundary, the only place where an
intervention may enter. Each timer says whether it is *waiting* (an idle limit, a retry:
nothing happens until then) or work; settling runs until no work is left.

The clock also carries the cause: an action continues from the event that scheduled it,
and each recorded event becomes the cause of what follows. It refuses wall time.
"""

from collections.abc import Callable
from heapq import heappop, heappush

from simulator.journal import Fact, Journal


class Timer:
    """A scheduled action; `cancel` by `Clock.cancel`."""

    __slots__ = ("at_us", "cause", "name", "order", "run", "waiting")

    def __init__(
        self,
        at_us: int,
        order: int,
        run: Callable[[], None],
        waiting: bool,
        name: str,
        cause: int,
    ) -> None:
        self.at_us = at_us
        self.order = order
        self.run: Callable[[], None] | None = run
        self.waiting = waiting
        self.name = name
        self.cause = cause

    def __lt__(self, other: "Timer") -> bool:
        if self.at_us != other.at_us:
            return self.at_us < other.at_us
        return self.order < other.order


class Clock:
    """Time in integer virtual microseconds, from 0."""

    def __init__(self, journal: Journal) -> None:
        self.now_us = 0
        self.cause = 0
        self._journal = journal
        self._queue: list[Timer] = []
        self._order = 0
        self._work = 0

    def record(self, host: str, conn: str, fact: Fact) -> int:
        """Append `fact` to the journal, now, caused by what led here; its seq."""
        event = self._journal.append(self.now_us, host, conn, self.cause, fact)
        self.cause = event.seq
        return event.seq

    def after(
        self,
        delay_us: int,
        run: Callable[[], None],
        *,
        waiting: bool = False,
        name: str = "",
    ) -> Timer:
        """Run `run` `delay_us` from now."""
        return self.at(self.now_us + delay_us, run, waiting=waiting, name=name)

    def at(
        self,
        at_us: int,
        run: Callable[[], None],
        *,
        waiting: bool = False,
        name: str = "",
    ) -> Timer:
        """Run `run` at `at_us`, not before now."""
        assert at_us >= self.now_us, "an action cannot run in the past"
        assert name or not waiting, "a waiting timer has a name to show"
        self._order += 1
        timer = Timer(at_us, self._order, run, waiting, name, self.cause)
        heappush(self._queue, timer)
        if not waiting:
            self._work += 1
        return timer

    def cancel(self, timer: Timer | None) -> None:
        """Forget `timer`; harmless when it ran, was cancelled, or is None."""
        if timer is not None and timer.run is not None:
            timer.run = None
            if not timer.waiting:
                self._work -= 1

    @property
    def at_rest(self) -> bool:
        """No work is left, only waiting."""
        return self._work == 0

    def waiting(self) -> list[Timer]:
        """The timers that wait, soonest first."""
        return sorted(t for t in self._queue if t.waiting and t.run is not None)

    def step(self) -> bool:
        """Run the next action; False when there is none."""
        queue = self._queue
        while queue:
            timer = heappop(queue)
            run = timer.run
            if run is None:
                continue
            timer.run = None
            if not timer.waiting:
                self._work -= 1
            self.now_us = timer.at_us
            self.cause = timer.cause
            run()
            return True
        return False

    def run_until(self, at_us: int) -> None:
        """Run every action due by `at_us`."""
        queue = self._queue
        while queue and queue[0].at_us <= at_us:
            if queue[0].run is None:
                heappop(queue)
            else:
                self.step()
