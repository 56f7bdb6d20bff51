"""The journal: the append-only list of events, and the octets they point at.

It refuses edits. A stream is a list of chunks that are shared, never copied: a 5 MB
message sent twice costs one copy of its octets.

The journal of a live lab keeps a *window*: `trim` forgets the oldest events and the
octets they brought. What is left keeps its seq and its offsets.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from simulator.journal.event import Event
from simulator.journal.facts import (
    Fact,
    TcpConnectionClosed,
    TcpFlightSent,
    UdpDatagramSent,
)

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Event).decode


class Kept:
    """How many octets the streams of a journal keep, all together."""

    __slots__ = ("octets",)

    def __init__(self) -> None:
        self.octets = 0


class Stream:
    """Octets that were sent or stored, in order, as shared chunks.

    `first`: offset of the oldest octet kept; `length` counts the forgotten ones too.
    `kept` counts along.
    """

    __slots__ = ("_kept", "chunks", "first", "length", "starts")

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.chunks: list[bytes] = []
        self.starts: list[int] = []
        self.first = 0
        self.length = 0

    def append(self, data: bytes) -> int:
        """Add `data`; return the offset where it starts."""
        offset = self.length
        if data:
            self.chunks.append(data)
            self.starts.append(offset)
            self.length += len(data)
            self._kept.octets += len(data)
        return offset

    def read(self, offset: int = 0, length: int | None = None) -> bytes:
        """Up to `length` octets from `offset` (all the rest when None); of those only
        what was not forgotten."""
        end = self.length if length is None else min(self.length, offset + length)
        offset = max(offset, self.first)
        if offset >= end:
            return b""
        if offset == self.starts[-1] and end == self.length:
            return self.chunks[-1]
        index = bisect_right(self.starts, offset) - 1
        parts = []
        while offset < end:
            start, chunk = self.starts[index], self.chunks[index]
            part = chunk[offset - start : end - start]
            parts.append(part)
            offset += len(part)
            index += 1
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def forget(self, before: int) -> None:
        """Let go of the chunks that end before offset `before`."""
        gone = bisect_right(self.starts, before) - 1
        if before >= self.length:
            gone = len(self.chunks)
        if gone > 0:
            first = self.first
            del self.chunks[:gone], self.starts[:gone]
            self.first = self.starts[0] if self.starts else self.length
            self._kept.octets -= self.first - first


class Journal:
    """Events in order of seq, and streams by id.

    `base`: seq of the oldest event kept, so `events[i].seq == base + i`; 0 until
    somebody trims. Its length counts all events there ever were.
    """

    def __init__(self) -> None:
        self.base = 0
        self.events: list[Event] = []
        self.streams: dict[str, Stream] = {}
        self._kept = Kept()

    def __len__(self) -> int:
        return self.base + len(self.events)

    def __getitem__(self, seq: int) -> Event:
        if seq < self.base:
            raise IndexError(f"event {seq} is before the window")
        return self.events[seq - self.base]

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def append(self, at_us: int, host: str, conn: str, cause: int, fact: Fact) -> Event:
        """Record `fact`. Time never falls and a cause is never in the future."""
        events = self.events
        seq = self.base + len(events)
        assert not events or at_us >= events[-1].at_us
        assert cause < seq or seq == 0
        event = Event(seq, at_us, host, conn, cause, fact)  # type: ignore[arg-type]
        events.append(event)
        return event

    def stream(self, name: str) -> Stream:
        """The stream `name`, made when first asked for."""
        stream = self.streams.get(name)
        if stream is None:
            stream = self.streams[name] = Stream(self._kept)
        return stream

    def drop(self, name: str) -> None:
        """Let go of a stream, if there is one."""
        stream = self.streams.pop(name, None)
        if stream is not None:
            self._kept.octets -= stream.length - stream.first

    @property
    def octets_kept(self) -> int:
        """Of all streams; a chunk counts in each that shares it."""
        return self._kept.octets

    def octets(self, name: str, offset: int = 0, length: int | None = None) -> bytes:
        """Octets of a stream; empty when there is no such stream."""
        stream = self.streams.get(name)
        return stream.read(offset, length) if stream else b""

    def trim(self, base: int) -> None:
        """Forget the events before `base`, and what their flights carried."""
        gone = self.events[: base - self.base]
        ends: dict[tuple[str, str], int] = {}
        datagrams: set[str] = set()
        closed: list[str] = []
        for event in gone:
            fact = event.fact
            if type(fact) is TcpFlightSent or type(fact) is UdpDatagramSent:
                if fact.length:
                    ends[event.conn, fact.stream] = fact.offset + fact.length
                    if type(fact) is UdpDatagramSent:
                        datagrams.add(event.conn)
            elif getattr(fact, "stream", "") in ("tc", "ts"):
                # What was said inside TLS is in no flight: it goes with who said it.
                told: Any = fact
                ends[event.conn, told.stream] = told.offset + told.length
            elif type(fact) is TcpConnectionClosed:
                closed.append(event.conn)
        for (conn, key), end in ends.items():
            stream = self.streams.get(f"{conn}.{key}")
            if stream is not None:
                stream.forget(end)
                if conn in datagrams and not stream.chunks:
                    self.drop(f"{conn}.{key}")
        for conn in closed:
            for key in ("c", "s", "tc", "ts"):
                self.drop(f"{conn}.{key}")
        del self.events[: len(gone)]
        self.base += len(gone)


def to_jsonl(events: Iterable[Event]) -> bytes:
    """One event per line, in UTF-8; the same events give the same octets."""
    return b"".join(_encode(event) + b"\n" for event in events)


def from_jsonl(data: bytes) -> list[Event]:
    """The inverse of `to_jsonl`. Raises msgspec.ValidationError with the place."""
    return [_decode(line) for line in data.splitlines() if line]
