"""The door of one lab: its listening sockets, and everybody who came in.

It listens on loopback only. A port that is taken is said and the others are served.
"""

from typing import Any

import msgspec
from gevent import Timeout, socket, ssl
from gevent.server import StreamServer

from simulator.gateway.certificate import NoCertificate, server_context
from simulator.gateway.config import SERVICES, GatewayConfig, Service
from simulator.gateway.goodbye import goodbye
from simulator.gateway.place import Place
from simulator.gateway.visit import Visit
from simulator.scenario import Scenario

BACKLOG = 256


class Opened(msgspec.Struct, frozen=True):
    """How one service stands: open on `port`, or closed because of `reason`, which is
    `taken`, `certificate` or `absent`; `detail`: what the system said."""

    service: Service
    port: int
    reason: str = ""
    detail: str = ""


class Door:
    """Ports of `target`, a server of `scenario`; `place` is a lab of that scenario."""

    def __init__(
        self, place: Place, scenario: Scenario, target: str, config: GatewayConfig
    ) -> None:
        host = scenario.host(target)
        assert host is not None and host.server is not None
        self.place = place
        self.config = config
        self.target = target
        self.opened: tuple[Opened, ...] = ()
        self._server = host.server
        self._listeners: list[StreamServer] = []
        self._visits: dict[int, Visit] = {}
        self._context: ssl.SSLContext | None = None

    def __len__(self) -> int:
        return len(self._visits)

    def behind(self, service: Service) -> tuple[int, bool]:
        """The simulated port of a service, 0 when the server has none; and whether TLS
        goes on behind the gateway."""
        port = int(getattr(self._server, service.behind))
        if port or not service.otherwise:
            return port, service.tls
        return int(getattr(self._server, service.otherwise)), False

    # --- opening and closing ---

    def open(self) -> tuple[Opened, ...]:
        """Listen wherever that can be; how each service stands."""
        self.opened = tuple(
            self._open(service, self.config.ports[service.name])
            for service in SERVICES
            if service.name in self.config.ports
        )
        return self.opened

    def close(self) -> None:
        """Take nobody in any more, and cut off who is there."""
        for listener in self._listeners:
            listener.stop(timeout=0)
        self._listeners.clear()
        self.opened = ()
        for visit in list(self._visits.values()):
            visit.lost("reset")

    def _open(self, service: Service, port: int) -> Opened:
        if not self.behind(service)[0]:
            return Opened(service, port, "absent")
        try:
            if service.tls:
                self._trusted()
            listener = StreamServer(
                (self.config.host, port), self._handler(service), backlog=BACKLOG
            )
            listener.start()
        except NoCertificate as error:
            return Opened(service, port, "certificate", str(error))
        except OSError as error:
            return Opened(service, port, "taken", error.strerror or str(error))
        self._listeners.append(listener)
        return Opened(service, int(listener.server_port))

    # --- coming in ---

    def _handler(self, service: Service) -> Any:
        def handle(sock: socket.socket, _address: object) -> None:
            if service.tls:
                secured = self.secure(sock)
                if secured is None:
                    return
                sock = secured
            self._welcome(service, sock)

        return handle

    def _trusted(self) -> ssl.SSLContext:
        """Our side of TLS. Raises NoCertificate."""
        if self._context is None:
            self._context = server_context(self.config.data)
        return self._context

    def secure(self, sock: socket.socket) -> ssl.SSLSocket | None:
        """The handshake, while it does not take for ever; None: it failed."""
        try:
            with Timeout(self.config.handshake_s):
                return self._trusted().wrap_socket(sock, server_side=True)
        except (OSError, NoCertificate, Timeout):
            return None

    def _welcome(self, service: Service, sock: socket.socket) -> None:
        if len(self._visits) >= self.config.connections_max:
            sock.sendall(goodbye(service.protocol))
            sock.close()
            return
        number = 1
        while number in self._visits:
            number += 1
        visit = self._visits[number] = Visit(self, number, service, sock)
        try:
            visit.run()
        finally:
            del self._visits[number]
