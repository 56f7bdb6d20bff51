"""A blackout as a class gets it: what is known of it, and the board of who found it."""

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape


class ClassBlackout(Shape):
    """Something is broken in everybody's network. What, is told once it is over."""

    id: str
    over: bool
    cause: str
    """`mystery.cause.NAME` is its text; "" until it is over, as `machine`."""
    machine: str
    mystery: str = ""
    """Code of the one that the class is set; "": it is broken where they work."""


class BlackoutCase(Shape):
    """The answer to `class_case` and to `class_diagnose`: how far a student is."""

    ok: bool
    causes: tuple[str, ...]
    """To choose from; `mystery.cause.NAME` is the text of each."""
    machines: tuple[str, ...]
    since: int
    """Only later events show it."""
    tries: int
    solved: bool
    cause_right: bool | None = None
    """Of what was just said, as the next two."""
    machine_right: bool | None = None
    evidence_right: bool | None = None


class BlackoutRow(Shape):
    """One student on the teacher's board."""

    name: str
    solved: bool
    seconds: int
    """From the fault on: until it was found out, or so far."""
    tries: int
    cause: str
    """What they said last; "": nothing yet, as `machine`."""
    machine: str
    evidence: Text | None = None
    """The step they pointed at last."""
    kept_out: Text | None = None
    """Why nothing is broken in their network."""


class BlackoutMachine(Shape):
    """A mail server that students have in their networks."""

    id: str
    label: dict[str, str]
    """By language."""
    labs: int
    """So many of them have it."""


class BlackoutBoard(Shape):
    """The answer to `class_blackout` and `class_blackout_board`, for teachers."""

    ok: bool
    causes: tuple[str, ...]
    """Those that one can begin with."""
    machines: tuple[BlackoutMachine, ...]
    rows: list[BlackoutRow]
    id: str
    """"" when there is none, as `cause` and `machine`."""
    over: bool
    cause: str
    machine: str
    mystery: str
