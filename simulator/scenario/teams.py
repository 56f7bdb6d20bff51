"""A world for a class: a domain for each team, with its server, and a computer each.

Why it exists: a class is never the same, so its world cannot be a file. What comes out
is checked as a file is. It refuses to choose names and passwords: whoever asks does.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from simulator.languages import Texts, Words
from simulator.protocols.services import IMAP
from simulator.scenario.loading import made_scenario
from simulator.scenario.schema import Scenario

COMPUTERS_MAX = 200
"""So many addresses the network of computers has, less a few."""
EPOCH = "2026-11-23T09:00:00+01:00"
COMPUTERS = "198.51.100."
SERVERS = "192.0.2."
RESOLVER = "dns"
RESOLVER_NAME = "dns.clase.example"
FIRST = 10
EXTENSIONS = ("PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "STARTTLS")
"""What students' own mail clients expect of a server."""

MailData = dict[str, object]

_ROOT = f"""\
$TTL 3600
@ IN SOA {RESOLVER_NAME}. hostmaster.clase.example. 1 7200 900 1209600 300
  IN NS {RESOLVER_NAME}.
"""
_TOP = f"{_ROOT}dns IN A {SERVERS}53\n"


class Computer(NamedTuple):
    """`local`: part of its person's address, and of the machine's name: letters and
    digits. `person`: what they are called. `on`: it runs when the world begins.
    `label`: what the machine is called, where that is not its person."""

    local: str
    person: str
    password: str
    on: bool = True
    label: Words | None = None


class Team(NamedTuple):
    """`name`: of its server and, before `.example`, of its domain: letters. `label`: of
    that server."""

    name: str
    label: Words
    computers: tuple[Computer, ...]

    @property
    def domain(self) -> str:
        """Behind the @ of its addresses."""
        return f"{self.name}.example"

    @property
    def server(self) -> str:
        """The name of its mail server."""
        return f"correo.{self.domain}"

    def host(self, computer: Computer) -> str:
        """The id of a machine."""
        return f"{self.name}-{computer.local}"

    def address(self, computer: Computer) -> str:
        """Of the person who sits there."""
        return f"{computer.local}@{self.domain}"


def world_of_teams(
    name: str, title: Words, teams: tuple[Team, ...], texts: Texts
) -> Scenario:
    """Teams in one world with one DNS. Raises ScenarioError: a name that is none, or
    too many."""
    data = {
        "name": name,
        "title": title,
        "epoch": EPOCH,
        "host": [
            *computers_of(teams, texts, RESOLVER, _one_server),
            *(_server(at, team) for at, team in enumerate(teams)),
            _resolver(teams, texts),
        ],
        "account": accounts_of(teams),
    }
    return made_scenario(data, name, texts)


def computers_of(
    teams: Sequence[Team], texts: Texts, resolver: str, mail: Callable[[Team], MailData]
) -> list[dict[str, object]]:
    """Every computer, as a scenario's file has it. `mail`: what the settings of a mail
    client in that team say besides its person."""
    numbers = iter(range(FIRST, FIRST + COMPUTERS_MAX))
    everybody = [(team, each) for team in teams for each in team.computers]
    return [
        {**_computer(team, each, number, texts, mail(team)), "resolver": resolver}
        for (team, each), number in zip(everybody, numbers, strict=False)
    ]


def accounts_of(teams: Sequence[Team]) -> list[dict[str, object]]:
    """The mailbox of everybody, as a scenario's file has it."""
    return [
        {"address": team.address(each), "password": each.password, "name": each.person}
        for team in teams
        for each in team.computers
    ]


def _resolver(teams: tuple[Team, ...], texts: Texts) -> dict[str, object]:
    zones = [{"name": ".", "text": _ROOT}, {"name": "clase.example", "text": _TOP}]
    zones += [{"name": team.domain, "text": _zone(at)} for at, team in enumerate(teams)]
    return {
        "id": RESOLVER,
        "address": f"{SERVERS}53",
        "names": [RESOLVER_NAME],
        "label": dict.fromkeys(texts, "DNS"),
        "nameserver": {"recursive": True, "zone": zones},
    }


def _zone(at: int) -> str:
    return (
        f"{_ROOT}  IN MX 10 correo\n"
        f"@ IN A {SERVERS}{FIRST + at}\n"
        f"correo IN A {SERVERS}{FIRST + at}\n"
    )


def _server(at: int, team: Team) -> dict[str, object]:
    return {
        "id": team.name,
        "address": f"{SERVERS}{FIRST + at}",
        "names": [team.server],
        "label": team.label,
        "resolver": RESOLVER,
        "server": {
            "name": team.server,
            "domains": [team.domain],
            "trusted": [COMPUTERS],
            "strict": False,
            "magic": False,
            "imap_port": IMAP.port,
            "extensions": EXTENSIONS,
            "submission_extensions": [*EXTENSIONS, "AUTH"],
            "pop3_extensions": ["SASL", "STLS"],
            "imap_starttls": True,
            "mechanisms": ["PLAIN", "LOGIN"],
        },
    }


def _one_server(team: Team) -> MailData:
    return {"submit_to": team.name, "collect_from": team.name}


def _computer(
    team: Team, each: Computer, number: int, texts: Texts, mail: MailData
) -> dict[str, object]:
    return {
        "id": team.host(each),
        "address": f"{COMPUTERS}{number}",
        "names": [f"{each.local}.{team.domain}"],
        "label": each.label or dict.fromkeys(texts, each.person),
        "on": each.on,
        "mua": {
            "person": each.person,
            "address": team.address(each),
            "style": "uidl",
            **mail,
        },
    }
