"""What a browser may ask of a class, as strict shapes.

Answers and news are `simulator/projections/shapes/classroom.py`. Every request says
which class; by what right, the visitor's own cookie says.
"""

from typing import Annotated, Literal

import msgspec

from simulator.classroom.ballot import OPTIONS_MAX
from simulator.projections.shapes.base import Shape

TEAMS_MAX = 8
"""Of a class's network."""

Name = Annotated[str, msgspec.Meta(max_length=64)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Sentence = Annotated[str, msgspec.Meta(max_length=240)]
Seq = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Number = Annotated[int, msgspec.Meta(ge=0, lt=OPTIONS_MAX)]


class ClassRequest(Shape):
    """`class_enter`, answered with `ClassEntered`: tell me of this class from now on.
    Asking again is harmless."""

    code: Name


class ClassShowRequest(ClassRequest, kw_only=True):
    """`class_show`: I have this on the screen. Only the presenter is heard; their lab
    must be one where they may act."""

    lab: Name
    view: Annotated[str, msgspec.Meta(pattern=r"^[\w/.-]*$", max_length=64)] = ""


class ClassChalkRequest(ClassRequest, kw_only=True):
    """`class_chalk`, of a teacher: this member presents now, and may act in the lab on
    show. Of whoever presents: ""; the teacher does again."""

    member: Name


class ClassAskRequest(ClassRequest, kw_only=True):
    """`class_ask`, of whoever presents: put this to the vote. What was asked before is
    over then."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    """A doubled request asks once."""
    kind: Literal["reply", "own", "lesson"]
    asked: Sentence = ""
    """Of a `lesson`: its slug and the step, `primera-sesion-smtp/saludo`."""
    options: Annotated[list[Words], msgspec.Meta(max_length=OPTIONS_MAX)] = []
    """At least two, of an own question."""
    branch: Name = ""
    seq: Seq | None = None
    """Of a `reply`: the event of the line it answers, in the lab on show."""


class ClassVoteRequest(ClassRequest, kw_only=True):
    """`class_vote`, of a student: that option, in place of an earlier one."""

    ballot: Name
    turn: Annotated[int, msgspec.Meta(ge=1, le=2)]
    option: Number


class ClassBallotRequest(ClassRequest, kw_only=True):
    """`class_ballot`, of whoever presents: `close` this turn, vote `again` after it,
    `reveal` the right option, or be `done`."""

    ballot: Name
    turn: Annotated[int, msgspec.Meta(ge=1, le=2)]
    """As the presenter sees it: what comes late or twice does not touch another."""
    what: Literal["close", "again", "reveal", "done"]
    right: Number = 0
    """Of `reveal`, but for a question of a lesson: that is known."""


class ClassDoorRequest(ClassRequest, kw_only=True):
    """`class_door`, of a teacher: nobody new comes in, or names are hidden from
    students."""

    locked: bool
    names_hidden: bool


class ClassStopRequest(ClassRequest, kw_only=True):
    """`class_stop`, of a teacher: cover the screens of all students, or give them
    back."""

    stopped: bool


class ClassPushRequest(ClassRequest, kw_only=True):
    """`class_push`, of a teacher: put this on the page of a student, or of
    everybody."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    """A doubled request sends once."""
    to: Name = ""
    """The member; "": everybody."""
    kind: Literal["message", "hint", "lesson", "scenario"]
    words: Annotated[str, msgspec.Meta(max_length=500)] = ""
    """A message needs some; a hint without is the lesson's own next one."""
    target: Name = ""
    """Slug of the lesson, name of the scenario."""
    now: bool = False
    """Of a lesson or a scenario: open it where nothing is lost by it."""


class ClassShowAttemptRequest(ClassRequest, kw_only=True):
    """`class_show_attempt`, of a teacher, answered with `AttemptCopied`: all that this
    student did where they work now, in a lab of my own."""

    member: Name


class ClassReadRequest(ClassRequest, kw_only=True):
    """`class_read`, of a student: the card is closed."""

    push: Name


class ClassMemberRequest(ClassRequest, kw_only=True):
    """`class_member`, of a teacher: call this student `name`; with "" send them out."""

    member: Name
    name: Annotated[str, msgspec.Meta(max_length=96)]


class ClassWorkRequest(ClassRequest, kw_only=True):
    """`class_work`, of a teacher, answered with `ClassWork`: tell this page of what the
    students do, from now on or no more."""

    on: bool


class ClassPeekRequest(ClassRequest, kw_only=True):
    """`class_peek`, of a teacher, answered with `ClassPeek`: tell this page where that
    student works, from now on."""

    member: Name


class ClassBraidRequest(ClassRequest, kw_only=True):
    """`class_braid`, of a teacher, answered with `ClassBraid`: what the class typed for
    that task; where nobody did, for the one most typed for."""

    scenario: Name = ""
    lesson: Name = ""
    step: Name = ""


class ClassAttemptRequest(ClassRequest, kw_only=True):
    """`class_attempt`, of a teacher, answered with `AttemptCopied`: what a student did
    in a lab, up to an event, in a lab of my own."""

    lab: Name
    branch: Name
    seq: Annotated[int, msgspec.Meta(ge=0)]


class ClassBlackoutRequest(ClassRequest, kw_only=True):
    """`class_blackout`, of a teacher, answered with `BlackoutBoard`: that fault into
    the networks of all students, in place of the one before. With neither: it is
    over, and everything works again; a second time: put it away."""

    id: Annotated[str, msgspec.Meta(max_length=64)] = ""
    """A doubled request begins it once."""
    cause: Literal[
        "", "cable_cut", "service_stopped", "busy", "disk_full", "hangs_up"
    ] = ""
    machine: Name = ""
    mystery: Annotated[str, msgspec.Meta(max_length=16)] = ""
    """Code of a mystery, instead of a fault."""


class ClassCaseRequest(ClassRequest, kw_only=True):
    """`class_case`, of a student, answered with `BlackoutCase`: what is broken where I
    work now? The fault comes there, too, if it was not there."""


class ClassDiagnoseRequest(ClassRequest, kw_only=True):
    """`class_diagnose`, of a student, answered with `BlackoutCase`: it is that cause,
    at that machine; event `seq` shows it."""

    cause: Annotated[str, msgspec.Meta(pattern=r"^\w+$", max_length=64)]
    machine: Annotated[str, msgspec.Meta(pattern=r"^[\w.-]+$", max_length=64)]
    seq: Annotated[int, msgspec.Meta(ge=0)]


class ClassLettersRequest(ClassRequest, kw_only=True):
    """`class_letters`, of a teacher: letters of the network wait from now on (`hold`),
    or no more (`pass`: those that wait still do); `release` the one of that id, or
    `drop` it. `class_internet_letters`: likewise, of the internet that is played."""

    what: Literal["hold", "pass", "release", "drop"]
    letter: Name = ""


class ClassNetworkRequest(ClassRequest, kw_only=True):
    """`class_network`, of a teacher: a network of the class with so many teams, instead
    of the one there was; 0: none any more. `lang`: of the names of its teams."""

    teams: Annotated[int, msgspec.Meta(ge=0, le=TEAMS_MAX)]
    lang: Name


class ClassInternetRequest(ClassRequest, kw_only=True):
    """`class_internet`, of a teacher, answered with `InternetBoard`: those who are here
    play the internet from now on, instead of the one there was; or no more."""

    on: bool
    starttls: bool
    """Servers offer it."""
    lang: Name
    """Of the names of its domains."""


class ClassBoardRequest(ClassRequest, kw_only=True):
    """`class_internet_board`, of a teacher, answered with `InternetBoard`."""


class ClassDeviceRequest(ClassRequest, kw_only=True):
    """`class_device`, of a student, answered with `InternetDevice`: what am I, and what
    crossed my wires?"""


_ADDRESS = r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
"""As people write them: no quotes, no literals."""


class ClassWriteRequest(ClassRequest, kw_only=True):
    """`class_write`, of a student, answered with `InternetDevice`: send that letter
    from my computer."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    """A doubled request sends once."""
    to: Annotated[str, msgspec.Meta(pattern=_ADDRESS, max_length=64)]
    subject: Annotated[str, msgspec.Meta(pattern=r"^[^\r\n]*$", max_length=80)]
    body: Annotated[str, msgspec.Meta(max_length=400)]


class ClassDecideRequest(ClassRequest, kw_only=True):
    """`class_decide`: decide about that letter, in the place of a machine. Of a
    student, answered with `InternetDevice`, where it is theirs to; of a teacher, with
    `InternetBoard`."""

    letter: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    number: Annotated[int, msgspec.Meta(ge=0, le=1_000)]
    """Of the decision: one that was made before stays."""
    choice: Annotated[int, msgspec.Meta(ge=0, lt=16)] | None = None
    """None: let the engine do it."""
