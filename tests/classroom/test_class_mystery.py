"""A mystery that a whole class is set, and who solves it."""

import pytest

from simulator.classroom.keeping import brought_back, kept
from simulator.hosting import Purpose
from simulator.hosting.hosted_lab import HostedLab
from simulator.teaching.mysteries import Accusation, proof_of
from tests.classroom.rig import Browser, ClassInTest
from tests.classroom.test_blackout import Student, begins, rows
from tests.teaching.test_mysteries import steps


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


CODE = "1-4711"


class Detective(Student):
    """With the mystery of the class on the screen."""

    def __init__(self, klass: ClassInTest, name: str, code: str = CODE) -> None:
        Browser.__init__(self, klass, name)
        self.tab = klass.opens(self, mystery_lab(klass, name, code).id)

    def accuses(self, cause: str, machine: str, pins: tuple[int, int]) -> None:
        value = Accusation(cause, machine, pins).value
        self.tab.act("answer", question="mystery", value=value)


def mystery_lab(klass: ClassInTest, name: str, code: str) -> HostedLab:
    """As the page of that mystery opens it."""
    hosting = klass.hosting
    mystery = hosting.content.mystery(code)
    return hosting.labs.own(
        name,
        mystery.scenario,
        mystery.seed,
        Purpose(mystery=code),
        begin=mystery.run,
    )


def sets(klass: ClassInTest, code: str = CODE) -> dict:
    answer: dict = klass.teacher.ask("class_blackout", id="m", mystery=code)
    return answer


def test_a_class_is_set_a_mystery_and_its_own_judge_fills_the_board(klass: ClassInTest):
    for name in ("Lince", "Oso"):
        klass.classrooms.join(klass.classroom, name, name)
    sets(klass)
    lince = Detective(klass, "Lince")
    told = lince.enter()["state"]["blackout"]
    assert (told["mystery"], told["cause"]) == (CODE, "")
    mystery = klass.hosting.content.mystery(CODE)
    cause, machine = mystery.kind.cause, mystery.machine
    wrong = next(each for each in mystery.choices if each != cause)
    lince.accuses(wrong, machine, (1, 2))
    board = {row["name"]: row for row in rows(klass)}
    assert (board["Lince"]["tries"], board["Lince"]["solved"]) == (1, False)
    assert board["Oso"]["kept_out"]["key"] == "class.blackout_elsewhere"
    klass.hosting.scheduler.seconds += 40
    proof = proof_of(mystery, steps(mystery.run()))
    lince.accuses(cause, machine, (min(proof.first), min(proof.second)))
    klass.hosting.scheduler.seconds += 500
    row = rows(klass)[0]
    assert (row["name"], row["tries"], row["seconds"]) == ("Lince", 2, 40)
    assert row["solved"] and row["evidence"]
    klass.teacher.ask("class_blackout")
    over = lince.enter()["state"]["blackout"]
    assert (over["cause"], over["machine"]) == (cause, machine)


def test_nothing_is_broken_in_a_mystery_and_nothing_is_said_of_it_elsewhere(
    klass: ClassInTest,
):
    klass.classrooms.join(klass.classroom, "Lince", "Lince")
    sets(klass)
    lince = Detective(klass, "Lince")
    before = lince.tab.kinds()
    lince.ask("class_case")
    klass.teacher.ask("class_blackout")
    assert lince.tab.kinds() == before
    refused = lince.says("busy", "sur", 3)
    assert refused["error"]["key"] == "class.no_blackout"


def test_another_mystery_is_not_the_one_of_the_class(klass: ClassInTest):
    klass.classrooms.join(klass.classroom, "Lince", "Lince")
    sets(klass)
    Detective(klass, "Lince", "1-4712")
    (row,) = rows(klass)
    assert row["kept_out"]["key"] == "class.blackout_to_mystery"


def test_a_mystery_that_is_none_is_refused_and_the_blackout_goes_on(klass: ClassInTest):
    Student(klass, "Lince")
    begins(klass)
    assert sets(klass, "9-1")["ok"] is False
    assert not klass.teacher.ask("class_blackout_board")["over"]


def test_a_class_kept_and_brought_back_still_has_its_mystery(klass: ClassInTest):
    klass.classrooms.join(klass.classroom, "Lince", "Lince")
    sets(klass)
    Detective(klass, "Lince")
    rows(klass)
    again = brought_back(kept(klass.classroom), 10).blackout
    assert again.mystery == CODE
    assert again.findings.keys() == klass.classroom.blackout.findings.keys()
