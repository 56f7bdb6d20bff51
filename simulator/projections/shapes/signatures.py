"""The signatures of a message laid open: what each covers, and which octets changed."""

from typing import Literal

from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.model import Seal

Form = Literal["raw", "simple", "relaxed"]

NameStatus = Literal[
    "same", "forgiven", "changed", "gone", "added", "absent", "unknown"
]


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
