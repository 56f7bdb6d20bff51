"""A class as a file: for whoever taught it, and for whoever asks what is known of them.

It holds names, what was asked and how it was voted, everything each student did, as
inputs, and what that was worth when it was saved. It refuses to hold what opens
anything: no secret, no visitor, and no lab's id; and exams, whose answers are in what
was done.

Who changes the file changes its digest; who works that out, too, still gets no score
but what the inputs give when they are played again (`grading.py`).
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from simulator.bounded_json import read_json
from simulator.classroom.classroom import Classroom, Member
from simulator.hosting.keeping import LabInputs
from simulator.hosting.keeping.kept_tree import KeptTree
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.projections.catalogue import Text
from simulator.projections.shapes.classroom import ClassBallot
from simulator.projections.shapes.lessons import Scores
from simulator.teaching.exams import short_digest

KIND = "cartero-class"
FORM = 1
CLASS_FILE_OCTETS_MAX = 32_000_000

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
    not be opened again. `scores`: by lesson, as they were when this was saved."""

    name: str
    labs: list[RecordedLab]
    vote: int | None
    unread: int
    scores: dict[str, Scores] = {}


class Seal(NamedTuple):
    """`unchanged`: nobody changed a file since it was saved, or whoever did worked the
    digest out, too. `said`: the same in words."""

    unchanged: bool
    said: Text


class ClassRecord(msgspec.Struct, frozen=True):
    """The file. `digest`: of all else that is in it, "" before it is one."""

    kind: str
    form: int
    code: str
    students: list[RecordedStudent]
    asked: list[ClassBallot]
    ballot: ClassBallot | None
    digest: str = ""

    @property
    def right_digest(self) -> str:
        """What `digest` says in a file that nobody changed."""
        bare = msgspec.structs.replace(self, digest="")
        return short_digest(msgspec.json.encode(bare, order="sorted"))

    def seal(self) -> Seal:
        """Whether it still has its digest; that takes as long as to write it."""
        right = self.right_digest
        unchanged = self.digest == right
        key = "results.unchanged" if unchanged else "results.changed"
        said = self.digest or "–"
        text = Text(key, {"code": self.code, "said": said, "digest": right})
        return Seal(unchanged, text)


def class_record(classroom: Classroom, labs: Labs) -> ClassRecord:
    """Everything that is known of a class, without scores."""
    ballot = classroom.ballot
    return ClassRecord(
        kind=KIND,
        form=FORM,
        code=classroom.code,
        students=[_student(each, classroom, labs) for each in classroom],
        asked=list(map(_placeless, classroom.asked)),
        ballot=_placeless(ballot.served()) if ballot else None,
    )


def with_scores(
    record: ClassRecord, scores: Iterable[dict[str, Scores]]
) -> ClassRecord:
    """The same, with those of each student by lesson, and its digest."""
    students = [
        msgspec.structs.replace(each, scores=found)
        for each, found in zip(record.students, scores, strict=True)
    ]
    scored = msgspec.structs.replace(record, students=students)
    return msgspec.structs.replace(scored, digest=scored.right_digest)


def to_file(record: ClassRecord) -> bytes:
    """In JSON."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1)


def read_class_record(octets: bytes) -> ClassRecord:
    """What a file says. Raises Refusal."""
    if len(octets) > CLASS_FILE_OCTETS_MAX:
        raise Refusal("results.too_large", limit=CLASS_FILE_OCTETS_MAX // 1_000_000)
    try:
        record = read_json(octets, ClassRecord)
    except msgspec.DecodeError:
        raise Refusal("results.no_record") from None
    if (record.kind, record.form) != (KIND, FORM):
        raise Refusal("results.no_record")
    return record


def _placeless(ballot: ClassBallot) -> ClassBallot:
    """Without the lab in which it was asked."""
    return msgspec.structs.replace(ballot, at=None)


def _student(member: Member, classroom: Classroom, labs: Labs) -> RecordedStudent:
    labs.scheduler.pause()
    done, unread = [], 0
    for lab_id in labs.ids_of(member.visitor):
        try:
            inputs = labs.inputs_of(lab_id)
        except Refusal:
            unread += 1
            continue
        if not inputs.purpose.exam:
            done.append(_lab(inputs))
    vote = classroom.ballot.vote_of(member.id) if classroom.ballot else None
    return RecordedStudent(member.name, done, vote, unread)


def _lab(inputs: LabInputs) -> RecordedLab:
    said = inputs.purpose._asdict().items()
    return RecordedLab(
        inputs.scenario.name,
        inputs.seed,
        {kind: "" if kind in NAMING_LABS else what for kind, what in said if what},
        inputs.tree,
    )
