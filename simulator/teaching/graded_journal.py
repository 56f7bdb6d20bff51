"""A journal read for grading: who caused each event, and in which connection.

Why it exists: auto-play must never count. An event belongs to the actor of the nearest
intervention along its causes; a connection with a terminal belongs to the pupil only
when the pupil typed all of it since the step began. In any other, an event belongs to
whoever caused it (a browser keeps its connection open between two pages), else to
whoever caused the opening.

It refuses anything but the journal: no lab, no scenario.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from simulator.journal import Event, Journal, kind_of
from simulator.journal.facts import (
    LabAnswered,
    LabIntervened,
    MessageDelivered,
    SmtpReplySent,
    TerminalLineSent,
)
from simulator.projections.letters import letter_view
from simulator.projections.shapes.letters import OpenMessage

HEADER_OCTETS_MAX = 65_536
_Acted = (LabAnswered, LabIntervened, TerminalLineSent)


class GradedJournal:
    """`actor_of[seq]` ("" for the world's own doing) and `conn_of[seq]`.

    `seen`: the newest event the pupil was shown; what the world did after it does not
    count yet. What pupils answer they know as they answer it. None: all was seen.
    """

    def __init__(self, journal: Journal, seen: int | None = None) -> None:
        self.journal = journal
        shown = len(journal) - 1 if seen is None else seen
        self.events: list[Event] = journal.events
        self.conn_of: list[str] = []
        self.actor_of: list[str] = []
        self._by_kind: dict[str, list[int]] = {}
        self._typed: dict[str, list[int]] = {}
        self._mails: dict[str, list[int]] = {}
        self._opener: dict[str, str] = {}
        self._opened: dict[str, OpenMessage | None] = {}
        for event in self.events:
            conn, actor = self._inherited(event)
            fact = event.fact
            if isinstance(fact, _Acted):
                # An act begins a new story: it continues no connection but its own.
                conn, actor = event.conn, fact.actor
            if isinstance(fact, TerminalLineSent):
                self._typed.setdefault(conn, []).append(event.seq)
            if isinstance(fact, SmtpReplySent) and _begins_envelope(fact):
                self._mails.setdefault(conn, []).append(event.seq)
            if conn:
                self._opener.setdefault(conn, actor)
            if event.seq <= shown or isinstance(fact, LabAnswered):
                self._by_kind.setdefault(kind_of(fact), []).append(event.seq)
            self.conn_of.append(conn)
            self.actor_of.append(actor)

    def _inherited(self, event: Event) -> tuple[str, str]:
        """Connection and actor, as far as the causes tell."""
        if event.cause >= event.seq:
            return event.conn, ""
        return (
            event.conn or self.conn_of[event.cause],
            self.actor_of[event.cause],
        )

    def seqs(self, kinds: Iterable[str], from_seq: int) -> list[int]:
        """Events of these kinds from `from_seq` on, in order."""
        found = [self._by_kind.get(kind, []) for kind in set(kinds)]
        return sorted(seq for seqs in found for seq in seqs if seq >= from_seq)

    def by(self, seq: int, from_seq: int) -> str:
        """Whose doing the event is: who typed in its connection, else of its cause."""
        conn = self.conn_of[seq]
        if conn and not isinstance(self.events[seq].fact, _Acted):
            if conn in self._typed:
                return self._typist(conn, from_seq)
            return self.actor_of[seq] or self._opener[conn]
        return self.actor_of[seq]

    def by_hand(self, seq: int) -> bool:
        """Whether somebody types in the event's connection."""
        return self.conn_of[seq] in self._typed

    def _typist(self, conn: str, from_seq: int) -> str:
        """Who typed in the connection since `from_seq`; "" for more than one person."""
        lines = self._typed[conn]
        recent = lines[bisect_left(lines, from_seq) :] or lines
        people = {self.actor_of[line] for line in recent}
        return people.pop() if len(people) == 1 else ""

    def envelope_of(self, seq: int) -> str:
        """The mail transaction the event is part of: connection and number in it."""
        conn = self.conn_of[seq]
        return f"{conn}/{bisect_right(self._mails.get(conn, []), seq)}"

    def opened(self, seq: int) -> OpenMessage | None:
        """The message the event speaks of, laid open as «Carta» shows it."""
        message = getattr(self.events[seq].fact, "message", "")
        if message not in self._opened:
            self._opened[message] = letter_view(self.journal, message)
        return self._opened[message]

    def header_of(self, seq: int) -> str:
        """The header section of the message the event speaks of, trace included."""
        fact = self.events[seq].fact
        message = getattr(fact, "message", "")
        octets = self.journal.octets(f"message.{message}", 0, HEADER_OCTETS_MAX)
        text = octets.decode("latin-1")
        if isinstance(fact, MessageDelivered) and not text:
            text = fact.octets
        return text.partition("\r\n\r\n")[0]


def _begins_envelope(reply: SmtpReplySent) -> bool:
    """Whether an accepted MAIL begins a mail transaction (RFC 5321 §3.3)."""
    return reply.verb == "MAIL" and reply.code < 300
