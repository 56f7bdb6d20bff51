"""A class as it is written, so that it outlives the process: all of it, in one piece.

A field of `Classroom` that must last has one here, with a default for classes that were
written before there was one; `kept` and `fill` are each other's opposite. Who is
connected is not kept, nor from which network a class was opened, nor that screens were
stopped: they are given back. A card is as new as it was
made again: it says something for minutes.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

from simulator.bounded_json import read_json
from simulator.classroom.ballot import Ballot, Kind
from simulator.classroom.blackouts import Blackout
from simulator.classroom.classroom import PUSHES_KEPT, Classroom, Member, Sent
from simulator.classroom.internet import KeptInternet
from simulator.classroom.network import KeptNetwork
from simulator.projections.shapes.classroom import (
    BallotPlace,
    BallotWords,
    ClassBallot,
    ClassPush,
    ShownPlace,
)

VERSIONS_A_START = 2**32
"""So many changes are told between two starts, at most: whatever was told before a
restart is older than what is told after it."""


class KeptCard(msgspec.Struct, frozen=True, omit_defaults=True):
    """A `Sent`, without when."""

    push: ClassPush
    to: str = ""


class KeptMember(msgspec.Struct, frozen=True, omit_defaults=True):
    """A `Member`, without browsers. `unread`: ids of cards."""

    id: str
    name: str
    visitor: str
    renamed: bool = False
    unread: list[str] = []


class KeptBallot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A `Ballot`, with who voted what."""

    id: str
    kind: Kind
    asked: str
    options: tuple[str, ...]
    open: bool
    right: int | None
    tallies: list[tuple[int, ...]]
    votes: dict[str, int]
    at: BallotPlace | None = None
    words: dict[str, BallotWords] = {}
    known: int | None = None


class KeptClass(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Fields of `Classroom`. `presenter`: the member's id. `made`: members so far;
    `starts`: how often it was brought back. `pushes`: and before them, those that are
    only unread."""

    code: str
    secret: str
    teachers: list[str]
    members: list[KeptMember]
    made: int
    starts: int
    pushes: list[KeptCard] = []
    sent_out: list[str] = []
    locked: bool = False
    names_hidden: bool = False
    presenter: str = ""
    shown: ShownPlace | None = None
    lent: tuple[str, str] | None = None
    ballot: KeptBallot | None = None
    asked: list[ClassBallot] = []
    blackout: Blackout | None = None
    network: KeptNetwork | None = None
    internet: KeptInternet | None = None


class KeptVisitors(msgspec.Struct, frozen=True):
    """As much of a `KeptClass` as says who is in it."""

    teachers: list[str]
    members: list[KeptMember]


class ClassArchive(Protocol):
    """Where classes are written; a body is a `KeptClass`, in JSON. `shared`: other
    servers write theirs there, too."""

    shared: bool

    def note(self, code: str, body: str, *, new: bool = False) -> None:
        """It will be written, instead of what was written of that class."""

    def listen(self, lost: Callable[[str], None]) -> None:
        """That is told of each class another worker has taken."""

    def flush(self, code: str = "") -> None:
        """Whatever was noted is written now. Raises Refusal when that cannot be;
        Elsewhere when another worker has that class."""

    def wake(self, code: str) -> str | None:
        """What is written of a class, to go on here. Raises Elsewhere."""

    def body_of(self, code: str) -> str | None:
        """What is written of a class."""

    def since(self, seconds: float, /) -> list[str]:
        """Codes of those that were written in the last so many seconds, the newest
        last."""

    def forget(self, code: str) -> None:
        """It will not be there any more."""


class NoClassArchive:
    """No class outlives the process."""

    shared = False

    def note(self, code: str, body: str, *, new: bool = False) -> None:
        """It is not written."""

    def listen(self, lost: Callable[[str], None]) -> None:
        """Nobody takes one."""

    def flush(self, code: str = "") -> None:
        """There is nothing to write."""

    def wake(self, code: str) -> str | None:
        """There is none."""

    def body_of(self, code: str) -> str | None:
        """There is none."""

    def since(self, _: float, /) -> list[str]:
        """There are none."""
        return []

    def forget(self, code: str) -> None:
        """It was never there."""


def kept(classroom: Classroom) -> str:
    """All of it."""
    ballot, presenter = classroom.ballot, classroom.presenter
    network, internet = classroom.network, classroom.internet
    found = KeptClass(
        code=classroom.code,
        secret=classroom.secret,
        teachers=sorted(classroom.teachers),
        members=[
            KeptMember(
                each.id,
                each.name,
                each.visitor,
                each.renamed,
                [sent.push.id for sent in each.unread],
            )
            for each in classroom
        ],
        pushes=_kept_cards(classroom),
        made=classroom.made,
        starts=classroom.starts,
        sent_out=sorted(classroom.sent_out),
        locked=classroom.locked,
        names_hidden=classroom.names_hidden,
        presenter=presenter.id if presenter else "",
        shown=classroom.shown,
        lent=classroom.lent,
        ballot=_kept_ballot(ballot) if ballot else None,
        asked=classroom.asked,
        blackout=classroom.blackout,
        network=network.kept() if network else classroom.network_kept,
        internet=internet.kept() if internet else classroom.internet_kept,
    )
    return msgspec.json.encode(found).decode()


def visitors_of(body: str) -> set[str]:
    """Whoever teaches that class or is in it."""
    found = read_json(body, KeptVisitors)
    return {*found.teachers, *(each.visitor for each in found.members)}


def brought_back(body: str, members_max: int, now_s: float = 0.0) -> Classroom:
    """The class again, as it is `now_s`. Raises msgspec.DecodeError for what another
    Cartero wrote and this one does not know."""
    found = read_json(body, KeptClass)
    classroom = Classroom(found.code, found.secret, members_max)
    classroom.teachers = set(found.teachers)
    cards = {each.push.id: Sent(each.push, each.to, now_s) for each in found.pushes}
    classroom.pushes = list(cards.values())[-PUSHES_KEPT:]
    members = [Member(m.id, m.name, m.visitor, m.renamed) for m in found.members]
    for member, before in zip(members, found.members, strict=True):
        member.unread = [cards[each] for each in before.unread if each in cards]
    classroom.take_back(members, found.made, set(found.sent_out))
    classroom.locked, classroom.names_hidden = found.locked, found.names_hidden
    presenters = (each for each in members if each.id == found.presenter)
    classroom.presenter = next(presenters, None)
    classroom.shown, classroom.lent = found.shown, found.lent
    classroom.ballot = _ballot(found.ballot) if found.ballot else None
    classroom.asked = found.asked
    classroom.network_kept = found.network
    classroom.internet_kept = found.internet
    classroom.blackout = found.blackout
    for finding in found.blackout.findings.values() if found.blackout else ():
        finding.since_s = finding.heard_s = None
    classroom.starts = found.starts + 1
    classroom.version = classroom.starts * VERSIONS_A_START
    return classroom


def _kept_cards(classroom: Classroom) -> list[KeptCard]:
    last = {each.push.id: each for each in classroom.pushes}
    unread = (each for member in classroom for each in member.unread)
    older = {each.push.id: each for each in unread if each.push.id not in last}
    return [KeptCard(e.push, e.to) for e in (*older.values(), *last.values())]


def _kept_ballot(ballot: Ballot) -> KeptBallot:
    return KeptBallot(
        id=ballot.id,
        kind=ballot.kind,
        asked=ballot.asked,
        options=ballot.options,
        open=ballot.open,
        right=ballot.right,
        tallies=ballot.tallies,
        votes=ballot.votes,
        at=ballot.at,
        words=ballot.words,
        known=ballot.known,
    )


def _ballot(found: KeptBallot) -> Ballot:
    return Ballot(**msgspec.structs.asdict(found))
