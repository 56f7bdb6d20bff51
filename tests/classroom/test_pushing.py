"""What a teacher puts on the pages of students."""

import pytest

from simulator.classroom.pushing import STOPPED_S_MAX
from tests.classroom.rig import Browser, ClassInTest, refusal


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


# --- screens --------------------------------------------------------------------------


def test_stopped_screens_stay_so_for_everybody_until_they_are_given_back(klass):
    student = klass.student("Lince")
    klass.teacher.ask("class_stop", stopped=True)
    klass.tell()
    student.catch_up()
    assert student.state["stopped"] is True
    assert klass.seat("Lince").stopped, "a reload begins covered"
    assert not klass.seat("profe").stopped
    assert Browser(klass, "Lince").state["stopped"] is True
    klass.teacher.ask("class_stop", stopped=False)
    klass.tell()
    student.catch_up()
    assert student.state["stopped"] is False


def test_a_student_at_the_board_neither_stops_screens_nor_gives_them_back(klass):
    student = klass.student("Lince")
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    assert refusal(student.ask("class_stop", stopped=True)) == "class.not_teaching"
    klass.teacher.ask("class_stop", stopped=True)
    assert refusal(student.ask("class_stop", stopped=False)) == "class.not_teaching"
    assert klass.seat("Lince").stopped


def test_screens_that_a_teacher_forgot_are_given_back_an_hour_after_the_last_stop(
    klass,
):
    student = klass.student("Lince")
    klass.teacher.ask("class_stop", stopped=True)
    scheduler = klass.hosting.scheduler
    scheduler.seconds += STOPPED_S_MAX - 10
    klass.teacher.ask("class_stop", stopped=True)
    scheduler.seconds += 20
    scheduler.run()
    assert klass.classroom.served().stopped
    scheduler.seconds += STOPPED_S_MAX
    scheduler.run()
    klass.tell()
    student.catch_up()
    assert student.state["stopped"] is False
