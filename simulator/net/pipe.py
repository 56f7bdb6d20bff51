"""A TCP-like connection: what RFC 9293 promises, as far as mail can see it.

Kept: three-way handshake, MSS, sequence numbers, cumulative acknowledgements with
delayed ACK (RFC 9293 §3.8.6.3), retransmission with exponential back-off
(RFC 6298 §5), a receive window, FIN, RST, refusal, giving up.
Left out, and said so: congestion control, fast retransmit, SACK, TIME-WAIT. Segments
sent back to back are one *flight* and one event; the octets stay in the journal's
stream, so a 5 MB message is moved without being copied.

It refuses to look into the octets.
"""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from simulator.journal import Stream
from simulator.journal.facts import (
    TcpConnectionClosed,
    TcpConnectionOpened,
    TcpConnectionRefused,
    TcpConnectionTimedOut,
    TcpFlightSent,
)
from simulator.net.clock import Timer
from simulator.net.link import carry

if TYPE_CHECKING:
    from simulator.net.network import Host, Network

MSS_OCTETS = 1_460
WINDOW_OCTETS = 65_535
HEADER_OCTETS = 40
RTO_FIRST_US = 1_000_000
DELAYED_ACK_US = 40_000
ATTEMPTS_MAX = 7
"""1 + 2 + 4 + ... + 64 s: gives up after 127 s, as RFC 9293 §3.8.3 allows."""


class EndHandler(Protocol):
    """Who lives at one end of a connection."""

    def opened(self) -> None:
        """The connection is established."""

    def received(self, data: bytes) -> None:
        """Octets arrived in order."""

    def ended(self) -> None:
        """The peer will send no more (FIN)."""

    def lost(self, reason: str) -> None:
        """It is over without our closing: refused, reset or timed_out."""


class _Flight:
    """Octets (and FIN) in the air: `missing` are the ranges not yet arrived."""

    __slots__ = ("attempt", "end", "fin", "missing", "start")

    def __init__(self, start: int, end: int, fin: bool) -> None:
        self.start = start
        self.end = end
        self.fin = fin
        self.missing = [(start, end)]
        self.attempt = 0


class End:
    """One end of a connection. Offsets count octets of its outgoing stream."""

    def __init__(self, conn: "Connection", host: "Host", port: int, key: str) -> None:
        self.conn = conn
        self.host = host
        self.port = port
        self.key = key
        self.peer: End
        self.handler: EndHandler | None = None
        self.stream: Stream = conn.network.journal.stream(f"{conn.name}.{key}")
        self.open = False
        self.gone = False
        self._sent = 0
        self._received = 0
        self._arrived: list[tuple[int, int]] = []
        self._in_air: deque[_Flight] = deque()
        self._closing = False
        self._fin_sent = False
        self._fin_at: int | None = None
        self._fin_seen = False
        self._rto: Timer | None = None
        self._ack_timer: Timer | None = None

    # --- what the handler may do ---

    def send(self, data: bytes) -> int:
        """Queue `data`; the offset of its first octet in the stream."""
        assert not self._closing, "nothing can be sent after close"
        offset = self.stream.append(data)
        if self.open:
            self._push()
        return offset

    def close(self) -> None:
        """Send FIN after what is queued."""
        if not self._closing and not self.gone:
            self._closing = True
            self.conn.closing(self.host.name)
            if self.open:
                self._push()

    def abort(self) -> None:
        """Send RST and forget the connection."""
        if self.gone:
            return
        arrives = self._transmit("RST", 0)
        if arrives:
            self.conn.network.clock.at(arrives, self.peer.was_reset)
        self.forget()
        self.conn.finish(self.host.name)

    def forget(self) -> None:
        """Drop all state without a word, as a host that lost its power does."""
        clock = self.conn.network.clock
        clock.cancel(self._rto)
        clock.cancel(self._ack_timer)
        self._in_air.clear()
        self.open = False
        if not self.gone:
            self.gone = True
            if self in self.host.ends:
                self.host.ends.remove(self)

    # --- sending ---

    def _push(self) -> None:
        """Send as much as the window lets."""
        queued = self.stream.length
        acked = self._in_air[0].start if self._in_air else self._sent
        while self._sent < queued:
            length = min(queued - self._sent, acked + WINDOW_OCTETS - self._sent)
            if length <= 0:
                break
            fin = self._closing and self._sent + length == queued
            self._launch(_Flight(self._sent, self._sent + length, fin))
        if self._closing and not self._fin_sent and self._sent == queued:
            self._launch(_Flight(self._sent, self._sent, True))

    def _launch(self, flight: _Flight) -> None:
        self._sent = flight.end
        self._fin_sent = self._fin_sent or flight.fin
        self._in_air.append(flight)
        self._fly(flight)

    def _fly(self, flight: _Flight) -> None:
        """Send what of `flight` has not arrived, and arm the retransmission timer."""
        flight.attempt += 1
        arrived, missing, lost = [], [], 0
        segments = 0
        for start, end in flight.missing:
            for at in range(start, end, MSS_OCTETS) if end > start else (start,):
                segments += 1
                piece = (at, min(at + MSS_OCTETS, end))
                if self.conn.loses(self):
                    lost += 1
                    missing.append(piece)
                else:
                    arrived.append(piece)
        start = flight.missing[0][0]
        length = sum(end - begin for begin, end in flight.missing)
        flight.missing = _joined(missing)
        got_fin = flight.fin and (not missing or missing[-1][1] != flight.end)
        flags = "FIN ACK" if flight.fin else "PSH ACK"
        arrives = self._transmit(
            flags, length, start, segments, lost, flight.attempt
        )
        if arrives:
            pieces = _joined(arrived)
            fin_at = flight.end if got_fin else None
            acked, fin_seen = self._received, self._fin_seen

            def arrive() -> None:
                self.peer.acknowledged(acked, fin_seen)
                self.peer._arrive(pieces, fin_at, segments - lost)

            self.conn.network.clock.at(arrives, arrive)
        if self._rto is None:
            self._arm_rto(flight.attempt)

    def _transmit(
        self,
        flags: str,
        length: int,
        offset: int = 0,
        segments: int = 1,
        lost: int | None = None,
        attempt: int = 1,
    ) -> int:
        """Record one flight and put it on the cables; when it arrives, 0 if never."""
        network = self.conn.network
        if lost is None:
            lost = int(self.conn.loses(self))
        arrives = 0
        if lost < segments:
            arrives = carry(
                self.host.link,
                self.peer.host.link,
                length + HEADER_OCTETS * segments,
                network.clock.now_us,
            )
        network.clock.cancel(self._ack_timer)
        syn = "SYN" in flags
        network.clock.record(
            self.host.name,
            self.conn.name,
            TcpFlightSent(
                to_host=self.peer.host.name,
                from_port=self.port,
                to_port=self.peer.port,
                flags=flags,
                seq=0 if syn else 1 + (offset if length else self._sent),
                ack=0 if flags == "SYN" else 1 + self._received + self._fin_seen,
                stream=self.key if length else "",
                offset=offset,
                length=length,
                segments=segments,
                lost=lost,
                arrives_at_us=arrives,
                attempt=attempt,
            ),
        )
        return arrives

    def _arm_rto(self, attempt: int) -> None:
        delay = max(RTO_FIRST_US, 3 * self.conn.rtt_us) << (attempt - 1)
        self._rto = self.conn.network.clock.after(delay, self._retransmit)

    def _retransmit(self) -> None:
        self._rto = None
        if not self._in_air:
            return
        flight = self._in_air[0]
        if flight.attempt >= ATTEMPTS_MAX:
            self._give_up(flight.attempt, opening=False)
        elif flight.missing:
            self._fly(flight)
        else:
            # All of it arrived but its acknowledgement did not: send its last octets
            # again, so that the peer repeats the acknowledgement.
            flight.missing = [(max(flight.start, flight.end - MSS_OCTETS), flight.end)]
            self._fly(flight)

    def _give_up(self, attempts: int, opening: bool) -> None:
        self.conn.network.clock.record(
            self.host.name,
            self.conn.name,
            TcpConnectionTimedOut(
                peer=self.peer.host.name, attempts=attempts, opening=opening
            ),
        )
        self._lose("timed_out")

    def _lose(self, reason: str) -> None:
        handler = self.handler
        self.forget()
        self.conn.finish(self.host.name)
        if handler is not None:
            handler.lost(reason)

    # --- receiving ---

    def _arrive(
        self, pieces: list[tuple[int, int]], fin_at: int | None, segments: int
    ) -> None:
        """Segments of the peer's stream reached this host."""
        if not self.conn.reaches(self):
            return
        if self.gone:
            self.peer.reset_by_stranger()
            return
        if not self.open:
            self.conn.established()
        if fin_at is not None:
            self._fin_at = fin_at
        before = self._received
        self._arrived = _joined(sorted([*self._arrived, *pieces]))
        if self._arrived and self._arrived[0][0] <= before:
            self._received = max(before, self._arrived.pop(0)[1])
        self._schedule_ack(segments, before)
        if self._received > before and self.handler is not None:
            data = self.peer.stream.read(before, self._received - before)
            self.handler.received(data)
        if (
            self._fin_at is not None
            and self._received >= self._fin_at
            and not self._fin_seen
            and not self.gone
        ):
            self._fin_seen = True
            self._send_ack()
            if self.handler is not None:
                self.handler.ended()
            self.conn.check_closed()

    def _schedule_ack(self, segments: int, before: int) -> None:
        """Every second segment at once, else a little later (RFC 9293 §3.8.6.3)."""
        if segments >= 2 or self._received == before:
            self._send_ack()
            return
        clock = self.conn.network.clock
        if self._ack_timer is None or self._ack_timer.run is None:
            self._ack_timer = clock.after(DELAYED_ACK_US, self._send_ack)

    def _send_ack(self) -> None:
        if self.gone:
            return
        acked, fin = self._received, self._fin_seen
        arrives = self._transmit("ACK", 0)
        if arrives:
            self.conn.network.clock.at(
                arrives, lambda: self.peer.acknowledged(acked, fin)
            )

    def acknowledged(self, upto: int, fin: bool) -> None:
        """The peer has everything before `upto` (and our FIN)."""
        if self.gone or not self.conn.reaches(self):
            return
        if not self.open:
            self.conn.established()
        clock = self.conn.network.clock
        progress = False
        while self._in_air:
            flight = self._in_air[0]
            if flight.end > upto or (flight.fin and not fin):
                break
            self._in_air.popleft()
            progress = True
        if progress:
            clock.cancel(self._rto)
            self._rto = None
            if self._in_air:
                self._arm_rto(1)
            self._push()
        self.conn.check_closed()

    @property
    def settled(self) -> bool:
        """Our FIN is acknowledged and the peer's was seen."""
        return self._fin_sent and not self._in_air and self._fin_seen

    def reset_by_stranger(self) -> None:
        """Our segment met a host that forgot the connection: it answers RST."""
        arrives = self.peer._transmit("RST", 0)
        if arrives:
            self.conn.network.clock.at(arrives, self.was_reset)

    def was_reset(self) -> None:
        """A RST arrived."""
        if not self.gone and self.conn.reaches(self):
            self._lose("reset")


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges with neighbours and overlaps melted together."""
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


class Connection:
    """Two ends, a name, and the handshake between them."""

    def __init__(
        self,
        network: "Network",
        name: str,
        client: "Host",
        server: "Host",
        port: int,
        handle: Callable[[End], EndHandler],
    ) -> None:
        self.network = network
        self.name = name
        self.rtt_us = 0
        self.service = ""
        self.closed = False
        self._closed_by = ""
        self._began_us = network.clock.now_us
        self.client = End(self, client, client.next_port(), "c")
        self.server = End(self, server, port, "s")
        self.client.peer, self.server.peer = self.server, self.client
        self.client.handler = handle(self.client)
        self._syn_timer: Timer | None = None
        self._syn_ack_timer: Timer | None = None
        self._attempts = 0

    def loses(self, sender: End) -> bool:
        """Whether one segment from `sender` is lost on the way."""
        up = sender.host.link.loses_up()
        down = sender.peer.host.link.loses_down()
        return up or down or not sender.peer.host.on

    def reaches(self, receiver: End) -> bool:
        """Whether what was on its way still gets in: host on, cables whole."""
        return (
            receiver.host.on
            and not receiver.host.link.cut
            and not receiver.peer.host.link.cut
        )

    # --- the handshake (RFC 9293 §3.5) ---

    def begin(self) -> None:
        """Send the SYN."""
        self.client.host.ends.append(self.client)
        self._send_syn()

    def _send_syn(self) -> None:
        self._attempts += 1
        clock = self.network.clock
        if self._attempts > ATTEMPTS_MAX:
            self.client._give_up(ATTEMPTS_MAX, opening=True)
            return
        arrives = self.client._transmit("SYN", 0, attempt=self._attempts)
        if arrives:
            clock.at(arrives, self._syn_arrives)
        delay = RTO_FIRST_US << (self._attempts - 1)
        self._syn_timer = clock.after(delay, self._send_syn)

    def _syn_arrives(self) -> None:
        server = self.server
        if not self.reaches(server) or self.client.gone:
            return
        listener = server.host.listeners.get(server.port)
        if listener is None:
            arrives = server._transmit("RST", 0)
            if arrives:
                self.network.clock.at(arrives, self._refused)
            return
        self.service = listener[0]
        if server not in server.host.ends:
            server.host.ends.append(server)
            self._send_syn_ack(1)

    def _send_syn_ack(self, attempt: int) -> None:
        server, clock = self.server, self.network.clock
        if server.open or server.gone:
            return
        if attempt > ATTEMPTS_MAX:
            server.forget()
            return
        arrives = server._transmit("SYN ACK", 0, attempt=attempt)
        if arrives:
            clock.at(arrives, self._syn_ack_arrives)
        self._syn_ack_timer = clock.after(
            RTO_FIRST_US << (attempt - 1), lambda: self._send_syn_ack(attempt + 1)
        )

    def _refused(self) -> None:
        if self.client.gone or not self.reaches(self.client):
            return
        self.network.clock.cancel(self._syn_timer)
        self.network.clock.record(
            self.client.host.name,
            self.name,
            TcpConnectionRefused(
                server=self.server.host.name, server_port=self.server.port
            ),
        )
        self.client._lose("refused")

    def _syn_ack_arrives(self) -> None:
        client, clock = self.client, self.network.clock
        if client.gone or not self.reaches(client):
            return
        if client.open:
            client._send_ack()
            return
        clock.cancel(self._syn_timer)
        self.rtt_us = clock.now_us - self._began_us
        client.open = True
        clock.record(
            client.host.name,
            self.name,
            TcpConnectionOpened(
                server=self.server.host.name,
                client_port=client.port,
                server_port=self.server.port,
                service=self.service,
            ),
        )
        client._send_ack()
        if client.handler is not None:
            client.handler.opened()
        client._push()

    def established(self) -> None:
        """The server heard the client's ACK: its program may speak."""
        server = self.server
        listener = server.host.listeners[server.port]
        self.network.clock.cancel(self._syn_ack_timer)
        server.open = True
        server.handler = listener[1](server)
        server.handler.opened()
        server._push()

    # --- the end ---

    def check_closed(self) -> None:
        """Record the clean end once both sides have closed and heard it."""
        if self.client.settled and self.server.settled and not self.closed:
            self.client.forget()
            self.server.forget()
            self._record_closed(clean=True)

    def finish(self, by: str) -> None:
        """One end is gone without closing; when both are, the connection is over."""
        self._closed_by = self._closed_by or by
        peer = self.server if self.client.gone else self.client
        if (self.client.gone and self.server.gone) or not peer.open:
            self._record_closed(clean=False)

    def closing(self, by: str) -> None:
        """Remember who closed first."""
        self._closed_by = self._closed_by or by

    def _record_closed(self, clean: bool) -> None:
        if self.closed:
            return
        self.closed = True
        self.network.clock.record(
            self._closed_by or self.client.host.name,
            self.name,
            TcpConnectionClosed(
                by=self._closed_by or self.client.host.name,
                clean=clean,
                client_octets=self.client.stream.length,
                server_octets=self.server.stream.length,
            ),
        )
