"""Students whose pages go ahead: a teacher sees what comes of it at the server."""

from typing import Any

import pytest

from simulator.classroom.work import RULE
from tests.classroom.rig import Browser, ClassInTest
from tests.hosting.ahead import PageAhead
from tests.hosting.rig import TELNET, Follower

LESSON = "primera-sesion-smtp"


@pytest.fixture
def klass() -> ClassInTest:
    return ClassInTest()


def at_work(klass: ClassInTest, student: Browser, lesson: str = "") -> PageAhead:
    """The student's page goes ahead in a lab of their own."""
    name = student.visitor
    hosted = klass.hosting.lesson(lesson, name) if lesson else klass.hosting.lab(name)
    return PageAhead(klass.hosting, hosted, student.sid, f"page-of-{name}")


def told(klass: ClassInTest) -> dict[str, Any]:
    """Of the one student, by the next look."""
    if not klass.teacher.received("work"):
        klass.teacher.ask("class_work", on=True)
    klass.hosting.scheduler.seconds += 2
    klass.hosting.scheduler.run()
    news = [each for each in klass.teacher.received("work") if each["students"]]
    work: dict[str, Any] = news[-1]["students"][0]
    return work


def test_the_tile_shows_what_the_lines_come_to_here(klass):
    page = at_work(klass, klass.student("Lince"))
    page.act("open", **TELNET)
    page.act("line", text="EHLO pc-ana")
    page.act("line", text="MAIL FROM ana")
    work = told(klass)
    assert (work["line"], work["wrong"], work["errors"]) == ("MAIL FROM ana", True, 1)
    page.act("line", text="NOOP")
    work = told(klass)
    assert (work["line"], work["reply"][:3]) == ("NOOP", "250")
    assert work["stuck"] == ""


def test_while_nobody_looks_nothing_runs_here(klass):
    page = at_work(klass, klass.student("Lince"))
    page.act("open", **TELNET)
    told(klass)
    klass.teacher.ask("class_work", on=False)
    klass.hosting.pass_s(600)
    page.act("line", text="NOOP")
    klass.hosting.pass_s(600)
    assert page.hosted.tree.get(None).lab is None
    assert len(page.hosted.put_off.waiting) == 1


def test_goals_are_judged_here_and_not_told_by_the_page(klass):
    page = at_work(klass, klass.student("Lince"), LESSON)
    first = klass.hosting.content.lesson(LESSON).lesson.steps[0].id
    page.act("answer", question="step", value=first)
    page.do("play", lesson=LESSON, step=first)
    work = told(klass)
    assert (work["lesson"], work["step"]) == (LESSON, first)
    assert work["goals"][0] in "ho"


def test_what_a_page_made_up_is_told_as_such(klass):
    page = at_work(klass, klass.student("Lince"))
    page.act("open", **TELNET)
    forged = {"name": "act", "asked": {"act": {"act": "close", "conn": "c99"}}}
    page.ask("ahead_done", number=1, done=[forged])
    assert told(klass)["stuck"] == "astray"


def test_a_teacher_looks_at_the_screen_and_the_student_is_told(klass):
    student = klass.student("Lince")
    page = at_work(klass, student)
    page.act("open", **TELNET)
    page.act("line", text="EHLO pc-ana")
    member = klass.classroom.of("Lince").id
    lab = klass.teacher.ask("class_peek", member=member)["lab"]
    assert lab == page.hosted.id
    page.ask("place", branch="b1", seq=9, until=9)
    looker = Follower(klass.hosting, lab)
    assert looker.at == ("b1", 9)
    page.act("line", text="NOOP")
    last = len(page.inside.kinds()) - 1
    page.ask("place", branch="b1", seq=last, until=last)
    klass.tell()
    looker.read()
    assert looker.typed() == ["EHLO pc-ana", "NOOP"]


def test_a_fault_for_everybody_reaches_a_page_that_goes_ahead(klass):
    student = klass.student("Lince")
    page = at_work(klass, student)
    page.act("open", **TELNET)
    klass.teacher.ask("class_blackout", id="a", cause="busy", machine="sur")
    klass.tell()
    assert student.received("overtaken") == [
        {"name": "overtaken", "lab": page.hosted.id}
    ]
    assert page.hosted.tree.get(None).lab.interventions[-1].actor == "teacher"


def test_the_rule_counts_by_what_was_done_and_not_by_what_ran(klass):
    page = at_work(klass, klass.student("Lince"), LESSON)
    first = klass.hosting.content.lesson(LESSON).lesson.steps[0].id
    page.act("answer", question="step", value=first)
    told(klass)
    klass.hosting.scheduler.seconds += RULE.still_s
    assert told(klass)["stuck"] == "still"
