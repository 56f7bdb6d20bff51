"""Many sessions of one task as one tree: how far they go the same way, where they part.

Why it exists: thirty students typed thirty sessions, and a teacher wants to see the two
or three ways they went. It is a pure fold: the order in which sessions are given does
not matter. It is bounded: of a task `SESSIONS_MAX` sessions of `LINES_MAX` lines are
read at most, and `NODES_MAX` lines are told, those most went through; the rest of a
parting is gathered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from operator import itemgetter
from typing import NamedTuple

from simulator.classroom.braids.line_shapes import Kind, TypedLine
from simulator.projections.shapes.class_tasks.braids import Braid, BraidLine

SESSIONS_MAX = 500
LINES_MAX = 200
BRANCHES_MAX = 5
"""Told of one parting, besides what is gathered."""
NODES_MAX = 250

NOWHERE = -1
Key = tuple[Kind, str, str]
"""Kind, shape and reply: sessions with the same go the same way."""


class TypedSession(NamedTuple):
    """What one student typed for the task, on that branch of that lab."""

    lab: str
    branch: str
    lines: tuple[TypedLine, ...]


@dataclass(slots=True)
class _Knot:
    """A line that students typed there, `n` of them; `example`: the lab, branch and
    event of one. `stopped`: typed no more."""

    n: int = 0
    stopped: int = 0
    example: tuple[str, str, int] = ("", "", 0)
    next: dict[Key, "_Knot"] = field(default_factory=dict)


@dataclass(slots=True)
class _Told:
    """A knot that is told, after which of the others, and which are told after it; the
    `rest` are gathered."""

    key: Key
    knot: _Knot
    after: list["_Told"] = field(default_factory=list)
    rest: list[_Knot] = field(default_factory=list)


NO_KEY: Key = ("line", "", "")

Way = tuple[tuple[int, int, int, Key], _Told, _Knot]
"""A knot that may be told, and after which; first its rank: what most typed, first."""


def braid(sessions: Iterable[TypedSession]) -> Braid:
    """The tree, in the order of reading: each line before those that follow it, and of
    those the one most typed first."""
    given = sorted(sessions, key=itemgetter(0, 1))
    read = given[:SESSIONS_MAX]
    root = _told(_merged(read))
    return Braid(
        students=root.knot.n,
        stopped=root.knot.stopped,
        others=_students(root.rest),
        kinds=len(root.rest),
        left_out=len(given) - len(read),
        lines=tuple(_lines(root)),
    )


def _merged(sessions: Iterable[TypedSession]) -> _Knot:
    root = _Knot()
    for session in sessions:
        knot = root
        knot.n += 1
        for line in session.lines[:LINES_MAX]:
            key = (line.kind, line.text, line.reply)
            knot = knot.next.setdefault(key, _Knot())
            knot.n += 1
            if knot.n == 1:
                knot.example = (session.lab, session.branch, line.seq)
        knot.stopped += 1
    return root


def _told(knot: _Knot) -> _Told:
    """What is told, from `knot` on."""
    root = _Told(NO_KEY, knot)
    ways: list[Way] = []
    _part(root, (0, 0), ways)
    made = 0
    while ways and made < NODES_MAX:
        (_, depth, _, key), before, knot = heappop(ways)
        made += 1
        told = _Told(key, knot)
        before.after.append(told)
        _part(told, (depth + 1, made), ways)
    for _, before, knot in ways:
        before.rest.append(knot)
    return root


def _part(told: _Told, place: tuple[int, int], ways: list[Way]) -> None:
    """The ways on from there; a single one too many may be told all the same."""
    further = sorted(told.knot.next.items(), key=lambda way: (-way[1].n, way[0]))
    most = BRANCHES_MAX + (len(further) == BRANCHES_MAX + 1)
    for key, knot in further[:most]:
        heappush(ways, ((-knot.n, *place, key), told, knot))
    told.rest = [knot for _, knot in further[most:]]


def _lines(root: _Told) -> Iterator[BraidLine]:
    to_read = [(NOWHERE, told) for told in reversed(root.after)]
    made = 0
    while to_read:
        parent, told = to_read.pop()
        yield _line(told, parent)
        to_read += [(made, each) for each in reversed(told.after)]
        made += 1


def _line(told: _Told, parent: int) -> BraidLine:
    kind, text, reply = told.key
    lab, branch, seq = told.knot.example
    return BraidLine(
        parent=parent,
        kind=kind,
        text=text,
        reply=reply,
        students=told.knot.n,
        stopped=told.knot.stopped,
        others=_students(told.rest),
        kinds=len(told.rest),
        lab=lab,
        branch=branch,
        seq=seq,
    )


def _students(knots: Iterable[_Knot]) -> int:
    return sum(knot.n for knot in knots)
