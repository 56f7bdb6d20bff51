"""The world: hosts on a network with the programs that run on them.

Built from configuration, in the order of the scenario file. `World` is the only module
that knows all programs; acts and tests reach them through it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from simulator.agents.config import (
    AccountConfig,
    AliasConfig,
    Endpoint,
    FolderConfig,
    HostConfig,
    ListConfig,
    MessageConfig,
    MuaConfig,
    ServerConfig,
    WebmailConfig,
    endpoint,
    first_settings,
)
from simulator.agents.dial import asks_dns, dial
from simulator.agents.dns import NameServerAgent, Resolver, ZoneEditor
from simulator.agents.machine import HostTable, Machine
from simulator.agents.mta import Directory, DnsRouter, FixedRouter, MailServer, Mta
from simulator.agents.mua import Mua
from simulator.agents.store import (
    Account,
    Store,
    serve_imap,
    serve_pop3,
    stored_date,
    stored_message,
)
from simulator.agents.terminal import CommandPrompt, Terminal
from simulator.agents.visitor import Visitor
from simulator.agents.webmail import Browser, MailClient, Webmail
from simulator.agents.wiretap import Wiretap
from simulator.journal import Journal
from simulator.journal.facts import TerminalRefused
from simulator.mail import Epoch
from simulator.net import (
    Certificate,
    Clock,
    End,
    LinkConfig,
    LiveClock,
    LiveEnd,
    Network,
)
from simulator.protocols.dkim import DkimConfig, key_of, key_record_line
from simulator.protocols.dns import NameServerConfig, with_line
from simulator.protocols.services import (
    CLEAR,
    HTTP,
    IMAP,
    SMTP,
    SUBMISSION,
)

_Addressed = TypeVar("_Addressed", AccountConfig, AliasConfig, ListConfig)


PROGRAM_SERVICES = {s.program: s.name for s in CLEAR if s != HTTP}
"""Program of a machine that can be ended to the service of its ports. The webmail is
ended with its machine."""

NUMBERS_A_START = 100_000
STARTS_MAX = 10_000
"""So many messages can be numbered in a live world, and so many worlds told apart."""


class World:
    """`machines`, `muas`, `mtas`, `stores`, `webmails`, `browsers`, `resolvers`,
    `zone_editors`, `visitors` by host id; `terminals` by connection id.

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
        self.live = live
        self.clock = LiveClock(journal) if live else Clock(journal)
        end_type = LiveEnd if live else End
        self.network = Network(journal, self.clock, seed, end_type)
        self.epoch = Epoch(epoch)
        self.journal = journal
        self.machines: dict[str, Machine] = {}
        self.muas: dict[str, Mua] = {}
        self.mtas: dict[str, Mta] = {}
        self.stores: dict[str, Store] = {}
        self.terminals: dict[str, Terminal] = {}
        self.visitors: dict[str, Visitor] = {}
        self.webmails: dict[str, Webmail] = {}
        self.browsers: dict[str, Browser] = {}
        self.resolvers: dict[str, Resolver] = {}
        self.zone_editors: dict[str, ZoneEditor] = {}
        self._seed = seed
        self._numbers_from = seed % STARTS_MAX * NUMBERS_A_START if live else 0
        self._table = HostTable(hosts)
        for host in hosts:
            self._add_machine(host)

    def _add_machine(self, config: HostConfig) -> None:
        host = self.network.add_host(config.id, config.link, config.on)
        machine = Machine(
            config.id,
            config.names,
            host,
            self.clock,
            self.epoch,
            self._table,
            self.network,
            numbers_from=self._numbers_from,
        )
        if config.resolver:
            resolver = Resolver(machine, lambda _name: config.resolver)
            self.resolvers[config.id] = resolver
            machine = replace(machine, resolver=resolver)
        self.machines[config.id] = machine

    def start(
        self,
        accounts: tuple[AccountConfig, ...],
        aliases: tuple[AliasConfig, ...],
        lists: tuple[ListConfig, ...],
        messages: tuple[MessageConfig, ...],
        folders: tuple[FolderConfig, ...] = (),
    ) -> None:
        """Start the programs and fill the mailboxes."""
        for host in self.hosts.values():
            machine = self.machines[host.id]
            if host.nameserver is not None:
                names = NameServerAgent(machine, self._with_keys(host.nameserver))
                self.zone_editors[host.id] = ZoneEditor(machine, names.engine)
            if host.wiretap is not None:
                tap = Wiretap(machine, host.wiretap)
                ends = map(frozenset, combinations(host.wiretap.between, 2))
                self.network.taps |= dict.fromkeys(ends, tap)
            if host.server is not None:
                machine.host.certificate = _certificate(host, host.server)
                directory = _directory(host.server, accounts, aliases, lists)
                self._start_server(machine, host.server, directory)
            if host.mua is not None:
                self.muas[host.id] = self._mua(machine, host.mua, accounts)
            if host.webmail is not None:
                self.webmails[host.id] = self._webmail(machine, host.webmail)
            if host.browser is not None:
                home = endpoint(self.hosts, host.browser.home, HTTP)
                self.browsers[host.id] = Browser(machine, host.browser, home)
        for host_id, store in self.stores.items():
            config = self.hosts[host_id].server
            if config is not None and config.imap_port:
                store.make_folders(folders)
        for number, message in enumerate(messages, 1):
            self._deliver_old(number, message)

    def _signers(self) -> Iterator[DkimConfig]:
        """How the servers of this world sign."""
        for host in self.hosts.values():
            yield from host.server.dkim if host.server is not None else ()

    def _with_keys(self, config: NameServerConfig) -> NameServerConfig:
        """A name server with the public keys of those who sign, in the zones it has."""
        for signer in self._signers():
            if signer.published:
                line = key_record_line(signer, self._seed)
                config = with_line(config, signer.domain, line)
        return config

    def _start_server(
        self, machine: Machine, config: ServerConfig, directory: Directory
    ) -> None:
        store = Store(
            machine,
            tuple(
                Account(a.address, a.password, a.quota_octets, a.quota_messages)
                for a in directory.accounts
            ),
            bool(config.imap_port),
            self._uid_validity(),
        )
        names = None
        if machine.resolver is not None:
            own_names = (config.name, *machine.names)
            names = DnsRouter(machine, machine.resolver, own_names)
        table = self._table
        router = FixedRouter(config.routes, table.addresses, table.server_names, names)
        keys = tuple(key_of(signer, self._seed) for signer in config.dkim)
        server = MailServer(machine, config, directory, store, router, keys)
        self.stores[machine.id] = store
        self.mtas[machine.id] = Mta(server)
        if config.pop3_port or config.pop3s_port:
            serve_pop3(machine, config, store)
        if config.imap_port or config.imaps_port:
            serve_imap(machine, config, store, self._imap_nonce(machine))

    def _imap_nonce(self, machine: Machine) -> Callable[[str], str]:
        """What makes the challenges of a connection, by its name, unlike those of other
        runs: nothing but in a live world, where real programs answer them."""
        if not self.live:
            return lambda _conn: ""
        return lambda conn: f".{machine.chance('nonce', conn).below(10**9)}"

    def _uid_validity(self) -> int:
        """Real programs of a live world remember what they saw in the last one: in
        another seed it is another UIDVALIDITY (RFC 3501 §2.3.1.1), and messages have
        other numbers, so other unique-ids (RFC 1939 §7) and Message-IDs."""
        return self._seed % (1 << 31) + 1 if self.live else 1

    def _mua(
        self, machine: Machine, config: MuaConfig, accounts: tuple[AccountConfig, ...]
    ) -> Mua:
        named = (a.password for a in accounts if a.address == config.address)
        settings = first_settings(config, self.hosts)
        return Mua(machine, config, settings, next(named, None))

    def _webmail(self, machine: Machine, config: WebmailConfig) -> Webmail:
        client = MailClient(
            machine,
            config.name,
            endpoint(self.hosts, config.imap_host, IMAP, config.imap_port),
            endpoint(self.hosts, config.submit_to, SUBMISSION, config.submit_port),
        )
        return Webmail(machine, config, client)

    def _deliver_old(self, number: int, message: MessageConfig) -> None:
        """A message that came before the lab opened: stored, and told as delivered."""
        for host, store in self.stores.items():
            if message.mailbox in store.mailboxes:
                content = stored_message(number, message, self.epoch)
                date = stored_date(number, self.epoch)
                self.mtas[host].deliver_old(message, content, date)

    def power_on(self, host: str) -> None:
        """Start the machine: its server goes on with the mail on its disk, its mail
        client may collect by itself."""
        machine = self.network.hosts[host]
        machine.on = True
        if host in self.mtas and SMTP.name not in machine.stopped:
            self.mtas[host].start()
        if host in self.muas:
            self.muas[host].started()

    def power_off(self, host: str) -> None:
        """Stop the machine at once; what is on its disk stays."""
        if host in self.mtas:
            self.mtas[host].stop()
        clients = self.webmails.get(host), self.browsers.get(host), self.muas.get(host)
        for program in clients:
            if program is not None:
                program.stopped()
        self.network.hosts[host].power_off()

    def programs(self, host: str) -> tuple[str, ...]:
        """The programs of a machine that can be ended."""
        services = dict(self.network.hosts[host].listeners.values())
        return tuple(
            name for name, each in PROGRAM_SERVICES.items() if each in services
        )

    def stopped_programs(self, host: str) -> tuple[str, ...]:
        """Those that were ended."""
        stopped = self.network.hosts[host].stopped
        return tuple(name for name, each in PROGRAM_SERVICES.items() if each in stopped)

    def end_program(self, host: str, program: str) -> None:
        """It ends at once; what it had open is reset. The MTA's queue stands still."""
        machine = self.network.hosts[host]
        if program == "mta":
            self.mtas[host].stop()
            machine.reset(lambda end: end.peer.port == SMTP.port)
        machine.end_service(PROGRAM_SERVICES[program])

    def start_program(self, host: str, program: str) -> None:
        """It listens again; the MTA goes on with its queue."""
        machine = self.network.hosts[host]
        machine.stopped.discard(PROGRAM_SERVICES[program])
        if program == "mta" and machine.on:
            self.mtas[host].start()

    def asks_for(self, host: str, target: str) -> bool:
        """Whether `host` asks DNS where `target` is."""
        return asks_dns(self.machines[host], target)

    def host_called(self, name: str) -> str:
        """The id of the machine somebody means by id, name or address, or ""."""
        return self._table.find(name)

    def open_terminal(self, host: str, target: str, port: int, tls: bool) -> None:
        """`telnet target port` at `host`. `tls`: inside TLS from the first octet on."""
        machine = self.machines[host]

        def handle(end: End) -> Terminal:
            terminal = Terminal(self.clock, end, tls)
            self.terminals[end.conn.name] = terminal
            return terminal

        def nowhere() -> None:
            machine.record(TerminalRefused(reason="no_such_host", target=target))

        dial(machine, Endpoint(target, port), handle, nowhere)

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
        self._table.join(host, address)
        self.visitors[host] = Visitor(self.network, host, address)

    def leave(self, host: str) -> None:
        """Unplug it; what it had open is reset first."""
        self.visitors.pop(host).leave()
        self.network.remove_host(host)
        self._table.leave(host)

    def prompt(self, host: str) -> CommandPrompt:
        """Where a person gives the machine commands."""
        resolver, name_server = self.resolvers.get(host), self.hosts[host].resolver
        return CommandPrompt(self.machines[host], resolver, name_server)


def _certificate(host: HostConfig, server: ServerConfig) -> Certificate:
    """What the machine of a mail server shows inside TLS: one for all its names."""
    if server.certificate == "other_name":
        return Certificate((f"other.{server.domains[0]}",))
    trouble = "" if server.certificate == "valid" else server.certificate
    return Certificate(tuple(dict.fromkeys((server.name, *host.names))), trouble)


def _directory(
    config: ServerConfig,
    accounts: tuple[AccountConfig, ...],
    aliases: tuple[AliasConfig, ...],
    lists: tuple[ListConfig, ...],
) -> Directory:
    """The names of the domains that a server delivers for."""
    domains = config.domains
    return Directory(
        domains,
        _of(accounts, domains),
        _of(aliases, domains),
        _of(lists, domains),
        config.postmaster,
        config.subaddress,
    )


def _of(
    entries: Iterable[_Addressed], domains: tuple[str, ...]
) -> tuple[_Addressed, ...]:
    """The entries whose address is in one of `domains`."""
    return tuple(e for e in entries if e.address.rpartition("@")[2] in domains)
