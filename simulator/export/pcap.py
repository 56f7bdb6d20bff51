"""A capture of the simulated network that Wireshark opens: the classic pcap format.

Taken at one interface, a machine's, it has what left that machine (lost on the way or
not) and what reached it, when it did; taken from the network as a whole, every segment
once, as it leaves its machine. Initial sequence numbers come from the lab's seed (the
idea of RFC 6528 §3), flights come apart into segments, and the wire of modelled TLS is
as opaque as in the lab.

Not in the journal, so the same everywhere: window (65,535, scaled), TTL, and that
segments sent back to back have one time. A capture is written as it is read: only what
is in the air is remembered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from struct import pack

from simulator.export import frames
from simulator.journal import Event, Journal, Segment, segments_of
from simulator.journal.facts import (
    HostCrashed,
    HostJoined,
    HostPoweredOff,
    HostPoweredOn,
    HostRestarted,
    IcmpUnreachableSent,
    LinkCut,
    LinkRestored,
    TcpFlightSent,
    TcpSegmentDropped,
    UdpDatagramSent,
)

SNAP_OCTETS = 262_144
PART_OCTETS = 64_000
_ETHERNET = 1
_HEADER = pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, SNAP_OCTETS, _ETHERNET)
_NOBODY = "0.0.0.0"
"""A machine that left before the oldest event a live lab still has."""

_Sent = TcpFlightSent | UdpDatagramSent | IcmpUnreachableSent
_Arrival = tuple[int, int, Event, Segment | None]


def pcap(
    journal: Journal,
    addresses: Mapping[str, str],
    *,
    seed: int,
    epoch_us: int,
    at: str = "",
) -> Iterator[bytes]:
    """The capture in parts of about PART_OCTETS.

    `addresses`: IPv4 by host id; those of visitors are in the journal. `epoch_us`:
    microseconds from 1970 to the lab's moment 0. `at`: a host's id; "" is the network.
    """
    part, size = [_HEADER], len(_HEADER)
    for at_us, frame in _Tap(journal, addresses, seed, at).frames():
        seconds, micros = divmod(epoch_us + at_us, 1_000_000)
        part += (pack("<IIII", seconds, micros, len(frame), len(frame)), frame)
        size += 16 + len(frame)
        if size >= PART_OCTETS:
            yield b"".join(part)
            part, size = [], 0
    yield b"".join(part)


class _Tap:
    """What passes at one place. `_air`: what will arrive there, soonest first."""

    def __init__(
        self, journal: Journal, addresses: Mapping[str, str], seed: int, at: str
    ) -> None:
        self._journal = journal
        self._addresses = {h: frames.address(a) for h, a in addresses.items()}
        self._seed = seed
        self._at = at
        self._air: list[_Arrival] = []
        self._pushed = 0
        self._dead: set[str] = set()
        self._cut: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """`(at_us, frame)` in order of time."""
        journal = self._journal
        for seq in range(journal.base, len(journal)):
            if seq < journal.base:
                continue
            event = journal[seq]
            yield from self._arrived(event.at_us)
            fact = event.fact
            if isinstance(fact, _Sent):
                yield from self._sent(event, fact)
            else:
                self._note(event)
        yield from self._arrived(None)

    def _note(self, event: Event) -> None:
        """What decides whether something in the air still gets in."""
        match event.fact:
            case HostJoined(address=address):
                self._addresses[event.host] = frames.address(address)
            case HostPoweredOff() | HostCrashed():
                self._dead.add(event.host)
            case HostPoweredOn() | HostRestarted():
                self._dead.discard(event.host)
            case LinkCut(link=link):
                self._cut.add(link)
            case LinkRestored(link=link):
                self._cut.discard(link)
            case TcpSegmentDropped() as dropped:
                self._take_out(dropped)

    def _take_out(self, dropped: TcpSegmentDropped) -> None:
        """Somebody took it out of the air: it never gets in."""
        for coming in self._air:
            _, _, event, segment = coming
            start = segment.start if segment else dropped.offset
            if (event.seq, start) == (dropped.flight, dropped.offset):
                self._air.remove(coming)
                heapify(self._air)
                return

    def _sent(self, event: Event, fact: _Sent) -> Iterator[tuple[int, bytes]]:
        """What left a machine: here at once, or later, or never."""
        leaves = self._at in ("", event.host)
        if not leaves and self._at != fact.to_host:
            return
        segments: Iterable[Segment | None] = (None,)
        if isinstance(fact, TcpFlightSent):
            segments = segments_of(fact)
        for segment in segments:
            if leaves:
                yield from self._frame(event.at_us, event, segment)
            elif segment.arrives if segment else fact.arrives_at_us:
                self._pushed += 1
                coming = (fact.arrives_at_us, self._pushed, event, segment)
                heappush(self._air, coming)

    def _arrived(self, until_us: int | None) -> Iterator[tuple[int, bytes]]:
        """What reached the tapped host by `until_us`, if nothing was in the way."""
        while self._air and (until_us is None or self._air[0][0] <= until_us):
            at_us, _, event, segment = heappop(self._air)
            if self._at not in self._dead and not self._cut & {self._at, event.host}:
                yield from self._frame(at_us, event, segment)

    def _frame(
        self, at_us: int, event: Event, segment: Segment | None
    ) -> Iterator[tuple[int, bytes]]:
        """One frame, or none when its octets are forgotten."""
        protocol, payload = self._payload(event, segment)
        if payload is None:
            return
        number = self._numbers[event.host]
        self._numbers[event.host] += 1
        yield at_us, frames.frame(*self._ends(event), protocol, number, payload)

    def _payload(
        self, event: Event, segment: Segment | None
    ) -> tuple[int, bytes | None]:
        """What an IPv4 datagram carries, and its protocol."""
        fact = event.fact
        if isinstance(fact, IcmpUnreachableSent):
            return frames.ICMP, frames.unreachable(self._blamed(event))
        assert isinstance(fact, TcpFlightSent | UdpDatagramSent)
        start = segment.start if segment else fact.offset
        length = segment.end - start if segment else fact.length
        data = self._journal.octets(f"{event.conn}.{fact.stream}", start, length)
        if not fact.stream:
            data = b""
        ports = fact.from_port, fact.to_port
        protocol = frames.TCP if segment else frames.UDP
        if len(data) < length:
            return protocol, None
        if segment is None or isinstance(fact, UdpDatagramSent):
            return protocol, frames.udp(*self._ends(event), ports, data)
        numbers = self._absolute(event.conn, fact, segment)
        ends = self._ends(event)
        return protocol, frames.tcp(*ends, ports, segment.flags, numbers, data)

    def _blamed(self, event: Event) -> bytes:
        """The datagram that came in vain; empty when it is forgotten."""
        if event.cause < self._journal.base:
            return b""
        came = self._journal[event.cause]
        if not isinstance(came.fact, UdpDatagramSent):
            return b""
        protocol, payload = self._payload(came, None)
        if payload is None:
            return b""
        return frames.frame(*self._ends(came), protocol, 0, payload)[14:]

    def _ends(self, event: Event) -> tuple[bytes, bytes]:
        """Who sent it, and to whom."""
        assert isinstance(event.fact, _Sent)
        return self._address(event.host), self._address(event.fact.to_host)

    def _address(self, host: str) -> bytes:
        return self._addresses.get(host) or frames.address(_NOBODY)

    def _absolute(
        self, conn: str, fact: TcpFlightSent, segment: Segment
    ) -> tuple[int, int]:
        """Sequence number and acknowledgement as they are on the wire."""
        seq, ack = segment.seq, 0
        if fact.flags != "RST ACK":
            seq += _initial(self._seed, conn, fact.from_port)
        if "ACK" in segment.flags:
            ack = segment.ack + _initial(self._seed, conn, fact.to_port)
        return seq & 0xFFFFFFFF, ack & 0xFFFFFFFF


@lru_cache(maxsize=1_024)
def _initial(seed: int, conn: str, port: int) -> int:
    """The initial sequence number of the end of `conn` at `port`."""
    told = f"{seed}/{conn}/{port}".encode()
    return int.from_bytes(blake2b(told, digest_size=4).digest())
