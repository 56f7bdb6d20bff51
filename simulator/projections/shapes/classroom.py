"""A class as its teacher and its students get it.

What a browser may ask of it is `simulator/classroom/requests.py`.
"""

from typing import Literal

from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.class_tasks.blackouts import ClassBlackout
from simulator.projections.shapes.class_tasks.internet import ClassInternetState


class ShownPlace(Shape):
    """What the presenter has on the screen."""

    lab: str
    view: str
    """The page, `letter/m3`; which step is `PlaceNews`."""


class BallotPlace(Shape):
    """The line whose reply is asked for: the rung where the votes stand."""

    lab: str
    branch: str
    seq: int


class BallotWords(Shape):
    """A question of a lesson, in one language; safe HTML."""

    asked: str
    options: tuple[str, ...]


class ClassBallot(Shape):
    """A question to the class. Nobody is told how the votes fall while it is open."""

    id: str
    kind: Literal["reply", "own", "lesson"]
    """`reply`: with which class of reply a server will answer; `options` are first
    digits. `own`: the presenter wrote it. `lesson`: of a step of a lesson."""
    asked: str
    """The question; of a `reply` the line it will answer, or ""; of a `lesson` its slug
    and the step, `primera-sesion-smtp/saludo`."""
    options: tuple[str, ...]
    turn: int
    """1 or 2: after a first vote the class talks, and votes again."""
    open: bool
    """Votes are taken."""
    voted: int
    """So many have voted this time."""
    tallies: tuple[tuple[int, ...], ...]
    """Votes by option, of each closed turn."""
    right: int | None = None
    """The option that was right, once the presenter said so."""
    at: BallotPlace | None = None
    """Of a `reply` to a line that is on show."""
    words: dict[str, BallotWords] = {}
    """Of a `lesson`, by language."""


class ClassNetworkState(Shape):
    """The network of the class: its computers are at `/clase/<code>/red`."""

    lab: str
    """Of the whole of it."""
    teams: tuple[str, ...]
    """Domains, one for each team."""
    holds: bool
    """Letters wait until the teacher lets them out."""


SharedBy = Literal["network", "internet"]
"""Which of the worlds that a class shares."""


class ClassHeldLetter(Shape):
    """A letter that waits, of the network or of the internet that is played."""

    id: str
    of: SharedBy
    name: str
    """Of the student who sent it; "" who left."""
    to: str
    subject: str
    body: str
    """As far as the first lines."""


class ClassStation(Shape):
    """A student's computer in the network of the class."""

    lab: str
    """Where they sit, once they did; or ""."""
    host: str
    address: str
    """Of its person, at the server of the team."""
    server: str
    """Its name, for mail that goes out and comes in."""
    user: str
    password: str


class ClassState(Shape):
    """Everything that a whole class knows."""

    version: int
    """Grows with every change: an older state that comes late is thrown away."""
    code: str
    locked: bool
    """Nobody new comes in."""
    stopped: bool
    """The teacher covered the screens of all students."""
    presenter: str
    """The member at the blackboard; "" for the teacher."""
    presenter_name: str
    """"" for the teacher, and while names are hidden."""
    present: int
    """So many students are connected."""
    shown: ShownPlace | None = None
    ballot: ClassBallot | None = None
    blackout: ClassBlackout | None = None
    network: ClassNetworkState | None = None
    internet: ClassInternetState | None = None
    rungs: tuple[ClassBallot, ...] = ()
    """The last replies of the lab on show that were voted on, and are over."""


class ClassPush(Shape):
    """Something a teacher sent to a student: a card until it is read."""

    id: str
    kind: Literal["message", "hint", "lesson", "scenario"]
    words: str
    """The teacher's own; of a `hint` "": the next one of the lesson."""
    title: dict[str, str] = {}
    """Of a lesson or a scenario, by language."""
    address: str = ""
    """Where it is."""
    now: bool = False
    """To be opened at once, where nothing is lost by it."""


class ClassMember(Shape):
    """A student, as the teacher sees them."""

    id: str
    name: str
    present: bool
    """A browser of theirs is connected."""
    host: str = ""
    """Their machine in the network of the class; "" without one."""


class ClassEntered(Shape):
    """The answer to `class_enter`."""

    ok: bool
    role: Literal["teacher", "student"]
    me: str
    """The member's id; "" of a teacher."""
    name: str
    state: ClassState
    vote: int | None = None
    """One's own, in this turn of the ballot."""
    peeked: tuple[str, ...] = ()
    """Of a student: labs of theirs at which a teacher looks now."""
    station: ClassStation | None = None
    """One's own, where the class has a network and one has a computer."""
    pushed: tuple[ClassPush, ...] = ()
    """For students: what they have not read yet, and is fresh."""
    members: list[ClassMember] | None = None
    """For teachers."""
    held: list[ClassHeldLetter] | None = None
    """For teachers: letters that wait."""
    asked: list[ClassBallot] | None = None
    """For teachers: ballots that are over."""
    names_hidden: bool | None = None
    """For teachers: students are not told who is at the blackboard."""


class ClassDone(Shape):
    """The answer to what changes a class."""

    ok: bool


class SecretMade(Shape):
    """The answer to `class_secret`: the end of the teacher's new link, told this
    once."""

    ok: bool
    secret: str


class ClassNews(Shape):
    """`class`: it is so now. Many changes at once are told as one."""

    state: ClassState


class RosterNews(Shape):
    """`roster`, to teachers: who is in the class, and what it was asked."""

    code: str
    version: int
    members: list[ClassMember]
    held: list[ClassHeldLetter]
    """Letters of the network that wait."""
    names_hidden: bool
    asked: list[ClassBallot] | None = None
    """None: the same as before."""


class PushNews(Shape):
    """`push`, to a student: the teacher sent this."""

    code: str
    push: ClassPush


class SentOut(Shape):
    """`class_out`, to a student: the teacher removed them."""

    code: str


class ClassSeat(Shape):
    """In the boot block: whose page this is in a class."""

    code: str
    role: Literal["teacher", "student"]
    presents: bool
    """What this visitor does is what the class sees."""
    follows: bool
    """This page shows what the class sees."""
    stopped: bool
    """This page begins covered."""
    view: str
    """Where it begins, of a page that is the class's own."""
    peeks: str = ""
    """The student whose screen this page of a teacher shows, or ""."""
    light: str = ""
    """Where what this page needs lies to do by itself what is done in its lab; "": it
    asks the server."""


class ClassAddress(Shape):
    """Where students come in: `/clase/<code>/direccion.json`, for its teachers."""

    address: str
    here_only: bool
    """It can be opened on this machine alone."""
    qr: str
    """A picture of `address`, as SVG; "" where no phone could open it."""
