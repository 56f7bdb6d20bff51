"""A class as a file: for whoever taught it, and for whoever asks what is known of them.

It holds names, what was asked and how it was voted, and everything each student did, as
inputs. It refuses to hold what opens anything: no secret, no visitor, and no lab's id;
and exams, whose answers are in what was done.
"""

import msgspec

from simulator.classroom.classroom import Classroom, Member
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.keeping.kept_tree import KeptTree, kept_tree
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.projections.shapes.classroom import ClassBallot

KIND = "cartero-class"
FORM = 1

NAMING_LABS = ("attempt", "shared")
"""Purposes that say the id of another lab."""


class RecordedLab(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a student did. `purpose`: what it was for, by kind."""

    scenario: str
    seed: int
    purpose: dict[str, str]
    tree: KeptTree


class RecordedStudent(msgspec.Struct, frozen=True):
    """`vote`: in the ballot that is on, if any. `unread`: so many of their labs could
    not be opened again."""

    name: str
    labs: list[RecordedLab]
    vote: int | None
    unread: int


class ClassRecord(msgspec.Struct, frozen=True):
    """The file."""

    kind: str
    form: int
    code: str
    students: list[RecordedStudent]
    asked: list[ClassBallot]
    ballot: ClassBallot | None


def class_record(classroom: Classroom, labs: Labs) -> bytes:
    """Everything that is known of a class, in JSON. Raises Refusal."""
    ballot = classroom.ballot
    record = ClassRecord(
        kind=KIND,
        form=FORM,
        code=classroom.code,
        students=[_student(each, classroom, labs) for each in classroom],
        asked=classroom.asked,
        ballot=ballot.served() if ballot else None,
    )
    return msgspec.json.format(msgspec.json.encode(record), indent=1)


def _student(member: Member, classroom: Classroom, labs: Labs) -> RecordedStudent:
    done, unread = [], 0
    for lab_id in labs.ids_of(member.visitor):
        try:
            hosted = labs.get(lab_id)
        except (Refusal, msgspec.ValidationError):
            unread += 1
            continue
        if not hosted.purpose.exam:
            done.append(_lab(hosted))
    vote = classroom.ballot.vote_of(member.id) if classroom.ballot else None
    return RecordedStudent(member.name, done, vote, unread)


def _lab(hosted: HostedLab) -> RecordedLab:
    said = hosted.purpose._asdict().items()
    return RecordedLab(
        hosted.scenario.name,
        hosted.seed,
        {kind: "" if kind in NAMING_LABS else what for kind, what in said if what},
        kept_tree(hosted.tree, whole=True),
    )
