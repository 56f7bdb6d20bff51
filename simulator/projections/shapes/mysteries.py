"""A mystery as its page has it: what people say, whom one may accuse, the judgement."""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape


class MysteryAnswer(Shape):
    """What a student said last, and what is right of it."""

    cause: str
    machine: str
    pins: tuple[int, int]
    """Events; -1 for a step not pinned yet."""
    cause_right: bool
    machine_right: bool
    pins_right: tuple[bool, bool]
    """Each is part of a proof."""
    proven: bool
    """The two together are a proof."""
    lacks: Literal["cause", "effect", "other"]
    """What neither shows: what failed, what happened to the letter, or either."""


class MysteryPage(Shape):
    """`/lab/ID/mystery.json`: how far a student is in a mystery."""

    code: str
    """As the address has it, level first: `2-4711`; "" in an exam."""
    level: int
    story: Text
    """What people say happened."""
    causes: tuple[str, ...]
    """To choose from; `mystery.cause.NAME` is the text of each."""
    machines: tuple[str, ...]
    until: int
    """The last event that can be pinned."""
    accusations: int
    solved: bool
    next: str
    """The code of another mystery of this level."""
    judged: bool
    """What is right is told; in an exam only at its end."""
    said: MysteryAnswer | None = None
    told: Text | None = None
    """The solution, for who found it or gave up."""
    proof: tuple[int, int] | None = None
    """Two events that prove it, likewise."""
