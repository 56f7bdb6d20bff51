"""Drills as their page has them: a question, and what came of the answers."""

from typing import Literal

from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.lessons import Citation, TriedReply

DrillKind = Literal["next-command", "which-code", "blank-line"]


class DrillLine(Shape):
    """A line of the dialogue, or of the message."""

    who: Literal["C", "S", ""]
    """Client, server, or nobody: a line of a message."""
    text: str


class DrillPage(Shape):
    """`/drill/KIND/SEED.json`: what is asked."""

    kind: DrillKind
    seed: int
    lines: tuple[DrillLine, ...]
    options: tuple[str, ...]
    """Lines or codes; of a blank line, the number of the line it comes after."""


class DrillOutcome(Shape):
    """What comes of an option, or of the line that was asked about."""

    said: str
    """The line."""
    replies: tuple[TriedReply, ...]
    rfc: tuple[Citation, ...]
    """Where it is laid down."""


class DrillAnswer(Shape):
    """`/drill/KIND/SEED/answer.json`: what is right, and why."""

    right: int
    """Index of the option."""
    outcomes: tuple[DrillOutcome, ...]
    """Of each option; of the one line that was asked about; none of a message."""
    rfc: tuple[Citation, ...]
    """What the kind of question is about."""
