"""A machine on the network: its cable, its power, its ports.

A host that is off answers nothing, a port nobody listens on answers RST (RFC 9293
§3.5.2). It refuses to know what its programs do.
"""

from collections.abc import Callable
from functools import partial

from simulator.net.clock import Clock
from simulator.net.datagram import DatagramService, Flow
from simulator.net.handler import EndHandler
from simulator.net.link import Link
from simulator.net.pipe import End
from simulator.net.tls import Certificate

Acceptor = Callable[[End], EndHandler]
"""Called when a connection arrives; returns who handles the server's end."""

EPHEMERAL_PORT_MIN = 49_152


class Host:
    """A machine: its cable, its power, and who listens on its ports.

    `boots`: how often it was switched off: what a program remembered is gone then.
    `frozen`: its programs stand still, while what is below them goes on: segments are
    acknowledged, connections accepted. `stopped`: services whose program was ended:
    nobody listens on their ports. `certificate`: what it shows inside TLS.
    """

    def __init__(self, name: str, link: Link, on: bool) -> None:
        self.name = name
        self.link = link
        self.on = on
        self.frozen = False
        self.stopped: set[str] = set()
        self.listeners: dict[int, tuple[str, Acceptor]] = {}
        self.ends: list[End] = []
        self.datagram_services: dict[int, DatagramService] = {}
        self.flows: list[Flow] = []
        self.boots = 0
        self.certificate = Certificate()
        self._next_port = EPHEMERAL_PORT_MIN
        self._undone: list[Callable[[], None]] = []

    def listen(self, port: int, service: str, accept: Acceptor) -> None:
        """Serve `service` on `port`."""
        assert port not in self.listeners, "a port has one listener"
        self.listeners[port] = (service, accept)

    def take_datagrams(self, port: int, receive: DatagramService) -> None:
        """Give every datagram that comes to `port` to `receive`."""
        assert port not in self.datagram_services, "a port has one listener"
        self.datagram_services[port] = receive

    def listener(self, port: int) -> tuple[str, Acceptor] | None:
        """Service and program of a port; None where nobody listens now."""
        found = self.listeners.get(port)
        return None if found is None or found[0] in self.stopped else found

    def run(self, program: Callable[[], None]) -> None:
        """Let a program of this machine go on: now, or when it is thawed."""
        if self.frozen:
            self._undone.append(program)
        else:
            program()

    def later(self, program: Callable[[], None]) -> Callable[[], None]:
        """`program`, for a timer: it waits until the machine is thawed, and is gone
        with all it remembered when the machine was switched off meanwhile."""
        boots = self.boots

        def go_on() -> None:
            if self.boots == boots:
                self.run(program)

        return go_on

    def thaw(self, clock: Clock) -> None:
        """The programs go on where they were, one after another."""
        self.frozen = False
        undone, self._undone = self._undone, []
        for program in undone:
            clock.after(0, partial(self.run, program))

    def end_service(self, service: str) -> None:
        """Its program ends: nobody listens there any more, and the kernel resets what
        it had open (RFC 9293 §3.10.5)."""
        self.stopped.add(service)
        ports = [port for port, (name, _) in self.listeners.items() if name == service]
        self.reset(lambda end: end.port in ports)

    def reset(self, chosen: Callable[[End], bool]) -> None:
        """The program at these ends is gone, so the kernel resets them."""
        for end in [each for each in self.ends if chosen(each)]:
            if end.handler is not None:
                end.handler.vanish()
            end.abort()

    def datagram_service(self, port: int) -> DatagramService | None:
        """Who takes the datagrams of a port now; None: nobody."""
        stopped = port in self.listeners and self.listener(port) is None
        return None if stopped else self.datagram_services.get(port)

    def next_port(self) -> int:
        """A fresh port for an outgoing connection."""
        port = self._next_port
        self._next_port += 1
        return port

    def power_off(self) -> None:
        """Stop at once: programs and connections are gone, nobody is told."""
        self.on = False
        self.frozen = False
        self._undone = []
        for end in list(self.ends):
            if end.handler is not None:
                end.handler.vanish()
            end.forget()
        self.boots += 1
        for flow in list(self.flows):
            flow.close()
