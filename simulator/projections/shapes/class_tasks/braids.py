"""Many sessions of one task as one tree, for whoever teaches."""

from typing import Literal

from simulator.projections.shapes.base import Shape


class BraidLine(Shape):
    """A line that students typed after the same lines before, with the same reply."""

    parent: int
    """The line before it, by its place in the list; -1: none."""
    kind: Literal["line", "content", "secret"]
    """`content`: lines of a message; `secret`: what was said inside AUTH, or a literal
    of IMAP."""
    text: str
    """Its shape: what was the student's own choice is `…`; "" unless `line`."""
    reply: str
    """`250`, `+OK`, `BAD`, `+`; "": none."""
    students: int
    stopped: int
    """So many of them typed no more."""
    others: int
    """So many of them went on in ways that are not told one by one..."""
    kinds: int
    """...and so many are those."""
    lab: str
    """Where one of them typed it: lab, branch, event."""
    branch: str
    seq: int


class Braid(Shape):
    """The tree. Its lines stand in the order of reading: each before those that follow
    it, the one most typed first. Everywhere `students` is the sum of `stopped`, of
    `others`, and of the `students` of the lines that follow."""

    students: int
    stopped: int
    """So many typed nothing."""
    others: int
    kinds: int
    left_out: int
    """Sessions that were too many to be read."""
    lines: tuple[BraidLine, ...]


class BraidTask(Shape):
    """Something that students of a class typed for."""

    scenario: str
    title: dict[str, str]
    """By language: of the lesson or of the scenario."""
    lesson: str
    """Slug, or ""."""
    step: str
    """Of the lesson, or "" before any."""
    students: int
    step_title: dict[str, str] | None = None
    """By language."""


class ClassBraid(Shape):
    """The answer to `class_braid`."""

    ok: bool
    tasks: tuple[BraidTask, ...]
    """What may be asked for; what most typed for, first."""
    asked: int
    """Which of them `braid` is of; -1: there is none yet."""
    braid: Braid


class AttemptCopied(Shape):
    """The answer to `class_attempt`."""

    ok: bool
    lab: str
    """A lab of the teacher's own, with the page `/lab/<lab>`."""
