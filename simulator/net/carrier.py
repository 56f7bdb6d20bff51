"""What an end of a connection needs from outside: its connection and its host.

They are protocols, so that `pipe.py` knows neither handshake nor network nor listeners.
"""

from collections.abc import Callable
from typing import Protocol

from simulator.journal import Stream
from simulator.net.clock import Clock
from simulator.net.link import Link
from simulator.net.tls import Certificate, Tunnel


class Carrier(Protocol):
    """What an end needs of its connection (`connection.Connection`)."""

    name: str
    clock: Clock
    rtt_us: int
    secure_from: int

    def stream(self, key: str) -> Stream:
        """The octets of one end, on the wire or inside TLS."""

    def tunnel(self, key: str) -> Tunnel:
        """The modelled TLS of one end."""

    def passing(self, key: str, start: int, end: int) -> None:
        """Octets of that end's stream have left for the first time."""

    def established(self) -> None:
        """The server heard the client's ACK."""

    def closing(self, by: str) -> None:
        """That host closes, maybe first."""

    def forgotten(self, key: str) -> None:
        """That end is gone."""

    def check_closed(self) -> None:
        """One end heard that the other closed, or heard its own FIN acknowledged."""

    def finish(self, by: str) -> None:
        """One end is gone without closing."""


class EndHost(Protocol):
    """What an end needs of its host (`host.Host`)."""

    name: str
    link: Link
    on: bool
    frozen: bool
    certificate: Certificate

    def run(self, program: Callable[[], None]) -> None:
        """Let a program of this machine go on: now, or when it is thawed."""
