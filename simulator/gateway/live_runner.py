"""Runs a live lab: by the wall clock, one act at a time, with a bounded past.

It refuses sockets, and to know who watches.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from gevent import Greenlet, sleep, spawn
from gevent.event import Event

from simulator.acts import GatewayAct, Join
from simulator.agents import Outlet
from simulator.lab import Lab
from simulator.net import LiveClock
from simulator.projections.window import Window

SLICE_EVENTS = 500
"""So many, about, are made or forgotten before others get a turn."""

MICROSECONDS = 1_000_000


class LiveRunner:
    """A `LabAccess` to `lab`, which is live.

    `wall_us`: the wall clock, from 1. `turn`: whose turn it is; `shown`: told after
    each act; `trims`: told what the journal is about to forget. `follow` goes off by
    itself once `start`ed.
    """

    def __init__(
        self,
        lab: Lab,
        window: Window,
        *,
        wall_us: Callable[[], int],
        turn: Callable[[], AbstractContextManager[object]],
        shown: Callable[[], None] = lambda: None,
        trims: Callable[[int], None] = lambda _base: None,
    ) -> None:
        clock = lab.world.clock
        assert isinstance(clock, LiveClock)
        self.lab = lab
        self._clock = clock
        self.window = window
        self._wall_us = wall_us
        self._turn = turn
        self._shown = shown
        self._trims = trims
        self._sooner = Event()
        self._alarm_us: int | None = None
        self._watchman: Greenlet | None = None

    def start(self) -> None:
        """From now on timers that wait go off by the wall clock."""
        self._watchman = spawn(self._watch)

    def stop(self) -> None:
        """Nobody watches the clock any more."""
        if self._watchman is not None:
            self._watchman.kill()

    def act(self, *acts: GatewayAct, outlet: Outlet | None = None) -> None:
        """As `LabAccess.act`."""
        with self._turn():
            for act in acts:
                self.lab.apply(act, "gateway", self._wall_us())
                if outlet is not None and isinstance(act, Join):
                    self.lab.attach(act.host, outlet)
            self._settle()

    def follow(self) -> None:
        """What waited until now happens."""
        with self._turn():
            self.lab.follow(self._wall_us())
            self._settle()

    def _settle(self) -> None:
        lab = self.lab
        while not lab.settle(SLICE_EVENTS):
            sleep(0)
        self._forget()
        self._shown()
        wakes_us = self._clock.wakes_us()
        if wakes_us is not None and (
            self._alarm_us is None or wakes_us < self._alarm_us
        ):
            self._alarm_us = wakes_us
            self._sooner.set()

    def _forget(self) -> None:
        """Let go of what the window does not keep, a slice at a time."""
        lab, due = self.lab, self.window.due()
        while (start := lab.journal.base) < due:
            base = min(due, start + SLICE_EVENTS)
            self._trims(base)
            self.window.advance(base)
            lab.forget(base)
            if base < due:
                sleep(0)

    def _watch(self) -> None:
        while True:
            wakes_us = self._alarm_us = self._clock.wakes_us()
            wait_s = None
            if wakes_us is not None:
                wait_s = max(0.0, (wakes_us - self._wall_us()) / MICROSECONDS)
            self._sooner.clear()
            if not self._sooner.wait(wait_s):
                self.follow()
