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

from msgspec import UNSET, UnsetType

from simulator.journal import MSS_OCTETS, Stream
from simulator.journal.facts import TcpConnectionTimedOut, TcpFlightSent
from simulator.net.carrier import Carrier, EndHost
from simulator.net.clock import Timer
from simulator.net.flight import Arrival, Flight, joined, told_apart
from simulator.net.handler import EndHandler
from simulator.net.link import LinkPair
from simulator.net.receive_window import UNLIMITED, WINDOW_OCTETS, ReceiveWindow

HEADER_OCTETS = 40
RTO_FIRST_US = 1_000_000
DELAYED_ACK_US = 40_000
ATTEMPTS_MAX = 7
"""1 + 2 + 4 + ... + 64 s: gives up after 127 s, as RFC 9293 §3.8.3 allows."""


class End(ReceiveWindow):
    """One end of a connection. Offsets count octets of its outgoing stream.

    `key`: `c` of the client, `s` of the server. `cables`: the way to its peer;
    `cables_back`: the way from there.
    """

    peer: "End"
    cables: LinkPair
    cables_back: LinkPair

    TRUSTS_CABLES = False  # those that lose nothing need no retransmission timer
    ACK_WAITS = False  # a delayed acknowledgement is a waiting timer, not work

    def __init__(self, conn: Carrier, host: EndHost, port: int, key: str) -> None:
        super().__init__()
        self.conn = conn
        self.clock = conn.clock
        self.host = host
        self.port = port
        self.key = key
        self.handler: EndHandler | None = None
        self.stream: Stream = conn.stream(key)
        self.open = False
        self.gone = False
        self._in_air: deque[Flight] = deque()
        self._closing = False
        self._fin_sent = False
        self._owes_ack = False
        self._rto: Timer | None = None
        self._ack_timer: Timer | None = None

    @property
    def is_server(self) -> bool:
        """It was called; the other end is the client's."""
        return self.key == "s"

    def attach(self, peer: "End") -> None:
        """`peer` is at the other side."""
        self.peer = peer
        self.cables = LinkPair(self.host, peer.host)
        self.cables_back = LinkPair(peer.host, self.host)

    @property
    def unsent(self) -> int:
        """Octets that were queued and have not left for the first time."""
        return self.stream.length - self._snd_nxt

    @property
    def reached(self) -> bool:
        """Whether what is on its way to this end still gets in."""
        return self.cables_back.delivers()

    # --- what the handler may do ---

    @property
    def closing(self) -> bool:
        """Nothing more can be sent: closed, reset or forgotten."""
        return self._closing or self.gone

    def send(self, *chunks: bytes) -> None:
        """Queue octets behind those that were queued before; chunks are shared."""
        assert not self._closing, "nothing can be sent after close"
        self.stream.extend(chunks)
        if self.open:
            self.push()

    def close(self) -> None:
        """Send FIN after what is queued."""
        if not self._closing and not self.gone:
            self._closing = True
            self.conn.closing(self.host.name)
            if self.open:
                self.push()

    def abort(self) -> None:
        """Send RST and forget the connection."""
        if self.gone:
            return
        arrives = self.transmit("RST", 0)
        if arrives:
            self.clock.at(arrives, self.peer.was_reset)
        self.forget()
        self.conn.finish(self.host.name)

    def forget(self) -> None:
        """Drop all state without a word, as a host that lost its power does."""
        self.clock.cancel(self._rto)
        self.clock.cancel(self._ack_timer)
        self._in_air.clear()
        self.open = False
        if not self.gone:
            self.gone = True
            self.conn.forgotten(self.key)

    def take_until(self, octets: int) -> None:
        """There is room for `octets` in all: the peer may go on."""
        self.grant(octets, self.peer)

    def read_on(self) -> None:
        """The program reads again whatever comes."""
        self.take_until(UNLIMITED)

    # --- sending ---

    def push(self) -> None:
        """Send as much as the window lets."""
        start, end, in_air = self._snd_nxt, self.stream.length, self._in_air
        acked = in_air[0].start if in_air else start
        room = min(self.peer.takes_until, acked + WINDOW_OCTETS)
        fin = False
        if end > room:
            end = room
        elif self._closing and not self._fin_sent:
            fin = self._fin_sent = True
        if start < end or fin:
            flight = Flight(start, end, fin, [(start, end)])
            self._snd_nxt = end
            in_air.append(flight)
            self._fly(flight)
            self.conn.passing(self.key, start, end)

    def _fly(self, flight: Flight) -> None:
        """Send what of `flight` has not arrived, and arm the retransmission timer."""
        flight.attempt += 1
        whole = self.cables.whole()
        if whole and len(flight.missing) == 1:
            self._fly_whole(flight)
        else:
            self._fly_in_pieces(flight)
        if not (whole and self.TRUSTS_CABLES) and self._rto is None:
            self._arm_rto(flight.attempt)

    def _fly_in_pieces(self, flight: Flight) -> None:
        """Each segment may be lost on its own."""
        arrived, missing = flight.drawn(self.cables.loses)
        segments, lost = len(arrived) + len(missing), len(missing)
        start = flight.missing[0][0]
        length = sum(end - begin for begin, end in flight.missing)
        fin = flight.fin and flight.missing[-1][1] == flight.end
        uneven = 0 < lost < segments or len(flight.missing) > 1
        flight.missing = joined(missing)
        got_fin = flight.fin and (not missing or missing[-1][1] != flight.end)
        arrives = self.transmit(
            "FIN ACK" if fin else "PSH ACK",
            length,
            start,
            segments,
            lost,
            flight.attempt,
            told_apart(arrived, missing) if uneven else UNSET,
        )
        if arrives:
            fin_at = flight.end if got_fin else None
            got, segments = joined(arrived), len(arrived)
            acked, arrive = self._rcv.nxt, self.peer._arrive
            fin_acked = self._rcv.fin_seen
            arrival = Arrival(flight, got, segments, fin_at, acked, fin_acked, arrive)
            self.clock.at(arrives, arrival)

    def _fly_whole(self, flight: Flight) -> None:
        """One piece, on cables that lose nothing: most flights are like that."""
        pieces, flight.missing = flight.missing, []
        start, end = pieces[0]
        segments = -(-(end - start) // MSS_OCTETS) or 1
        fin_at = flight.end if flight.fin else None
        flags = "PSH ACK" if fin_at != end else "FIN ACK"
        arrives = self.transmit(flags, end - start, start, segments, 0, flight.attempt)
        acked, arrive = self._rcv.nxt, self.peer._arrive
        fin_acked = self._rcv.fin_seen
        arrival = Arrival(flight, pieces, segments, fin_at, acked, fin_acked, arrive)
        self.clock.at(arrives, arrival)

    def transmit(
        self,
        flags: str,
        length: int,
        offset: int = 0,
        segments: int = 1,
        lost: int | None = None,
        attempt: int = 1,
        pieces: tuple[tuple[int, int, bool], ...] | UnsetType = UNSET,
    ) -> int:
        """Record one flight and put it on the cables; when it arrives, 0 if never."""
        clock, cables, received = self.clock, self.cables, self._rcv
        lost = int(cables.loses()) if lost is None else lost
        octets = length + HEADER_OCTETS * segments
        arrives = cables.carry(octets, clock.now_us) if lost < segments else 0
        if self._owes_ack:
            self._owes_ack = False
            if not self.ACK_WAITS:
                clock.cancel(self._ack_timer)
        clock.record(
            self.host.name,
            self.conn.name,
            TcpFlightSent(
                to_host=self.peer.host.name,
                from_port=self.port,
                to_port=self.peer.port,
                flags=flags,
                seq=1 + offset if length else self._seq_of(flags),
                ack=1 + received.nxt + received.fin_seen if "ACK" in flags else 0,
                stream=self.key if length else "",
                offset=offset,
                length=length,
                segments=segments,
                lost=lost,
                arrives_at_us=arrives,
                attempt=attempt,
                pieces=pieces,
            ),
        )
        return arrives

    def _seq_of(self, flags: str) -> int:
        """Of a segment without octets, relative to the initial sequence number; SYN and
        FIN each count as one.

        A port where nobody listens has none: its reset says 0 (RFC 9293 §3.5.2).
        """
        if "SYN" in flags or flags == "RST ACK":
            return 0
        after_fin = self._fin_sent and flags in ("ACK", "RST")
        return 1 + self._snd_nxt + after_fin

    def _arm_rto(self, attempt: int) -> None:
        delay = max(RTO_FIRST_US, 3 * self.conn.rtt_us) << (attempt - 1)
        self._rto = self.clock.after(delay, self._retransmit)

    def _retransmit(self) -> None:
        self._rto = None
        if not self._in_air:
            return
        flight = self._in_air[0]
        if flight.attempt >= ATTEMPTS_MAX:
            self.give_up(flight.attempt, opening=False)
            return
        if not flight.missing:
            # All of it arrived, no acknowledgement came back: the earliest segment goes
            # again (RFC 6298 §5.4), and the peer acknowledges all it has once more.
            end = min(flight.end, flight.start + MSS_OCTETS)
            flight.missing = [(flight.start, end)]
        self._fly(flight)

    def give_up(self, attempts: int, opening: bool) -> None:
        """Nobody answered `attempts` times; `opening`: no connection was there yet."""
        self.clock.record(
            self.host.name,
            self.conn.name,
            TcpConnectionTimedOut(
                peer=self.peer.host.name, attempts=attempts, opening=opening
            ),
        )
        self.lose("timed_out")

    def lose(self, reason: str) -> None:
        """It is over without our closing: `refused`, `reset` or `timed_out`."""
        handler = self.handler
        self.forget()
        self.conn.finish(self.host.name)
        if handler is not None:
            handler.lost(reason)

    # --- receiving ---

    def _arrive(self, arrival: Arrival) -> None:
        """Segments of the peer's stream reached this host."""
        if not self.cables_back.delivers():
            return
        self._heed(arrival.acked, arrival.fin_acked)
        if self.gone:
            self.peer.reset_by_stranger()
            return
        received = self._rcv
        before = received.nxt
        ends = received.take(arrival.pieces, arrival.fin_at)
        new_octets = received.nxt - before
        if ends or arrival.segments >= 2 or not new_octets:
            self.send_ack()
        else:
            self._owes_ack = True
            timer = self._ack_timer
            if timer is None or timer.run is None:
                self._delay_ack()
        if new_octets and self.handler is not None:
            data = self.peer.stream.read(before, new_octets)
            self.handler.received(data)
        if ends and not self.gone:
            if self.handler is not None:
                self.handler.ended()
            self.conn.check_closed()

    def _delay_ack(self) -> None:
        """Every second segment is acknowledged at once, another a little later
        (RFC 9293 §3.8.6.3)."""
        clock = self.clock
        self._ack_timer = clock.at(
            clock.now_us + DELAYED_ACK_US,
            self._ack_late,
            waiting=self.ACK_WAITS,
            name="tcp.delayed_ack",
        )

    def _ack_late(self) -> None:
        if self._owes_ack:
            self.send_ack()

    def send_ack(self) -> None:
        """Acknowledge what is here, in a segment of its own."""
        if self.gone:
            return
        acked, fin = self._rcv.nxt, self._rcv.fin_seen
        arrives = self.transmit("ACK", 0)
        if arrives:
            self.clock.at(arrives, lambda: self.peer.acknowledged(acked, fin))

    def acknowledged(self, upto: int, fin: bool) -> None:
        """An ACK alone reached this host."""
        if self.cables_back.delivers():
            self._heed(upto, fin)

    def _heed(self, upto: int, fin: bool) -> None:
        """The peer has everything before `upto` (and our FIN)."""
        if self.gone:
            return
        if not self.open:
            self.conn.established()
        in_air, landed = self._in_air, False
        while in_air:
            flight = in_air[0]
            if flight.end > upto or (flight.fin and not fin):
                break
            in_air.popleft()
            landed = True
        if landed:
            if self._rto is not None:
                self.clock.cancel(self._rto)
                self._rto = None
            if in_air:
                self._arm_rto(1)
            if self._snd_nxt < self.stream.length or self._closing:
                self.go_on()
        if self._fin_sent:
            self.conn.check_closed()

    @property
    def settled(self) -> bool:
        """Our FIN is acknowledged and the peer's was seen."""
        return self._fin_sent and not self._in_air and self._rcv.fin_seen

    def reset_by_stranger(self) -> None:
        """Our segment met a host that forgot the connection: it answers RST."""
        arrives = self.peer.transmit("RST", 0)
        if arrives:
            self.clock.at(arrives, self.was_reset)

    def was_reset(self) -> None:
        """A RST arrived."""
        if not self.gone and self.reached:
            self.lose("reset")
