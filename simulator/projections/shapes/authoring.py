"""A lesson that is being recorded, and what the server says of it.

The draft is the browser's: it stays there until it is taken home as a folder.
"""

from typing import Annotated, Literal

import msgspec

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Json, Shape

Id = Annotated[str, msgspec.Meta(max_length=48)]
Line = Annotated[str, msgspec.Meta(max_length=300)]
Words = Annotated[str, msgspec.Meta(max_length=3000)]
MOVES_MAX = 150

GoalChoice = Literal["exact", "anywhere", "class", "anybody"]
"""How much of an event a goal asks for: all that is told of it; at whatever machine;
any reply of that class; from whatever sender."""


class DraftMove(Shape, kw_only=True):
    """One act of the recording. The moves are a tree: each follows another."""

    id: Id
    after: Id = ""
    """The move before it; "" at the beginning."""
    act: dict[str, Json]


class DraftGoal(Shape, kw_only=True):
    """An event that has to happen."""

    move: Id
    event: Annotated[int, msgspec.Meta(ge=0, le=500)]
    """Which of the events of that move, from 0."""
    choice: GoalChoice = "exact"
    words: Line = ""


class DraftStep(Shape, kw_only=True):
    """A step of the lesson: from one move of the right way to the next step's."""

    at: Id
    """Its first move."""
    title: Line = ""
    words: Words = ""
    hints: Annotated[tuple[Line, ...], msgspec.Meta(max_length=3)] = ()
    done: Words = ""
    """Said when it is done."""
    goals: Annotated[tuple[DraftGoal, ...], msgspec.Meta(max_length=12)] = ()
    in_order: bool = False
    """Its goals must happen one after another."""


class DraftTurn(Shape, kw_only=True):
    """What is said of a way beside the right one, which ends in that move."""

    move: Id
    words: Line = ""
    used: bool = True


class DraftAnswer(Shape, kw_only=True):
    """A wrong answer, and what is said to who gives it."""

    words: Line = ""
    remark: Line = ""


class DraftQuestion(Shape, kw_only=True):
    """Asked at the end."""

    words: Line = ""
    right: Line = ""
    wrong: Annotated[tuple[DraftAnswer, ...], msgspec.Meta(max_length=4)] = ()
    because: Words = ""


class LessonDraft(Shape, kw_only=True):
    """A whole lesson in the making."""

    lang: Id
    slug: Id = ""
    title: Line = ""
    aim: Line = ""
    number: Annotated[int, msgspec.Meta(ge=1, le=99)] = 1
    """Its place among the teacher's own."""
    minutes: Annotated[int, msgspec.Meta(ge=1, le=60)] = 10
    scenario: Id
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**31)] = 1
    moves: Annotated[tuple[DraftMove, ...], msgspec.Meta(max_length=MOVES_MAX)] = ()
    line: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOVES_MAX)] = ()
    """The right way, move by move."""
    steps: Annotated[tuple[DraftStep, ...], msgspec.Meta(max_length=12)] = ()
    turns: Annotated[tuple[DraftTurn, ...], msgspec.Meta(max_length=30)] = ()
    question: DraftQuestion | None = None
    beyond: Words = ""


class RecordedMoves(Shape, kw_only=True):
    """`/lab/ID/moves.json`: everything that was done in a lab, in all its branches."""

    scenario: str
    seed: int
    moves: tuple[DraftMove, ...]
    line: tuple[str, ...]
    """Those of the branch asked for, in order."""


class GoalOffer(Shape, kw_only=True):
    """One way to make a goal of an event."""

    choice: GoalChoice
    said: Text


class MarkableEvent(Shape, kw_only=True):
    """An event that can be a goal."""

    said: Text
    offers: tuple[GoalOffer, ...]


class ToldMove(Shape, kw_only=True):
    """What a move brought about."""

    id: str
    said: Text
    """What was done, in short."""
    events: tuple[MarkableEvent, ...]
    """Those that can be goals."""
    refused: Text | None = None
    """Why it cannot be done in a lesson."""


class TurnKind(Shape, kw_only=True):
    """What a way beside the right one is: almost right, right too, impossible in the
    lesson, not wanted, or waiting for goals to be marked."""

    move: str
    step: int
    kind: Literal["wrong", "right", "broken", "unused", "waiting"]
    fails: tuple[str, ...] = ()
    """Words of the goals it misses."""


class MissingPart(Shape, kw_only=True):
    """What is still to be done before the lesson is accepted."""

    said: Text
    step: int = -1
    """In which step, from 0; -1: in the lesson as a whole."""


class AuthoringPage(Shape, kw_only=True):
    """`/authoring.json`: what a draft is so far."""

    slug: str
    """The name of its folder."""
    moves: tuple[ToldMove, ...]
    turns: tuple[TurnKind, ...]
    missing: tuple[MissingPart, ...]
    """Nothing: `flask lessons check` accepts it."""
