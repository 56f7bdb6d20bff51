"""What is compared: a task by each way to read mail, what a spy on the cable sees of
one session, said in several ways, and one message in each era."""

from typing import Literal

from simulator.languages import Words
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


class OverheardFlight(Shape):
    """What one machine sent back to back, as it is on the wire."""

    at_ms: int
    """Since the connection was opened."""
    by: Literal["client", "server"]
    octets: int
    text: str
    """Its lines; "": nothing that can be read."""


class Leak(Shape):
    """Something that was said in the session, and whether the wire shows it."""

    what: str
    read: bool


class OverheardSession(Shape):
    """One connection that passed the spy."""

    tls: Literal["none", "started", "implicit"]
    port: int
    flights: tuple[OverheardFlight, ...]
    octets: int
    """On the wire, both ways."""
    leaks: tuple[Leak, ...]


class EavesdroppingPage(Shape):
    """The same session in several ways: `/scenarios/NAME/overheard.json`."""

    names: tuple[str, ...]
    """What the client asked DNS for."""
    sessions: tuple[OverheardSession, ...]
    """None: nobody listens in this scenario."""


LineKind = Literal["command", "reply", "header", "body", "dns", "tls", "check"]


class EraLine(Shape):
    """One line of a talk."""

    kind: LineKind
    text: str
    """As it went over the wire, without its line end; of `dns` the question and its
    answers, of `check` what a server found out, of `tls` nothing."""
    new: bool | None = None
    """Nothing like it was said in an earlier era."""


class EraTalk(Shape):
    """One connection, or all that one machine asks of DNS."""

    client: str
    server: str
    port: int
    """0: DNS, by datagrams."""
    lines: tuple[EraLine, ...]
    new_port: bool | None = None


class Era(Shape):
    """The message as in one year."""

    year: str
    scenario: str
    """Whose demonstration it is."""
    talks: tuple[EraTalk, ...]
    added: int
    """Lines that are new."""


class ErasPage(Shape):
    """All of them, the oldest first: `/eras.json`."""

    hosts: dict[str, Words]
    """What the machines are called, by id and language."""
    eras: tuple[Era, ...]
