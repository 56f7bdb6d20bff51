"""How to connect: what a person types into a terminal or a mail program.

Lines are the same in both languages. They name this machine's loopback address and the
accounts of the scenario, which are no secret. It refuses anything that would send mail
to a real network.
"""

import msgspec

from simulator.agents.config import ServerConfig
from simulator.gateway import GatewayService, PortStatus
from simulator.protocols.services import SUBMISSION
from simulator.scenario import Scenario

HOST = "127.0.0.1"


class ShellLine(msgspec.Struct, frozen=True):
    """One line to copy. `tool`: telnet, openssl, curl or swaks."""

    tool: str
    text: str


class ServiceCard(msgspec.Struct, frozen=True):
    """One service: how it stands, and lines to try it with."""

    name: str
    protocol: str
    port: int
    tls: bool
    starttls: bool
    reason: str
    detail: str
    variable: str
    lines: tuple[ShellLine, ...]


def cards(
    opened: tuple[PortStatus, ...], scenario: Scenario, target: str
) -> list[ServiceCard]:
    """What the page shows of each service."""
    here, away = _people(scenario, target)
    host = scenario.host(target)
    server = host.server if host else None
    plain = server is None or server.plaintext_auth
    made = []
    for one in opened:
        service = one.service
        starttls = _starttls(server, service)
        lines = () if one.reason else _lines(one, here, away, starttls, plain)
        card = ServiceCard(
            name=service.name,
            protocol=service.protocol,
            port=one.port,
            tls=service.tls,
            starttls=starttls,
            reason=one.reason,
            detail=one.detail,
            variable=service.variable,
            lines=lines,
        )
        made.append(card)
    return made


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


def _starttls(server: ServerConfig | None, service: GatewayService) -> bool:
    """Whether a port that begins in the clear offers TLS."""
    if server is None or service.tls:
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


def _lines(
    one: PortStatus, here: dict[str, str], away: str, starttls: bool, plain: bool
) -> tuple[ShellLine, ...]:
    service, place = one.service, f"{HOST}:{one.port}"
    words = _tls_options(service, starttls, plain)
    lines = [*_by_hand(service, one.port, starttls)]
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


def _by_hand(service: GatewayService, port: int, starttls: bool) -> list[ShellLine]:
    """What a person types into by themselves."""
    openssl = f"openssl s_client -quiet -crlf -connect {HOST}:{port}"
    if service.tls:
        return [ShellLine("openssl", openssl)]
    lines = [ShellLine("telnet", f"telnet {HOST} {port}")]
    if starttls:
        lines.append(ShellLine("openssl", f"{openssl} -starttls {service.protocol}"))
    return lines
