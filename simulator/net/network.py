"""All hosts, and how a connection or a datagram finds its way.

It refuses names: whoever connects says the host's id.
"""

from simulator.journal import Journal
from simulator.net.chance import Chance
from simulator.net.clock import Clock
from simulator.net.connection import Connection, Tap
from simulator.net.datagram import Flow, FlowHandler
from simulator.net.host import Acceptor, Host
from simulator.net.link import Link, LinkConfig
from simulator.net.pipe import End


class Network:
    """All hosts, and the `connections` between them that are not over. `connected`: how
    many there ever were, `c1` the first; `end_type`: what the two ends of each are;
    `taps`: who is on the way between two machines."""

    def __init__(
        self, journal: Journal, clock: Clock, seed: int, end_type: type[End] = End
    ) -> None:
        self.journal = journal
        self.clock = clock
        self.hosts: dict[str, Host] = {}
        self.connections: dict[str, Connection] = {}
        self.connected = 0
        self.taps: dict[frozenset[str], Tap] = {}
        self._flows = 0
        self._seed = seed
        self._end_type = end_type

    def add_host(self, name: str, config: LinkConfig, on: bool = True) -> Host:
        """A new machine on its own cable."""
        assert name not in self.hosts
        host = Host(name, Link(name, config, self._seed), on)
        self.hosts[name] = host
        return host

    def chance(self, purpose: str, entity: str) -> Chance:
        """Draws of their own for `purpose` at `entity`."""
        return Chance(self._seed, purpose, entity)

    @property
    def next_conn(self) -> str:
        """The name of the connection that begins next."""
        return f"c{self.connected + 1}"

    def remove_host(self, name: str) -> None:
        """A machine is carried away; whatever it still had open just falls silent."""
        self.hosts.pop(name).power_off()

    def connect(
        self, client: str, server: str, port: int, handle: Acceptor
    ) -> Connection:
        """Begin a connection; `handle` says who lives at the client's end."""
        self.connected += 1
        name = f"c{self.connected}"
        conn = Connection(
            name,
            self.hosts[client],
            self.hosts[server],
            port,
            clock=self.clock,
            journal=self.journal,
            chance=self.chance,
            end_type=self._end_type,
            over=self._forget,
            tap=self.taps.get(frozenset((client, server))),
        )
        self.connections[name] = conn
        conn.begin(handle)
        return conn

    def flow(self, client: str, server: str, port: int, handler: FlowHandler) -> Flow:
        """Open a port at `client` for datagrams to `port` of `server`, and back."""
        self._flows += 1
        name = f"u{self._flows}"
        here, there = self.hosts[client], self.hosts[server]
        return Flow(self.clock, self.journal, name, here, there, port, handler)

    def _forget(self, name: str) -> None:
        """That connection is over."""
        del self.connections[name]
