"""How to connect: what a person types into a terminal or a mail program.

Lines are the same in both languages. They name this machine's loopback address and the
accounts of the scenario, which are no secret. It refuses anything that would send mail
to a real network.
"""

from typing import Any

import msgspec

from simulator.gateway import Door, Opened
from simulator.scenario import Scenario

HOST = "127.0.0.1"


class Line(msgspec.Struct, frozen=True):
    """One line to copy. `tool`: telnet, openssl, curl or swaks."""

    tool: str
    text: str


class Card(msgspec.Struct, frozen=True):
    """One service: how it stands, and lines to try it with."""

    name: str
    protocol: str
    port: int
    tls: bool
    reason: str
    detail: str
    variable: str
    lines: tuple[Line, ...]


def cards(opened: tuple[Opened, ...], scenario: Scenario, target: str) -> list[Card]:
    """What the page shows of each service."""
    here, away = _people(scenario, target)
    return [
        Card(
            name=one.service.name,
            protocol=one.service.protocol,
            port=one.port,
            tls=one.service.tls,
            reason=one.reason,
            detail=one.detail,
            variable=one.service.variable,
            lines=() if one.reason else _lines(one, here, away),
        )
        for one in opened
    ]


def settings(door: Door, scenario: Scenario) -> dict[str, Any]:
    """What a mail program such as Thunderbird asks for."""
    ports = {one.service.name: one.port for one in door.opened if not one.reason}
    return {"host": HOST, "ports": ports, "accounts": accounts(scenario, door.target)}


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


def _lines(one: Opened, here: dict[str, str], away: str) -> tuple[Line, ...]:
    service, port = one.service, one.port
    user, password = here["address"], here["password"]
    submits = service.behind in ("submission_port", "submissions_port")
    to = away if submits else user
    login = f"--user {user}:{password}"
    if service.tls:
        first = Line("openssl", f"openssl s_client -quiet -crlf -connect {HOST}:{port}")
    else:
        first = Line("telnet", f"telnet {HOST} {port}")
    scheme = service.protocol + "s" * service.tls
    trust = " --insecure" if service.tls else ""
    if service.protocol == "smtp":
        return (
            first,
            Line(
                "curl",
                f"printf 'Subject: Hola\\r\\n\\r\\nHola\\r\\n' | curl --url "
                f"{scheme}://{HOST}:{port}/norte.example{trust} "
                + (f"{login} " if submits else "")
                + f"--mail-from {user} --mail-rcpt {to} --upload-file -",
            ),
            Line(
                "swaks",
                f"swaks --server {HOST}:{port} --from {user} --to {to}"
                + (f" --auth-user {user} --auth-password {password}" * submits)
                + (" --tls-on-connect" if service.tls else ""),
            ),
        )
    path = "INBOX" if service.protocol == "imap" else ""
    list_them = f"curl --url {scheme}://{HOST}:{port}/{path}{trust} {login}"
    return first, Line("curl", list_them)
