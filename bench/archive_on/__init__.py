"""What it costs that nothing is lost: an act that is written down against one that is
not, each served to a browser; and a class that is there again after a crash.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.measure import Result, by_turns
from tests.archive.rig import Server
from tests.hosting.rig import HostingInTest, Tab

ACTS = 40
ROUNDS = 15
CLASS, LINES = 30, 60
OPEN = {"host": "pc-ana", "target": "sur", "port": 25}


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        return [_cost(Path(folder, "cost")), _rebuild(Path(folder, "class"))]


def _cost(folder: Path) -> Result:
    """Whole sessions, since a line's cost grows with what it makes happen."""
    kept, unkept = Server(folder), HostingInTest()
    with_it, without = by_turns(_sessions(kept.hosting), _sessions(unkept), ROUNDS)
    more = f"{with_it / ACTS * 1e3:.2f} ms against {without / ACTS * 1e3:.2f}"
    return Result("an act written down: its cost", with_it / without, "×", 1.1, more)


def _sessions(hosting: HostingInTest) -> Callable[[], None]:
    """Each call is somebody new, who opens a session and types."""
    number = iter(range(10**6))

    def session() -> None:
        visitor = f"v{next(number)}"
        _typed(Tab(hosting, hosting.lab(visitor).id, visitor), ACTS)

    return session


def _typed(tab: Tab, lines: int) -> None:
    tab.act("open", id="open", **OPEN)
    for number in range(1, lines):
        assert tab.act("line", id=f"r{number}", text="EHLO pc-ana")["ok"]


def _rebuild(folder: Path) -> Result:
    server = Server(folder)
    visitors = [f"v{number}" for number in range(CLASS)]
    labs = {each: server.hosting.lab(each).id for each in visitors}
    for visitor, lab in labs.items():
        _typed(server.tab(lab, visitor), LINES)
    began = time.perf_counter()
    server.start()
    ready = time.perf_counter() - began
    events = sum(len(server.tab(lab, visitor).events) for visitor, lab in labs.items())
    took = time.perf_counter() - began
    more = f"{events:,} events, the database opened in {ready * 1e3:.0f} ms"
    return Result(f"a class of {CLASS} is there again", took, "s", 5, more)
