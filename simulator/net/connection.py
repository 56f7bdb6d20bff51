"""One connection: two ends, a name, and the handshake between them (RFC 9293 §3.5).

It refuses to move octets: that is `pipe.py`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.journal.facts import (
    TcpConnectionClosed,
    TcpConnectionOpened,
    TcpConnectionRefused,
)
from simulator.net.clock import Timer
from simulator.net.handler import EndHandler
from simulator.net.pipe import ATTEMPTS_MAX, RTO_FIRST_US, End
from simulator.net.tls import Tunnel

if TYPE_CHECKING:
    from simulator.net.network import Host, Network


class Connection:
    """Two ends, a name, and the handshake between them.

    `secure_from`: after so many octets of the server, in the clear, both sides go on
    inside TLS; -1 until that was agreed.
    """

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
        self.secure_from = -1
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

    @property
    def whole(self) -> bool:
        """Cables that lose nothing, between machines that are on."""
        client, server = self.client.host, self.server.host
        here, there = client.link, server.link
        cut = here.cut or there.cut
        lossy = here.config.loss_ppm or there.config.loss_ppm
        return client.on and server.on and not (cut or lossy)

    def reaches(self, receiver: End) -> bool:
        """Whether what was on its way still gets in: host on, cables whole."""
        host = receiver.host
        return host.on and not (host.link.cut or receiver.peer.host.link.cut)

    def tunnel(self, end: End) -> Tunnel:
        """The modelled TLS of one end."""
        key = self.network.chance("tls", self.name).below(1 << 53)
        return Tunnel(f"{key}", client=end is self.client)

    # --- the handshake (RFC 9293 §3.5) ---

    def begin(self) -> None:
        """Send the SYN."""
        self.client.host.ends.append(self.client)
        self._send_syn()

    def _send_syn(self) -> None:
        if self.client.gone:
            return
        self._attempts += 1
        clock = self.network.clock
        if self._attempts > ATTEMPTS_MAX:
            self.client.give_up(ATTEMPTS_MAX, opening=True)
            return
        arrives = self.client.transmit("SYN", 0, attempt=self._attempts)
        if arrives:
            clock.at(arrives, self._syn_arrives)
        delay = RTO_FIRST_US << (self._attempts - 1)
        self._syn_timer = clock.after(delay, self._send_syn)

    def _syn_arrives(self) -> None:
        server = self.server
        if not self.reaches(server) or self.client.gone:
            return
        listener = server.host.listener(server.port)
        if listener is None:
            arrives = server.transmit("RST ACK", 0)
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
        arrives = server.transmit("SYN ACK", 0, attempt=attempt)
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
        self.client.lose("refused")

    def _syn_ack_arrives(self) -> None:
        client, clock = self.client, self.network.clock
        if client.gone or not self.reaches(client):
            return
        if client.open:
            client.send_ack()
            return
        clock.cancel(self._syn_timer)
        if self._attempts == 1:
            # A retransmitted SYN says nothing of the round trip (RFC 6298 §3).
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
        client.send_ack()
        if client.handler is not None:
            client.handler.opened()
        client.push()

    def established(self) -> None:
        """The server heard the client's ACK: its program may speak."""
        server = self.server
        listener = server.host.listeners[server.port]
        self.network.clock.cancel(self._syn_ack_timer)
        server.open = True
        server.handler = listener[1](server)
        server.handler.opened()
        server.push()

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

    def reset(self) -> None:
        """Somebody in between sends RST to both ends."""
        for end in (self.server, self.client):
            if not end.gone:
                end.lose("reset")

    def closing(self, by: str) -> None:
        """Remember who closed first."""
        self._closed_by = self._closed_by or by

    def _record_closed(self, clean: bool) -> None:
        if self.closed:
            return
        self.closed = True
        self.network.forget(self)
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
