"""What hosting needs from whoever runs it: a clock, locks, later work, other threads.

Why it exists: the same hosting serves many browsers over gevent, one browser inside its
own page, and tests that want everything at once and in order.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import ParamSpec, Protocol, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Scheduler(Protocol):
    """Decides when work runs. Only `run_heavy` may use another thread."""

    def now(self) -> float:
        """Seconds that passed; never falls."""

    def lock(self) -> AbstractContextManager[object]:
        """A new lock: who enters waits until whoever is inside leaves."""

    def pause(self) -> None:
        """Let others go on, in the middle of long work."""

    def wait(self, seconds: float) -> None:
        """Let others go on for so long."""

    def spawn(self, work: Callable[[], None]) -> None:
        """Run `work` soon, after what runs now."""

    def defer(self, after_s: float, work: Callable[[], None]) -> None:
        """Run `work` once, `after_s` seconds from now."""

    def run_heavy(
        self,
        size: int,
        work: Callable[Given, Made],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Made:
        """What `work` returns or raises; others go on meanwhile if it is long.

        `size`: in events or their like, about 25 microseconds each. `work` is pure
        Python on values that nobody changes until it is done.
        """
