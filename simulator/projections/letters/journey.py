"""The journeys of messages: which stored message came of which, hop by hop.

A fold over the journal. Every program that takes a message over stores it under a name
of its own (`pc-ana-1`, `norte-1`, `sur-1.1`); the chain of causes leads from each to
the one before. It is the same message when only trace fields were put on top of it
(RFC 5321 §4.4): a bounce is caused by a message, too, but is another one.

A message typed by hand, or sent by a real program, begins at the first server that
accepted it: what was before is not in the journal.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypedDict, Unpack

from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.mail import split
from simulator.projections.message_names import uid_of
from simulator.projections.shapes.letters import Crossing, Stop, StopKind

TAIL_OCTETS = 256
"""How much of the end of two messages is compared."""


def stops(journal: Journal, until: int | None = None) -> list[Stop]:
    """Every stop of every message, in order, up to event `until` (None: all)."""
    folded = _Journeys(journal)
    for event in journal:
        if until is not None and event.seq > until:
            break
        folded.fold(event)
    return folded.stops


def journey(found: list[Stop], message: str) -> list[Stop]:
    """The stops of the message stored as `message`: the way it came and where it went
    from there, oldest first; empty when no such message is known."""
    by_name = {stop.message: stop for stop in found if stop.kind != "collected"}
    here = by_name.get(message)
    before: list[Stop] = []
    while here is not None:
        before.append(here)
        here = by_name.get(here.before)
    if not before:
        return []
    return [*reversed(before), *_later(_next_stops(found), message)]


def letters(found: list[Stop]) -> list[list[Stop]]:
    """Every message once, oldest first, each with all its stops."""
    following = _next_stops(found)
    begun = [s for s in found if s.kind != "collected" and not s.before]
    return [[stop, *_later(following, stop.message)] for stop in begun]


def _next_stops(found: list[Stop]) -> dict[str, list[Stop]]:
    """The stops that follow on each stored message."""
    following: dict[str, list[Stop]] = {}
    for stop in found:
        following.setdefault(stop.before, []).append(stop)
    return following


def _later(following: dict[str, list[Stop]], message: str) -> Iterator[Stop]:
    """What became of it, branch by branch."""
    for stop in following.get(message, []):
        yield stop
        if stop.kind != "collected":
            yield from _later(following, stop.message)


class _More(TypedDict, total=False):
    before: str
    because: str
    added: int
    mailbox: str
    wire: Crossing | None


class _Journeys:
    """One pass. `carried[seq - base]`: the message that event is about, through causes.

    What somebody outside does is caused by nothing in the world: it carries no message.
    """

    def __init__(self, journal: Journal) -> None:
        self.stops: list[Stop] = []
        self._journal = journal
        self._carried: list[str] = []
        self._guests: set[str] = set()
        self._wires: dict[str, Crossing] = {}
        self._stored: dict[tuple[str, str], str] = {}
        self._fetched: dict[tuple[str, str], str] = {}
        self._imap: set[str] = set()

    def fold(self, event: Event) -> None:
        fact = event.fact
        if isinstance(fact, f.HostJoined):
            self._guests.add(event.host)
        handle = _FOLDS.get(type(fact))
        named = handle(self, event, fact) if handle else None
        self._carried.append(self._inherited(event) if named is None else named)

    def _inherited(self, event: Event) -> str:
        if type(event.fact) in _FROM_OUTSIDE or event.host in self._guests:
            return ""
        at = event.cause - self._journal.base
        return self._carried[at] if 0 <= at < len(self._carried) else ""

    # --- what is a stop ---

    def composed(self, event: Event, fact: f.MessageComposed) -> str:
        self._stop(event, "composed", fact.message, fact.length)
        return fact.message

    def queued(self, event: Event, fact: f.MessageQueued) -> str:
        self._arrived(event, "queued", fact, "", self._wires.pop(event.conn, None))
        return fact.message

    def delivered(self, event: Event, fact: f.MessageDelivered) -> str | None:
        """The end of the way: what happens next is not about this copy."""
        self._stored[fact.mailbox, fact.unique_id] = fact.message
        self._arrived(event, "delivered", fact, fact.mailbox, None)
        return self._inherited(event)

    def collected(self, event: Event, fact: f.MessageCollected) -> str | None:
        name = self._fetched.get((event.conn, fact.message), fact.unique_id)
        if event.conn in self._imap:
            name = f"INBOX/{uid_of(fact.unique_id)}"
        message = self._stored.get((fact.mailbox, name))
        if message is None:
            return None
        self._stop(
            event,
            "collected",
            message,
            fact.length,
            before=message,
            mailbox=fact.mailbox,
        )
        return message

    def _stop(
        self,
        event: Event,
        kind: StopKind,
        message: str,
        length: int,
        **more: Unpack[_More],
    ) -> None:
        self.stops.append(
            Stop(
                kind=kind,
                message=message,
                host=event.host,
                seq=event.seq,
                at_us=event.at_us,
                length=length,
                before=more.get("before", ""),
                because=more.get("because", ""),
                added=more.get("added", 0),
                mailbox=more.get("mailbox", ""),
                wire=more.get("wire"),
            )
        )

    def _arrived(
        self,
        event: Event,
        kind: StopKind,
        fact: f.MessageQueued | f.MessageDelivered,
        mailbox: str,
        wire: Crossing | None,
    ) -> None:
        parent = self._inherited(event)
        added, removed = len(fact.added), fact.removed or 0
        if isinstance(fact, f.MessageQueued):
            added = fact.added_length or added
        same = bool(parent) and self._same(parent, fact.message, added, removed)
        self._stop(
            event,
            kind,
            fact.message,
            fact.length,
            before=parent if same else "",
            because="" if same else parent,
            added=added,
            mailbox=mailbox,
            wire=wire,
        )

    def _same(self, parent: str, child: str, added: int, removed: int) -> bool:
        """Whether `child` is `parent` with `added` octets on top, and without
        `removed` octets of fields of its header section."""
        old = self._journal.streams.get(f"message.{parent}")
        new = self._journal.streams.get(f"message.{child}")
        if old is None or new is None or new.length - old.length != added - removed:
            return False
        if removed:
            content = old.read()
            return new.read().endswith(content[split(content).header_length :])
        ends = (s.read(max(0, s.length - TAIL_OCTETS)) for s in (old, new))
        return next(ends).endswith(next(ends)[-min(TAIL_OCTETS, old.length) :])

    # --- what leads to one ---

    def resumed(self, _event: Event, fact: f.QueueResumed) -> str:
        """A server that starts again goes on with what lies on its disk: its restart
        caused what follows, the message is the one from before."""
        return fact.message

    def content(self, event: Event, fact: f.SmtpContentReceived) -> None:
        self._wires[event.conn] = Crossing(
            conn=event.conn,
            stream=fact.stream,
            offset=fact.offset,
            length=fact.length,
            dots_stuffed=fact.dots_unstuffed,
        )

    def fetched(self, event: Event, fact: f.Pop3ResponseSent) -> None:
        if fact.verb == "RETR" and fact.unique_id:
            self._fetched[event.conn, str(fact.number)] = fact.unique_id

    def filed(self, _event: Event, fact: f.MessageFiled) -> None:
        """IMAP knows a message by folder and uid."""
        self._stored[fact.mailbox, f"{fact.folder}/{fact.uid}"] = fact.message

    def imap(self, event: Event, _fact: f.ImapResponseSent) -> None:
        self._imap.add(event.conn)


_FROM_OUTSIDE = {
    f.LabIntervened,
    f.LabAnswered,
    f.TerminalLineSent,
    f.ClockSkipped,
    f.HostJoined,
    f.HostLeft,
}

# Any: mypy cannot tie the fact a fold takes to the key it stands under in a table.
_FOLDS: Mapping[type[f.Fact], Callable[[_Journeys, Event, Any], str | None]] = {
    f.MessageComposed: _Journeys.composed,
    f.MessageQueued: _Journeys.queued,
    f.MessageDelivered: _Journeys.delivered,
    f.MessageCollected: _Journeys.collected,
    f.QueueResumed: _Journeys.resumed,
    f.SmtpContentReceived: _Journeys.content,
    f.Pop3ResponseSent: _Journeys.fetched,
    f.MessageFiled: _Journeys.filed,
    f.ImapResponseSent: _Journeys.imap,
}
