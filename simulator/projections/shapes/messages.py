"""Socket messages and their answers."""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape


class Branch(Shape):
    """One run of the simulated world."""

    id: str
    parent: str
    after: int
    """The last event it shares with its parent."""
    kind: Literal["line", "attempt"]
    label: Text
