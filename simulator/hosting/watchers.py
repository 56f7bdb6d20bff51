"""Who watches which branch, and what they are sent.

A browser watches one branch at a time. It is first brought up to the live end, in a
turn of the lab, and then joins those who get each new event: so it misses none and
gets none twice. Events of one slice of work go out together. A browser that does not
read is cut off before its queue grows; it comes back and asks from its last event.

It refuses to narrate for nobody: without watchers nothing is served.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from simulator.hosting.branches import Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.limits import Limits
from simulator.hosting.refusals import Gone
from simulator.hosting.scheduler import Scheduler
from simulator.projections.catalogue import Text
from simulator.projections.shapes import BranchesNews, EndedNews, JournalNews, News


class Rooms(Protocol):
    """Connected browsers, and rooms they are in. A browser's id is a room, too."""

    def enter(self, browser: str, room: str) -> None:
        """From now on it gets what is sent to the room."""

    def leave(self, browser: str, room: str) -> None:
        """And from now on no more."""

    def occupied(self, room: str) -> bool:
        """Somebody is in it."""

    def unread(self, room: str) -> Sequence[tuple[str, int]]:
        """Who is in it, each with how many messages wait for it to read them."""

    def send(self, room: str, name: str, news: News) -> None:
        """Send to everybody in the room, without waiting."""

    def disconnect(self, browser: str) -> None:
        """Close the connection; the browser comes back by itself."""


@dataclass(eq=False)
class Watching:
    """One browser, the branch it watches, and the first event it lacked."""

    browser: str
    hosted: HostedLab
    branch: Branch
    start: int


class Watchers:
    """All browsers that watch something: the `Publisher` of every lab."""

    def __init__(self, rooms: Rooms, scheduler: Scheduler, limits: Limits) -> None:
        self._rooms = rooms
        self._scheduler = scheduler
        self._limits = limits
        self._watching: dict[str, Watching] = {}

    # --- joining and leaving ------------------------------------------------------

    def watch(
        self, browser: str, hosted: HostedLab, branch: Branch, start: int
    ) -> None:
        """Send events from `start` on, soon, and then whatever happens."""
        self.leave(browser)
        watching = Watching(browser, hosted, branch, start)
        self._watching[browser] = watching
        hosted.watchers += 1
        hosted.opened = True
        self._rooms.enter(browser, _lab_room(hosted))
        self._scheduler.spawn(partial(self._catch_up, watching))

    def hear(self, browser: str) -> None:
        """It asks for something: whoever asks has to read the answers."""
        self._cut_off_who_does_not_read(browser)

    def leave(self, browser: str) -> None:
        """This browser watches nothing any more."""
        watching = self._watching.pop(browser, None)
        if watching is None:
            return
        hosted = watching.hosted
        hosted.watchers -= 1
        hosted.touch()
        self._rooms.leave(browser, _lab_room(hosted))
        self._rooms.leave(browser, _room(hosted, watching.branch))

    def _catch_up(self, watching: Watching) -> None:
        hosted, branch = watching.hosted, watching.branch
        try:
            with hosted.turn():
                total = hosted.total(branch)
                if branch.sent < total:
                    self.journal(hosted, branch, True)
                self._send(watching.browser, hosted, branch, watching.start, True)
                if self._watching.get(watching.browser) is watching:
                    self._rooms.enter(watching.browser, _room(hosted, branch))
                    branch.sent = total
        except Gone as gone:
            ended = EndedNews(lab=hosted.id, reason=gone.text)
            self._rooms.send(watching.browser, "ended", ended)

    # --- publishing ---------------------------------------------------------------

    def journal(self, hosted: HostedLab, branch: Branch, rest: bool) -> None:
        """New events of `branch`, to those who watch it."""
        room = _room(hosted, branch)
        if self._rooms.occupied(room):
            self._cut_off_who_does_not_read(room)
            self._send(room, hosted, branch, branch.sent, rest)
        branch.sent = hosted.total(branch)

    def branches(self, hosted: HostedLab) -> None:
        """The tree of branches changed."""
        news = BranchesNews(
            lab=hosted.id,
            branches=hosted.tree.served(),
            current=hosted.tree.current,
        )
        self._rooms.send(_lab_room(hosted), "branches", news)

    def ended(self, hosted: HostedLab, reason: Text) -> None:
        """The lab is over."""
        ended = EndedNews(lab=hosted.id, reason=reason)
        self._rooms.send(_lab_room(hosted), "ended", ended)

    def _send(
        self, room: str, hosted: HostedLab, branch: Branch, start: int, rest: bool
    ) -> None:
        """Events from `start` on, in messages of bounded size."""
        events = hosted.served(branch, start)
        if events:
            start = events[0].seq
        size = self._limits.events_per_message
        for at in range(0, max(1, len(events)), size):
            part = events[at : at + size]
            last = at + size >= len(events)
            if not part and not rest:
                return
            news = JournalNews(
                lab=hosted.id,
                branch=branch.id,
                from_=start + at,
                events=part,
                total=start + len(events),
                rest=rest and last,
            )
            self._rooms.send(room, "journal", news)
            if not last:
                self._scheduler.pause()

    # --- browsers that do not read ------------------------------------------------

    def _cut_off_who_does_not_read(self, room: str) -> None:
        for browser, waiting in self._rooms.unread(room):
            if waiting > self._limits.packets_waiting_max:
                self.leave(browser)
                self._rooms.disconnect(browser)


def _lab_room(hosted: HostedLab) -> str:
    return f"lab:{hosted.id}"


def _room(hosted: HostedLab, branch: Branch) -> str:
    return f"lab:{hosted.id}:{branch.id}"
