"""Killed at any moment, a server loses nothing that it acknowledged.

Most kills happen in this process: a statement, or a commit, is where everything ends.
Some are real: a process of its own works until SIGKILL, and says through a pipe what
was acknowledged. Of the first kind each run does a hundred, `make soak` 5,000.
"""

import gc
import os
import random
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from simulator.acts import TypeLine
from tests.archive.rig import Server, everything, state
from tests.hosting.rig import Tab

REAL_KILLS = 10
OPEN = {"act": "open", "host": "pc-ana", "target": "sur", "port": 25}


class Killed(BaseException):
    """Nothing runs after this."""


class Work:
    """Somebody at work, by chance of a seed; each request has an id, as in a page."""

    def __init__(self, tab: Tab, seed: int) -> None:
        self.tab = tab
        self._chance = random.Random(seed)
        self._made = 0

    def request(self) -> tuple[str, dict[str, Any]]:
        """What is asked next."""
        self._made += 1
        chance, number = self._chance, self._made
        ways: list[tuple[str, dict[str, Any]]] = [
            ("act", {"act": OPEN}),
            ("act", {"act": {"act": "line", "text": f"NOOP {number}"}}),
            ("act", {"act": {"act": "power_off", "host": "pc-benito"}}),
            ("act", {"act": OPEN, "after": chance.randrange(40)}),
            ("undo", {}),
            ("redo", {}),
            ("restart", {}),
            ("place", {"seq": chance.randrange(40), "until": 40}),
        ]
        name, what = chance.choice(ways)
        return name, {**what, **({} if name == "place" else {"id": f"r{number}"})}

    def housekeeping(self) -> bool:
        """It is time for it."""
        return self._chance.random() < 0.3

    def ask(self, name: str, what: dict[str, Any]) -> dict[str, Any]:
        """The answer; the tab goes where it leads."""
        answer = self.tab.ask(name, **what)
        self.tab.branch = answer.get("branch", self.tab.branch)
        return answer


def kill_at(server: Server, number: int) -> Callable[[], None]:
    """The server ends at its statement, or commit, of that number from now; what takes
    that back, and lets go of the file, as a process does that ends."""
    left = [number]
    engine = server.archive.database.engine

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    where = ("before_cursor_execute", "after_cursor_execute", "commit")
    for name in where:
        event.listen(engine, name, count)

    def spare() -> None:
        for name in where:
            event.remove(engine, name, count)
        gc.collect()

    return spare


@pytest.mark.long
@given(
    seed=st.integers(0, 10**9), requests=st.integers(1, 5), moment=st.integers(1, 30)
)
def test_whatever_was_acknowledged_is_there_after_a_kill(seed, requests, moment):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        work = Work(server.tab(server.hosting.lab().id), seed)
        server.tab(work.tab.lab, "who follows")
        hosted = server.hosting.labs.get(work.tab.lab)
        acknowledged, asked, answer = state(hosted), None, None
        spare = kill_at(server, moment)
        try:
            for _ in range(requests):
                asked = work.request()
                answer = None
                answer = work.ask(*asked)
                acknowledged = state(hosted)
                if work.housekeeping():
                    server.archive.database.checkpoint()
        except Killed:
            pass
        spare()
        done = state(hosted)
        server.start()
        found = server.hosting.labs.get(work.tab.lab)
        assert state(found) in ([acknowledged] if answer else [acknowledged, done])
        if asked and "id" in asked[1]:
            _asks_again(server, work, asked, answer, done)


def _asks_again(
    server: Server,
    work: Work,
    asked: tuple[str, dict[str, Any]],
    answer: dict[str, Any] | None,
    done: dict[str, Any],
) -> None:
    """A page that got no answer asks again: it was done once, whatever was told."""
    again = server.tab(work.tab.lab)
    again.branch = work.tab.branch
    found = again.ask(asked[0], **asked[1])
    if answer is None or answer["ok"]:
        assert state(server.hosting.labs.get(work.tab.lab)) == done
        assert answer is None or found == answer


@pytest.mark.parametrize("seed", range(REAL_KILLS))
def test_a_process_that_is_really_killed_loses_nothing_either(tmp_path, seed):
    Server(tmp_path).archive.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_until_killed(tmp_path, seed, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        lab = said.readline().decode().strip()
        read = random.Random(seed).randrange(1, 30)
        for _ in range(read):
            said.readline()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged = read + len(said.readlines())
    hosted = Server(tmp_path).hosting.labs.get(lab)
    inputs = hosted.tree.get(None).inputs
    lines = [done.act.text for done in inputs if isinstance(done.act, TypeLine)]
    assert lines == [f"NOOP {number}" for number in range(len(lines))]
    assert acknowledged <= len(lines) <= acknowledged + 1
    assert len(hosted.answers) == len(lines) + 1
    assert everything(hosted)["journals"]


def _work_until_killed(folder: Path, seed: int, writing: int) -> None:
    """Type, and say what was acknowledged; never comes back."""
    try:
        server = Server(folder)
        tab = server.tab(server.hosting.lab(f"visitor{seed}").id, f"visitor{seed}")
        os.write(writing, f"{tab.lab}\n".encode())
        tab.ask("act", id="open", act=OPEN)
        number = 0
        while tab.ask("act", id=f"r{number}", act=_line(number))["ok"]:
            os.write(writing, f"{number}\n".encode())
            number += 1
    finally:
        os._exit(1)


def _line(number: int) -> dict[str, Any]:
    return {"act": "line", "text": f"NOOP {number}"}
