"""What can be the matter: each kind of mystery, and how it is brought about.

Why it exists: a mystery breaks exactly one thing in a world where all is well, and a
table says what: a change of the scenario before it begins, acts before the letter is
sent, or another letter. It refuses to know how one finds out: that is `clues.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import msgspec

from simulator.acts import (
    Act,
    Break,
    Collect,
    Cut,
    Fill,
    Freeze,
    Open,
    Paste,
    PowerOff,
    ServiceOff,
)
from simulator.agents.config import AliasConfig, HostConfig, ServerConfig
from simulator.journal.facts import Fact, ReplyTimedOut
from simulator.mail import Attachment
from simulator.protocols.services import SUBMISSION
from simulator.scenario import Scenario
from simulator.teaching.mysteries.plan import Plan, with_letter

Fault = Literal["disk_full", "busy", "closes_in_data"]
Change = Callable[[Scenario, Plan, str], Scenario]
Acts = Callable[[Plan, str], list[Act]]
Rewrite = Callable[[Plan], Plan]

SMALLEST_LIMIT = 65_536
"""A server takes messages of that size at least (RFC 5321 §4.5.3.1.7)."""


def nothing(_plan: Plan, _machine: str) -> list[Act]:
    """Nothing happens before."""
    return []


def as_it_is(world: Scenario, _plan: Plan, _machine: str) -> Scenario:
    """The world stays as it is."""
    return world


def as_written(plan: Plan) -> Plan:
    """The letter stays as it is."""
    return plan


def sent(plan: Plan, _machine: str) -> list[Act]:
    """The letter is sent as people do it."""
    return [plan.letter]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `cause`: its name. `places`: where it may be, as fields of a `Plan`
    such as `sender.server`. `world`: what is set up wrongly; `letter`: what is written
    wrongly. `before`, `after`: acts around the letter; `told`: how it comes about.
    `until`: the fact that ends the story, when waiting has to be skipped for it.
    `dies_after_250`: the machine stops as soon as it has accepted the letter.
    `complaint`: what people notice, a key of the catalogue. `third`: a server that is
    neither's takes part."""

    cause: str
    places: tuple[str, ...]
    world: Change = as_it_is
    letter: Rewrite = as_written
    before: Acts = nothing
    told: Acts = sent
    after: Acts = nothing
    until: type[Fact] | None = None
    dies_after_250: bool = False
    complaint: str = "lost"
    third: bool = False


# --- changes of the world -------------------------------------------------------------


def _host(world: Scenario, host_id: str, **changed: object) -> Scenario:
    hosts = tuple(
        msgspec.structs.replace(host, **changed) if host.id == host_id else host
        for host in world.hosts
    )
    return msgspec.structs.replace(world, hosts=hosts)


def _server(**changed: object) -> Change:
    def change(world: Scenario, _plan: Plan, machine: str) -> Scenario:
        server = _found(world, machine).server
        assert server is not None
        changed_server: ServerConfig = msgspec.structs.replace(server, **changed)
        return _host(world, machine, server=changed_server)

    return change


def _found(world: Scenario, host_id: str) -> HostConfig:
    host = world.host(host_id)
    assert host is not None
    return host


def _zone(mail_hosts: str) -> Change:
    """The recipient's zone has these records instead of its MX; `{third}`: the name of
    a server that is not meant; "-": it cannot be loaded."""

    def change(world: Scenario, plan: Plan, machine: str) -> Scenario:
        nameserver = _found(world, machine).nameserver
        assert nameserver is not None
        name = plan.recipient.domain
        third = _found(world, plan.third).names[0]
        line = mail_hosts.format(third=f"{third}.")
        zones = tuple(
            msgspec.structs.replace(
                zone,
                text=zone.text.replace("       IN MX  10 mx\n", line),
                fails=mail_hosts == "-",
            )
            if zone.name == name
            else zone
            for zone in nameserver.zones
        )
        changed = msgspec.structs.replace(nameserver, zones=zones)
        return _host(world, machine, nameserver=changed)

    return change


def _alias_to_nobody(world: Scenario, plan: Plan, _machine: str) -> Scenario:
    server = _found(world, plan.third).server
    assert server is not None
    nobody = f"antiguo@{server.domains[0]}"
    alias = AliasConfig(address=f"equipo@{plan.recipient.domain}", to=nobody)
    return msgspec.structs.replace(world, aliases=(*world.aliases, alias))


# --- changes of the letter ------------------------------------------------------------


def _to_an_alias(plan: Plan) -> Plan:
    return with_letter(plan, to=f"equipo@{plan.recipient.domain}")


def _misspelt_name(plan: Plan) -> Plan:
    local, _, domain = plan.recipient.address.partition("@")
    return with_letter(plan, to=f"{local[:-1]}{local[-1] * 2}@{domain}")


def _misspelt_domain(plan: Plan) -> Plan:
    local, _, domain = plan.recipient.address.partition("@")
    name, _, rest = domain.partition(".")
    return with_letter(plan, to=f"{local}@{name}r.{rest}")


def _heavy(plan: Plan) -> Plan:
    large = Attachment(name="fotos.zip", kind="file", octets=SMALLEST_LIMIT + 20_000)
    return with_letter(plan, attachments=(large,))


# --- acts -----------------------------------------------------------------------------


def _service_off(plan: Plan, machine: str) -> list[Act]:
    program = {plan.dns: "dns", plan.sender.server: "msa"}.get(machine, "mta")
    return [ServiceOff(machine, program)]


def _broken(fault: Fault) -> Acts:
    return lambda _plan, machine: [Break(machine, fault)]


def _fill(plan: Plan, _machine: str) -> list[Act]:
    return [Fill(plan.recipient.address)]


def _collected(plan: Plan, machine: str) -> list[Act]:
    return [Collect(machine), Collect(plan.recipient.pc)]


def _typed(plan: Plan, machine: str, forward_path: str, author: str) -> list[Act]:
    """The letter typed by hand, at the sender's server."""
    letter = plan.letter
    people = (plan.sender, plan.stranger, plan.recipient)
    typist = next(person for person in people if person.pc == machine)
    envelope = [
        f"EHLO {machine}.{typist.domain}",
        f"MAIL FROM:<{typist.address}>",
        f"RCPT TO:<{forward_path}>",
        "DATA",
    ]
    content = [
        f"From: {author}",
        f"To: {plan.recipient.address}",
        f"Subject: {letter.subject}",
        "",
        *letter.body.splitlines(),
        ".",
        "QUIT",
    ]
    return [
        Open(machine, typist.server, SUBMISSION.port),
        Paste("\n".join(envelope)),
        Paste("\n".join(content)),
    ]


def _other_envelope(plan: Plan, machine: str) -> list[Act]:
    return _typed(plan, machine, plan.stranger.address, plan.sender.address)


def _other_author(plan: Plan, machine: str) -> list[Act]:
    return _typed(plan, machine, plan.recipient.address, plan.sender.address)


SERVERS = ("sender.server", "recipient.server")

KINDS: dict[str, Kind] = {
    kind.cause: kind
    for kind in (
        Kind("cable_cut", SERVERS, before=lambda _, machine: [Cut(machine)]),
        Kind("machine_off", (*SERVERS, "dns"), before=lambda _, m: [PowerOff(m)]),
        Kind("service_stopped", (*SERVERS, "dns"), before=_service_off),
        Kind(
            "frozen",
            SERVERS,
            before=lambda _, machine: [Freeze(machine)],
            until=ReplyTimedOut,
        ),
        Kind("busy", SERVERS, before=_broken("busy")),
        Kind("disk_full", SERVERS, before=_broken("disk_full")),
        Kind("hangs_up", SERVERS, before=_broken("closes_in_data")),
        Kind("off_after_250", ("sender.server",), dies_after_250=True),
        Kind("mailbox_full", ("recipient.server",), before=_fill),
        Kind("wrong_name", ("sender.pc",), letter=_misspelt_name),
        Kind("wrong_domain", ("sender.pc",), letter=_misspelt_domain),
        Kind(
            "alias_to_nobody",
            ("recipient.server",),
            world=_alias_to_nobody,
            letter=_to_an_alias,
            third=True,
        ),
        Kind(
            "too_big",
            SERVERS,
            world=_server(message_octets_max=SMALLEST_LIMIT),
            letter=_heavy,
        ),
        Kind(
            "greylisted",
            ("recipient.server",),
            world=_server(greylist_us=300_000_000),
        ),
        Kind("not_trusted", ("sender.server",), world=_server(trusted=())),
        Kind("no_login", ("sender.server",), world=_server(requires_auth=True)),
        Kind("mx_nowhere", ("dns",), world=_zone("       IN MX  10 mx-viejo\n")),
        Kind(
            "mx_elsewhere",
            ("dns",),
            world=_zone("       IN MX  10 {third}\n"),
            third=True,
        ),
        Kind("no_mx", ("dns",), world=_zone("")),
        Kind("null_mx", ("dns",), world=_zone("       IN MX  0 .\n")),
        Kind("zone_fails", ("dns",), world=_zone("-")),
        Kind(
            "deleted_elsewhere",
            ("phone",),
            after=_collected,
            complaint="empty",
        ),
        Kind("other_envelope", ("sender.pc",), told=_other_envelope),
        Kind(
            "other_author",
            ("stranger.pc",),
            told=_other_author,
            complaint="forged",
        ),
    )
}
