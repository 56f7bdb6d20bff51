"""What a server knows of the message on a connection: its envelope, and the seals that
say what was found out about who it is from."""

from typing import Literal

from simulator.projections.shapes.base import Shape
from simulator.projections.shapes.recorded import Node


class AnsweredPath(Shape):
    """A recipient on an envelope, with what the server said of it."""

    path: str
    status: Literal["accepted", "refused"]
    code: int


class Envelope(Node):
    """What a client said of a message with MAIL and RCPT."""

    reverse_path: str
    forward_paths: list[AnsweredPath]
    done: str | None = None
    """queued, relayed, delivered or refused, once the message was taken."""


class Seal(Shape):
    """What a check of a message came to (RFC 8601 §2.7), for which domain."""

    result: str
    domain: str


class Seals(Node, kw_only=True):
    """What a server has found out so far about the message on a connection."""

    spf: Seal | None = None
    dkim: list[Seal]
    """Of each signature, from the top; one without a domain: it is not signed."""
    dmarc: Seal | None = None
