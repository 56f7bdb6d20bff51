"""The journal: the append-only list of events, and the octets they point at.

It refuses edits.

The journal of a live lab keeps a *window*: `trim` forgets the oldest events and the
octets they brought. What is left keeps its seq and its offsets.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec

from simulator.journal.event import Event
from simulator.journal.facts import (
    AnyFact,
    Fact,
    TcpConnectionClosed,
    TcpFlightSent,
    UdpDatagramSent,
)
from simulator.journal.streams import Pool, Stream

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Event).decode

_SAID = frozenset(
    kind
    for kind in get_args(AnyFact)
    if "stream" in kind.__struct_fields__
    and kind not in (TcpFlightSent, UdpDatagramSent)
)
"""What a program said or heard; its octets are in a stream of the connection."""

_SENT = frozenset(
    kind for kind in get_args(AnyFact) if kind.__struct_config__.tag.endswith("_sent")
)
"""What the event's host sent; others speak of what arrived there."""

_INSIDE_TLS = ("tc", "ts")


class Journal:
    """Events in order of seq, and streams by id.

    `base`: seq of the oldest event kept, so `events[i].seq == base + i`; 0 until
    somebody trims. Its length counts all events there ever were.
    """

    def __init__(self) -> None:
        self.base = 0
        self.events: list[Event] = []
        self.streams: dict[str, Stream] = {}
        self._pool = Pool()

    def __len__(self) -> int:
        return self.base + len(self.events)

    def __getitem__(self, seq: int) -> Event:
        if seq < self.base:
            raise IndexError(f"event {seq} is before the window")
        return self.events[seq - self.base]

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def append(self, at_us: int, host: str, conn: str, cause: int, fact: Fact) -> int:
        """Record `fact`; the seq of its event. Time never falls and a cause is never in
        the future: whoever has a `Clock` cannot do otherwise."""
        events = self.events
        seq = self.base + len(events)
        events.append(Event(seq, at_us, host, conn, cause, fact))  # type: ignore[arg-type]
        return seq

    def stream(self, name: str) -> Stream:
        """The stream `name`, made when first asked for."""
        stream = self.streams.get(name)
        if stream is None:
            stream = self.streams[name] = Stream(self._pool)
        return stream

    def drop(self, name: str) -> None:
        """Let go of a stream, if there is one."""
        stream = self.streams.pop(name, None)
        if stream is not None:
            stream.forget_all()

    def forget_octets(self) -> None:
        """Let go of every stream; the events stay."""
        for name in list(self.streams):
            self.drop(name)

    @property
    def octets_kept(self) -> int:
        """Of all streams; what several share counts once."""
        return self._pool.octets

    def octets(self, name: str, offset: int = 0, length: int | None = None) -> bytes:
        """Octets of a stream; empty when there is no such stream."""
        stream = self.streams.get(name)
        return stream.read(offset, length) if stream else b""

    def octets_of(self, event: Event, offset: int, length: int | None = None) -> bytes:
        """Octets of the stream that `event` speaks of, as its host had them: what it
        sent, before anybody on the way changed it, or what arrived there."""
        # Any: facts of many kinds have this field
        fact: Any = event.fact
        stream = self.streams.get(f"{event.conn}.{fact.stream}")
        if stream is None:
            return b""
        read = stream.sent if type(fact) in _SENT else stream.read
        return read(offset, length)

    def until(self, seq: int) -> "Journal":
        """As it was after event `seq`, to be read only: the events so far, and of the
        streams what these speak of."""
        cut = Journal()
        cut.base = self.base
        cut.events = self.events[: max(0, seq + 1 - self.base)]
        for name, length in _spoken_of(cut.events).items():
            stream = self.streams.get(name)
            if stream is not None:
                cut.streams[name] = stream.until(length)
        return cut

    def trim(self, base: int) -> None:
        """Forget the events before `base`, and what their flights carried."""
        gone = self.events[: base - self.base]
        last, datagrams, closed = _carried(gone)
        for (conn, key), fact in last.items():
            stream = self.streams.get(f"{conn}.{key}")
            if stream is not None:
                stream.forget(fact.offset + fact.length)
                if conn in datagrams and not stream.pieces:
                    self.drop(f"{conn}.{key}")
        for conn in closed:
            for key in ("c", "s", "tc", "ts"):
                self.drop(f"{conn}.{key}")
        del self.events[: len(gone)]
        self.base += len(gone)


def _spoken_of(events: list[Event]) -> dict[str, int]:
    """Streams that the events speak of, with how many octets of each: a message was
    whole when it was first named."""
    lengths: dict[str, int] = {}
    for event in events:
        # Any: facts of many kinds have these fields
        fact: Any = event.fact
        stream = getattr(fact, "stream", "")
        if stream:
            name = f"{event.conn}.{stream}"
            lengths[name] = max(lengths.get(name, 0), fact.offset + fact.length)
        message = getattr(fact, "message", "")
        if message:
            lengths[f"message.{message}"] = sys.maxsize
    return lengths


def _carried(
    events: list[Event],
) -> tuple[dict[tuple[str, str], Any], set[str], list[str]]:
    """The last fact that brought octets of each connection and stream; which of those
    are flows of datagrams; which connections are over."""
    last: dict[tuple[str, str], Any] = {}
    datagrams: set[str] = set()
    closed: list[str] = []
    for event in events:
        fact: Any = event.fact
        kind = type(fact)
        if kind is TcpFlightSent:
            if fact.length:
                last[event.conn, fact.stream] = fact
        elif kind in _SAID:
            # What was said inside TLS is in no flight: it goes with who said it.
            if fact.stream in _INSIDE_TLS:
                last[event.conn, fact.stream] = fact
        elif kind is UdpDatagramSent:
            last[event.conn, fact.stream] = fact
            datagrams.add(event.conn)
        elif kind is TcpConnectionClosed:
            closed.append(event.conn)
    return last, datagrams, closed


def to_jsonl(events: Iterable[Event]) -> bytes:
    """One event per line, in UTF-8; the same events give the same octets."""
    return b"".join(_encode(event) + b"\n" for event in events)


def from_jsonl(data: bytes) -> list[Event]:
    """The inverse of `to_jsonl`. Raises msgspec.ValidationError with the place."""
    return [_decode(line) for line in data.splitlines() if line]
