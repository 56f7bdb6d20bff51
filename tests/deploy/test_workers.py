"""A school on two workers: classes live apart, and outlive their worker."""

import pytest

from tests.deploy.rig import Class, School, postgres

STUDENTS = 6


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    with postgres() as archive:
        running = School(tmp_path_factory.mktemp("school"), archive)
        yield running
        running.stop()


def classes_apart(school):
    """Two classes that live on different workers."""
    first = Class(school.proxy.url, STUDENTS)
    while True:
        other = Class(school.proxy.url, STUDENTS)
        if school.worker_of(other.code) is not school.worker_of(first.code):
            return first, other


def back_again(school, worker, *classes):
    """It serves as before; until all are led anew."""
    worker.start()
    school.proxy.reload()
    for phone in (phone for one in classes for phone in one.everybody):
        phone.closed()


def test_everybody_in_a_class_is_led_to_one_worker(school):
    first, other = classes_apart(school)
    for one in (first, other):
        one.vote("q1")
        assert one.votes() == [number % 2 for number in range(STUDENTS)]


def test_when_a_worker_is_killed_its_class_goes_on_at_the_other(school):
    first, other = classes_apart(school)
    first.vote("q1")
    other.vote("q1")
    ana = first.students[0]
    ana.open_session()
    before = ana.type("EHLO pc-ana")
    fallen = school.worker_of(first.code)
    fallen.stop()
    assert first.votes() == [number % 2 for number in range(STUDENTS)]
    first.vote("q2")
    assert first.votes() == other.votes() == [n % 2 for n in range(STUDENTS)]
    assert ana.type("NOOP") > before
    teacher = first.enter(first.teacher)
    assert teacher["role"] == "teacher" and len(teacher["members"]) == STUDENTS
    back_again(school, fallen, first, other)


def test_a_rolling_restart_loses_nothing(school):
    both = classes_apart(school)
    for number, worker in enumerate(school.workers):
        for one in both:
            one.vote(f"before{number}")
        worker.stop()
        for one in both:
            one.vote(f"during{number}")
        back_again(school, worker, *both)
        for one in both:
            assert one.votes() == [n % 2 for n in range(STUDENTS)]


def test_who_forges_the_route_brings_no_class_to_life_at_another_worker(school):
    first, other = classes_apart(school)
    first.vote("q1")
    forger = first.students[1]
    forger.forge(other.code)
    assert first.enter(forger)["error"]["key"] == "error.elsewhere"
    forger.page(f"/clase/{first.code}")
    forger.forge(forger.route)
    assert first.votes() == [number % 2 for number in range(STUDENTS)]


def test_nor_anybody_elses_lab_and_is_led_back(school):
    first, other = classes_apart(school)
    ana, forger = first.students[:2]
    ana.open_session()
    ana.type("EHLO pc-ana")
    forger.forge(other.code)
    away = forger.told_away(f"/lab/{ana.lab}")
    assert (away.code, away.headers["Refresh"]) == (503, "1")
    assert forger.route == ana.route == first.code
    assert "boot" in forger.page(f"/lab/{ana.lab}")
    assert ana.type("NOOP")


def test_who_goes_to_another_worker_takes_their_lab_along_with_all_that_was_done(
    school,
):
    first, other = classes_apart(school)
    ana = first.students[0]
    ana.open_session()
    before = ana.type("EHLO pc-ana")
    ana.forge(other.code)
    ana.page("/")
    assert ana.type("NOOP") > before
