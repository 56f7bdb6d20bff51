"""What it costs that nothing is lost: acts that are written down against others that
are not, each served to a browser; and a class that is there again after a crash.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import gevent

from bench.measure import Result, by_turns
from simulator.gateway import collect_garbage_rarely
from simulator.web import GeventScheduler
from tests.archive.rig import Server
from tests.hosting.rig import HostingInTest, Tab

ROUNDS = 7
CLASS, LINES = 30, 40
OPEN = {"host": "pc-ana", "target": "sur", "port": 25}


class AtOnce(GeventScheduler):
    """As a server has it, but what was spawned runs by itself."""

    def __init__(self) -> None:
        super().__init__(time.monotonic)

    def run(self) -> None:
        """It does."""


class ServerAtOnce(Server):
    scheduler = AtOnce


def results() -> list[Result]:
    collect_garbage_rarely()  # as app.py does
    with tempfile.TemporaryDirectory() as folder:
        return [
            _cost("an act written down, 30 people at once", Path(folder, "a"), CLASS),
            _cost("an act written down, somebody alone", Path(folder, "b"), 1),
            _rebuild(Path(folder, "class")),
        ]


def _cost(what: str, folder: Path, people: int) -> Result:
    """Whole sessions, since a line's cost grows with what it makes happen; and the
    checkpoint, which a server makes after as many in half a minute."""
    server, unkept = ServerAtOnce(folder), HostingInTest(AtOnce())
    kept = _sessions(server.hosting, people)

    def and_brought_home() -> None:
        kept()
        server.archive.database.checkpoint()

    with_it, without = by_turns(and_brought_home, _sessions(unkept, people), ROUNDS)
    acts = people * LINES
    more = f"{with_it / acts * 1e3:.2f} ms against {without / acts * 1e3:.2f}"
    target = 1.1 if people > 1 else None
    return Result(f"{what}: its cost", with_it / without, "×", target, more)


def _sessions(hosting: HostingInTest, people: int) -> Callable[[], None]:
    """Each call is other people, who open sessions and type."""
    number = iter(range(10**6))

    def session() -> None:
        visitors = [f"v{next(number)}" for _ in range(people)]
        labs = [(hosting.lab(visitor).id, visitor) for visitor in visitors]
        tabs = [Tab(hosting, lab, visitor) for lab, visitor in labs]
        gevent.joinall([gevent.spawn(_typed, tab) for tab in tabs], raise_error=True)

    return session


def _typed(tab: Tab) -> None:
    tab.act("open", id="open", **OPEN)
    for number in range(1, LINES):
        assert tab.act("line", id=f"r{number}", text="EHLO pc-ana")["ok"]
        gevent.sleep(0)


def _rebuild(folder: Path) -> Result:
    server = ServerAtOnce(folder)
    visitors = [f"v{number}" for number in range(CLASS)]
    labs = {each: server.hosting.lab(each).id for each in visitors}
    for visitor, lab in labs.items():
        _typed(server.tab(lab, visitor))
    began = time.perf_counter()
    server.start()
    ready = time.perf_counter() - began
    for visitor, lab in labs.items():
        server.tab(lab, visitor)
    took = time.perf_counter() - began
    more = f"{LINES} lines each; the database opened in {ready * 1e3:.0f} ms"
    return Result(f"a class of {CLASS} is there again", took, "s", 5, more)
