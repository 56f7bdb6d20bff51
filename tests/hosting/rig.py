"""Hosting by itself: one thread, no Flask, no sockets, and time that a test moves.

A plain scheduler runs what was spawned when it is told to; plain rooms keep what each
browser was sent, as JSON would bring it.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from simulator.hosting import (
    Caller,
    Content,
    Dispatcher,
    HostedLab,
    Labs,
    Limits,
    Purpose,
    Watchers,
    load_content,
)
from simulator.hosting.keeping import LabArchive
from simulator.hosting.reading import Sight
from simulator.hosting.reading.exports import journal_file
from simulator.hosting.scheduler import Given, Made
from simulator.projections.catalogue import FOLDER
from simulator.projections.shapes import News

ROOT = Path(__file__).parents[2]
TELNET = {"host": "pc-ana", "target": "sur", "port": 25}


@cache
def content() -> Content:
    """Cartero's own scenarios, lessons and texts."""
    lessons = ROOT / "lessons"
    return load_content(lessons / "scenarios", lessons, FOLDER)


class PlainScheduler:
    """Does everything at once or, what is spawned and deferred, when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.pauses = 0
        self.spawned: list[Callable[[], None]] = []
        self.deferred: list[tuple[float, Callable[[], None]]] = []

    def now(self) -> float:
        return self.seconds

    def lock(self) -> AbstractContextManager[object]:
        return _Lock()

    def pause(self) -> None:
        self.pauses += 1

    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    def spawn(self, work: Callable[[], None]) -> None:
        self.spawned.append(work)

    def defer(self, after_s: float, work: Callable[[], None]) -> None:
        self.deferred.append((self.seconds + after_s, work))

    def run_heavy(
        self,
        size: int,
        work: Callable[Given, Made],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Made:
        return work(*args, **kwargs)

    def run(self) -> None:
        """Do what was spawned, and what is due."""
        while self.spawned:
            self.spawned.pop(0)()
        due = [work for at, work in self.deferred if at <= self.seconds]
        self.deferred = [one for one in self.deferred if one[0] > self.seconds]
        for work in due:
            work()


class _Lock:
    """Nobody else is here, so who would wait would wait forever."""

    held = False

    def __enter__(self) -> None:
        assert not self.held, "a turn inside a turn"
        self.held = True

    def __exit__(self, *error: object) -> None:
        self.held = False


class PlainRooms:
    """`received`: browser to what it was sent."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, None]] = defaultdict(dict)
        self.received: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.disconnected: list[str] = []

    def enter(self, browser: str, room: str) -> None:
        self._rooms[room][browser] = None

    def leave(self, browser: str, room: str) -> None:
        self._rooms[room].pop(browser, None)

    def occupied(self, room: str) -> bool:
        return bool(self._rooms[room])

    def send(self, room: str, name: str, news: News) -> None:
        told = {"name": name, **over_the_wire(news)}
        for browser in list(self._rooms[room]) or [room]:
            self.received[browser].append(told)

    def disconnect(self, browser: str) -> None:
        self.disconnected.append(browser)


def over_the_wire(value: object) -> dict[str, Any]:
    """As JSON brings it to the browser."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return found


class HostingInTest:
    """All of hosting, put together as `app.py` does. `tokens`: how many were made."""

    def __init__(
        self,
        scheduler: Any = None,
        archive: LabArchive | None = None,
        tokens: int = 0,
        **limits: int,
    ) -> None:
        self.scheduler = scheduler or PlainScheduler()
        self.rooms = PlainRooms()
        self.content = content()
        bounds, self._tokens = Limits(**limits), tokens
        self.watchers = Watchers(self.rooms, self.scheduler, bounds)
        self.labs = Labs(
            limits=bounds,
            publisher=self.watchers,
            tokens=self._token,
            scheduler=self.scheduler,
            archive=archive,
            texts=self.content.texts,
        )
        self.dispatcher = Dispatcher(self.labs, self.watchers, self.content)

    def _token(self, octets: int) -> str:
        self._tokens += 1
        return f"token{self._tokens}".ljust(octets, "x")

    def lab(self, visitor: str = "ana", scenario: str = "") -> HostedLab:
        """The visitor's lab of a scenario, or of the first one."""
        found = self.content.scenario(scenario) if scenario else self.content.free
        return self.labs.own(visitor, found)

    def lesson(self, slug: str, visitor: str = "ana") -> HostedLab:
        """The visitor's lab of a lesson."""
        plan = self.content.lesson(slug).lesson
        scenario = self.content.scenarios[plan.scenario]
        return self.labs.own(visitor, scenario, plan.seed, Purpose(lesson=slug))

    def pass_s(self, seconds: float) -> None:
        """Let time pass, with the sweeper at work every half minute."""
        end = self.scheduler.seconds + seconds
        while self.scheduler.seconds < end:
            self.scheduler.seconds = min(end, self.scheduler.seconds + 30)
            self.scheduler.run()
            self.labs.sweep()


class Tab:
    """One browser that watches a lab, with the journal it received."""

    made = 0

    def __init__(
        self,
        hosting: HostingInTest,
        lab: str,
        visitor: str | None = "ana",
        browser: str = "",
    ) -> None:
        Tab.made += 1
        self.hosting = hosting
        self.lab = lab
        self.caller = Caller(browser or f"browser{Tab.made}", visitor)
        self.branch = ""
        self.events: list[dict[str, Any]] = []
        self.messages: list[dict[str, Any]] = []
        self.answer = self.watch()

    def ask(self, name: str, /, **message: object) -> dict[str, Any]:
        """Send a request, with this tab's lab and branch; its answer."""
        full = {"lab": self.lab, "branch": self.branch, **message}
        answer = self.hosting.dispatcher.answer(name, full, self.caller)
        self.hosting.scheduler.run()
        return over_the_wire(answer)

    def watch(self, **message: object) -> dict[str, Any]:
        """Watch a branch from `from` on (default: the beginning)."""
        answer = self.ask("watch", **{"from": 0, **message})
        if answer["ok"]:
            self.branch = answer["branch"]
            self.events = [{"seq": n} for n in range(answer["from"])]
        self.read()
        return answer

    def act(self, act: str, /, **more: object) -> dict[str, Any]:
        """Act, with `after` and `id` taken out of the act's own fields."""
        message = {name: more.pop(name) for name in ("after", "id") if name in more}
        return self.ask("act", act={"act": act, **more}, **message)

    def read(self) -> list[dict[str, Any]]:
        """Take what arrived: journal messages must follow without a gap."""
        arrived = self.hosting.rooms.received.pop(self.caller.browser, [])
        self.messages += arrived
        for message in arrived:
            if message["name"] == "journal" and message["branch"] == self.branch:
                assert message["from"] == len(self.events)
                self.events += message["events"]
        return arrived

    def kinds(self) -> list[str]:
        """Kinds of the facts so far."""
        self.read()
        return [event["fact"]["kind"] for event in self.events]

    def typed(self) -> list[str]:
        """Lines the student typed, as this tab has them."""
        self.read()
        facts = [event["fact"] for event in self.events]
        lines = [fact for fact in facts if fact["kind"] == "terminal.line_sent"]
        return [fact["octets"].strip() for fact in lines]

    def typed_at(self, line: str) -> int:
        """The event where the student typed that line first."""
        self.read()
        found: int = next(
            event["seq"]
            for event in self.events
            if event["fact"]["kind"] == "terminal.line_sent"
            and event["fact"]["octets"].strip() == line
        )
        return found

    def place(self, seq: int, until: int = 0, **more: object) -> dict[str, Any]:
        """Be at event `seq`, in the world as it was after event `until`."""
        answer = self.ask("place", seq=seq, until=max(seq, until), **more)
        self.hosting.scheduler.seconds += 1
        self.hosting.scheduler.run()
        return answer

    def close(self) -> None:
        """The browser goes."""
        self.hosting.dispatcher.left(self.caller.browser)


def journal_of(hosted: HostedLab, branch: str) -> bytes:
    """The whole journal of a branch, as it is exported."""
    body = journal_file(Sight(hosted, True), branch).body
    return body if isinstance(body, bytes) else b"".join(body)


class Follower(Tab):
    """A browser of somebody who only watches, and goes where the presenter goes."""

    def __init__(self, hosting: HostingInTest, lab: str) -> None:
        self.at: tuple[str, int] | None = None
        super().__init__(hosting, lab, visitor=None)

    def read(self) -> list[dict[str, Any]]:
        """Take what arrived; the branch of the presenter is watched next."""
        arrived = super().read()
        for news in arrived:
            if news["name"] == "place":
                self.at = (news["branch"], news["seq"])
        if self.at and self.at[0] != self.branch:
            self.watch(branch=self.at[0])
        return arrived
