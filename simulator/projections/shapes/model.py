"""The model: what the world looks like after an event, as one tree.

Changes fold into it. What is absent is None in Python and missing in JSON.
"""

from typing import Literal

from simulator.projections.catalogue import Param
from simulator.projections.shapes.base import Json, Shape
from simulator.projections.shapes.hosts import Host
from simulator.projections.shapes.recorded import Node

PaperPart = Literal["header", "blank", "body", "dot"]


class Cable(Node):
    """Between a host and the network. Absent numbers: as built."""

    host: str
    cut: bool | None = None
    latency_us: int | None = None
    rate_bps: int | None = None
    loss_ppm: int | None = None


class Chapter(Shape):
    """A connection, or a delivery: the story's heading, a text."""

    key: str
    params: dict[str, Param]
    protocol: str
    step: int
    """The first."""


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


class PaperLine(Shape):
    """A line typed into a message."""

    text: str
    part: PaperPart


class NextLine(Shape):
    """Which part of a message the next line will be: one that holds a text, an empty
    one, and a single dot."""

    text: PaperPart
    empty: PaperPart
    dot: PaperPart


class ShownFields(Shape):
    """Fields as a person reads them: encoded words decoded (RFC 2047)."""

    subject: str
    from_: str
    to: str


class SentMessage(Shape):
    """The message a connection brought."""

    subject: str
    """As it was sent, Latin-1; so are `from` and `to`."""
    from_: str
    to: str
    shown: ShownFields
    length: int
    blank_line: bool
    """Between header section and body."""
    offset: int
    """In the client's stream, with `wire_length` octets there."""
    wire_length: int


class SelectedFolder(Shape):
    """IMAP: the folder that is open."""

    folder: str
    read_only: bool


class Octets(Node):
    """Octets each end sent."""

    client: int
    server: int


class OctetKinds(Node):
    """What those octets were."""

    command: int
    reply: int
    header: int
    body: int


class Conn(Node):
    """A TCP connection and the session on it."""

    id: str
    client: str
    server: str
    client_port: int
    port: int
    service: str
    protocol: str
    open: bool
    state: str
    legal: list[str]
    """Verbs the server takes now."""
    octets: Octets
    kinds: OctetKinds
    round_trips: int
    since_us: int
    until_us: int | None = None
    """When it was closed."""
    by: str | None = None
    """Who closed it."""
    clean: bool | None = None
    """Closed by FIN, not by RST."""
    broken: bool | None = None
    """TCP gave up."""
    chapter: int | None = None
    terminal: str | None = None
    """The actor who opened it or types in it by hand."""
    tls: Literal["implicit", "agreed", "started"] | None = None
    """`implicit`: its client begins with TLS. `agreed`: the server waits for the
    handshake that it said yes to; `started`: that is over."""
    user: str | None = None
    announced: list[str] | None = None
    """What the server said it knows, as far as it changes what is legal."""
    envelope: Envelope | None = None
    seals: Seals | None = None
    """Once the server checks who the message is from."""
    in_letter: bool | None = None
    """Between 354 and the end of the message."""
    paper: list[PaperLine] | None = None
    next_line: NextLine | None = None
    """While `in_letter`."""
    letter: SentMessage | None = None
    message: str | None = None
    """Its name in the queue, when accepted."""
    marked: list[int] | None = None
    """POP3: numbers of the messages to be deleted."""
    selected: SelectedFolder | None = None
    idling: bool | None = None
    """IMAP: between IDLE and DONE."""


class StoredMessage(Node):
    """A message in a mailbox. With IMAP it has `uid`, `flags` and `internal_date`."""

    unique_id: str
    message: str
    subject: str
    from_: str
    to: str
    length: int
    reverse_path: str | None = None
    uid: int | None = None
    flags: list[str] | None = None
    internal_date: str | None = None


class Folder(Node):
    """A folder of an account, as IMAP sees it."""

    name: str
    special_use: str
    subscribed: bool
    selectable: bool
    uid_validity: int
    messages: list[StoredMessage]
    """Empty for INBOX: those are the mailbox's own."""


class Mailbox(Node):
    """An account's mail at its server."""

    host: str
    messages: list[StoredMessage]
    locked: str | None = None
    """The connection that has it."""
    full: bool | None = None
    folders: list[Folder] | None = None
    """INBOX first; absent without IMAP."""


class QueuedMessage(Node):
    """A message in the queue of an MTA."""

    message: str
    reverse_path: str
    forward_paths: list[str]
    """Those that still wait."""
    length: int
    since_us: int
    attempts: int
    conn: str | None = None
    """That brought it; absent: the server wrote it."""
    trying: str | None = None
    """Host, while it is tried."""
    hosts: list[str] | None = None
    """Tried last."""
    code: int | None = None
    """Said last, with `text`; 0: no reply."""
    text: str | None = None
    next_us: int | None = None
    """When it is tried again."""
    gives_up_us: int | None = None


class HeldMessage(Shape):
    """A message in a mail client."""

    message: str
    subject: str
    from_: str
    length: int
    unique_id: str
    uid: int | None = None
    """Its number at the server, when IMAP brought it."""


class BrowserPage(Shape):
    """The page a browser shows: octets of a stream, or a problem."""

    address: str
    status: int
    stream: str
    offset: int
    length: int
    problem: str


class Waiting(Node):
    """What waits, and would go on if time were skipped."""

    count: int
    """Open sessions and messages in queues."""
    retry_us: int | None = None
    """The next attempt of a queue."""
    sessions: int | None = None
    """Open sessions, where a retry waits, too."""


class Offer(Shape):
    """A button that makes sense now."""

    act: dict[str, Json]
    key: str
    params: dict[str, Param]


class Model(Node, kw_only=True):
    """The whole world on show. Objects are by id, address or host."""

    epoch: str | None = None
    """The moment at which virtual time is 0, `2026-11-23T09:00:00+01:00`."""
    order: list[str]
    """Hosts, from left to right on the stage."""
    hosts: dict[str, Host]
    links: dict[str, Cable]
    mailboxes: dict[str, Mailbox]
    conns: dict[str, Conn]
    answers: dict[str, str]
    """Question to the answer a learner gave."""
    queues: dict[str, list[QueuedMessage]]
    inboxes: dict[str, list[HeldMessage]]
    chapters: list[Chapter]
    waiting: Waiting
    offers: list[Offer]
    browsers: dict[str, BrowserPage] | None = None
    """Absent until a browser has shown a page."""
