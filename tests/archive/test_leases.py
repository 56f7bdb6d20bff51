"""Two workers over one database: whatever either acknowledged is there, in order.

A worker is where the other one is in the middle of something whenever that lets others
go on, which it does before it writes.
"""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.acts import TypeLine
from simulator.archive.leases import LEASE_S
from simulator.classroom import ClassLimits, Classrooms
from simulator.hosting import Caller, HostedLab, Refusal
from simulator.hosting.refusals import Elsewhere
from tests.archive.rig import Server, Wall
from tests.hosting.rig import PlainScheduler

OPEN = {"act": "open", "host": "pc-ana", "target": "sur", "port": 25}


class Between(PlainScheduler):
    """`meanwhile`: done once, when others may go on."""

    meanwhile: Callable[[], object] | None = None

    def pause(self) -> None:
        work, self.meanwhile = self.meanwhile, None
        if work:
            work()


class Worker(Server):
    """One of several; its classes, too."""

    scheduler = Between

    def start(self) -> None:
        super().start()
        self.classes = Classrooms(
            ClassLimits(),
            lambda octets: f"token {self.tokens}".ljust(octets, "x"),
            self.hosting.scheduler.now,
            self.archive.classes,
        )

    def ask(self, lab: str, act: dict[str, object], visitor: str = "ana") -> bool:
        """Whether it was acknowledged."""
        caller = Caller(f"{visitor} at {self.worker}", visitor)
        message = {"lab": lab, "act": act}
        answer = self.hosting.dispatcher.answer("act", message, caller)
        self.hosting.scheduler.run()
        return answer.ok


@pytest.fixture
def two(tmp_path):
    wall = Wall()
    return tuple(Worker(tmp_path, name, wall) for name in ("one", "two"))


def begun(worker: Worker) -> HostedLab:
    """Ana's lab, with a session open in it."""
    hosted = worker.hosting.lab()
    assert worker.ask(hosted.id, OPEN)
    return hosted


def line(text: str) -> dict[str, object]:
    return {"act": "line", "text": text}


def typed(hosted: HostedLab) -> list[str]:
    done = hosted.tree.get(None).inputs
    return [each.act.text for each in done if isinstance(each.act, TypeLine)]


def elsewhere(work: Callable[[], object]) -> str:
    """The route by which it says the other is reached."""
    with pytest.raises(Elsewhere) as refused:
        work()
    return refused.value.route


# --- labs -----------------------------------------------------------------------------


def test_a_lab_that_is_awake_is_not_woken_elsewhere_and_says_where_it_is(two):
    here, there = two
    here.route = "one"
    lab = begun(here).id
    there.route = "two"
    assert elsewhere(lambda: there.hosting.labs.get(lab)) == "one"


def test_whoever_owns_it_carries_it_along_and_the_other_acknowledges_nothing(two):
    here, there = two
    hosted = begun(here)
    tab = here.tab(hosted.id)
    assert there.hosting.lab().id == hosted.id
    assert there.ask(hosted.id, line("EHLO there"))
    assert not here.ask(hosted.id, line("EHLO here"))
    assert typed(there.hosting.labs.get(hosted.id)) == ["EHLO there"]
    assert tab.read()[-1]["reason"]["key"] == "error.elsewhere"
    assert len(here.hosting.labs) == 0


def test_a_lab_nobody_opened_gives_way_to_the_one_that_began_elsewhere(two):
    here, there = two
    untouched = there.hosting.lab().id
    lab = begun(here).id
    assert untouched != lab == there.hosting.lab().id


def test_when_its_worker_is_dead_it_is_free_after_seconds(two):
    here, there = two
    lab = begun(here).id
    here.wall.seconds += LEASE_S
    assert there.hosting.labs.get(lab).id == lab


def test_a_lab_somebody_looks_at_stays_at_its_worker(two):
    here, there = two
    here.route = "way"
    hosted = begun(here)
    here.tab(hosted.id)
    for _ in range(10):
        here.wall.seconds += LEASE_S / 3
        here.sweep(0)
    assert elsewhere(lambda: there.hosting.labs.get(hosted.id)) == "way"


def test_a_server_alone_without_a_proxy_has_its_labs_at_once_after_a_kill(two):
    server, _ = two
    lab = begun(server).id
    server.start()
    assert server.hosting.labs.get(lab).id == lab


def test_what_a_clock_that_was_ahead_took_is_free_again(two):
    here, there = two
    here.route = "way"
    here.wall.seconds += 365 * 86_400
    lab = begun(here).id
    here.wall.seconds -= 365 * 86_400
    assert there.hosting.labs.get(lab).id == lab


def test_where_the_proxy_leads_the_owners_route_now_it_goes_on_at_once(two):
    here, there = two
    here.route = there.route = "way"
    lab = begun(here).id
    assert there.hosting.labs.get(lab).id == lab
    assert not here.ask(lab, line("NOOP"))


def test_a_worker_that_ends_lets_everything_go(two):
    here, there = two
    lab = begun(here).id
    here.archive.close()
    assert there.hosting.labs.get(lab).id == lab


def test_a_lab_nobody_ever_wrote_takes_no_row(two):
    with pytest.raises(Refusal):
        two[0].hosting.labs.get("nothing")
    assert leases(two[0]) == 0


def test_of_an_erased_lab_nothing_is_left(two):
    here, _ = two
    begun(here)
    assert leases(here) == 1
    here.hosting.labs.erase("ana")
    assert leases(here) == 0


def leases(worker: Worker) -> int:
    count = "SELECT COUNT(*) FROM leases"
    found = worker.archive.database.read(
        lambda each: each.exec_driver_sql(count).scalar()
    )
    return int(found or 0)


def test_a_server_alone_asks_for_no_lease(tmp_path):
    alone = Server(tmp_path)
    alone.worked()
    count = "SELECT COUNT(*) FROM leases"
    found = alone.archive.database.read(lambda e: e.exec_driver_sql(count).scalar())
    assert found == 0


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 1)),
        st.tuples(st.just("both"), st.integers(0, 1)),
        st.tuples(st.just("own"), st.integers(0, 1)),
        st.tuples(st.just("kill"), st.integers(0, 1)),
        st.tuples(st.just("sweep"), st.integers(0, 1)),
        st.tuples(st.just("led"), st.integers(0, 1)),
        st.tuples(st.just("wait"), st.integers(1, LEASE_S)),
    ),
    max_size=12,
)


@pytest.mark.long
@given(steps=STEPS)
def test_however_two_workers_meet_no_acknowledged_act_is_lost(steps):
    with tempfile.TemporaryDirectory() as folder:
        wall = Wall()
        two = [Worker(Path(folder), name, wall) for name in ("one", "two")]
        lab = begun(two[0]).id
        acknowledged: list[str] = []

        def type_at(which: int) -> None:
            text = f"NOOP {len(acknowledged)} at {which}"
            if two[which].ask(lab, line(text)):
                acknowledged.append(text)

        for what, which in steps:
            match what:
                case "type":
                    type_at(which)
                case "both":
                    scheduler = two[which].hosting.scheduler
                    scheduler.meanwhile = partial(type_at, 1 - which)
                    type_at(which)
                    scheduler.meanwhile = None
                case "own":
                    two[which].hosting.lab()
                case "kill":
                    two[which].start()
                case "sweep":
                    two[which].sweep(0)
                case "led":
                    two[which].route = f"way {which}"
                case "wait":
                    wall.seconds += which
        wall.seconds += LEASE_S
        found = typed(Worker(Path(folder), "three", wall).hosting.labs.get(lab))
        assert [each for each in found if each in acknowledged] == sorted(
            acknowledged, key=found.index
        )
        assert set(acknowledged) <= set(found)


# --- classes --------------------------------------------------------------------------


def opened(worker: Worker) -> str:
    """The code of a class in which Ana is."""
    classroom = worker.classes.open()
    worker.classes.join(classroom, "ana", "Ana")
    return classroom.code


def test_a_class_that_is_awake_is_not_woken_elsewhere(two):
    here, there = two
    code = opened(here)
    there.route = "two"
    assert elsewhere(lambda: there.classes.find(code, visitor="ana")) == code
    assert list(there.classes) == []


def test_a_class_goes_where_its_code_is_led(two):
    here, there = two
    code = opened(here)
    there.route = code
    assert there.classes.find(code).knows("ana")


def test_a_stranger_does_not_learn_by_it_that_there_is_one(two):
    here, there = two
    assert there.classes.known(opened(here), "stranger") is None


def test_a_class_that_was_taken_acknowledges_nothing_and_is_let_go(two):
    here, there = two
    code = opened(here)
    classroom = here.classes.find(code)
    classroom.of("ana").browsers.add("browser")
    let_go = []
    here.classes.lost.append(let_go.append)
    here.wall.seconds += LEASE_S
    there.classes.join(there.classes.find(code), "benito", "Benito")
    assert elsewhere(lambda: here.classes.join(classroom, "carla", "Carla")) == ""
    assert let_go == [classroom]
    here.wall.seconds += LEASE_S
    found = here.classes.find(code)
    assert [each.visitor for each in found] == ["ana", "benito"]


def test_a_class_somebody_is_in_stays_at_its_worker(two):
    here, there = two
    code = opened(here)
    here.classes.find(code).of("ana").browsers.add("browser")
    for _ in range(10):
        here.wall.seconds += LEASE_S / 3
        here.archive.sweep(0, here.hosting.labs, here.classes)
    assert elsewhere(lambda: there.classes.find(code)) == code
