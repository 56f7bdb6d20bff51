"""UDP-like datagrams: each travels alone, arrives whole, or never (RFC 768).

Kept: ports, latency, rate and loss of the cables, a host that is off, a port where
nobody listens (ICMP port unreachable, RFC 1122 §4.1.3.1). Left out, and said so:
fragments, a path MTU, checksums; a datagram up to 65,507 octets travels in one piece.

A *flow* is one port of a client asking one port of a server, and what comes back; each
has a name, as connections do, and its octets are in two streams. It refuses to send
anything again by itself: who asked must miss the answer.
"""

from collections.abc import Callable
from typing import Protocol

from simulator.journal import Journal
from simulator.journal.facts import IcmpUnreachableSent, UdpDatagramSent
from simulator.net.clock import Clock
from simulator.net.link import Link, LinkPair

HEADER_OCTETS = 28
"""IPv4 and UDP headers."""

ICMP_OCTETS = 56
OCTETS_MAX = 65_507


class FlowHandler(Protocol):
    """Who asked."""

    def received(self, data: bytes) -> None:
        """A datagram came back."""

    def unreachable(self) -> None:
        """The other host says that nobody listens there."""


class DatagramHost(Protocol):
    """What a flow needs of a host (`host.Host`)."""

    name: str
    link: Link
    on: bool
    flows: list["Flow"]

    def next_port(self) -> int:
        """A fresh port of a client."""

    def datagram_service(self, port: int) -> "DatagramService | None":
        """Who takes the datagrams of a port now; None: nobody."""

    def run(self, program: Callable[[], None]) -> None:
        """Let a program of this machine go on: now, or when it is thawed."""

    def later(self, program: Callable[[], None]) -> Callable[[], None]:
        """`program`, for a timer."""


class Flow:
    """Datagrams between `client_port` of a client and `server_port` of a server."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal,
        name: str,
        client: DatagramHost,
        server: DatagramHost,
        server_port: int,
        handler: FlowHandler,
    ) -> None:
        self._clock = clock
        self._journal = journal
        self.name = name
        self.client = client
        self.server = server
        self.client_port = client.next_port()
        self.server_port = server_port
        self.open = True
        self._handler = handler
        client.flows.append(self)

    def ask(self, data: bytes) -> int:
        """Send a datagram to the server; where it begins in the client's stream."""
        offset = self._keep("c", data)
        self.ask_again(offset, data)
        return offset

    def ask_again(self, offset: int, data: bytes) -> None:
        """Send once more what was sent before, and began at `offset`."""
        self._send("c", offset, data)

    def answer(self, data: bytes) -> int:
        """Send a datagram to the client; where it begins in the server's stream."""
        offset = self._keep("s", data)
        self._send("s", offset, data)
        return offset

    def close(self) -> None:
        """The client listens no more; what still comes for it is unreachable."""
        if self.open:
            self.open = False
            self.client.flows.remove(self)

    def _keep(self, key: str, data: bytes) -> int:
        assert len(data) <= OCTETS_MAX, "too long for one datagram"
        return self._journal.stream(f"{self.name}.{key}").append(data)

    def _send(self, key: str, offset: int, data: bytes) -> None:
        source, target, source_port, target_port = self._ends(key)
        arrives_us = self._carried(source, target, len(data) + HEADER_OCTETS)
        self._clock.record(
            source.name,
            self.name,
            UdpDatagramSent(
                to_host=target.name,
                from_port=source_port,
                to_port=target_port,
                stream=key,
                offset=offset,
                length=len(data),
                lost=not arrives_us,
                arrives_at_us=arrives_us,
            ),
        )
        if arrives_us:
            self._clock.at(arrives_us, lambda: self._arrive(key, offset, data))

    def _ends(self, key: str) -> tuple[DatagramHost, DatagramHost, int, int]:
        if key == "c":
            return self.client, self.server, self.client_port, self.server_port
        return self.server, self.client, self.server_port, self.client_port

    def _carried(self, source: DatagramHost, target: DatagramHost, octets: int) -> int:
        """When `octets` sent now arrive; 0 if never."""
        cables = LinkPair(source, target)
        return 0 if cables.loses() else cables.carry(octets, self._clock.now_us)

    def _arrive(self, key: str, offset: int, data: bytes) -> None:
        _, target, _, port = self._ends(key)
        if not target.on or target.link.cut:
            return
        service = target.datagram_service(port)
        if key == "c" and service is not None:
            target.run(lambda: service(self, offset, data))
        elif key == "s" and self.open:
            target.run(lambda: self._give(data))
        else:
            self._unreachable(key, port)

    def _give(self, data: bytes) -> None:
        """Who asked may have given up while it stood still."""
        if self.open:
            self._handler.received(data)

    def _unreachable(self, key: str, port: int) -> None:
        source, target = self._ends(key)[1], self._ends(key)[0]
        arrives_us = self._carried(source, target, ICMP_OCTETS)
        self._clock.record(
            source.name,
            self.name,
            IcmpUnreachableSent(
                to_host=target.name,
                port=port,
                lost=not arrives_us,
                arrives_at_us=arrives_us,
            ),
        )
        if arrives_us and key == "c":
            self._clock.at(arrives_us, self._told)

    def _told(self) -> None:
        if self.client.on and not self.client.link.cut:
            self.client.run(self._give_up)

    def _give_up(self) -> None:
        if self.open:
            self._handler.unreachable()


DatagramService = Callable[[Flow, int, bytes], None]
"""Called with every datagram that comes to a port, and where it begins in the client's
stream; it may `Flow.answer`."""
