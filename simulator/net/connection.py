"""One connection: two ends, a name, and the handshake between them (RFC 9293 §3.5).

It refuses to move octets: that is `pipe.py`.
"""

from collections.abc import Callable

from simulator.journal import Journal, Stream
from simulator.journal.facts import (
    TcpConnectionClosed,
    TcpConnectionOpened,
    TcpConnectionRefused,
)
from simulator.net.chance import Chance
from simulator.net.clock import Clock, Timer
from simulator.net.host import Acceptor, Host
from simulator.net.pipe import ATTEMPTS_MAX, RTO_FIRST_US, End
from simulator.net.tls import Tunnel

Tap = Callable[["Connection", str, int, int], None]
"""A machine on the way, told of octets in the air: of which end (`c`, `s`), from where
to where in its stream. It may write over them."""


class Connection:
    """The `Carrier` of two ends of `end_type`. `chance`: draws for a purpose and a
    name; `over`: told the name, once, when all has ended; `tap`: on its way.

    `secure_from`: after so many octets of the server, in the clear, both sides go on
    inside TLS; -1 until that was agreed.
    """

    def __init__(
        self,
        name: str,
        client: Host,
        server: Host,
        port: int,
        *,
        clock: Clock,
        journal: Journal,
        chance: Callable[[str, str], Chance],
        end_type: type[End],
        over: Callable[[str], None],
        tap: Tap | None = None,
    ) -> None:
        self.name = name
        self.clock = clock
        self.rtt_us = 0
        self.service = ""
        self.closed = False
        self.secure_from = -1
        self._journal = journal
        self._chance = chance
        self._over = over
        self._tap = tap
        self._closed_by = ""
        self._began_us = clock.now_us
        self._hosts = {"c": client, "s": server}
        self.client = end_type(self, client, client.next_port(), "c")
        self.server = end_type(self, server, port, "s")
        self.client.attach(self.server)
        self.server.attach(self.client)
        self._syn_timer: Timer | None = None
        self._syn_ack_timer: Timer | None = None
        self._attempts = 0

    def stream(self, key: str) -> Stream:
        """Octets of one end: `c` or `s` on the wire, `tc` or `ts` inside TLS."""
        return self._journal.stream(f"{self.name}.{key}")

    def tunnel(self, key: str) -> Tunnel:
        """The modelled TLS of the end `key`."""
        secret = self._chance("tls", self.name).below(1 << 53)
        return Tunnel(f"{secret}", client=key == "c")

    def passing(self, key: str, start: int, end: int) -> None:
        """Octets of that end's stream have left for the first time."""
        if self._tap is not None:
            self._tap(self, key, start, end)

    # --- the handshake (RFC 9293 §3.5) ---

    def begin(self, handle: Acceptor) -> None:
        """Send the SYN; `handle` says who lives at the client's end."""
        self.client.handler = handle(self.client)
        self._hosts["c"].ends.append(self.client)
        self._send_syn()

    def _send_syn(self) -> None:
        if self.client.gone:
            return
        self._attempts += 1
        clock = self.clock
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
        if not server.reached or self.client.gone:
            return
        host = self._hosts["s"]
        listener = host.listener(server.port)
        if listener is None:
            arrives = server.transmit("RST ACK", 0)
            if arrives:
                self.clock.at(arrives, self._refused)
            return
        self.service = listener[0]
        if server not in host.ends:
            host.ends.append(server)
            self._send_syn_ack(1)

    def _send_syn_ack(self, attempt: int) -> None:
        server, clock = self.server, self.clock
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
        if self.client.gone or not self.client.reached:
            return
        self.clock.cancel(self._syn_timer)
        self.clock.record(
            self.client.host.name,
            self.name,
            TcpConnectionRefused(
                server=self.server.host.name, server_port=self.server.port
            ),
        )
        self.client.lose("refused")

    def _syn_ack_arrives(self) -> None:
        client, clock = self.client, self.clock
        if client.gone or not client.reached:
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
        listener = self._hosts["s"].listeners[server.port]
        self.clock.cancel(self._syn_ack_timer)
        server.open = True
        server.handler = listener[1](server)
        server.handler.opened()
        server.push()

    # --- the end ---

    def forgotten(self, key: str) -> None:
        """That end has no state any more."""
        end = self.client if key == "c" else self.server
        host = self._hosts[key]
        if end in host.ends:
            host.ends.remove(end)

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
        self._over(self.name)
        self.clock.record(
            self._closed_by or self.client.host.name,
            self.name,
            TcpConnectionClosed(
                by=self._closed_by or self.client.host.name,
                clean=clean,
                client_octets=self.client.stream.length,
                server_octets=self.server.stream.length,
            ),
        )
