"""What hosting needs of whoever runs it, in a page of one visitor: turns, and posting.

Nobody else waits, so there are no locks and no threads. What is to happen soon happens
when the answer is on its way: `run_due`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import msgspec

from simulator.hosting.scheduler import Given, Made
from simulator.projections.shapes import News

Post = Callable[[str, str], None]
"""Gives the page a message: its name, and JSON."""


class PageScheduler:
    """Does everything at once, and what can wait when it is told to."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._due: list[Callable[[], None]] = []

    def now(self) -> float:
        """Seconds that passed."""
        return self._now()

    def lock(self) -> AbstractContextManager[object]:
        """Nobody else is here."""
        return nullcontext()

    def pause(self) -> None:
        """Nobody else waits."""

    def wait(self, seconds: float) -> None:
        """Nobody else has anything to do meanwhile."""

    def spawn(self, work: Callable[[], None]) -> None:
        """After the answer."""
        self._due.append(work)

    def defer(self, after_s: float, work: Callable[[], None]) -> None:
        """After the answer, too: only those who follow others are told things late."""
        self._due.append(work)

    def run_heavy(
        self,
        size: int,
        work: Callable[Given, Made],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Made:
        """At once: the page itself is in another thread."""
        return work(*args, **kwargs)

    def run_due(self) -> None:
        """Do what waited."""
        while self._due:
            self._due.pop(0)()


class PageRooms:
    """The rooms of the one browser there is."""

    def __init__(self, browser: str, post: Post) -> None:
        self._post = post
        self._in = {browser}

    def enter(self, browser: str, room: str) -> None:
        """From now on it gets what is sent to the room."""
        self._in.add(room)

    def leave(self, browser: str, room: str) -> None:
        """And from now on no more."""
        self._in.discard(room)

    def occupied(self, room: str) -> bool:
        """The browser is in it."""
        return room in self._in

    def send(self, room: str, name: str, news: News) -> None:
        """Post it, if the browser is there."""
        if room in self._in:
            self._post(name, msgspec.json.encode(news).decode())

    def disconnect(self, browser: str) -> None:
        """There is no connection to close."""
