"""The clock of a live lab: work runs at once, waiting follows the wall clock.

Work runs virtual time ahead, and nobody who waits half an hour must be cut short by it.
So a waiting timer goes off when its delay has passed on another hand, `wall_us`, which
only `follow` moves. It refuses to read the wall: whoever calls `follow` says what it
shows.
"""

from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from itertools import chain

from simulator.journal import Journal
from simulator.net.clock import Clock, Deadline, Entry, Timer

CANCELLED_MIN = 256
"""Cancelled timers that wait are swept out when there are more than this, and more of
them than of the others."""


class LiveClock(Clock):
    """`wall_us`: what the wall showed last, in microseconds."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.wall_us = 0
        self._asleep: list[Entry] = []

    def _wait(self, timer: Timer) -> None:
        if self._cancelled > CANCELLED_MIN:
            self._sweep()
        wakes_us = self.wall_us + timer.at_us - self.now_us
        heappush(self._asleep, (wakes_us, timer.order, timer))

    def _sweep(self) -> None:
        if 2 * self._cancelled > len(self._asleep):
            self._asleep = [entry for entry in self._asleep if entry[2].run]
            heapify(self._asleep)
            self._cancelled = 0

    def _entries(self) -> Iterable[Entry]:
        return chain(self._queue, self._asleep)

    def deadline(self, run: Callable[[], None], name: str, about: str) -> Deadline:
        """As `Clock.deadline`, cheap to set again."""
        return LazyDeadline(self, run, name, about)

    def wakes_us(self) -> int | None:
        """When, on the wall, the next timer goes off, if any waits."""
        asleep = self._asleep
        while asleep and asleep[0][2].run is None:
            heappop(asleep)
            self._cancelled -= 1
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
        if wall_us > self.wall_us:
            self.wall_us = wall_us
        if self.wall_us > self.now_us:
            self.now_us = self.wall_us


class LazyDeadline(Deadline):
    """A busy connection sets its idle limit again at every line: a timer that is too
    early stays, and is put off when it goes off."""

    _at_us: int | None = None

    def set(self, at_us: int | None) -> None:
        """As `Deadline.set`."""
        self._at_us = at_us
        timer = self._timer
        runs = timer is not None and timer.run is not None
        if timer is None or not runs or (at_us is not None and at_us < timer.at_us):
            super().set(at_us)

    def _go_off(self) -> None:
        at_us = self._at_us
        if at_us is None:
            return
        if at_us > self._clock.now_us:
            super().set(at_us)
        else:
            self._run()
