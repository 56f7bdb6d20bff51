"""A teacher looks at a student's screen: by what right, and that the student knows."""

import pytest

from simulator.classroom.peek import LOOK_AFTER_S
from simulator.hosting.refusals import Refusal
from tests.classroom.rig import Browser, ClassInTest
from tests.hosting.rig import TELNET, Tab

LESSON = "primera-sesion-smtp"


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def told(student: Browser, tab: Tab) -> list[list[str]]:
    """Labs of theirs the student was told a teacher looks at, each time."""
    student.klass.hosting.scheduler.seconds += LOOK_AFTER_S
    student.klass.hosting.scheduler.run()
    tab.read()
    news = [each for each in tab.messages if each["name"] == "class_peeked"]
    return [each["labs"] for each in news]


def test_the_student_is_told_as_long_as_a_teacher_looks(klass: ClassInTest):
    student = klass.student("Lince")
    lab = klass.hosting.lesson(LESSON, "Lince")
    tab = klass.opens(student, lab.id)
    assert told(student, tab) == []
    peek = Tab(klass.hosting, lab.id, "profe")
    assert told(student, tab) == [[lab.id]]
    assert Browser(klass, "Lince").entered["peeked"] == [lab.id]
    peek.close()
    assert told(student, tab) == [[lab.id], []]
    assert "peeked" not in Browser(klass, "Lince").entered


def test_whatever_page_the_teacher_came_by_the_student_is_told(klass: ClassInTest):
    """An acting link holds nothing back, and the student is told all the same."""
    student = klass.student("Lince")
    lab = klass.hosting.lesson(LESSON, "Lince")
    tab = klass.opens(student, lab.id)
    lab.actors.add("profe")
    Tab(klass.hosting, lab.id, "profe")
    assert told(student, tab) == [[lab.id]]


def test_somebody_else_who_watches_is_no_teacher(klass: ClassInTest):
    student, other = klass.student("Lince"), klass.student("Oso")
    lab = klass.hosting.lesson(LESSON, "Lince")
    tab = klass.opens(student, lab.id)
    Tab(klass.hosting, lab.id, other.visitor)
    Tab(klass.hosting, lab.id, None)
    assert told(student, tab) == []


def test_at_the_blackboard_the_whole_class_looks_and_that_is_said_already(klass):
    student = klass.student("Lince")
    lab = klass.hosting.lesson(LESSON, "Lince")
    tab = klass.opens(student, lab.id)
    klass.teacher.ask("class_chalk", member=student.entered["me"])
    assert student.ask("class_show", lab=lab.id)["ok"]
    Tab(klass.hosting, lab.id, "profe").ask("watch", follows=True, **{"from": 0})
    assert told(student, tab) == []


def test_the_teacher_sees_the_students_step_and_cannot_act(klass: ClassInTest):
    student = klass.student("Lince")
    lab = klass.hosting.lesson(LESSON, "Lince")
    tab = klass.opens(student, lab.id)
    tab.act("open", **TELNET)
    tab.place(4)
    peek = Tab(klass.hosting, lab.id, "profe")
    assert peek.answer["may_act"] is False
    assert len(peek.events) == 5
    refused = peek.act("line", text="NOOP")
    assert refused["error"]["key"] == "error.watch_only"


def test_looking_on_does_not_count_as_the_students_standing(klass: ClassInTest):
    student = klass.student("Lince")
    lab = klass.hosting.lesson(LESSON, "Lince")
    klass.opens(student, lab.id).place(2)
    peek = Tab(klass.hosting, lab.id, "profe")
    assert peek.ask("attempt", lesson=LESSON)["ok"]
    assert lab.stood is None


def test_a_teachers_page_is_told_where_the_student_goes(klass: ClassInTest):
    student = klass.student("Lince")
    answer = klass.teacher.ask("class_peek", member="s1")
    assert answer == {"ok": True, "lab": ""}
    lesson, free = klass.hosting.lesson(LESSON, "Lince"), klass.hosting.lab("Lince")
    for lab in (lesson, free):
        tab = klass.opens(student, lab.id)
        told(student, tab)
    assert [each["lab"] for each in klass.teacher.received("class_peek")] == [
        lesson.id,
        free.id,
    ]
    tab.close()
    told(student, tab)
    assert klass.teacher.received("class_peek")[-1]["lab"] == ""


def test_only_a_teacher_of_the_class_may_look(klass: ClassInTest):
    other = klass.student("Oso")
    klass.student("Lince")
    own = klass.classrooms.open()
    klass.classrooms.teach(own, "Oso", own.secret)
    refused = other.ask("class_peek", member="s2")
    assert refused["error"]["key"] == "class.not_teaching"
    elsewhere = other.ask("class_peek", code=own.code, member="s2")
    assert elsewhere["error"]["key"] == "class.no_member"
    stranger = Browser(klass, "nadie")
    assert stranger.ask("class_peek", member="s2")["error"]["key"] == "class.not_in"


def test_only_a_lab_that_is_open_now_and_no_exam(klass: ClassInTest):
    student = klass.student("Lince")
    screen = klass.office.on_screen
    with pytest.raises(Refusal, match=r"class\.nothing_open"):
        screen(klass.classroom, "s1")
    lab = klass.hosting.lab("Lince")
    tab = klass.opens(student, lab.id)
    assert screen(klass.classroom, "s1") is lab
    lab.purpose = lab.purpose._replace(exam="examen")
    with pytest.raises(Refusal, match=r"error\.exam"):
        screen(klass.classroom, "s1")
    assert klass.teacher.ask("class_peek", member="s1")["lab"] == ""
    tab.close()
    with pytest.raises(Refusal, match=r"class\.nothing_open"):
        screen(klass.classroom, "s1")
    with pytest.raises(Refusal, match=r"class\.no_member"):
        screen(klass.classroom, "s9")
