"""Messages read as wholes: listed, laid open, followed from host to host; their
signatures, what each covers, and which octets changed."""

from typing import Literal

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.model import Seal

FieldGroup = Literal["people", "stamps", "mime", "other"]

ReportGroup = Literal["message", "recipient"]

StopKind = Literal["composed", "queued", "delivered", "collected"]

Form = Literal["raw", "simple", "relaxed"]

NameStatus = Literal[
    "same", "forgiven", "changed", "gone", "added", "absent", "unknown"
]


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


class ChangedOctets(Shape):
    """Octets that are others than when they were signed; Latin-1, cut where long."""

    offset: int
    """In what is compared, as it is now."""
    before: str
    before_octets: int
    """All of them."""
    after: str
    after_octets: int
    lead: str
    """A few octets in front, the same in both; so `trail` behind."""
    trail: str


class Compared(Shape):
    """What was signed and what is here, in one form: `raw` as it travels, or canonical
    (RFC 6376 §3.4). No changes: in this form they are the same."""

    form: Form
    changes: tuple[ChangedOctets, ...]
    more: int
    """Changes that are not listed."""


class SignedName(Shape):
    """A name in `h=`, and the field it stands for; `start` -1: there is no such field
    (any more), so that nobody may add one. The signature's own field is the last."""

    name: str
    start: int
    end: int
    status: NameStatus
    """`forgiven`: it is another, not in the canonical form; `absent`: there never was
    one; `unknown`: what was signed is not at hand."""
    compared: tuple[Compared, ...]


class SignedBody(Shape):
    """The body's hash, as the signature states it and as the body that is here has it;
    base64."""

    form: Literal["simple", "relaxed"]
    stated: str
    hash: str
    octets: int
    """Of the canonical body."""
    octets_hashed: int
    compared: tuple[Compared, ...]


class LaidOpenSignature(Shape):
    """A DKIM-Signature field of a message. Places are offsets into the message."""

    number: int
    """From the top, beginning with 1."""
    start: int
    end: int
    problem: str
    """Why it cannot be read: then the rest is empty; or ""."""
    domain: str
    selector: str
    algorithm: str
    header: str
    """How the header section is made canonical."""
    signer: str
    """Host that made it, "": not in this lab."""
    result: str
    """What the last server that checked it says (RFC 8601 §2.7.1), "": none did."""
    cause: str
    names: tuple[SignedName, ...]
    body: SignedBody | None = None


class ServerFindings(Shape):
    """What one server found out about a message when it came."""

    host: str
    results: tuple[tuple[str, Seal], ...]
    """Method and result."""
    action: str


class ClaimedResults(Shape):
    """A field that says what somebody found out (RFC 8601, RFC 7208 §9.1)."""

    name: str
    value: str
    start: int
    by: str
    """The server that found it out and wrote it; "": anybody may have written it."""


class MessageSignatures(Shape):
    """`signatures/<message>.json`."""

    signatures: tuple[LaidOpenSignature, ...]
    more: int
    """Signatures that are not listed."""
    findings: tuple[ServerFindings, ...]
    claims: tuple[ClaimedResults, ...]
