"""Virtual time: a queue of actions, and the chain of causes.

An action runs whole; between two actions lies a step boundary, the only place where an
intervention may enter. Each timer says whether it is *waiting* (an idle limit, a retry:
nothing happens until then) or work; settling runs until no work is left.

In a *live* world waiting follows another hand, `wall_us`, which only `follow` moves:
work runs virtual time ahead at once, and nobody who waits half an hour must be cut
short by it. A waiting timer then goes off when its delay has passed on that hand.

The clock also carries the cause: an action continues from the event that scheduled it,
and each recorded event becomes the cause of what follows. It refuses wall time.
"""

from collections.abc import Callable
from heapq import heapify, heappop, heappush

import msgspec

from simulator.journal import Fact, Journal

DEAD_MIN = 256
"""Cancelled timers that wait are swept out when there are more than this, and more of
them than of the others."""


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


_Entry = tuple[int, int, Timer]
"""When, which of that moment, what: compared without calling back into Python."""


class Clock:
    """Time in integer virtual microseconds, from 0. `live`: waiting is `follow`ed."""

    def __init__(self, journal: Journal, live: bool = False) -> None:
        self.now_us = 0
        self.wall_us = 0
        self.cause = 0
        self.live = live
        self._journal = journal
        self._queue: list[_Entry] = []
        self._asleep: list[_Entry] = []
        self._dead = 0
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
        about: str = "",
    ) -> Timer:
        """Run `run` at `at_us`, not before now."""
        assert at_us >= self.now_us, "an action cannot run in the past"
        assert name or not waiting, "a waiting timer has a name to show"
        self._order += 1
        timer = Timer(at_us, self._order, run, waiting, name, self.cause, about)
        if waiting and self.live:
            wakes_us = self.wall_us + at_us - self.now_us
            heappush(self._asleep, (wakes_us, self._order, timer))
            return timer
        heappush(self._queue, (at_us, self._order, timer))
        if not waiting:
            self._work += 1
        return timer

    def cancel(self, timer: Timer | None) -> None:
        """Forget `timer`; harmless when it ran, was cancelled, or is None."""
        if timer is not None and timer.run is not None:
            timer.run = None
            if not timer.waiting:
                self._work -= 1
            elif self.live:
                self._bury()

    def _bury(self) -> None:
        """A busy connection rearms its idle limit at every line: sweep the heap."""
        self._dead += 1
        if self._dead > DEAD_MIN and 2 * self._dead > len(self._asleep):
            self._asleep = [entry for entry in self._asleep if entry[2].run]
            heapify(self._asleep)
            self._dead = 0

    @property
    def at_rest(self) -> bool:
        """No work is left, only waiting."""
        return self._work == 0

    def waiting(self) -> list[Timer]:
        """The timers that wait, soonest first."""
        timers = [timer for _, _, timer in (*self._queue, *self._asleep)]
        alive = (t for t in timers if t.waiting and t.run is not None)
        return sorted(alive, key=lambda timer: (timer.at_us, timer.order))

    def caused(self, seq: int, at_us: int) -> Timer | None:
        """The first action that event `seq` scheduled for `at_us`, if it is still to
        come."""
        found = [
            timer
            for due_us, _, timer in self._queue
            if due_us == at_us and timer.cause == seq and timer.run is not None
        ]
        return min(found, key=lambda timer: timer.order, default=None)

    def wakes_us(self) -> int | None:
        """When, on the wall, the next timer of a live world goes off, if any waits."""
        asleep = self._asleep
        while asleep and asleep[0][2].run is None:
            heappop(asleep)
            self._dead -= 1
        return asleep[0][0] if asleep else None

    def follow(self, wall_us: int) -> None:
        """The wall stands at `wall_us`: whatever waited until now goes off, one after
        another, each with the work it makes. Call it at rest."""
        while (due_us := self.wakes_us()) is not None and due_us <= wall_us:
            timer = heappop(self._asleep)[2]
            run, timer.run = timer.run, None
            assert run is not None
            self.wall_us = max(self.wall_us, due_us)
            self.now_us = max(self.now_us, timer.at_us, due_us)
            self.cause = timer.cause
            run()
            while not self.work():
                continue
        self.wall_us = max(self.wall_us, wall_us)
        self.now_us = max(self.now_us, self.wall_us)

    def step(self) -> bool:
        """Run the next action; False when there is none."""
        queue = self._queue
        while queue:
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
            return True
        return False

    def work(self, actions_max: int = 1_000) -> bool:
        """Run at most `actions_max` actions; True when only waiting is left."""
        while self._work and actions_max > 0:
            actions_max -= 1
            self.step()
        return not self._work

    def run_until(self, at_us: int) -> None:
        """Run every action due by `at_us`."""
        queue = self._queue
        while queue and queue[0][0] <= at_us:
            if queue[0][2].run is None:
                heappop(queue)
            else:
                self.step()
