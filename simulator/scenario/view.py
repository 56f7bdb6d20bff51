"""What the projections are told of a scenario, which they cannot import."""

from collections.abc import Mapping

from simulator.agents.config import AccountSettings, HostConfig, first_settings
from simulator.protocols import services
from simulator.protocols.dns.config import NameServerConfig, closest_zone, records_of
from simulator.protocols.services import Service
from simulator.scenario.schema import Scenario

ScenarioView = dict[str, object]
"""Plain data, as JSON has it."""


def scenario_view(scenario: Scenario) -> ScenarioView:
    """What the projections need to know of the machines: plain data.

    `{epoch, conceals, hosts: [...], order: [ids], offers: [...]}`, shapes as in
    `simulator/README.md`.
    """
    accounts = [account.address for account in scenario.accounts]
    machines = {host.id: host for host in scenario.hosts}
    return {
        "epoch": scenario.epoch,
        "conceals": scenario.conceals,
        "order": [host.id for host in scenario.hosts],
        "hosts": [_host_view(host, accounts, machines) for host in scenario.hosts],
        "offers": [
            {"act": offer.act, "key": offer.key, "when": offer.when}
            for offer in scenario.offers
        ],
    }


def _host_view(
    host: HostConfig, accounts: list[str], machines: Mapping[str, HostConfig]
) -> ScenarioView:
    view: ScenarioView = {
        "id": host.id,
        "label": host.label,
        "names": list(host.names),
        "ip": host.address,
        "on": host.on,
        "role": "mua",
        "mailboxes": [],
        "programs": _programs(host),
    }
    if host.server or host.nameserver or host.webmail:
        view["role"] = "server"
    if host.nameserver is not None:
        view["zones"] = _zones(host.nameserver, machines)
    if host.server is not None:
        domains = host.server.domains
        view["domains"] = list(domains)
        view["mailboxes"] = [a for a in accounts if a.rpartition("@")[2] in domains]
    if host.wiretap is not None:
        view["role"] = "wiretap"
    if host.browser is not None:
        view |= {"role": "browser", "home": host.browser.home}
        view |= {"person": host.browser.person, "address": host.browser.address}
    if host.mua is not None:
        view |= {"person": host.mua.person, "address": host.mua.address}
        if host.mua.address in accounts:
            view["account"] = _account(first_settings(host.mua, machines))
    if host.device != "computer":
        view["device"] = host.device
    if host.resolver:
        view["resolver"] = host.resolver
    return view


def _zones(
    config: NameServerConfig, machines: Mapping[str, HostConfig]
) -> list[ScenarioView]:
    """Each zone with its records. A key that follows from the seed, which nobody knows
    here, is told by its name and `p=…`."""
    signers = [s for h in machines.values() if h.server for s in h.server.dkim]
    return [
        {
            "name": zone.name,
            "records": [
                *(
                    {"name": r.name, "type": r.type, "value": r.value}
                    for r in records_of(zone)
                ),
                *(
                    {"name": s.key_name, "type": "TXT", "value": "v=DKIM1; p=…"}
                    for s in signers
                    if s.published and closest_zone(config, s.domain) is zone
                ),
            ],
        }
        for zone in config.zones
    ]


def _account(settings: AccountSettings) -> ScenarioView:
    view: ScenarioView = {"service": settings.service, "user": settings.user}
    servers = {"incoming": settings.incoming, "outgoing": settings.outgoing}
    for name, server in servers.items():
        view[name] = server.name if server else ""
        view[f"{name}_port"] = server.port if server else 0
        view[f"{name}_tls"] = bool(server and server.tls)
    return view


def _programs(host: HostConfig) -> list[ScenarioView]:
    """The programs that listen on a machine, at their ports in the clear."""
    found: list[ScenarioView] = []
    if host.nameserver is not None:
        found.append(_program(services.DNS, services.DNS.port))
    if host.webmail is not None:
        found.append(_program(services.HTTP, host.webmail.port))
    if host.server is not None:
        found += [
            _program(service, port)
            for service in services.CLEAR
            if (port := getattr(host.server, service.setting, 0))
        ]
    return found


def _program(service: Service, port: int) -> ScenarioView:
    return {"name": service.program, "port": port, "protocol": service.protocol}
