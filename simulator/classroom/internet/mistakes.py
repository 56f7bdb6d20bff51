"""How a machine of a world of roles would be set up that decides otherwise.

Why it exists: a wrong decision is played, not told, and what is said on the wire then
is what a machine says that is set up so: a zone with another record, a server that does
not know its domain. It refuses to put words into a machine's mouth: for a choice that
no settings make, there is no mistake here.
"""

from collections.abc import Callable

from msgspec.structs import replace

from simulator.agents.config import AliasConfig, HostConfig, MuaConfig, ServerConfig
from simulator.protocols.dns.config import NameServerConfig, ZoneConfig, closest_zone
from simulator.scenario import Scenario

Mistake = Callable[[Scenario], Scenario]
"""The same world, in which one machine is set up wrong."""
ROOT = "."


def answers_mx(host: str, name: str, exchange: str) -> Mistake:
    """The name server says that `exchange` takes the mail of `name`."""

    def change(found: NameServerConfig) -> NameServerConfig:
        zone = closest_zone(found, name)
        own = zone.name if zone else ROOT
        zones = tuple(edited(z) if z.name == own else z for z in found.zones)
        return replace(found, zones=zones)

    def edited(zone: ZoneConfig) -> ZoneConfig:
        lines = zone.text.splitlines()
        kept = [line for line in lines if zone.name != name or " MX " not in line]
        return replace(zone, text="\n".join((*kept, f"{name}. IN MX 10 {exchange}.")))

    return _name_server(host, change)


def knows_nothing_of(host: str, name: str) -> Mistake:
    """The name server has lost the zone."""

    def change(found: NameServerConfig) -> NameServerConfig:
        zones = tuple(each for each in found.zones if each.name != name)
        return replace(found, zones=zones)

    return _name_server(host, change)


def takes_to(host: str, domain: str, target: str) -> Mistake:
    """The server takes what is for `domain` to the machine `target`, whatever DNS
    says."""
    return _server(
        host, lambda found: replace(found, routes={**found.routes, domain: target})
    )


def relays_nothing(host: str) -> Mistake:
    """The server takes mail for no domain."""
    return _server(host, lambda found: replace(found, relay_domains=(), routes={}))


def keeps_mailboxes(host: str, path: str) -> Mistake:
    """The server believes that the mailboxes are its own, and this one was never
    made."""

    def change(found: ServerConfig) -> ServerConfig:
        return replace(found, domains=found.relay_domains, relay_domains=(), routes={})

    return lambda scenario: has_no_mailbox(path)(_server(host, change)(scenario))


def has_no_mailbox(path: str) -> Mistake:
    """That mailbox was never made."""

    def change(scenario: Scenario) -> Scenario:
        accounts = tuple(a for a in scenario.accounts if a.address != path)
        return replace(scenario, accounts=accounts)

    return change


def files_under(path: str, mailbox: str) -> Mistake:
    """What is for `path` is put into another mailbox."""

    def change(scenario: Scenario) -> Scenario:
        without = has_no_mailbox(path)(scenario)
        alias = AliasConfig(address=path, to=mailbox)
        return replace(without, aliases=(*without.aliases, alias))

    return change


def collects_at(host: str, server: str, port: int) -> Mistake:
    """The mail client of `host` looks for its mailbox at that port."""

    def change(found: HostConfig) -> HostConfig:
        assert isinstance(found.mua, MuaConfig)
        mua = replace(found.mua, collect_from=server, collect_port=port)
        return replace(found, mua=mua)

    return _host(host, change)


def _name_server(
    host: str, change: Callable[[NameServerConfig], NameServerConfig]
) -> Mistake:
    def changed(found: HostConfig) -> HostConfig:
        assert found.nameserver is not None
        return replace(found, nameserver=change(found.nameserver))

    return _host(host, changed)


def _server(host: str, change: Callable[[ServerConfig], ServerConfig]) -> Mistake:
    def changed(found: HostConfig) -> HostConfig:
        assert found.server is not None
        return replace(found, server=change(found.server))

    return _host(host, changed)


def _host(host: str, change: Callable[[HostConfig], HostConfig]) -> Mistake:
    def made(scenario: Scenario) -> Scenario:
        hosts = tuple(change(h) if h.id == host else h for h in scenario.hosts)
        return replace(scenario, hosts=hosts)

    return made
