"""Hosting's scheduler over gevent: greenlets, and real threads for long pure work."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from gevent import get_hub, sleep, spawn_later
from gevent.lock import BoundedSemaphore
from gevent.pool import Group

from simulator.hosting.scheduler import Given, Made

THREAD_FROM = 1_000
"""Size from which on work goes to a thread: 25 to 60 ms. A thread costs more below."""


class GeventScheduler:
    """`jobs`: what was spawned and is not done yet."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.jobs = Group()

    def now(self) -> float:
        """Seconds that passed."""
        return self._now()

    def lock(self) -> AbstractContextManager[object]:
        """A lock of greenlets."""
        lock: AbstractContextManager[object] = BoundedSemaphore(1)
        return lock

    def pause(self) -> None:
        """Let other greenlets run."""
        sleep(0)

    def wait(self, seconds: float) -> None:
        """Let other greenlets run for so long."""
        sleep(seconds)

    def spawn(self, work: Callable[[], None]) -> None:
        """In a greenlet of its own."""
        self.jobs.spawn(work)

    def defer(self, after_s: float, work: Callable[[], None]) -> None:
        """In a greenlet of its own, later."""
        spawn_later(after_s, work)

    def run_heavy(
        self,
        size: int,
        work: Callable[Given, Made],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Made:
        """Long work on a thread; we wait for it, the others do not."""
        if size < THREAD_FROM:
            return work(*args, **kwargs)
        made: Made = get_hub().threadpool.apply(work, args, kwargs)
        return made
