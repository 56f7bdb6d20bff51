"""Two servers over one database: a class goes on at the other and comes back."""

import pytest

from simulator.classroom import ClassLimits, Classrooms
from tests.archive.rig import ClassServer, Server


@pytest.fixture
def here(tmp_path):
    return ClassServer(tmp_path)


@pytest.fixture
def there(here, tmp_path):
    """The classes of the other server."""
    other = Server(tmp_path)
    other.archive.classes.shared = True
    now = other.hosting.scheduler.now
    return Classrooms(ClassLimits(), "token".ljust, now, other.archive.classes)


def test_a_class_in_which_nobody_is_here_is_read_again(here, there):
    code = here.klass.classroom.code
    assert not there.find(code).knows("Ana")
    here.klass.student("Ana")
    assert there.find(code).knows("Ana")


def test_one_in_which_somebody_is_goes_on_as_it_is(here, there):
    code = here.klass.classroom.code
    here.klass.student("Ana")
    kept = there.find(code)
    kept.of("Ana").browsers.add("browser")
    here.klass.student("Benito")
    assert there.find(code) is kept


def test_nothing_is_brought_back_before_it_is_asked_for(here, there):
    """At its start another may have gone on writing."""
    assert there.of("profe") is None
    there.find(here.klass.classroom.code)
    assert there.of("profe") is not None
