"""A student's lab on the blackboard: followed as long as it is there."""

import pytest

from tests.classroom.rig import Browser, ClassInTest
from tests.hosting.rig import Tab


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def at_the_board(klass: ClassInTest) -> tuple[Browser, Tab]:
    """A student who shows a lab of their own, and has got to its fourth event."""
    student = klass.student("Lince")
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    own = Tab(klass.hosting, klass.hosting.lab("Lince").id, "Lince")
    student.ask("class_show", lab=own.lab)
    own.place(4)
    return student, own


@pytest.mark.parametrize(
    ("request_name", "what"),
    [
        ("class_chalk", {"member": ""}),
        ("class_chalk", {"member": "s2"}),
        ("class_member", {"member": "s1", "name": ""}),
    ],
)
def test_a_students_lab_is_followed_only_while_it_is_on_show(klass, request_name, what):
    _, own = at_the_board(klass)
    mate = klass.student("Oso")
    page = klass.opens(mate, own.lab)
    assert len(page.events) == 5
    klass.teacher.ask(request_name, **what)
    assert klass.classroom.shown is None
    own.place(8)
    page.read()
    assert len(page.events) == 5
    again = Tab(klass.hosting, own.lab, "Oso")
    assert (again.answer["seq"], again.events) == (-1, [])


def test_a_students_lab_that_gives_way_to_another_is_followed_no_more(klass):
    student, own = at_the_board(klass)
    other = klass.hosting.lesson("primera-sesion-smtp", "Lince")
    student.ask("class_show", lab=other.id)
    own.place(8)
    assert Tab(klass.hosting, own.lab, "Oso").events == []
    student.ask("class_show", lab=own.lab)
    own.place(8)
    assert len(Tab(klass.hosting, own.lab, "Oso").events) == 9


def test_who_is_sent_out_while_the_chalk_is_handed_over_does_not_get_it(klass):
    student, lab = klass.student("Lince"), klass.hosting.lab("profe")
    klass.teacher.ask("class_show", lab=lab.id)
    keep, out = klass.hosting.labs.keep, {"member": student.entered["me"], "name": ""}

    def meanwhile(hosted):
        klass.hosting.labs.keep = keep
        klass.teacher.ask("class_member", **out)

    klass.hosting.labs.keep = meanwhile
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    assert klass.classroom.presenter is None
    assert not lab.may_act("Lince")
    assert klass.classroom.lent is None
