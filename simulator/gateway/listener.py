"""The listening sockets of one lab, and the real programs connected to them.

It listens where it is told, on loopback unless somebody asked for more, and takes in
only programs of the local network. A port that is taken is said and the others are
served.
"""

from collections.abc import Callable

import msgspec
from gevent import socket
from gevent.server import StreamServer

from simulator.gateway.admission import Admission
from simulator.gateway.certificate import NoCertificate, ServerTls
from simulator.gateway.config import (
    GATEWAY_SERVICES,
    GatewayConfig,
    GatewayService,
    is_local,
)
from simulator.gateway.connection import Destination, RealConnection
from simulator.gateway.guests import Naming, strangers
from simulator.gateway.lab_access import LabAccess
from simulator.gateway.unavailable import too_many_line, unavailable_line
from simulator.hosting.rates import network_of
from simulator.scenario import Scenario

BACKLOG = 256
CALLERS_MAX = 4
"""Networks from which one person's programs call: a laptop, a phone..."""


class PortStatus(msgspec.Struct, frozen=True):
    """How one service stands: open on `port`, or closed because of `reason`, which is
    `taken`, `certificate` or `absent`; `detail`: what the system said."""

    service: GatewayService
    port: int
    reason: str = ""
    detail: str = ""


class Listener:
    """Ports of `target`, a server of `scenario`; `lab` is one of that scenario.
    `admission`: of all the ports that count together. `named`: what its programs are
    called; else they are strangers. `group`: of listeners that are one person's each,
    who says from where they are called; "": everybody's."""

    def __init__(
        self,
        lab: LabAccess,
        scenario: Scenario,
        target: str,
        config: GatewayConfig,
        admission: Admission,
        named: Naming | None = None,
        group: str = "",
    ) -> None:
        host = scenario.host(target)
        assert host is not None and host.server is not None
        self._lab = lab
        self._config = config
        self._admission = admission
        self.target = target
        self.opened: tuple[PortStatus, ...] = ()
        self._behind = host.server
        self.group = group
        self._callers: list[str] = []
        self._named = named or strangers(scenario)
        self._servers: list[StreamServer] = []
        self._connections: dict[int, RealConnection] = {}
        self._tls = ServerTls(config.data, config.handshake_s)

    def __len__(self) -> int:
        return len(self._connections)

    @property
    def reached(self) -> str:
        """The address that programs connect to."""
        return self._config.reached

    def destination(self, service: GatewayService) -> Destination:
        """Where a service leads in the lab; port 0 when the server does not have it."""
        port, tls = int(getattr(self._behind, service.behind)), service.tls
        if not port and service.otherwise:
            port, tls = int(getattr(self._behind, service.otherwise)), False
        return Destination(self.target, port, tls, service.protocol)

    def take_in(self, address: str) -> None:
        """Whose ports these are is there: their programs may call from that network.
        The newest few are known."""
        others = [each for each in self._callers if each != network_of(address)]
        self._callers = [*others, network_of(address)][-CALLERS_MAX:]

    def welcomes(self, caller: str) -> bool:
        """A program may call from there."""
        return is_local(caller) and (
            not self.group or network_of(caller) in self._callers
        )

    # --- opening and closing ---

    def open(self) -> tuple[PortStatus, ...]:
        """Listen wherever that can be; how each service stands."""
        self.opened = tuple(
            self._open(service, self._config.ports[service.name])
            for service in GATEWAY_SERVICES
            if service.name in self._config.ports
        )
        return self.opened

    def close(self) -> None:
        """Take nobody in any more, and send away who is there."""
        for server in self._servers:
            server.stop(timeout=0)
        self._servers.clear()
        self.opened = ()
        for connection in list(self._connections.values()):
            connection.sent_away()

    def _open(self, service: GatewayService, port: int) -> PortStatus:
        if not self.destination(service).port:
            return PortStatus(service, port, "absent")
        try:
            if service.tls:
                self._tls.prepare()
            server = StreamServer(
                (self._config.host, port), self._handler(service), backlog=BACKLOG
            )
            server.start()
        except NoCertificate as error:
            return PortStatus(service, port, "certificate", str(error))
        except OSError as error:
            return PortStatus(service, port, "taken", error.strerror or str(error))
        self._servers.append(server)
        return PortStatus(service, int(server.server_port))

    # --- coming in ---

    def _handler(
        self, service: GatewayService
    ) -> Callable[[socket.socket, tuple[object, ...]], None]:
        def handle(sock: socket.socket, address: tuple[object, ...]) -> None:
            caller = str(address[0])
            if not self.welcomes(caller):
                sock.close()
                return
            if not self._admission.enter(caller):
                self._turn_away(service, sock)
                return
            try:
                self._secure_and_welcome(service, sock)
            finally:
                self._admission.leave(caller)

        return handle

    def _turn_away(self, service: GatewayService, sock: socket.socket) -> None:
        """Where TLS comes first nothing is said: the handshake is what is saved."""
        if not service.tls:
            sock.sendall(too_many_line(service.protocol))
        sock.close()

    def _secure_and_welcome(self, service: GatewayService, sock: socket.socket) -> None:
        if service.tls:
            secured = self._tls.handshake(sock)
            if secured is None:
                return
            sock = secured
        self._welcome(service, sock)

    def _welcome(self, service: GatewayService, sock: socket.socket) -> None:
        if len(self._connections) >= self._config.connections_max:
            sock.sendall(unavailable_line(service.protocol))
            sock.close()
            return
        number = 1
        while number in self._connections:
            number += 1
        connection = self._connections[number] = RealConnection(
            self._lab,
            self._named(number),
            self.destination(service),
            sock,
            self._tls,
            self._config,
        )
        try:
            connection.run()
        finally:
            del self._connections[number]
