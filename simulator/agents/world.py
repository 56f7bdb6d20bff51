"""The world: hosts on a network with the programs that run on them.

Built from configuration, in the order of the scenario file. It refuses interventions:
it only offers what `lab.py` needs to carry them out.
"""

from collections.abc import Iterable
from typing import TypeVar

from simulator.agents.config import (
    AccountConfig,
    AliasConfig,
    FolderConfig,
    HostConfig,
    ListConfig,
    MessageConfig,
    host_called,
)
from simulator.agents.dial import asks_for, find_host
from simulator.agents.dns import NameServerAgent, Resolver
from simulator.agents.mta import Directory, DnsRouter, Mta
from simulator.agents.mua import Mua
from simulator.agents.store import (
    Account,
    Store,
    serve_imap,
    serve_pop3,
    stored_date,
    stored_message,
)
from simulator.agents.terminal import Prompt, Terminal
from simulator.agents.visitor import Visitor
from simulator.agents.webmail import Browser, Webmail
from simulator.journal import Journal
from simulator.journal.facts import TerminalRefused
from simulator.mail import Epoch
from simulator.net import Clock, LinkConfig, Network
from simulator.protocols.services import CLEAR, HTTP, SMTP

Entry = TypeVar("Entry", AccountConfig, AliasConfig, ListConfig)


SERVICES = {s.program: s.name for s in CLEAR if s != HTTP}
"""Program of a machine that can be ended to the service of its ports. The webmail is
ended with its machine."""


class World:
    """`muas`, `mtas`, `stores`, `resolvers`, `visitors` by host id; `terminals` by
    connection id.

    `live`: waiting follows the wall (`Clock`).
    """

    def __init__(
        self,
        hosts: tuple[HostConfig, ...],
        journal: Journal,
        seed: int,
        epoch: str,
        live: bool = False,
    ) -> None:
        self.hosts = {host.id: host for host in hosts}
        self.clock = Clock(journal, live)
        self.network = Network(journal, self.clock, seed)
        self.epoch = Epoch(epoch)
        self._seed = seed
        self.journal = journal
        self.muas: dict[str, Mua] = {}
        self.mtas: dict[str, Mta] = {}
        self.stores: dict[str, Store] = {}
        self.terminals: dict[str, Terminal] = {}
        self.visitors: dict[str, Visitor] = {}
        self.webmails: dict[str, Webmail] = {}
        self.browsers: dict[str, Browser] = {}
        self.resolvers: dict[str, Resolver] = {}
        for host in hosts:
            self.network.add_host(host.id, host.link, host.on)
            if host.resolver:
                self.resolvers[host.id] = self._resolver(host.id, host.resolver)

    def furnish(
        self,
        accounts: tuple[AccountConfig, ...],
        aliases: tuple[AliasConfig, ...],
        lists: tuple[ListConfig, ...],
        messages: tuple[MessageConfig, ...],
        folders: tuple[FolderConfig, ...] = (),
    ) -> None:
        """Start the programs and fill the mailboxes."""
        for host in self.hosts.values():
            if host.nameserver is not None:
                NameServerAgent(self, host.id, host.nameserver)
            if host.server is not None:
                self._start_server(host, accounts, aliases, lists)
            if host.mua is not None:
                self.muas[host.id] = Mua(self, host.id, host.mua, accounts)
            if host.webmail is not None:
                self.webmails[host.id] = Webmail(self, host.id, host.webmail)
            if host.browser is not None:
                self.browsers[host.id] = Browser(self, host.id, host.browser)
        for host_id, store in self.stores.items():
            config = self.hosts[host_id].server
            if config is not None and config.imap_port:
                store.furnish(folders)
        for number, message in enumerate(messages, 1):
            self._deliver_old(number, message)

    def _start_server(
        self,
        host: HostConfig,
        accounts: tuple[AccountConfig, ...],
        aliases: tuple[AliasConfig, ...],
        lists: tuple[ListConfig, ...],
    ) -> None:
        config = host.server
        assert config is not None
        directory = Directory(
            config.domains,
            _of(accounts, config.domains),
            _of(aliases, config.domains),
            _of(lists, config.domains),
            config.postmaster,
            config.subaddress,
        )
        store = Store(
            self.clock,
            host.id,
            tuple(
                Account(a.address, a.password, a.quota_octets)
                for a in directory.accounts
            ),
            self.epoch,
            bool(config.imap_port),
            self._uid_validity(),
        )
        self.stores[host.id] = store
        names = self._names(host, config.name)
        self.mtas[host.id] = Mta(self, host.id, config, directory, store, names)
        if config.pop3_port or config.pop3s_port:
            serve_pop3(self, host.id, config, store)
        if config.imap_port or config.imaps_port:
            serve_imap(self, host.id, config, store)

    def _names(self, host: HostConfig, name: str) -> DnsRouter | None:
        """Who tells the MTA of `host` where domains take their mail."""
        resolver = self.resolvers.get(host.id)
        own = (name, *host.names)
        return DnsRouter(self, host.id, resolver, own) if resolver else None

    def _resolver(self, host: str, server: str) -> Resolver:
        return Resolver(self, host, lambda name: server)

    def _uid_validity(self) -> int:
        """Real programs of a live world remember the last one: theirs depends on the
        seed, so that another seed is another UIDVALIDITY (RFC 3501 §2.3.1.1)."""
        return self._seed % (1 << 31) + 1 if self.clock.live else 1

    def _deliver_old(self, number: int, message: MessageConfig) -> None:
        """A letter that came before the lab opened: stored, and told as delivered."""
        for host, store in self.stores.items():
            if message.mailbox in store.mailboxes:
                content = stored_message(number, message, self.epoch)
                date = stored_date(number, self.epoch)
                self.mtas[host].deliver_old(message, content, date)

    def power_on(self, host: str) -> None:
        """Start the machine: its server goes on with the mail on its disk, its mail
        program may collect by itself."""
        machine = self.network.hosts[host]
        machine.on = True
        if host in self.mtas and "smtp" not in machine.stopped:
            self.mtas[host].start()
        if host in self.muas:
            self.muas[host].started()

    def power_off(self, host: str) -> None:
        """Stop the machine at once; what is on its disk stays."""
        if host in self.mtas:
            self.mtas[host].stop()
        for program in (self.webmails.get(host), self.browsers.get(host)):
            if program is not None:
                program.stopped()
        self.network.hosts[host].power_off()

    def programs(self, host: str) -> tuple[str, ...]:
        """The programs of a machine that can be ended."""
        services = dict(self.network.hosts[host].listeners.values())
        return tuple(name for name, each in SERVICES.items() if each in services)

    def stopped_programs(self, host: str) -> tuple[str, ...]:
        """Those that were ended."""
        stopped = self.network.hosts[host].stopped
        return tuple(name for name, each in SERVICES.items() if each in stopped)

    def end_program(self, host: str, program: str) -> None:
        """It ends at once; what it had open is reset. The MTA's queue stands still."""
        machine = self.network.hosts[host]
        if program == "mta":
            self.mtas[host].stop()
            machine.reset(lambda end: end.peer.port == SMTP.port)
        machine.end_service(SERVICES[program])

    def start_program(self, host: str, program: str) -> None:
        """It listens again; the MTA goes on with its queue."""
        machine = self.network.hosts[host]
        machine.stopped.discard(SERVICES[program])
        if program == "mta" and machine.on:
            self.mtas[host].start()

    def asks_for(self, host: str, target: str) -> bool:
        """Whether `host` asks DNS where `target` is."""
        return asks_for(self, host, target)

    def open_terminal(self, host: str, target: str, port: int) -> None:
        """`telnet target port` at `host`."""

        def found(server: str) -> None:
            if server:
                self._connect(host, server, port)
                return
            refused = TerminalRefused(reason="no_such_host", target=target)
            self.clock.record(host, "", refused)

        find_host(self, host, target, found)

    def _connect(self, host: str, server: str, port: int) -> None:
        terminal = Terminal(self.network, host, server, port)
        self.terminals[terminal.conn.name] = terminal

    def terminal(self, conn: str) -> Terminal | None:
        """The terminal of a connection; for "" the newest."""
        if conn:
            return self.terminals.get(conn)
        return next(reversed(self.terminals.values()), None)

    def usable_terminal(self, conn: str) -> Terminal:
        """As `terminal`, which is known to be there."""
        terminal = self.terminal(conn)
        assert terminal is not None and terminal.usable
        return terminal

    def join(self, host: str, address: str) -> None:
        """Plug in the machine of a real program, on a cable without length."""
        self.network.add_host(host, LinkConfig(latency_us=0))
        self.visitors[host] = Visitor(self.network, host, address)

    def leave(self, host: str) -> None:
        """Unplug it; what it had open is reset first."""
        self.visitors.pop(host).leave()
        self.network.remove_host(host)

    def prompt(self, host: str) -> Prompt:
        """Where a person gives the machine commands."""
        return Prompt(self, host)

    def host_called(self, name: str) -> str:
        """The id of the machine somebody means by id, name or address, or ""."""
        host = host_called(self.hosts.values(), name)
        return host.id if host else ""

    def host_at(self, address: str) -> str:
        """The id of the machine with this network address, or ""."""
        hosts = (h.id for h in self.hosts.values() if h.address == address)
        return next(hosts, "")

    def address_of(self, host: str) -> str:
        """The network address of a host."""
        visitor = self.visitors.get(host)
        return visitor.address if visitor else self.hosts[host].address


def _of(entries: Iterable[Entry], domains: tuple[str, ...]) -> tuple[Entry, ...]:
    """The entries whose address is in one of `domains`."""
    return tuple(e for e in entries if e.address.rpartition("@")[2] in domains)
