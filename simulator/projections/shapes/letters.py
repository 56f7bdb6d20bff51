"""Messages read as wholes: listed, laid open, followed from host to host."""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape

FieldGroup = Literal["people", "stamps", "mime", "other"]

ReportGroup = Literal["message", "recipient"]

StopKind = Literal["composed", "queued", "delivered", "collected"]


class Crossing(Shape):
    """Where a message crossed the network: octets `offset` to `offset + length` of the
    stream `conn.stream`, dots stuffed, final dot included."""

    conn: str
    stream: str
    offset: int
    length: int
    dots_stuffed: int


class Stop(Shape):
    """A message at one place on its way."""

    kind: StopKind
    message: str
    """Names its stream."""
    host: str
    seq: int
    at_us: int
    length: int
    before: str
    """The stop it came from: the same message with `added` octets on top; or ""."""
    because: str
    """Of a notice: the other message it is an answer to; or ""."""
    added: int
    mailbox: str
    """Where it lies, delivered or collected; or ""."""
    wire: Crossing | None


class ListedMessage(Shape):
    """Every message once, in the order of conversations, answers below what they
    answer."""

    message: str
    message_id: str
    subject: str
    from_: str
    date: str
    parent: str
    """Another message of the list, or ""."""
    depth: int
    missing: bool
    """What it answers is not here."""


class TravelledMessage(ListedMessage):
    """The same with its way."""

    because: str
    stops: tuple[Stop, ...]


class HeaderField(Shape):
    """A field of a header section; every place is an offset into the message."""

    name: str
    value: str
    """Unfolded, encoded words decoded (RFC 2047)."""
    start: int
    end: int
    group: FieldGroup
    key: str
    """A text that says what the field is for."""
    by: str
    """Host whose program wrote it, "" unknown."""


class ReportField(Shape):
    """A field of a delivery report (RFC 3464 §2)."""

    name: str
    value: str
    key: str
    group: ReportGroup | None = None
    """What begins here."""


class BodyPart(Shape):
    """A part of the MIME tree. Leaves have what is inside: `text`, `html`, or
    `picture`, and `report` besides."""

    number: str
    """1, 1.1, 1.2, 2 (RFC 3501 §6.4.5); "" of the multipart that is the message."""
    depth: int
    type: str
    charset: str
    encoding: str
    boundary: str
    name: str
    """Of the file, or ""."""
    role: Literal["", "text", "html", "attachment"]
    """How a reader of the message meets it; "": not by itself."""
    instead_of: str
    """Number of the text that says the same, of HTML in an alternative; or ""."""
    start: int
    body: int
    end: int
    octets: int
    """As they travel."""
    decoded: int | None = None
    """Octets once their encoding is taken off."""
    text: str | None = None
    html: str | None = None
    text_cut: bool | None = None
    picture: str | None = None
    """A data: address."""
    report: tuple[ReportField, ...] | None = None


class ReplyHeader(Shape):
    """What a reply begins with (RFC 5322 §3.6.3, §3.6.4)."""

    to: tuple[str, ...]
    subject: str
    in_reply_to: str
    """The Message-ID of what is replied to, or ""."""
    references: tuple[str, ...]


class BrokenRule(Shape):
    """What a header section breaks of RFC 5322 §3.6: a field is missing, is there more
    than once or has a space before its colon (§2.2), or `Sender` is missing though
    several sign."""

    rule: Literal["missing", "repeated", "sender", "space"]
    field: str


class OpenMessage(Shape, kw_only=True):
    """A message laid open. A draft has no `message`, `journey` and `because`."""

    message: str | None = None
    length: int
    source: str
    """The first octets, Latin-1."""
    cut: bool
    """There are more."""
    header_length: int
    blank_line: bool
    fields: tuple[HeaderField, ...]
    more_fields: int
    """So many are not listed."""
    broken: tuple[BrokenRule, ...]
    parts: tuple[BodyPart, ...]
    """Flat, in the order of the octets."""
    more_parts: int
    """So many are not listed."""
    reply: ReplyHeader
    journey: tuple[Stop, ...] | None = None
    because: str | None = None


class Draft(Shape):
    """The message an act `send` would make."""

    letter: OpenMessage | None
    """None: it cannot be made."""
    problem: Text | None
    """Why it cannot be sent."""
    reverse_path: str | None = None
    forward_paths: tuple[str, ...] | None = None


class MessageList(Shape):
    """`letters.json`: every message of a branch once, in the order of conversations."""

    letters: list[TravelledMessage]


class Conversations(Shape):
    """`threads.json`: the messages asked for, answers below what they answer."""

    letters: list[ListedMessage]
