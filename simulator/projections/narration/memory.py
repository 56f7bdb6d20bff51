"""What the narrator remembers between events, and what it hands over for a step.

A sentence depends on a little past: who is on the line, whether a message is being
typed, whether this was refused a moment ago. That past is here and nowhere else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple, Required, TypedDict

import msgspec

from simulator.journal import Event, Fact, Journal, Span
from simulator.journal.facts import (
    DkimBodyHashed,
    DkimHeaderHashed,
    ImapResponseSent,
    LabIntervened,
    NoticeComposed,
    TcpConnectionOpened,
)
from simulator.projections.catalogue import Param, Text
from simulator.projections.shapes.events import BeatShape
from simulator.projections.shapes.model import Chapter, Conn, Model
from simulator.protocols.services import PROTOCOLS

PEOPLE = ("student", "teacher")
"""Actors to whom the narrator says "you"."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One step before it has its number. Fields as in `shapes.Beat` and `shapes.Step`.

    `ranges`: `(offset, length)` of its octets in the fact's stream, where a step is
    made of several facts."""

    shape: BeatShape
    protocol: str
    source: str
    target: str
    say: Text
    why: Text | None = None
    next: Text | None = None
    slips: tuple[Text, ...] = ()
    client: str = ""
    server: str = ""
    mark: str = ""
    head: str = ""
    text: str = ""
    more: tuple[str, ...] = ()
    length: int = 0
    phase: str = ""
    chapter: int = 0
    new_chapter: Chapter | None = None
    rfc: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    lost: bool = False
    notes: tuple[Text, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()


class Told(TypedDict, total=False):
    """The texts of a draft, its mark and its sections."""

    say: Required[Text]
    why: Text | None
    next: Text | None
    slips: tuple[Text, ...]
    notes: tuple[Text, ...]
    mark: str
    rfc: tuple[str, ...]


class DraftRest(Told, total=False):
    """What a protocol's own way of drafting hands on to `Draft`."""

    head: str
    text: str
    more: tuple[str, ...]
    length: int
    phase: str
    spans: tuple[Span, ...]
    lost: bool
    ranges: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class RememberedConn:
    """One connection. `actor`: who opened or types ("": a program).

    `accepted`: recipients on the envelope; `letters`: accepted or fetched in
    this session; `refused`: the last refused line and its code; `ended_letter`: the
    last reply was to a content. IMAP: `heard`: untagged responses that wait for their
    completion; `idling`: between IDLE and DONE; `read_only`: the folder was opened with
    EXAMINE; `removed`: messages that left it since the last command;
    `completed`: commands that were. `notice`: the client wrote a notice, which it
    brings. `after_lf`: the last line typed into the message ended in LF alone;
    `smuggled`: the server took a false end for the end, and reads text as commands.
    """

    id: str
    client: str
    server: str
    port: int
    protocol: str
    actor: str = ""
    relay: bool = False
    chapter: int = 0
    phase: str = ""
    state: str = ""
    greetings: int = 0
    accepted: int = 0
    letters: int = 0
    in_letter: bool = False
    part: str = "header"
    told_no_field: bool = False
    told_dot: bool = False
    ended_letter: bool = False
    command: str = ""
    refused: tuple[str, int] = ("", 0)
    marked: int = 0
    announced: tuple[str, ...] = ()
    said_goodbye: bool = False
    heard: list[ImapResponseSent] = field(default_factory=list)
    idling: bool = False
    read_only: bool = False
    removed: int = 0
    completed: int = 0
    notice: bool = False
    after_lf: bool = False
    smuggled: bool = False

    @property
    def you(self) -> bool:
        """A person of the class types here."""
        return self.actor in PEOPLE

    @property
    def role(self) -> str:
        """Which variant of a sentence fits: you, notice, relay or client."""
        if self.you:
            return "you"
        return "notice" if self.notice else "relay" if self.relay else "client"

    @property
    def ends(self) -> dict[str, str | int]:
        """Its two machines, as sentences name them."""
        return {"client": self.client, "server": self.server}

    def begin_letter(self) -> None:
        """354 was said."""
        self.in_letter, self.part, self.told_no_field = True, "header", False
        self.told_dot = self.after_lf = False


def _remembered(conn: Conn, relay: bool) -> RememberedConn:
    """What the model knows of an open connection."""
    paths = conn.envelope.forward_paths if conn.envelope else ()
    return RememberedConn(
        conn.id,
        conn.client,
        conn.server,
        conn.port,
        conn.protocol,
        actor=conn.terminal or "",
        relay=relay,
        state=conn.state,
        accepted=sum(path.status == "accepted" for path in paths),
        in_letter=bool(conn.in_letter),
        marked=len(conn.marked or ()),
        announced=tuple(conn.announced or ()),
        idling=bool(conn.idling),
        read_only=conn.selected is not None and conn.selected.read_only,
        completed=conn.round_trips,
    )


class WrittenNotice(NamedTuple):
    """A notice of a server: what it tells ("": forgotten), and which host wrote it."""

    action: str
    host: str


@dataclass(slots=True)
class Memory:
    """The whole narrator's memory. `relays`: hosts that have queued mail; `lookups`:
    the chapter in which a host asks DNS; `told_root`: that there is none; `place`: the
    machine of the last step; `webmails`: hosts a browser has called; `carried`:
    connection to the `host/message` it brings; `taken`: for which recipients a server
    took that one; `recipients`: how many each message in a queue had; `forward_paths`:
    those that a server accepted; `notices`: those just written; `actions`: what each
    notice tells; `asked_imap`: webmails that heard from IMAP since their last request;
    `collected`: host, subject, author and size of what a mail client got by POP3;
    `results`: what the checks of a message came to, by its connection; `marked`: the
    same by its name in the queue;
    `dkim`: how the hashes of a signature were made that each machine works at; `spf`:
    for which domain each machine checks the sender now.
    """

    journal: Journal
    conns: dict[str, RememberedConn] = field(default_factory=dict)
    relays: set[str] = field(default_factory=set)
    reverse_paths: set[str] = field(default_factory=set)
    forward_paths: set[str] = field(default_factory=set)
    delivered: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    off: set[str] = field(default_factory=set)
    talked: set[tuple[str, str, str]] = field(default_factory=set)
    pending: dict[str, int] = field(default_factory=dict)
    lookups: dict[str, int] = field(default_factory=dict)
    webmails: set[str] = field(default_factory=set)
    told_root: bool = False
    carried: dict[str, str] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)
    recipients: dict[str, int] = field(default_factory=dict)
    asked_imap: set[str] = field(default_factory=set)
    collected: set[tuple[str, str, str, int]] = field(default_factory=set)
    notices: dict[str, NoticeComposed] = field(default_factory=dict)
    actions: dict[str, WrittenNotice] = field(default_factory=dict)
    spf: dict[str, str] = field(default_factory=dict)
    dkim: dict[str, tuple[DkimBodyHashed | DkimHeaderHashed, ...]] = field(
        default_factory=dict
    )
    results: dict[str, str] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=dict)
    chapters: int = 0
    steps: int = 0
    now_us: int = 0
    place: str = ""

    @property
    def chapter(self) -> int:
        """The newest chapter's index; 0 before any."""
        return max(0, self.chapters - 1)

    def begin_chapter(
        self, key: str, protocol: str, **params: Param
    ) -> tuple[int, Chapter]:
        """A new chapter, which begins with the next step: its index and itself."""
        self.chapters += 1
        chapter = Chapter(
            key=f"chapter.{key}", params=params, protocol=protocol, step=self.steps + 1
        )
        return self.chapters - 1, chapter

    def lookup_chapter(self, conn: RememberedConn) -> tuple[int, Chapter | None]:
        """Questions of one machine that follow each other stand in one chapter."""
        known = self.lookups.get(conn.client, -1)
        if known >= 0 and known == self.chapters - 1:
            return known, None
        chapter, new = self.begin_chapter(
            "dns", "dns", client=conn.client, server=conn.server
        )
        self.lookups[conn.client] = chapter
        return chapter, new

    def resume(self, model: Model) -> None:
        """Go on from a keyframe: whoever is on the line belongs to chapter 0, and what
        the model knows of a session is remembered."""
        self.chapters = len(model.chapters)
        self.relays.update(model.queues)
        self.collected.update(
            (host, copy.subject, copy.from_, copy.length)
            for host, copies in model.inboxes.items()
            for copy in copies
        )
        self.cut.update(name for name, link in model.links.items() if link.cut)
        self.off.update(name for name, host in model.hosts.items() if not host.on)
        for host, queue in model.queues.items():
            for queued in queue:
                if not queued.reverse_path and queued.conn is None:
                    self.actions[queued.message] = WrittenNotice("", host)
        for name, conn in model.conns.items():
            if conn.open:
                self.conns[name] = _remembered(conn, conn.client in self.relays)

    def reaches(self, source: str, target: str) -> bool:
        """Both cables are whole and both machines on."""
        down = self.cut | self.off
        return source not in down and target not in down

    def typist(self, event: Event) -> str:
        """The actor whose act `open` led to `event`; "" when a program did it."""
        fact = self._origin(event)
        return fact.actor if fact and fact.act == "open" else ""

    def _causes(self, event: Event) -> Iterator[Event]:
        """What led to `event`, the nearest first, as far as the journal goes back."""
        seq = event.cause
        while self.journal.base <= seq < event.seq:
            event = self.journal[seq]
            yield event
            seq = event.cause

    def _origin(self, event: Event) -> LabIntervened | None:
        """The nearest intervention among the causes of `event`."""
        for cause in self._causes(event):
            if isinstance(cause.fact, LabIntervened):
                return cause.fact
        return None

    def nearest_conn(self, event: Event) -> RememberedConn | None:
        """The newest connection among the causes of `event` that its host took part
        in, since somebody last intervened: what was before is another story."""
        for each in chain((event,), self._causes(event)):
            conn = self.conns.get(each.conn)
            if conn is not None and event.host in (conn.client, conn.server):
                return conn
            if type(each.fact) is LabIntervened:
                break
        return None

    def conn_of(self, event: Event) -> RememberedConn:
        """The connection `event` belongs to, learnt from nothing if need be."""
        conn = self.conns.get(event.conn)
        if conn is None:
            conn = self.conns[event.conn] = RememberedConn(
                event.conn, "", event.host, 0, "tcp"
            )
        return conn

    def carries_notice(self, conn: str) -> bool:
        """Whether `conn` brings a notice that its client itself wrote."""
        host, _, message = self.carried.get(conn, "").partition("/")
        notice = self.actions.get(message)
        return notice is not None and notice.host == host

    def open(self, event: Event, fact: TcpConnectionOpened) -> RememberedConn:
        """Remember a new connection."""
        conn = RememberedConn(
            event.conn,
            event.host,
            fact.server,
            fact.server_port,
            PROTOCOLS.get(fact.service, "tcp"),
            self.typist(event),
            event.host in self.relays,
            notice=self.carries_notice(event.conn),
        )
        self.conns[event.conn] = conn
        if conn.protocol == "http":
            self.webmails.add(conn.server)
        return conn


# Any: mypy cannot tie the fact a step takes to the key it stands under in a table.
Teller = Callable[[Event, Any, Memory], Draft | None]
"""What is told at one kind of fact; None: nothing."""

Tellers = Mapping[type[Fact], Teller]
