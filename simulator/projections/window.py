"""The window of a live lab: a bounded stretch of its journal, and the keyframe it
starts with.

Before old events are forgotten they are folded into the keyframe: the model as it was
just before the first event that is kept. Narration is not folded: who comes to watch
gets it from there on, in one chapter for whatever was going on already. Of the sessions
and notices under way the narrator knows what the model does. A response of IMAP is many
events and one step: the window never begins in the middle of one.

The window itself forgets nothing: the lab does, up to where `advance` was called.
"""

from itertools import islice

from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.projections.model import ModelFold
from simulator.projections.model.positions import index_of
from simulator.projections.shapes import Json
from simulator.projections.shapes.recorded import plain
from simulator.protocols.smtp.states import CONTENT

_PASSING = frozenset({f.TcpFlightSent, f.SmtpCommandReceived, f.Pop3CommandReceived})
"""What leaves nothing behind but counts of octets: those begin with the window."""

_RENEWED = ("MAIL", "RCPT", "DATA", CONTENT)
"""Whatever the replies to these left in a connection, a new transaction replaces."""

_OF_TRANSACTIONS = frozenset({f.SmtpReplySent, f.SmtpContentReceived})

HELD_MAX = 200
"""Events of one transaction that wait to be replaced."""

_IMAP = frozenset({f.ImapCommandReceived, f.ImapResponseSent, f.TcpConnectionClosed})
"""Where a response of IMAP may begin and end."""

_WAITS_FOR_CLIENT = ("IDLE", "APPEND", "AUTHENTICATE")
"""Whoever says no more would hold the window up."""

CHECK_EVERY = 2_048
"""Events between two looks at the octets: so many are kept at least, about, even where
the mailboxes alone hold more than they should."""

EVENTS_MIN = 200


class Window:
    """`events_max`, `octets_max`: what is kept, about. `view`: as for `ModelFold`."""

    def __init__(
        self, journal: Journal, view: dict[str, Json], events_max: int, octets_max: int
    ) -> None:
        self._journal = journal
        self._events_max = events_max
        self._octets_max = octets_max
        self._checked = 0
        self._waits_until = 0
        self._fold = ModelFold(view, records=False)
        self._held: dict[str, list[Event]] = {}

    @property
    def keyframe(self) -> Json:
        """The model before the first event that is kept."""
        for conn in list(self._held):
            self._fold_held(conn)
        self._fold.conclude()
        return plain(self._fold.model)

    def due(self) -> int:
        """Where the window should begin now: its base, or later."""
        journal = self._journal
        kept = len(journal.events)
        ever = journal.base + kept
        if kept > self._events_max * 5 // 4:
            return self._uncut(ever - self._events_max, ever)
        if ever - self._checked < CHECK_EVERY:
            return journal.base
        self._checked = ever
        if journal.octets_kept > self._octets_max and kept > EVENTS_MIN:
            return self._uncut(journal.base + kept // 2, ever)
        return journal.base

    def _uncut(self, base: int, ever: int) -> int:
        """`base`, or the command whose response it would cut in two; where that is all
        there is, some events later it is looked for again."""
        journal = self._journal
        if ever < self._waits_until:
            return journal.base
        begun: dict[str, int] = {}
        older = islice(journal.events, base - journal.base)
        for event in [each for each in older if type(each.fact) in _IMAP]:
            fact = event.fact
            if isinstance(fact, f.ImapCommandReceived):
                if fact.verb not in _WAITS_FOR_CLIENT:
                    begun[event.conn] = event.seq
            elif isinstance(fact, f.ImapResponseSent) and fact.tag in ("*", "+"):
                if fact.verb not in ("", "IDLE"):
                    begun.setdefault(event.conn, event.seq)
            else:
                begun.pop(event.conn, None)
        base = min(base, *begun.values()) if begun else base
        if base == journal.base:
            self._waits_until = ever + CHECK_EVERY
        return base

    def advance(self, base: int) -> None:
        """Fold the events before `base` into the keyframe."""
        journal = self._journal
        gone = [
            event
            for event in journal.events[: base - journal.base]
            if type(event.fact) not in _PASSING
        ]
        passed = _passed(gone)
        for event in gone:
            fact = event.fact
            if type(fact) in _OF_TRANSACTIONS and self._hold(event):
                continue
            if isinstance(fact, (f.MessageQueued, f.MessageDequeued)):
                journal.drop(f"message.{fact.message}")
                if fact.message in passed:
                    continue
            elif isinstance(fact, f.MessageRemoved):
                self._drop_message(fact)
            if event.conn in self._held:
                self._fold_held(event.conn)
            self._fold.fold(event, None, None)

    def _hold(self, event: Event) -> bool:
        """Let `event` of a transaction wait, for the next one of its connection
        replaces all that it leaves; whether it does."""
        fact, held = event.fact, self._held.get(event.conn)
        if isinstance(fact, f.SmtpReplySent):
            if fact.verb == "MAIL" and fact.code == 250:
                self._held[event.conn] = [event]
                return True
            if fact.verb not in _RENEWED:
                return False
        if held is None or len(held) == HELD_MAX:
            return False
        held.append(event)
        return True

    def _fold_held(self, conn: str) -> None:
        """What waited is not replaced, or not yet."""
        for event in self._held.pop(conn):
            self._fold.fold(event, None, None)

    def _drop_message(self, fact: f.MessageRemoved) -> None:
        """A message that left its mailbox takes its octets along."""
        box = self._fold.model.mailboxes.get(fact.mailbox)
        messages = box.messages if box is not None else []
        at = index_of(messages, fact.unique_id, lambda stored: stored.unique_id)
        if at >= 0:
            self._journal.drop(f"message.{messages[at].message}")


def _passed(gone: list[Event]) -> set[str]:
    """The messages that came into a queue and left it within `gone`."""
    queued, dequeued = set(), set()
    for event in gone:
        fact = event.fact
        if type(fact) is f.MessageQueued:
            queued.add(fact.message)
        elif type(fact) is f.MessageDequeued:
            dequeued.add(fact.message)
    return queued & dequeued
