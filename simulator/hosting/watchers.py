"""Who watches which branch, and what they are sent.

A browser watches one branch at a time. It is first brought up to the live end, in a
turn of the lab, and then joins those who get each new event: so it misses none and
gets none twice. Events of one slice of work go out together. A browser that does not
read is cut off by whoever carries the messages; it comes back and asks from its last
event.

Who only watches *follows*: it gets events as far as the presenter has shown them, and
is told where the presenter is, a few times a second at most.

It refuses to narrate for nobody: without watchers nothing is served.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from simulator.hosting.branches import Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.limits import Limits
from simulator.hosting.reading.sight import Sight
from simulator.hosting.refusals import Gone
from simulator.hosting.scheduler import Scheduler
from simulator.projections.catalogue import Text
from simulator.projections.shapes import (
    BranchesNews,
    EndedNews,
    JournalNews,
    LookedAtNews,
    News,
    OvertakenNews,
    PlaceNews,
)

PLACE_EVERY_S = 0.1
"""So often, at most, followers are told where the presenter is."""


class Rooms(Protocol):
    """Connected browsers, and rooms they are in. A browser's id is a room, too."""

    def enter(self, browser: str, room: str) -> None:
        """From now on it gets what is sent to the room."""

    def leave(self, browser: str, room: str) -> None:
        """And from now on no more."""

    def occupied(self, room: str) -> bool:
        """Somebody is in it."""

    def send(self, room: str, name: str, news: News) -> None:
        """Send to everybody in the room, without waiting. Who lets too much pile up
        is disconnected."""

    def disconnect(self, browser: str) -> None:
        """Close the connection; the browser comes back by itself."""


@dataclass(eq=False)
class Watching:
    """One browser, the branch it watches, and the first event it lacked. `follows`: it
    gets only what was shown; `ahead`: it shows what it does itself, and gets nothing.
    `visitor`: whose it is, as far as is known."""

    browser: str
    visitor: str | None
    hosted: HostedLab
    branch: Branch
    start: int
    follows: bool
    ahead: bool = False

    @property
    def at(self) -> Branch:
        """The branch it shows; ahead of its lab, as far as is known here."""
        return self.hosted.tree.get(None) if self.ahead else self.branch

    @property
    def lab_room(self) -> str:
        """Where it hears of the lab."""
        return _lab_room(self.hosted, self.follows)

    @property
    def room(self) -> str:
        """Where it hears of its branch."""
        return _room(self.hosted, self.branch, self.follows)


class Watchers:
    """All browsers that watch something: the `Publisher` of every lab. `noticed`: each
    is told of a lab where a browser came or went."""

    def __init__(self, rooms: Rooms, scheduler: Scheduler, limits: Limits) -> None:
        self._rooms = rooms
        self._scheduler = scheduler
        self._limits = limits
        self._watching: dict[str, Watching] = {}
        self._presenting: set[str] = set()
        self.noticed: list[Callable[[HostedLab], None]] = []

    # --- joining and leaving ------------------------------------------------------

    def watch(
        self,
        browser: str,
        hosted: HostedLab,
        branch: Branch,
        start: int,
        *,
        visitor: str | None = None,
        follows: bool = False,
    ) -> None:
        """Send events from `start` on, soon, and then whatever happens; whoever
        `follows`, whatever is shown."""
        watching = Watching(browser, visitor, hosted, branch, start, follows)
        self._begin(watching)
        self._rooms.enter(browser, watching.lab_room)
        self._scheduler.spawn(partial(self._catch_up, watching))

    def go_ahead(self, browser: str, hosted: HostedLab, visitor: str | None) -> None:
        """That browser shows what it does itself."""
        branch = hosted.tree.get(None)
        self._begin(Watching(browser, visitor, hosted, branch, 0, False, ahead=True))

    def overtake(self, hosted: HostedLab) -> None:
        """The lab goes on here: a page that went ahead does so no more, and is told."""
        if hosted.put_off.page:
            hosted.put_off.page = ""
            self._tell_ahead(hosted, "overtaken", OvertakenNews(lab=hosted.id))

    def _tell_looked_at(self, hosted: HostedLab) -> None:
        if hosted.put_off.page:
            news = LookedAtNews(lab=hosted.id, looked_at=self.looked_at(hosted))
            self._tell_ahead(hosted, "looked_at", news)

    def _tell_ahead(self, hosted: HostedLab, name: str, news: News) -> None:
        for each in self.of(hosted):
            if each.ahead:
                self._rooms.send(each.browser, name, news)

    def looked_at(self, hosted: HostedLab) -> bool:
        """Somebody wants to see what is done there as it is done."""
        return any(not each.ahead for each in self.of(hosted))

    def _begin(self, watching: Watching) -> None:
        self.leave(watching.browser)
        self._watching[watching.browser] = watching
        watching.hosted.watchers += 1
        watching.hosted.opened = True
        self._notice(watching.hosted)
        if not watching.ahead:
            self._tell_looked_at(watching.hosted)

    def revoked(self, hosted: HostedLab, visitor: str) -> None:
        """That visitor may act there no more: their browsers come back, and are asked
        again what they may see."""
        for each in list(self._watching.values()):
            theirs = each.hosted is hosted and each.visitor == visitor
            if theirs and not each.follows:
                self.leave(each.browser)
                self._rooms.disconnect(each.browser)

    def watched(self, browser: str) -> Watching | None:
        """What that browser watches now."""
        return self._watching.get(browser)

    def of(self, hosted: HostedLab) -> list[Watching]:
        """All browsers that watch that lab."""
        if not hosted.watchers:
            return []
        return [each for each in self._watching.values() if each.hosted is hosted]

    def leave(self, browser: str) -> None:
        """This browser watches nothing any more."""
        watching = self._watching.pop(browser, None)
        if watching is None:
            return
        hosted = watching.hosted
        hosted.watchers -= 1
        hosted.touch()
        self._rooms.leave(browser, watching.lab_room)
        self._rooms.leave(browser, watching.room)
        self._notice(hosted)
        self._tell_looked_at(hosted)

    def _notice(self, hosted: HostedLab) -> None:
        for notice in self.noticed:
            notice(hosted)

    def _catch_up(self, watching: Watching) -> None:
        hosted, branch = watching.hosted, watching.branch
        try:
            with hosted.turn():
                if watching.follows:
                    self._catch_up_follower(watching)
                    return
                total = hosted.total(branch)
                if branch.sent < total:
                    self._journal(hosted, branch, True)
                self._send(watching.browser, hosted, branch, watching.start, True)
                if self._enter(watching):
                    branch.sent = total
        except Gone as gone:
            ended = EndedNews(lab=hosted.id, reason=gone.text)
            self._rooms.send(watching.browser, "ended", ended)

    def _catch_up_follower(self, watching: Watching) -> None:
        hosted, branch = watching.hosted, watching.branch
        self._pass_on(hosted, branch)
        end = branch.passed_on
        self._send(watching.browser, hosted, branch, watching.start, True, end)
        if self._enter(watching):
            self._tell_place(hosted, watching.browser)

    def _enter(self, watching: Watching) -> bool:
        """Whether it is still there, and so in its room."""
        there = self._watching.get(watching.browser) is watching
        if there:
            self._rooms.enter(watching.browser, watching.room)
        return there

    # --- following ----------------------------------------------------------------

    def present(self, hosted: HostedLab) -> bool:
        """The presenter is elsewhere: those who follow are told, soon; whether anybody
        does."""
        followed = self._rooms.occupied(_lab_room(hosted, True))
        if followed and hosted.id not in self._presenting:
            self._presenting.add(hosted.id)
            self._scheduler.defer(PLACE_EVERY_S, partial(self._present, hosted))
        return followed

    def _present(self, hosted: HostedLab) -> None:
        self._presenting.discard(hosted.id)
        with suppress(Gone), hosted.turn():
            self._pass_on(hosted, hosted.tree.on_show)
            self._tell_place(hosted, _lab_room(hosted, True))

    def _tell_place(self, hosted: HostedLab, room: str) -> None:
        place = hosted.tree.place
        if place is not None:
            news = PlaceNews(lab=hosted.id, branch=place.branch, seq=place.seq)
            self._rooms.send(room, "place", news)

    def _pass_on(self, hosted: HostedLab, branch: Branch) -> None:
        """What was shown of `branch` since, to those who follow it."""
        room, start, end = _room(hosted, branch, True), branch.passed_on, branch.shown
        if not start and end:
            self._branches(hosted, True)
        branch.passed_on = end
        if start < end and self._rooms.occupied(room):
            self._send(room, hosted, branch, start, True, end)

    # --- publishing ---------------------------------------------------------------

    def journal(self, hosted: HostedLab, branch: Branch, rest: bool) -> None:
        """New events of `branch`, to those who watch it."""
        if not hosted.put_off.catching_up:
            self.overtake(hosted)
        self._journal(hosted, branch, rest)

    def _journal(self, hosted: HostedLab, branch: Branch, rest: bool) -> None:
        room = _room(hosted, branch)
        if self._rooms.occupied(room):
            self._send(room, hosted, branch, branch.sent, rest)
        branch.sent = hosted.total(branch)

    def branches(self, hosted: HostedLab) -> None:
        """The tree of branches changed."""
        for follows in (False, True):
            self._branches(hosted, follows)

    def _branches(self, hosted: HostedLab, follows: bool) -> None:
        sight = Sight.of(hosted, may_act=not follows)
        news = BranchesNews(
            lab=hosted.id,
            branches=sight.branches(),
            current=sight.start().id,
        )
        self._rooms.send(_lab_room(hosted, follows), "branches", news)

    def ended(self, hosted: HostedLab, reason: Text) -> None:
        """The lab is over."""
        ended = EndedNews(lab=hosted.id, reason=reason)
        for follows in (False, True):
            self._rooms.send(_lab_room(hosted, follows), "ended", ended)

    def _send(
        self,
        room: str,
        hosted: HostedLab,
        branch: Branch,
        start: int,
        rest: bool,
        end: int | None = None,
    ) -> None:
        """Events from `start` on, before `end`, in messages of bounded size."""
        limit = None if end is None else max(0, end - start)
        events = hosted.served(branch, start, limit)
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


def _lab_room(hosted: HostedLab, follows: bool = False) -> str:
    return f"lab:{hosted.id}:following" if follows else f"lab:{hosted.id}"


def _room(hosted: HostedLab, branch: Branch, follows: bool = False) -> str:
    return f"{_lab_room(hosted, follows)}:{branch.id}"
