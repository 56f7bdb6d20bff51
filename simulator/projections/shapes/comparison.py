"""What one task costs by each way to read mail."""

from simulator.projections.shapes.base import Shape


class MeasuredTask(Shape):
    """What one task cost the device, done in one way."""

    task: str
    way: str
    round_trip_us: int
    up: int
    """Octets the device sent, `down`: received."""
    down: int
    kinds: dict[str, int]
    """Octets by what they are."""
    trips: int
    time_us: int
    inside: int
    """Octets the webmail exchanged behind."""
    said: tuple[str, ...]
    """The commands, or the requests."""


class ComparisonPage(Shape):
    """Each way to read mail, measured once: `/scenarios/NAME/comparison.json`."""

    letters: int
    letter: int
    """Number of the message that is read or deleted."""
    rows: tuple[MeasuredTask, ...]
    """None: the scenario has nobody to compare with."""
