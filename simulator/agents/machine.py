"""What a program is given of the world: the machine it runs on, and who is where.

`World` makes one `Machine` for each host of the scenario and hands it to every program
there. A program reaches other machines over the network alone: it never sees their
configuration or their programs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from simulator.agents.config import HostConfig, host_called
from simulator.journal import Fact, Stream
from simulator.mail import Epoch, date_at
from simulator.net import (
    Acceptor,
    Chance,
    Clock,
    Connection,
    Flow,
    FlowHandler,
    Host,
    Network,
)
from simulator.protocols.dns import LookupResult, Query

SECOND_US = 1_000_000


class HostTable:
    """Which machine has which name and address, as `/etc/hosts` of a real one says.

    Machines of real programs have an address here while they are plugged in, and no
    name: nobody calls them.
    """

    def __init__(self, hosts: Iterable[HostConfig]) -> None:
        self._hosts = tuple(hosts)
        self._addresses = {host.id: host.address for host in self._hosts}
        self._ids = {host.address: host.id for host in reversed(self._hosts)}

    @property
    def addresses(self) -> Mapping[str, str]:
        """Host id to network address."""
        return self._addresses

    @property
    def server_names(self) -> Mapping[str, str]:
        """Host id of each mail server to the name it greets with."""
        return {h.id: h.server.name for h in self._hosts if h.server is not None}

    def find(self, name: str) -> str:
        """The id of the machine with this id, name or address, or ""."""
        found = host_called(self._hosts, name)
        return found.id if found else ""

    def at(self, address: str) -> str:
        """The id of the machine with this network address, or ""."""
        return self._ids.get(address, "")

    def join(self, host: str, address: str) -> None:
        """The machine of a real program is plugged in."""
        self._addresses[host] = address

    def leave(self, host: str) -> None:
        """It is unplugged."""
        del self._addresses[host]


class Lookups(Protocol):
    """Who asks DNS for the programs of a machine."""

    def ask(self, question: Query, done: Callable[[LookupResult], None]) -> None:
        """Tell `done` the answer, once. Raises DnsNameError."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One host as its programs see it.

    `id`: of the host; `names`: its own, the first is what it is called; `host`: its
    power, ports and connections; `table`: who is where; `resolver`: who asks DNS for
    its programs, None: nobody, and names are looked up in `table`; `numbers_from`:
    after which its programs number messages.
    """

    id: str
    names: tuple[str, ...]
    host: Host
    clock: Clock
    epoch: Epoch
    table: HostTable
    _network: Network
    resolver: Lookups | None = None
    numbers_from: int = 0

    @property
    def address(self) -> str:
        """Its network address."""
        return self.table.addresses[self.id]

    @property
    def next_conn(self) -> str:
        """The name that the connection opened next will have."""
        return self._network.next_conn

    def record(self, fact: Fact, conn: str = "") -> None:
        """Put a fact of this machine into the journal, now."""
        self.clock.record(self.id, conn, fact)

    def stream(self, name: str) -> Stream:
        """The octets called `name` in the journal, to append to."""
        return self._network.journal.stream(name)

    def date(self, at_us: int | None = None) -> str:
        """Virtual time as mail writes it (RFC 5322 §3.3); None: now."""
        return date_at(self.clock.now_us if at_us is None else at_us, self.epoch)

    @property
    def unix_s(self) -> int:
        """Virtual time in seconds from 1970."""
        return (self.epoch.unix_us + self.clock.now_us) // SECOND_US

    def chance(self, purpose: str, entity: str) -> Chance:
        """Draws of their own for `purpose` at `entity`."""
        return self._network.chance(purpose, entity)

    def connect(self, host: str, port: int, handle: Acceptor) -> Connection:
        """Open a connection to the machine with id `host`; `handle` says who lives at
        this end. Programs that know a name use `dial`."""
        return self._network.connect(self.id, host, port, handle)

    def flow(self, host: str, port: int, handler: FlowHandler) -> Flow:
        """Open a port for datagrams to `port` of the machine with id `host`."""
        return self._network.flow(self.id, host, port, handler)
