"""Two workers behind nginx against one: 60 students in four classes who type.

All of it is the school of `tests/deploy`: nginx, PostgreSQL and two workers on
loopback, students in a process per class. Six classes are open: all four of "one" live
on the same worker, those of "two" on both; they type by turns, A B B A, as fast as they
are answered. Students, proxy and database need processors, too: with two there is less
to win than in a school, where each worker has one. So the processor of the busiest
worker stands beside: it says when that one is full.
"""

import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bench.mail_servers.server_process import Companion, processor_s
from bench.measure import Result
from tests.deploy.rig import Class, School, postgres
from tests.e2e.live import LiveServer

ROUNDS = 9
CLASSES, STUDENTS, LINES = 4, 15, 5
TYPED = CLASSES * STUDENTS * LINES
AGAINST_TWO_MAX = round(1 / 1.3, 2)


class Rush(NamedTuple):
    """Lines a second of everybody, and ms of the busiest worker's processor for one."""

    per_s: float
    busiest_ms: float


def results() -> list[Result]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        school = School(Path(folder), stack.enter_context(postgres()))
        stack.callback(school.stop)
        here, there = school.workers
        first = [_class_at(school, here, stack) for _ in range(CLASSES)]
        other = [_class_at(school, there, stack) for _ in range(CLASSES // 2)]
        half = [*first[: CLASSES // 2], *other]
        for classes in (first, half):
            _rush(school, classes)
        pairs = []
        for turn in range(ROUNDS):
            if turn % 2:
                two = _rush(school, half)
                pairs.append((_rush(school, first), two))
            else:
                pairs.append((_rush(school, first), _rush(school, half)))
    return _told(pairs)


def _told(pairs: list[tuple[Rush, Rush]]) -> list[Result]:
    ratios = sorted(one.per_s / two.per_s for one, two in pairs)
    busiest = statistics.median(two.busiest_ms / one.busiest_ms for one, two in pairs)
    ones, twos = zip(*pairs, strict=True)
    one, two = (statistics.median(each.per_s for each in some) for some in (ones, twos))
    rounds = f"rounds from {ratios[0]:.2f} to {ratios[-1]:.2f}"
    alone, half = (
        statistics.median(each.busiest_ms for each in some) for some in (ones, twos)
    )
    who = f"{CLASSES * STUDENTS} students in {CLASSES} classes"
    return [
        Result(
            f"{who}: lines a second of one worker, against those of two",
            statistics.median(ratios),
            "×",
            AGAINST_TWO_MAX,
            f"{one:.0f} against {two:.0f}; {rounds}; students beside",
        ),
        Result(
            f"{who}: processor of the busiest of two workers, against one's",
            busiest,
            "×",
            AGAINST_TWO_MAX,
            f"{half:.2f} against {alone:.2f} ms for each line of them all",
        ),
    ]


def _class_at(school: School, worker: LiveServer, stack: ExitStack) -> Companion:
    """A class that lives there, its students inside."""
    url = school.proxy.url
    code = Class(url, 0).code
    while school.worker_of(code) is not worker:
        code = Class(url, 0).code
    words = ("bench.workers.typists", url, code, str(STUDENTS))
    students = stack.enter_context(Companion(*words))
    assert students.line() == "seated"
    return students


def _rush(school: School, classes: list[Companion]) -> Rush:
    pids = [worker.process.pid for worker in school.workers]
    before = [processor_s(pid) for pid in pids]
    began = time.monotonic()
    for students in classes:
        students.tell(str(LINES))
    for students in classes:
        assert students.line() == "typed"
    took = time.monotonic() - began
    used = [processor_s(pid) - s for pid, s in zip(pids, before, strict=True)]
    return Rush(TYPED / took, max(used) * 1e3 / TYPED)
