"""A served event: one line of the journal, what it changes, and how it is told."""

from typing import Literal

from simulator.journal import Span
from simulator.journal.facts import AnyFact
from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.recorded import Change

BeatShape = Literal[
    "open", "command", "reply", "letter", "close", "local", "fault", "typed"
]


class Beat(Shape):
    """All a view needs to draw a step without its neighbours.

    `head + text` is the first line as it went over the wire.
    """

    step: int
    """From 1."""
    shape: BeatShape
    protocol: str
    """smtp, pop3, imap, http, dns, tcp, or local: nothing crosses the network."""
    from_: str
    """Host."""
    to: str
    """Host; the same as `from`: it happens inside."""
    client: str
    """Host that opened the connection, or ""."""
    server: str
    """Host it was opened to, or ""."""
    mark: str
    """How a reply ends: "2" to "5", "+", "-", or ""."""
    head: str
    """What stands out of the first line: `MAIL FROM:`, `250`, `+OK`."""
    text: str
    """The rest of the first line."""
    more: tuple[str, ...]
    """Further lines."""
    length: int
    """Octets on the wire."""
    phase: str
    """Part of the session: greeting, sender, recipients, letter, dot, goodbye, login,
    transaction, update, or ""."""
    chapter: int
    """Index in `Model.chapters`."""
    rfc: tuple[str, ...]
    """Sections, `5321#4.1.1.2`."""
    spans: tuple[Span, ...]
    """Parsed parts of the first line: start, end, role."""
    lost: bool
    """It never arrived."""


class CardField(Shape):
    """A field on the card of a message, as a person reads it."""

    name: str
    value: str


class LetterParts(Shape):
    """Where the parts of a message are in the `octets` of a step."""

    status: int
    """Octets of the status line in front (POP3, IMAP); 0: none."""
    header: int
    """Where the header section ends."""
    body: int
    """Where the body begins: after the blank line, if there is one."""
    end: int
    """Where the body ends; behind it a final dot, or the rest of IMAP's response."""
    blank_line: bool
    dot: bool
    """The final dot is there."""
    card: tuple[CardField, ...]
    """The few fields people look at first."""


class Served(Shape, kw_only=True):
    """One event of the journal with what it changes. Only a `Step` has a beat."""

    seq: int
    at_us: int
    """Virtual microseconds."""
    host: str
    conn: str
    cause: int
    fact: AnyFact
    beat: Beat | None = None
    octets: str | None = None
    """Up to 4096 octets of the line or message, Latin-1."""
    octets_left: int | None = None
    """So many more there are."""
    letter: LetterParts | None = None
    """Where `octets` are a message."""
    segments: tuple[tuple[int, int, bool], ...] | None = None
    """Of a flight of several segments, or of parts: start, end, whether it arrives."""
    say: Text | None = None
    """The sentence above the stage."""
    why: Text | None = None
    """One plain paragraph: what this line is, or why it failed."""
    next: Text | None = None
    """What to do now: after errors, and prompts such as 354."""
    slips: tuple[Text, ...] | None = None
    """What the eye misses: curly quotes, a space after the colon."""
    notes: tuple[Text, ...] | None = None
    """What a newer standard made of a command."""
    keyframe: bool | None = None
    """`changes` begin with the whole model: nothing older is kept."""
    changes: list[Change]


class Step(Served, kw_only=True):
    """A served event that is told."""

    beat: Beat
    say: Text
