"""How to connect: what a person types into a terminal or a mail program.

Lines are the same in both languages. They name the address of the gateway and the
accounts of the scenario, which are no secret. It refuses anything that would send mail
to a real network.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from simulator.agents.config import ServerConfig
from simulator.gateway import GatewayService, Listener, PortStatus
from simulator.protocols.services import SMTP, SUBMISSION
from simulator.scenario import Scenario


class ShellLine(msgspec.Struct, frozen=True):
    """One line to copy. `tool`: telnet, openssl, curl or swaks."""

    tool: str
    text: str


class ServiceCard(msgspec.Struct, frozen=True):
    """One service: how it stands, what its server does there, as keys of texts, and
    lines to try it with."""

    name: str
    protocol: str
    port: int
    tls: bool
    starttls: bool
    reason: str
    detail: str
    variable: str
    notes: tuple[str, ...]
    lines: tuple[ShellLine, ...]


class GatewayHelp(NamedTuple):
    """Of one lab's ports. `reached`: their address. `domain`: of the server there.
    `plain`: it takes passwords without TLS."""

    reached: str = ""
    cards: Sequence[ServiceCard] = ()
    accounts: Sequence[Mapping[str, str]] = ()
    domain: str = ""
    plain: bool = True


def help_with(listener: Listener, scenario: Scenario) -> GatewayHelp:
    """What the page says of the ports of a lab with that scenario."""
    target, reached = listener.target, listener.reached
    host = scenario.host(target)
    assert host is not None and host.server is not None
    server = host.server
    here, away = _people(scenario, target)
    place = f"[{reached}]" if ":" in reached else reached
    cards = []
    for one in listener.opened:
        starttls = _starttls(server, one.service)
        way = _Way(place, one.port, starttls, server.plaintext_auth)
        lines = () if one.reason else _lines(one.service, way, here, away)
        cards.append(_card(one, server, starttls, lines))
    domain = server.domains[0] if server.domains else ""
    people = accounts(scenario, target)
    return GatewayHelp(reached, cards, people, domain, server.plaintext_auth)


def _card(
    one: PortStatus, server: ServerConfig, starttls: bool, lines: tuple[ShellLine, ...]
) -> ServiceCard:
    service = one.service
    return ServiceCard(
        name=service.name,
        protocol=service.protocol,
        port=one.port,
        tls=service.tls,
        starttls=starttls,
        reason=one.reason,
        detail=one.detail,
        variable=service.variable,
        notes=_notes(service, server),
        lines=lines,
    )


def _notes(service: GatewayService, server: ServerConfig) -> tuple[str, ...]:
    note = f"gateway.note_{service.name}"
    if service.behind == SMTP.setting and not server.trusted:
        return note, "gateway.note_no_relay"
    if service.behind == SUBMISSION.setting and server.requires_auth:
        return note, "gateway.note_login"
    return (note,)


def accounts(scenario: Scenario, target: str) -> list[dict[str, str]]:
    """Who has a mailbox on the machine behind the ports."""
    domains = _domains(scenario, target)
    return [
        {"address": a.address, "password": a.password, "name": a.name}
        for a in scenario.accounts
        if a.address.rpartition("@")[2] in domains
    ]


def _domains(scenario: Scenario, target: str) -> tuple[str, ...]:
    host = scenario.host(target)
    return host.server.domains if host is not None and host.server else ()


def _people(scenario: Scenario, target: str) -> tuple[dict[str, str], str]:
    """Somebody with a mailbox here, and an address somewhere else."""
    here = accounts(scenario, target)
    mine = {a["address"] for a in here}
    away = [a.address for a in scenario.accounts if a.address not in mine]
    somebody = here[0] if here else {"address": "", "password": "", "name": ""}
    return somebody, (away or [somebody["address"]])[0]


def _starttls(server: ServerConfig, service: GatewayService) -> bool:
    """Whether a port that begins in the clear offers TLS."""
    if service.tls:
        return False
    if service.protocol == "pop3":
        return "STLS" in server.pop3_extensions
    if service.protocol == "imap":
        return server.imap_starttls
    submits = service.behind == SUBMISSION.setting
    offered = server.submission_extensions if submits else server.extensions
    return "STARTTLS" in offered


class _TlsOptions(msgspec.Struct, frozen=True):
    """How tools are told to use TLS: curl, swaks."""

    curl: str = ""
    swaks: str = ""


def _tls_options(service: GatewayService, starttls: bool, plain: bool) -> _TlsOptions:
    """`plain`: passwords may travel in the clear."""
    if service.tls:
        return _TlsOptions(" --insecure", " --tls-on-connect")
    if starttls and not plain:
        return _TlsOptions(" --ssl-reqd --insecure", " --tls")
    return _TlsOptions()


class _Way(NamedTuple):
    """How one gets in. `host`: as a URL names it. `starttls`: it is offered. `plain`:
    passwords may travel in the clear."""

    host: str
    port: int
    starttls: bool
    plain: bool


def _lines(
    service: GatewayService, way: _Way, here: dict[str, str], away: str
) -> tuple[ShellLine, ...]:
    place = f"{way.host}:{way.port}"
    words = _tls_options(service, way.starttls, way.plain)
    lines = _by_hand(service, way)
    scheme = service.protocol + "s" * service.tls
    login = f"--user {here['address']}:{here['password']}"
    if service.protocol != "smtp":
        path = "INBOX" if service.protocol == "imap" else ""
        url = f"curl --url {scheme}://{place}/{path}{words.curl} {login}"
        return (*lines, ShellLine("curl", url))
    submits = service.behind in ("submission_port", "submissions_port")
    user = here["address"]
    to = away if submits else user
    return (
        *lines,
        ShellLine(
            "curl",
            f"printf 'Subject: Hola\\r\\n\\r\\nHola\\r\\n' | curl --url "
            f"{scheme}://{place}/norte.example{words.curl} "
            + (f"{login} " if submits else "")
            + f"--mail-from {user} --mail-rcpt {to} --upload-file -",
        ),
        ShellLine(
            "swaks",
            f"swaks --server {place} --from {user} --to {to}"
            + f" --auth-user {user} --auth-password {here['password']}" * submits
            + words.swaks,
        ),
    )


def _by_hand(service: GatewayService, way: _Way) -> list[ShellLine]:
    """What a person types into by themselves."""
    openssl = f"openssl s_client -quiet -crlf -connect {way.host}:{way.port}"
    if service.tls:
        return [ShellLine("openssl", openssl)]
    lines = [ShellLine("telnet", f"telnet {way.host.strip('[]')} {way.port}")]
    if way.starttls:
        lines.append(ShellLine("openssl", f"{openssl} -starttls {service.protocol}"))
    return lines
