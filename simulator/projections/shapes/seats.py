"""How somebody stands who answers in a server's place."""

from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Shape


class SeatExchange(Shape):
    """What the client said and what was replied in the server's place."""

    said: str
    """A line, or a content with its dot; "" before the greeting."""
    reply: tuple[str, ...]
    mark: str
    """How it ends: "2" to "5", "+" or "-"."""
    state: str
    """Of the session, after it."""
    note: Text
    """What it did."""


class SeatMistake(Shape):
    """A reply that does not belong there, and what a client does with it."""

    reply: tuple[str, ...]
    said: Text
    rfc: str
    """Section, `5321#4.3.2`."""
    client: Text
    sent: tuple[str, ...]
    """What the client's engine says then."""
    why: Text | None
    """What is so, whatever was replied."""


class SeatStanding(Shape):
    """How far somebody is who answers in a server's place."""

    protocol: str
    client: str
    """Host; `server` too."""
    server: str
    typed: bool
    """A person types at the other side; else a mail client speaks."""
    state: str
    """Of the session."""
    done: tuple[SeatExchange, ...]
    asks: str
    """What waits for a reply: as `SeatExchange.said`; "" too when all is over."""
    behind: tuple[str, ...]
    """What the client has already said behind it (RFC 2920)."""
    wrong: SeatMistake | None
    offered: tuple[str, ...]
    """Replies to choose from; none when all is over."""
    first_tries: int
    """Turns that were right at the first try."""
    turns: int
