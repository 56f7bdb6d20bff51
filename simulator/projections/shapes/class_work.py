"""What the students of a class are doing, as their teacher gets it, and who looks on.

It goes to a teacher's page that asked for it, and to no other.
"""

from typing import Literal

from simulator.projections.shapes.base import Shape

Stuck = Literal["", "wrong", "still", "astray"]
"""`wrong`: many wrong lines since the last goal. `still`: nothing done while one is
open. `astray`: their page said that it did what cannot be done there, which counts for
nothing."""


class StuckRule(Shape):
    """When somebody counts as stuck: with a goal open, after `wrong` wrong lines and
    `wrong_s` seconds since one was met, or `still_s` seconds without doing anything."""

    wrong: int
    wrong_s: int
    still_s: int


class StudentWork(Shape):
    """One student. What changed is told whole."""

    member: str
    version: int
    """Grows with every change: an older one that comes late is thrown away."""
    place: Literal["", "lesson", "scenario", "exam"]
    """"" with nothing of their own open. Of an exam nothing else is told."""
    lesson: str
    """Slug, or "". With nothing open it is the last one, with `step` and `goals`."""
    step: str
    """The step of the lesson they turned to last, or ""."""
    scenario: str
    """Its name."""
    line: str
    """The last they typed, or ""."""
    reply: str
    """The first line of what came back to it, or ""."""
    wrong: bool
    """That reply refuses it."""
    errors: int
    """Lines of theirs that were refused there, so far."""
    idle_s: int
    """Seconds since they did something, as this is told."""
    stuck: Stuck
    goals: str
    """Of the lesson, in the order of its page, a step without goals as one: `h` held,
    `o` open, `-` not begun."""


class WrongLine(Shape):
    """A line that was refused. Whose it is, is not told."""

    line: str
    """As typed."""
    reply: str
    """The first line of what came back."""
    students: int
    """So many typed it."""


class ClassWork(Shape):
    """The answer to `class_work`: all that is known so far; the rest comes as news."""

    ok: bool
    rule: StuckRule
    students: list[StudentWork]
    wrong: list[WrongLine]


class WorkNews(Shape):
    """`work`, to a teacher's page that asked for it, once a second at most: students
    whose work is not as it was, and the commonest wrong lines if these are not."""

    code: str
    students: list[StudentWork]
    wrong: list[WrongLine] | None = None


class ClassPeek(Shape):
    """The answer to `class_peek`: the lab where that student works; "" for none."""

    ok: bool
    lab: str


class PeekNews(Shape):
    """`class_peek`, to the page of a teacher who looks at a student's screen: they work
    in another lab now; "" for none."""

    code: str
    member: str
    lab: str


class PeekedNews(Shape):
    """`class_peeked`, to a student: a teacher looks at these labs of theirs."""

    code: str
    labs: tuple[str, ...]
