"""Results that many ask for at once, and large files: who waits for whom."""

from pathlib import Path

import gevent
import pytest
from gevent.event import Event
from gevent.monkey import get_original

from simulator.classroom.results import marking, record, student_result
from simulator.hosting import Limits, Refusal
from tests.web.classes.test_class_pages import joined, opened
from tests.web.classes.test_class_results import checks, solves
from tests.web.rig import ROOT, ServerInTest, Visitor, small_library

SLOW = "Lenta"
own_thread = get_original("_thread", "get_ident")


@pytest.fixture
def server(tmp_path: Path) -> ServerInTest:
    return ServerInTest(small_library(tmp_path), ROOT / "static/dist", Limits())


class SlowStudent:
    """Whoever is called `SLOW` is judged when `go` is set. `judged`: how often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
        self.begun, self.go = Event(), Event()
        self.judged = 0
        self._fails = fails
        monkeypatch.setattr(marking, "student_result", self._result)

    def _result(self, student, content):
        if student.name == SLOW:
            self.judged += 1
            self.begun.set()
            self.go.wait()
            if self._fails and self.judged == 1:
                raise Refusal("error.busy")
        return student_result(student, content)


def asks(visitor: Visitor, code: str, page: str = "resultados"):
    return visitor.http.get(f"/clase/{code}/{page}")


def class_with(server: ServerInTest, name: str) -> tuple[Visitor, str, Visitor]:
    """Two teachers' browsers, and its code."""
    teacher, code, secret = opened(server)
    joined(server, code, name)
    second = server.visitor()
    second.http.get(secret)
    return teacher, code, second


def test_one_class_waits_for_no_other_and_asking_twice_is_asking_once(
    server, monkeypatch
):
    slow = SlowStudent(monkeypatch)
    teacher, code, second = class_with(server, SLOW)
    other, other_code, _ = class_with(server, "Pronta")
    jobs = [gevent.spawn(asks, teacher, code)]
    slow.begun.wait()
    jobs.append(gevent.spawn(asks, second, code))
    assert asks(other, other_code).status_code == 200
    assert not any(job.ready() for job in jobs)
    slow.go.set()
    gevent.joinall(jobs, raise_error=True)
    first, same = (job.value for job in jobs)
    assert first.status_code == same.status_code == 200
    assert first.data == same.data
    assert slow.judged == 1
    assert asks(teacher, code).status_code == 200
    assert slow.judged == 2


def test_who_waited_for_results_that_failed_makes_their_own(server, monkeypatch):
    slow = SlowStudent(monkeypatch, fails=True)
    teacher, code, second = class_with(server, SLOW)
    other, other_code, _ = class_with(server, "Pronta")
    jobs = [gevent.spawn(asks, teacher, code)]
    slow.begun.wait()
    jobs.append(gevent.spawn(asks, second, code))
    asks(other, other_code)
    slow.go.set()
    gevent.joinall(jobs, raise_error=True)
    assert [job.value.status_code for job in jobs] == [503, 200]
    assert slow.judged == 2


def test_a_file_is_read_in_another_thread_and_digested_once(server, monkeypatch):
    teacher, code, _ = opened(server)
    solves(server, joined(server, code, "Ana"), 4)
    saved = asks(teacher, code, "copia.json").data
    threads = []
    digested = record.short_digest

    def digest(octets):
        threads.append(own_thread())
        return digested(octets)

    monkeypatch.setattr(record, "short_digest", digest)
    assert "está como se guardó" in checks(teacher, code, saved).text
    assert len(threads) == 1
    assert threads[0] != own_thread()
