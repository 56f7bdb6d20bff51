"""Checks of a sender to play with: SPF term by term, DMARC as a triangle.

What is tried is the browser's and is posted; nothing of it is kept.
"""

from typing import Annotated, Literal

import msgspec

from simulator.journal import Span
from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.events import Step

NAME_MAX = 300
RECORD_MAX = 4_000
ZONE_MAX = 20_000
SILENT_MAX = 10
POLICIES_MAX = 10
SIGNATURES_MAX = 5

Name = Annotated[str, msgspec.Meta(max_length=NAME_MAX)]
RecordText = Annotated[str, msgspec.Meta(max_length=RECORD_MAX)]
ZoneText = Annotated[str, msgspec.Meta(max_length=ZONE_MAX)]
Entered = Literal["", "include", "redirect"]
"""How a record is come to: it is the first one, or another leads to it."""


TrialField = Literal["address", "domain", "record", "zone", "author"]


class SpfTrial(Shape):
    """`/sender/spf.json`, posted: a client, what it says, and what DNS has."""

    address: Name
    """Of the client."""
    helo: Name
    sender: Name
    """The reverse-path without brackets; "" for the null one."""
    domain: Name = ""
    """Whose record `record` is."""
    record: RecordText = ""
    """A TXT record; "": none."""
    zone: ZoneText = ""
    """Further records, as in a zone file, their names absolute."""
    silent: Annotated[tuple[Name, ...], msgspec.Meta(max_length=SILENT_MAX)] = ()
    """Names whose server does not answer, but for records that are given."""


class TrialProblem(Shape):
    """Why nothing could be tried: what is wrong with one of the fields."""

    field: TrialField
    line: int
    """Of the zone, from 1; 0: the whole of it. Of several records: which, from 1."""
    text: Text


class RecordMistake(Shape):
    """Where a record as it is typed is wrong, in characters, and why."""

    start: int
    end: int
    text: Text


class SpfRow(Shape):
    """A record on the machine, as far as a fact carries it."""

    domain: str
    record: str
    """Latin-1."""
    spans: tuple[Span, ...]
    """version, directive, modifier."""


class SpfFrame(Shape):
    """A domain that is being evaluated, at one step."""

    domain: str
    how: Entered
    row: int
    """Index in `SpfPlayed.rows`; -1: its record is not known yet, or there is none."""
    start: int
    end: int
    """The term that is looked at, in the row; both 0: none yet."""
    matched: bool | None = None
    """What came of it, once it is known."""


class SpfMoment(Shape):
    """The machine after a step. `frames`: from the first domain to the innermost."""

    frames: tuple[SpfFrame, ...]
    lookups: int
    void_lookups: int


class SpfPlayed(Shape):
    """What came of an `SpfTrial`. Nothing was played where `problem` is there."""

    problem: TrialProblem | None = None
    mistake: RecordMistake | None = None
    """In `record`."""
    checked: str = ""
    """The domain that is checked first."""
    steps: tuple[Step, ...] = ()
    """As in a lab."""
    moments: tuple[SpfMoment, ...] = ()
    """One for each step."""
    rows: tuple[SpfRow, ...] = ()
    left_out: int = 0
    """Steps before the last one that are not here: there are too many."""
    result: str = ""


class SpfExample(Shape):
    """A trial to begin with; its words are `ui.sender.example.ID` of the catalogue."""

    id: str
    trial: SpfTrial


class SenderExamples(Shape):
    """`/sender.json`: what the page offers to begin with."""

    spf: tuple[SpfExample, ...]
    lookups_max: int
    void_lookups_max: int
