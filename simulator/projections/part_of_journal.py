"""The part of a journal that somebody at some of its machines sees.

Why it exists: in a world that many share, one person's page must hold nothing of the
others, not even how much they did. The part is a journal of its own: its events have
numbers without gaps, and it has only the streams of which its events speak. It refuses
to change what happened: every event is as it was, but for its numbers.
"""

from typing import NamedTuple

from msgspec.structs import replace

from simulator.journal import Event, Journal
from simulator.journal import facts as f

_STREAMS = ("c", "s", "tc", "ts")
_POINTING = (f.TcpSegmentDropped, f.TcpOctetAltered)
_SPEAKS_OF_A_MAILBOX = (f.ImapCommandReceived, f.ImapResponseSent)
_OF_THE_WORLD = (f.LabOpened, f.ClockSkipped)


class Seen(NamedTuple):
    """`hosts`: machines of which one sees everything, on both ends of their wires.
    `mailboxes`: addresses of which one sees what comes in, wherever they are."""

    hosts: frozenset[str]
    mailboxes: frozenset[str] = frozenset()


class PartOfJournal:
    """`journal`: the part, to be read only; `catch_up` makes it grow."""

    def __init__(self, whole: Journal, seen: Seen) -> None:
        self.journal = Journal()
        self._whole = whole
        self._seen = seen
        self._conns: dict[str, bool] = {}
        self._numbers: list[int] = []
        self._origins: list[int] = []

    def catch_up(self) -> None:
        """Take in what has happened since."""
        for seq in range(len(self._numbers), len(self._whole)):
            self._numbers.append(self._taken(self._whole[seq]))

    def origin(self, number: int) -> int | None:
        """The seq in the whole journal of an event of the part."""
        return self._origins[number] if 0 <= number < len(self._origins) else None

    def _taken(self, event: Event) -> int:
        """The number of the event, or of the nearest one that led to it."""
        if not self._sees(event):
            return self._numbers[event.cause]
        number = len(self._origins)
        self._origins.append(event.seq)
        # The first event is its own cause.
        cause = self._numbers[event.cause] if number else 0
        conn = event.conn if self._conns.get(event.conn) else ""
        fact = event.fact
        if isinstance(fact, _POINTING):
            fact = replace(fact, flight=self._numbers[fact.flight])
        part = replace(event, seq=number, conn=conn, cause=cause, fact=fact)
        self.journal.events.append(part)
        self._take_streams(part)
        return number

    def _sees(self, event: Event) -> bool:
        fact, hosts = event.fact, self._seen.hosts
        if event.conn and event.conn not in self._conns:
            # The first event of a connection, or of a flow of datagrams, is that its
            # client sends something to its server.
            ends = {event.host, getattr(fact, "to_host", "")}
            self._conns[event.conn] = not ends.isdisjoint(hosts)
        if event.host in hosts or isinstance(fact, _OF_THE_WORLD):
            return True
        if isinstance(fact, f.LabIntervened):
            return fact.target in hosts or self._conns.get(fact.target, False)
        mailbox = getattr(fact, "mailbox", "")
        if mailbox and not isinstance(fact, _SPEAKS_OF_A_MAILBOX):
            return mailbox in self._seen.mailboxes
        return self._conns.get(event.conn, False)

    def _take_streams(self, event: Event) -> None:
        names = [f"{event.conn}.{key}" for key in _STREAMS if event.conn]
        message = getattr(event.fact, "message", "")
        if message:
            names.append(f"message.{message}")
        for name in names:
            stream = self._whole.streams.get(name)
            if stream is not None:
                self.journal.streams[name] = stream
