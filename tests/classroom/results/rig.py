"""A class with a student who does a lesson."""

from typing import Any

from simulator.acts import encode_act
from simulator.classroom.results import ClassRecord, StudentResult, student_result
from simulator.hosting import Content, HostedLab, Purpose
from tests.classroom.rig import Browser, ClassInTest
from tests.hosting.rig import Tab

SLUG = "primera-sesion-smtp"


def opens_lesson(klass: ClassInTest, student: Browser, slug: str = SLUG) -> Tab:
    """The student's tab of a lesson."""
    content = klass.hosting.content
    plan = content.lesson(slug).lesson
    purpose = Purpose(lesson=slug)
    scenario = content.scenarios[plan.scenario]
    lab = klass.hosting.labs.own(student.visitor, scenario, plan.seed, purpose)
    return Tab(klass.hosting, lab.id, student.visitor)


def solves(tab: Tab, content: Content, steps: int = 99, slug: str = SLUG) -> None:
    """So many steps of it, rightly."""
    for step in content.lesson(slug).lesson.steps[:steps]:
        tab.act("answer", question="step", value=step.id)
        if step.question and step.kind != "do":
            for part, right in step.question.parts.items():
                tab.act("answer", question=part, value=right[0])
        for scripted in step.solution:
            assert tab.ask("act", act=encode_act(scripted.act))["ok"]


def hosted(klass: ClassInTest, tab: Tab) -> HostedLab:
    return klass.hosting.labs.get(tab.lab)


def results(record: ClassRecord, content: Content) -> list[StudentResult]:
    return [student_result(each, content) for each in record.students]


def numbers(found: StudentResult, slug: str = SLUG) -> dict[str, Any]:
    """Of a lesson: `got/of` by kind."""
    scores = found.lessons[slug].scores
    return {
        kind: f"{score.got}/{score.of}"
        for kind in ("task", "predict", "quiz")
        for score in [getattr(scores, kind)]
    }


def strange(found: StudentResult, slug: str = SLUG) -> list[str]:
    return [each.key for each in found.lessons[slug].strange]
