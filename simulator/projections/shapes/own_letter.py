"""A message from outside, laid open: its way as it says, what others found out about
it, and what can be checked here."""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.letters import LaidOpenSignature, OpenMessage

LetterKind = Literal[
    "letter", "header", "empty", "pdf", "msg", "zip", "picture", "rtf", "web", "other"
]
"""What it is at all: a message with a body, a header section alone, or something that
is no message."""

Trust = Literal["proven", "claimed", "unknown"]
"""Who wrote a line: a server of one's own; anybody who had the message before; nobody
can say."""

HopMark = Literal["malformed", "undated", "future", "backwards", "unchained"]
"""Why a line is odd. `backwards`: it is later than the line above it; `unchained`: the
line above names another machine."""

Check = Literal["spf", "dkim", "dmarc"]


class Hop(Shape):
    """What one Received field says (RFC 5321 §4.4); "" what it does not say."""

    line: int
    """Its place among them, from the top, from 1."""
    trust: Trust
    helo: str
    """Name that the client gave of itself: nobody checked it."""
    reverse: str
    """Name that belongs to the address."""
    address: str
    """Where the client called from, seen by who wrote the line."""
    by: str
    protocol: str
    recipient: str
    date: str
    written: str
    """The field as it stands there."""
    at_s: int | None = None
    """Seconds from 1970."""
    delay_s: int | None = None
    """Since the line below; of the lowest, since Date."""
    marks: tuple[HopMark, ...] = ()


class WrittenResult(Shape):
    """A result that somebody wrote into Authentication-Results (RFC 8601)."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...] = ()
    reason: str = ""


class WrittenResults(Shape):
    """An Authentication-Results field."""

    authserv_id: str
    trust: Trust
    results: tuple[WrittenResult, ...] = ()
    unread: int = 0
    """So many make no sense, or are too many."""


class WrittenSpf(Shape):
    """A Received-SPF field (RFC 7208 §9.1)."""

    result: str
    trust: Trust
    comment: str
    pairs: tuple[tuple[str, str], ...] = ()


class ClientSaid(Shape):
    """Who brought the message to the server that is believed."""

    address: str
    helo: str
    mail_from: str
    receiver: str


class CheckStep(Shape):
    """A step of a check: what happened, and why."""

    say: Text
    why: tuple[Text, ...] = ()


class CheckShown(Shape):
    """SPF, one signature, or DMARC, checked here."""

    check: Check
    state: Literal["checked", "no_records", "no_client", "no_body"]
    """`no_records`: some that it needs are not at hand; `no_body`: the rest fits."""
    result: str
    """A word of RFC 8601 §2.7; "" where it is not known."""
    domain: str
    selector: str = ""
    signature: LaidOpenSignature | None = None
    """What it covers; without `body` where that is not at hand."""
    signed_at_s: int | None = None
    steps: tuple[CheckStep, ...] = ()


class WantedRecord(Shape):
    """What a check asked DNS for, and is not at hand."""

    name: str
    type: str


class OwnLetterQuestion(Shape):
    """In front of the octets of the message, and a line end: how to look at it."""

    now_s: int
    """Seconds from 1970."""
    border: int = 1
    """So many Received lines, from the top, are of one's own servers."""
    records: str = ""
    """Of DNS, as they were pasted."""
    whole: bool = False
    """What the records lack does not exist."""
    cut: bool = False
    """It was too big: only its beginning is here."""
    client: ClientSaid | None = None
    """None: as the message says."""


class OwnLetterPage(Shape):
    """`/own-letter/read.json`: all there is to see of it."""

    kind: LetterKind
    length: int
    border: int = 0
    notes: tuple[Text, ...] = ()
    """Which bounds were reached, and what was repaired to be read."""
    date: str = ""
    """The Date field, which is the author's."""
    date_s: int | None = None
    hops: tuple[Hop, ...] = ()
    """In the order of time: the lowest line first."""
    total_s: int | None = None
    """From the first line with a date to the last."""
    results: tuple[WrittenResults, ...] = ()
    spf: tuple[WrittenSpf, ...] = ()
    arc: int = 0
    """Seals of ARC (RFC 8617)."""
    client: ClientSaid | None = None
    checks: tuple[CheckShown, ...] = ()
    wanted: tuple[WantedRecord, ...] = ()
    problem: Text | None = None
    """What is wrong with the records or the address."""
    letter: OpenMessage | None = None


class SampleLetter(Shape):
    """A message of ours to look at."""

    name: str
    source: str
    """Latin-1."""
    records: str
    border: int
    now_s: int


class OwnLetterStart(Shape):
    """`/own-letter.json`: what there is before there is a message."""

    octets_max: int
    header_octets_max: int
    """What is read of a header section."""
    samples: tuple[SampleLetter, ...]
