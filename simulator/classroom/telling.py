"""A class as it is told: to everybody in it, and besides to its teachers.

It refuses to change anything.
"""

from simulator.classroom.classroom import Classroom
from simulator.classroom.internet import ClassInternet
from simulator.classroom.network import ClassNetwork
from simulator.hosting.stations import HeldLetter
from simulator.projections.shapes.class_tasks.internet import ClassInternetState
from simulator.projections.shapes.classroom import (
    ClassBallot,
    ClassHeldLetter,
    ClassMember,
    ClassNetworkState,
    ClassState,
    SharedBy,
)

BODY_SHOWN = 400
"""Characters of a letter that waits which teachers are shown."""
HEADER_SHOWN = 200
"""Of whom it is to, and of its subject."""
RUNGS_KEPT = 4
"""Replies with their votes that everybody is told: each is some 300 octets."""


def state_of(classroom: Classroom) -> ClassState:
    """As the whole class gets it."""
    presenter = classroom.presenter
    named = presenter is not None and not classroom.names_hidden
    ballot, blackout = classroom.ballot, classroom.blackout
    return ClassState(
        version=classroom.version,
        code=classroom.code,
        locked=classroom.locked,
        stopped=classroom.stopped_s is not None,
        presenter=presenter.id if presenter else "",
        presenter_name=presenter.name if presenter and named else "",
        present=sum(bool(each.browsers) for each in classroom),
        shown=classroom.shown,
        ballot=ballot.served() if ballot else None,
        blackout=blackout.served() if blackout else None,
        network=_network(classroom),
        internet=_internet(classroom),
        rungs=_rungs(classroom),
    )


def roster_of(classroom: Classroom) -> list[ClassMember]:
    """Its students, for teachers."""
    network = classroom.network
    return [
        ClassMember(
            id=each.id,
            name=each.name,
            present=bool(each.browsers),
            host=network.host_of(each.id) if network else "",
        )
        for each in classroom
    ]


def held_in(classroom: Classroom) -> list[ClassHeldLetter]:
    """Letters that wait to be let out, for teachers."""
    shared: list[tuple[SharedBy, ClassNetwork | ClassInternet | None]] = [
        ("network", classroom.network),
        ("internet", classroom.internet),
    ]
    return [
        _held(classroom, by, letter)
        for by, one in shared
        if one is not None
        for letter in one.shared.holding.letters
    ]


def _held(classroom: Classroom, by: SharedBy, letter: HeldLetter) -> ClassHeldLetter:
    member, act = classroom.of(letter.visitor), letter.act
    return ClassHeldLetter(
        id=letter.id,
        of=by,
        name=member.name if member else "",
        to=act.everybody.strip(",")[:HEADER_SHOWN],
        subject=act.subject[:HEADER_SHOWN],
        body=act.body[:BODY_SHOWN],
    )


def _network(classroom: Classroom) -> ClassNetworkState | None:
    network = classroom.network
    if network is None:
        return None
    domains = tuple(team.domain for team in network.teams)
    shared = network.shared
    return ClassNetworkState(lab=shared.id, teams=domains, holds=shared.holding.on)


def _internet(classroom: Classroom) -> ClassInternetState | None:
    played = classroom.internet
    if played is None:
        return None
    shared = played.shared
    return ClassInternetState(
        changes=played.changes, lab=shared.id, holds=shared.holding.on
    )


def _rungs(classroom: Classroom) -> tuple[ClassBallot, ...]:
    lab = classroom.shown.lab if classroom.shown else ""
    over = [each for each in classroom.asked if each.at and each.at.lab == lab]
    return tuple(over[-RUNGS_KEPT:])
