"""Servers that are killed and begun again over the same database, in one process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable

from simulator.archive import Archive, open_archive
from simulator.archive.arrivals import bring_home
from simulator.archive.database import Database
from simulator.hosting import HostedLab, Limits
from tests.classroom.rig import ClassInTest
from tests.hosting.rig import HostingInTest, PlainScheduler, Tab, journal_of

ENGINE = "this program"


class Wall:
    """Seconds of the wall clock, which pass when told to."""

    seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


def edited(database: Database, *changes: Executable) -> None:
    """Somebody changed that by hand, in what is written until now."""

    def edit(connection: Connection) -> None:
        bring_home(connection)
        for change in changes:
            connection.execute(change)

    database.put(edit)
    database.flush()


class Server:
    """One database; `hosting` is the server that runs over it now, and `scheduler`
    makes who decides when. `worker`: its name, where it is not alone; `route`: whoever
    asks was led here by."""

    scheduler: Callable[[], Any] = PlainScheduler

    def __init__(
        self, folder: Path, worker: str = "", wall: Wall | None = None, **limits: int
    ) -> None:
        self.url = f"sqlite:///{folder / 'archivo.sqlite'}"
        self.wall = wall or Wall()
        self.worker = worker
        self.route = ""
        self.starts = 0
        self._limits = limits
        self.start()

    @property
    def tokens(self) -> int:
        """Where its random texts begin: nowhere twice."""
        return 1_000 * self.starts + 100_000 * sum(self.worker.encode())

    def start(self) -> None:
        """Begin; what the last one had in memory is gone, and nothing was told it."""
        self.starts += 1
        scheduler = self.scheduler()
        self.archive: Archive = open_archive(
            self.url,
            scheduler,
            Limits(**self._limits),
            self.wall,
            worker=f"{self.worker} {self.starts}",
            route=lambda: self.route,
            shared=bool(self.worker),
        )
        self.hosting = HostingInTest(
            scheduler,
            self.archive.labs,
            tokens=self.tokens,
            **self._limits,
        )

    def sweep(self, keep_days: int) -> None:
        """What the sweeper does now and then."""
        self.archive.sweep(keep_days, self.hosting.labs, ())

    def tab(self, lab: str, visitor: str | None = "ana") -> Tab:
        """A browser that watches a lab."""
        return Tab(self.hosting, lab, visitor)

    def worked(self, visitor: str = "ana") -> Tab:
        """Somebody typed, went back, typed otherwise, and took something back."""
        tab = self.tab(self.hosting.lab(visitor).id, visitor)
        opened = tab.act("open", host="pc-ana", target="sur", port=25)
        tab.act("line", text="EHLO pc-ana")
        forked = tab.act("line", text="NOOP", after=opened["seq"])
        tab.branch = forked["branch"]
        tab.act("line", text="HELP")
        tab.branch = tab.ask("undo")["branch"]
        return tab


class ClassServer(Server):
    """Likewise, with a class."""

    klass: ClassInTest | None = None

    def start(self) -> None:
        super().start()
        code = self.klass.classroom.code if self.klass else ""
        self.klass = ClassInTest(self.hosting, self.archive.classes, code)

    def sweep(self, keep_days: int) -> None:
        classes = self.klass.classrooms if self.klass else ()
        self.archive.sweep(keep_days, self.hosting.labs, classes)


def everything(hosted: HostedLab) -> dict[str, Any]:
    """All there is to know of a lab, played again, as it can be compared."""
    branches = list(hosted.tree.branches)
    journals = {name: journal_of(hosted, name) for name in branches}
    return {**state(hosted), "journals": journals}


def state(hosted: HostedLab) -> dict[str, Any]:
    """All there is to know of it without playing it."""
    tree = hosted.tree
    return {
        "id": hosted.id,
        "secret": hosted.secret,
        "owner": hosted.owner,
        "actors": hosted.actors,
        "purpose": hosted.purpose,
        "scenario": hosted.scenario,
        "seed": hosted.seed,
        "current": tree.current,
        "made": (tree.made, tree.roots, tree.place),
        "branches": [
            (b.served(), b.inputs, b.events, b.undone, b.parting, b.shown)
            for b in tree.branches.values()
        ],
    }
