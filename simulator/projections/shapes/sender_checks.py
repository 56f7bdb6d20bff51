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


CheckResult = Literal[
    "pass", "fail", "softfail", "neutral", "none", "policy", "temperror", "permerror"
]


class DmarcSignature(Shape):
    """A signature, as DKIM found it."""

    domain: Name
    """Its `d=`."""
    result: CheckResult = "pass"


class DmarcPolicy(Shape):
    """A record at `_dmarc.DOMAIN`; "": none."""

    domain: Name
    record: RecordText


class DmarcTrial(Shape):
    """`/check/dmarc.json`, posted: whom people read, and what was proven for whom."""

    author: Name
    """The domain in From."""
    spf_domain: Name = ""
    """Of the reverse-path; "": SPF says nothing."""
    spf_result: CheckResult = "pass"
    signatures: Annotated[
        tuple[DmarcSignature, ...], msgspec.Meta(max_length=SIGNATURES_MAX)
    ] = ()
    policies: Annotated[
        tuple[DmarcPolicy, ...], msgspec.Meta(max_length=POLICIES_MAX)
    ] = ()
    zone: ZoneText = ""
    """Further records: a name that has any exists."""
    silent: Annotated[tuple[Name, ...], msgspec.Meta(max_length=SILENT_MAX)] = ()


class PolicyMistake(Shape):
    """What is passed over in a record."""

    policy: int
    """Index in `DmarcTrial.policies`."""
    text: Text


class DmarcEdge(Shape):
    """From the domain of From to one that SPF or DKIM spoke about."""

    mechanism: str
    domain: str
    passed: bool
    mode: str
    """strict or relaxed."""
    aligned: bool
    organization: str
    """Of `domain`; "": it did not have to be known."""


class DmarcPlayed(Shape):
    """What came of a `DmarcTrial`. Nothing was played where `problem` is there."""

    problem: TrialProblem | None = None
    mistakes: tuple[PolicyMistake, ...] = ()
    steps: tuple[Step, ...] = ()
    """As in a lab."""
    edges: tuple[DmarcEdge, ...] = ()
    """In the order of the trial, SPF first; none where no policy applies."""
    walked: tuple[str, ...] = ()
    """Every name that was asked for a policy."""
    result: str = ""
    cause: str = ""
    policy: str = ""
    disposition: str = ""
    tag: str = ""
    """p, sp or np."""
    policy_domain: str = ""
    testing: bool = False
    """`t=y`: one level less is asked for."""


class DmarcExample(Shape):
    """A trial to begin with; its words are `ui.sender.triangle.ID`."""

    id: str
    trial: DmarcTrial


class SenderExamples(Shape):
    """`/sender.json`: what the page offers to begin with."""

    spf: tuple[SpfExample, ...]
    dmarc: tuple[DmarcExample, ...]
    lookups_max: int
    void_lookups_max: int


class SpfCase(Shape, kw_only=True):
    """One case of the test suite of RFC 7208."""

    id: str
    address: str
    helo: str
    sender: str
    domain: str
    record: str = ""
    """Of that domain, where it is its only one and plain; else it is in `lines`."""
    line: int = -1
    """Where it is in the lines of its section; -1: it stays there."""
    accepted: tuple[str, ...]
    """Results that are right."""
    explanation: str | None = None
    """What a client that fails is told; "": the receiver's own words."""
    spec: tuple[str, ...] = ()
    """Sections of RFC 7208."""
    comment: str = ""
    """What its authors say of it, in English."""


class SpfCaseSection(Shape, kw_only=True):
    """Cases of one subject, which share their records. Its heading is
    `ui.sender.section.ID` of the catalogue."""

    id: str
    lines: tuple[str, ...]
    """Of a zone file."""
    silent: tuple[str, ...] = ()
    cases: tuple[SpfCase, ...]


class SpfCases(Shape):
    """`/check/cases.json`: the cases, if this installation has them."""

    source: str = ""
    notice: str = ""
    """Licence and authors, as the licence asks for."""
    sections: tuple[SpfCaseSection, ...] = ()
