"""Where each student works, as far as hosting knows."""

import pytest

from tests.classroom.rig import ClassInTest


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def test_a_student_works_in_the_lab_of_their_own_that_a_page_of_theirs_shows(klass):
    student = klass.student("Lince")
    member = klass.classroom.of("Lince")
    assert klass.office.working(member) is None
    lab = klass.hosting.lesson("primera-sesion-smtp", "Lince")
    tab = klass.opens(student, lab.id)
    working = klass.office.working(member)
    assert working.hosted is klass.office.lab_of(member) is lab
    assert working.branch is lab.tree.get(None)
    assert working.hosted.purpose.lesson == "primera-sesion-smtp"
    tab.close()
    assert klass.office.lab_of(member) is None


def test_who_looks_at_the_board_works_nowhere(klass):
    student = klass.student("Lince")
    klass.opens(student, klass.hosting.lab("profe").id)
    assert klass.office.lab_of(klass.classroom.of("Lince")) is None


def test_of_two_pages_the_lab_that_ran_last_counts(klass):
    desk, phone = klass.student("Lince"), klass.student("Lince")
    lesson = klass.hosting.lesson("primera-sesion-smtp", "Lince")
    free = klass.hosting.lab("Lince")
    klass.opens(desk, lesson.id)
    klass.opens(phone, free.id)
    klass.hosting.scheduler.seconds += 5
    with lesson.turn():
        pass
    assert klass.office.lab_of(klass.classroom.of("Lince")) is lesson
