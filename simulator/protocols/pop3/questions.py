"""What the POP3 engines ask their agents, and the answers they take.

Server side (a store answers): `Login` with `Maildrop` or `StoreRefusal`;
`MessageContent` with `Body`; `Pause` with `Resumed`; `Update` with `Updated`. A lost
connection after login is a fact for the driver: it must unlock without deleting (RFC
1939 §6).
Client side (an MUA answers): `WhatNext` with a `Command`.
"""

from simulator.protocols.engine import Answer, Question
from simulator.protocols.sasl import Credentials


class Login(Question, frozen=True):
    """Somebody says who they are; a yes takes the lock of the maildrop (RFC 1939 §4).

    `credentials.mechanism`: `USER` for USER and PASS, `APOP`, or one of SASL's.
    """

    credentials: Credentials


class Entry(Answer, frozen=True):
    """One message of a maildrop: `unique_id` of RFC 1939 §7; `length` in octets,
    CRLF line ends, dots not stuffed (§11)."""

    unique_id: str
    length: int


class Maildrop(Answer, frozen=True):
    """The snapshot this session will see; message numbers are positions from 1."""

    mailbox: str
    entries: tuple[Entry, ...]


class StoreRefusal(Answer, frozen=True):
    """`-ERR`. `reason`: a key of `codes.REASONS`, which gives text and code."""

    reason: str


class MessageContent(Question, frozen=True):
    """RETR or TOP wants the octets of a message."""

    mailbox: str
    unique_id: str


class Body(Answer, frozen=True):
    """Octets of one message, CRLF line ends, dots not stuffed, no final dot."""

    data: bytes


class Pause(Question, frozen=True):
    """LIST or UIDL has said a part of many messages; whoever drives the engine lets
    others go first, and answers `Resumed`."""


class Resumed(Answer, frozen=True):
    """The next part."""


class Update(Question, frozen=True):
    """QUIT in TRANSACTION: remove these, release the lock (RFC 1939 §6)."""

    mailbox: str
    unique_ids: tuple[str, ...]


class Updated(Answer, frozen=True):
    """What was really removed, and how many messages are left."""

    removed: tuple[str, ...]
    left: int


class WhatNext(Question, frozen=True):
    """The client is ready for its next command. `response`: to the last one (None after
    the greeting)."""

    response: "Response | None"


class Response(Answer, frozen=True):
    """A whole response: `ok`, first line's `text` after the status, and for multi-line
    responses the `data`, dots unstuffed, without the final dot."""

    verb: str
    ok: bool
    text: str
    data: bytes | None


class Command(Answer, frozen=True):
    """The next command: `Command("RETR", "1")`. QUIT ends the session."""

    verb: str
    argument: str = ""
