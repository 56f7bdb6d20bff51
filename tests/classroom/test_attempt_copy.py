"""What a student did, again in a lab of the teacher's."""

import pytest

from simulator.classroom.attempt_copy import attempt_copy
from simulator.hosting import HostedLab, Purpose
from simulator.hosting.addresses import Doors, boot_of
from simulator.hosting.refusals import Refusal
from tests.hosting.rig import TELNET, HostingInTest, Tab


@pytest.fixture
def hosting() -> HostingInTest:
    return HostingInTest()


def typed(hosting: HostingInTest, *lines: str) -> tuple[HostedLab, Tab]:
    """A lab of Ana's where she typed that in a terminal."""
    hosted = hosting.lab("ana")
    tab = Tab(hosting, hosted.id)
    tab.act("open", **TELNET)
    for line in lines:
        tab.act("line", text=line)
    return hosted, tab


def told(hosted: HostedLab) -> list[object]:
    """Everything that happened in its first branch."""
    branch = next(iter(hosted.tree.branches.values()))
    with hosted.turn():
        return [event.fact for event in hosted.awake(branch).journal]


def test_a_copy_is_the_same_story_up_to_the_line(hosting: HostingInTest):
    hosted, tab = typed(hosting, "EHLO pc-ana", "MAIL FROM:ana", "NOOP")
    at = tab.typed_at("MAIL FROM:ana")
    copy = attempt_copy(hosting.labs, hosted, tab.branch, at, "profe")
    was, again = told(hosted), told(copy)
    assert again == was[: len(again)]
    assert at < len(again) < len(was)
    assert copy.actors == {"profe"}
    assert attempt_copy(hosting.labs, hosted, tab.branch, at, "profe") is copy


def test_the_page_of_a_copy_begins_at_the_line_and_names_nobody(
    hosting: HostingInTest,
):
    hosted, tab = typed(hosting, "EHLO pc-ana", "NOOP")
    at = tab.typed_at("EHLO pc-ana")
    copy = attempt_copy(hosting.labs, hosted, tab.branch, at, "profe")
    doors = Doors(hosting.content, hosting.labs)
    boot = boot_of(doors.shared(copy, "profe"), hosting.content, "es", {})
    assert boot.moment is not None
    assert boot.moment.seq == at
    assert hosted.id not in repr(boot)
    assert doors.address(copy) == f"/lab/{copy.id}"
    assert doors.shared(copy, "oso").landing is None


def test_the_student_goes_on_beside_the_copy(hosting: HostingInTest):
    hosted, tab = typed(hosting, "EHLO pc-ana")
    copy = attempt_copy(hosting.labs, hosted, tab.branch, 10_000, "profe")
    before = told(copy)
    tab.act("line", text="NOOP")
    assert told(copy) == before
    with copy.turn():
        copy.rest()
    assert told(copy) == before


def test_an_exam_and_a_live_lab_are_not_copied(hosting: HostingInTest):
    exam = hosting.labs.own("ana", hosting.content.free, purpose=Purpose(exam="x/y/1"))
    with pytest.raises(Refusal, match=r"error\.exam"):
        attempt_copy(hosting.labs, exam, "b1", 1, "profe")
    live = hosting.lab("ana")
    live.live = True
    with pytest.raises(Refusal, match=r"class\.attempt_live"):
        attempt_copy(hosting.labs, live, "b1", 1, "profe")
