"""Virtual time: a queue of actions, and the chain of causes.

An action runs whole; between two actions lies a step boundary, the only place where an
intervention may enter. Each timer says whether it is *waiting* (an idle limit, a retry:
nothing happens until then) or work; settling runs until no work is left.

The clock also carries the cause: an action continues from the event that scheduled it,
and each recorded event becomes the cause of what follows. It refuses wall time:
`live_clock.py` follows that.
"""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

import msgspec

from simulator.journal import Fact, Journal


class Timer(msgspec.Struct, eq=False):
    """A scheduled action; `cancel` by `Clock.cancel`. `run`: None once it ran. `about`:
    the connection that a waiting one would end, if any."""

    at_us: int
    order: int
    run: Callable[[], None] | None
    waiting: bool
    name: str
    cause: int
    about: str


Entry = tuple[int, int, Timer]
"""When, which of that moment, what: compared without calling back into Python."""


class Clock:
    """Time in integer virtual microseconds, from 0. `cause`: seq of the event that led
    here."""

    def __init__(self, journal: Journal) -> None:
        self.now_us = 0
        self.cause = 0
        self._journal = journal
        self._queue: list[Entry] = []
        self._order = 0
        self._work = 0
        self._cancelled = 0

    def record(self, host: str, conn: str, fact: Fact) -> int:
        """Append `fact` to the journal, now, caused by what led here; its seq."""
        seq = self._journal.append(self.now_us, host, conn, self.cause, fact)
        self.cause = seq
        return seq

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
        about: str = "",
    ) -> Timer:
        """Run `run` at `at_us`, not before now."""
        assert at_us >= self.now_us, "an action cannot run in the past"
        assert name or not waiting, "a waiting timer has a name to show"
        order = self._order = self._order + 1
        timer = Timer(at_us, order, run, waiting, name, self.cause, about)
        if waiting:
            self._wait(timer)
        else:
            heappush(self._queue, (at_us, order, timer))
            self._work += 1
        return timer

    def _wait(self, timer: Timer) -> None:
        """Let a waiting timer go off when its moment comes. `_cancelled`: how many were
        cancelled; they stay where they are, and are passed over."""
        heappush(self._queue, (timer.at_us, timer.order, timer))

    def cancel(self, timer: Timer | None) -> None:
        """Forget `timer`; harmless when it ran, was cancelled, or is None."""
        if timer is not None and timer.run is not None:
            timer.run = None
            if timer.waiting:
                self._cancelled += 1
            else:
                self._work -= 1

    def deadline(self, run: Callable[[], None], name: str, about: str) -> "Deadline":
        """A deadline that is not set yet; `run`, `name` and `about` as of a waiting
        timer."""
        return Deadline(self, run, name, about)

    @property
    def at_rest(self) -> bool:
        """No work is left, only waiting."""
        return self._work == 0

    def waiting(self) -> list[Timer]:
        """The timers that wait, soonest first."""
        timers = (timer for _, _, timer in self._entries())
        alive = (t for t in timers if t.waiting and t.run is not None)
        return sorted(alive, key=lambda timer: (timer.at_us, timer.order))

    def _entries(self) -> Iterable[Entry]:
        """All timers, cancelled ones included."""
        return self._queue

    def caused(self, seq: int, at_us: int) -> Timer | None:
        """The first action that event `seq` scheduled for `at_us`, if it is still to
        come."""
        found = [
            timer
            for due_us, _, timer in self._queue
            if due_us == at_us and timer.cause == seq and timer.run is not None
        ]
        return min(found, key=lambda timer: timer.order, default=None)

    def step(self) -> bool:
        """Run the next action; False when there is none."""
        return self._run(1, len(self._journal.events) + 1) > 0

    def work(self, most: int = 1_000) -> bool:
        """Run at most so many actions, and no more once they recorded so many events;
        True when only waiting is left."""
        if self._work:
            self._run(most, len(self._journal.events) + most)
        return not self._work

    def _run(self, most: int, last: int) -> int:
        """Run the next action, and so on until only waiting is left, `most` have run or
        the journal holds `last` events; how many ran."""
        queue, events = self._queue, self._journal.events
        ran = 0
        while queue and ran < most:
            timer = heappop(queue)[2]
            run = timer.run
            if run is None:
                continue
            timer.run = None
            if not timer.waiting:
                self._work -= 1
            self.now_us = timer.at_us
            self.cause = timer.cause
            run()
            ran += 1
            if not self._work or len(events) >= last:
                break
        return ran

    def run_until(self, at_us: int) -> None:
        """Run every action due by `at_us`."""
        queue = self._queue
        while queue and queue[0][0] <= at_us:
            if queue[0][2].run is None:
                heappop(queue)
            else:
                self.step()


class Deadline:
    """One waiting timer that is set again and again: an idle limit, a time-out."""

    def __init__(
        self, clock: Clock, run: Callable[[], None], name: str, about: str
    ) -> None:
        self._clock = clock
        self._run = run
        self._name = name
        self._about = about
        self._timer: Timer | None = None

    def set(self, at_us: int | None) -> None:
        """Let it go off at `at_us`, at once if that has passed; None: not at all."""
        timer = self._timer
        if timer is not None and timer.run is not None and timer.at_us == at_us:
            return
        self._clock.cancel(timer)
        self._timer = None
        if at_us is not None:
            clock = self._clock
            self._timer = clock.at(
                at_us if at_us > clock.now_us else clock.now_us,
                self._go_off,
                waiting=True,
                name=self._name,
                about=self._about,
            )

    def cancel(self) -> None:
        """It does not go off any more."""
        self._clock.cancel(self._timer)

    def _go_off(self) -> None:
        self._run()
