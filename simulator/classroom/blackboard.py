"""What stands on the blackboard of a class: whose lab, and who leads there.

A teacher's lab may be followed at any time, as its address says. A student's is
followed while the class is shown it, and no longer: what they do afterwards is theirs
alone, although everybody has learned its id.
"""

from contextlib import suppress

from simulator.classroom.classroom import Classroom, Member
from simulator.classroom.office import Office
from simulator.hosting.hosted_lab import NOBODY, HostedLab
from simulator.hosting.refusals import Refusal


def show(
    office: Office, classroom: Classroom, hosted: HostedLab, view: str, visitor: str
) -> None:
    """That visitor has this on the screen. Raises Refusal unless they present."""
    before = office.on_show(classroom)
    if not classroom.presents(visitor):
        raise Refusal("class.not_presenting")
    hosted.presenter = visitor if classroom.presenter else None
    classroom.show(hosted.id, view)
    if before is not hosted:
        hosted.tree.hold_back()
        if before is not None:
            _off(office, classroom, before)
    office.keep_lab(hosted)


def hand_chalk(office: Office, classroom: Classroom, member: Member | None) -> None:
    """Whoever had it may act no more in a lab that is not theirs; whoever gets it may
    in the teacher's that is on show. None: the teacher gets it."""
    lent, classroom.lent = classroom.lent, None
    classroom.hand_chalk(member)
    if lent:
        _take_back(office, *lent)
    hosted = office.on_show(classroom)
    if hosted is None or classroom.presenter is not member:
        return
    taught = hosted.owner in classroom.teachers
    visitor = member.visitor if member else None
    if not taught and hosted.owner != visitor:
        classroom.clear()
        _off(office, classroom, hosted)
        return
    hosted.presenter = visitor
    if visitor and hosted.followed and not hosted.may_act(visitor):
        hosted.lent = visitor
        classroom.lent = (hosted.id, visitor)
    office.keep_lab(hosted)


def _off(office: Office, classroom: Classroom, hosted: HostedLab) -> None:
    """The class is not shown this lab any more."""
    if hosted.owner in classroom.teachers:
        hosted.presenter = None
    else:
        hosted.presenter = NOBODY
        hosted.tree.hold_back()
    office.keep_lab(hosted)


def _take_back(office: Office, lab_id: str, visitor: str) -> None:
    with suppress(Refusal):
        hosted = office.labs.get(lab_id)
        if hosted.lent == visitor:
            hosted.lent = None
            office.keep_lab(hosted)
            office.watchers.revoked(hosted, visitor)
