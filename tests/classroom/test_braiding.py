"""What a teacher is told of what the class typed."""

from typing import Any

import pytest

from simulator.hosting import Purpose
from tests.classroom.rig import Browser, ClassInTest
from tests.hosting.rig import TELNET, Tab

LESSON = "primera-sesion-smtp"


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def types(klass: ClassInTest, name: str, *lines: str) -> tuple[Browser, Tab]:
    """Somebody new who types that in their own lab."""
    browser = klass.student(name)
    tab = klass.opens(browser, klass.hosting.lab(name).id)
    tab.act("open", **TELNET)
    for line in lines:
        tab.act("line", text=line)
    return browser, tab


def texts(answer: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Line, reply and students."""
    return [
        (line["text"], line["reply"], line["students"])
        for line in answer["braid"]["lines"]
    ]


def test_a_class_that_typed_is_one_tree(klass: ClassInTest):
    types(klass, "Lince", "EHLO pc-ana", "NOOP")
    types(klass, "Oso", "ehlo oso", "HOLA")
    types(klass, "Rana", "helo rana")
    types(klass, "Sapo")
    answer = klass.teacher.ask("class_braid")
    assert texts(answer) == [
        ("EHLO …", "250", 2),
        ("HOLA", "500", 1),
        ("NOOP", "250", 1),
        ("HELO …", "250", 1),
    ]
    [task] = answer["tasks"]
    assert (task["scenario"], task["students"]) == ("primera-carta", 3)
    assert task["title"]["es"]
    assert answer["asked"] == 0


def test_each_step_of_a_lesson_is_a_task(klass: ClassInTest):
    for name, lines in (("Lince", ("EHLO a", "NOOP")), ("Oso", ("EHLO b",))):
        tab = klass.opens(klass.student(name), klass.hosting.lesson(LESSON, name).id)
        steps = [
            step.id for step in klass.hosting.content.lesson(LESSON).lesson.steps[:2]
        ]
        tab.act("open", **TELNET)
        for step, line in zip(steps, lines, strict=False):
            tab.act("answer", question="step", value=step)
            tab.act("line", text=line)
    answer = klass.teacher.ask("class_braid")
    told = [(task["step"], task["students"]) for task in answer["tasks"]]
    assert told == [(steps[0], 2), (steps[1], 1)]
    assert answer["tasks"][0]["step_title"]["en"]
    assert texts(answer) == [("EHLO …", "250", 2)]
    second = {k: answer["tasks"][1][k] for k in ("scenario", "lesson", "step")}
    again = klass.teacher.ask("class_braid", **second)
    assert again["asked"] == 1
    assert texts(again) == [("NOOP", "250", 1)]


def test_nobody_typed_yet(klass: ClassInTest):
    answer = klass.teacher.ask("class_braid", scenario="pop3")
    assert answer["ok"]
    assert (answer["asked"], answer["tasks"]) == (-1, [])
    assert answer["braid"]["students"] == 0


def test_exams_and_strangers_are_not_looked_into(klass: ClassInTest):
    klass.student("Lince")
    free = klass.hosting.content.free
    exam = klass.hosting.labs.own("Lince", free, purpose=Purpose(exam="x/y/1"))
    other = klass.hosting.lab("nadie")
    for hosted in (exam, other):
        tab = Tab(klass.hosting, hosted.id, hosted.owner)
        tab.act("open", **TELNET)
        tab.act("line", text="NOOP")
    assert klass.teacher.ask("class_braid")["tasks"] == []
    asked = {"lab": other.id, "branch": "b1", "seq": 5}
    refused = klass.teacher.ask("class_attempt", **asked)
    assert refused["error"]["key"] == "class.no_member"
    asked["lab"] = exam.id
    assert klass.teacher.ask("class_attempt", **asked)["error"]["key"] == "error.exam"


def test_a_teacher_projects_an_attempt_without_a_name(klass: ClassInTest):
    types(klass, "Lince", "EHLO pc-ana", "HOLA", "NOOP")
    line = klass.teacher.ask("class_braid")["braid"]["lines"][1]
    assert line["text"] == "HOLA"
    asked = {key: line[key] for key in ("lab", "branch", "seq")}
    answer = klass.teacher.ask("class_attempt", **asked)
    copy = klass.hosting.labs.get(answer["lab"])
    assert (copy.owner, copy.begins_at) == ("profe", line["seq"])
    shown = klass.teacher.ask("class_show", lab=copy.id, view="watch")
    assert shown["ok"]
    tab = Tab(klass.hosting, copy.id, "profe")
    assert tab.typed() == ["EHLO pc-ana", "HOLA"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [("class_braid", {}), ("class_attempt", {"lab": "x", "branch": "b1", "seq": 1})],
)
def test_students_are_not_told_what_others_typed(klass: ClassInTest, name, asked):
    student, _ = types(klass, "Lince", "EHLO pc-ana")
    assert student.ask(name, **asked)["error"]["key"] == "class.not_teaching"
