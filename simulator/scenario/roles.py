"""A world in which every step of a letter is another machine, for each of some domains.

Why it exists: a class plays the internet, and each machine is somebody. The server that
sends, the mail host (MX), the mailboxes and DNS are one machine each, so each has a
wire of its own. A computer sends to the first, and collects from the mailboxes.

Only servers ask DNS, and remember an answer for a second: within one letter, never from
one to the next, so that every letter asks. It refuses to choose names: whoever asks
does.
"""

from collections.abc import Sequence
from enum import StrEnum

from simulator.languages import Texts, Words
from simulator.scenario.loading import made_scenario
from simulator.scenario.schema import Scenario
from simulator.scenario.teams import (
    COMPUTERS,
    EPOCH,
    FIRST,
    SERVERS,
    MailData,
    Team,
    accounts_of,
    computers_of,
)


class Role(StrEnum):
    """What a machine does; its value is the end of its id and the start of its name.
    A spy is no machine of the world: it listens at the cable of a relay."""

    CLIENT = "computer"
    RELAY = "relay"
    DNS = "dns"
    MX = "mx"
    MAILBOX = "mailbox"
    SPY = "spy"

    def host(self, team: str) -> str:
        """The id of the machine that does it for that team; of a spy, of the one it
        listens to."""
        return f"{team}-{Role.RELAY if self is Role.SPY else self}"


SERVING = (Role.RELAY, Role.DNS, Role.MX, Role.MAILBOX)
"""Machines of each team, but its people's."""

_TTL = 1
_ROOT = f"""\
$TTL {_TTL}
@ IN SOA dns.clase.example. hostmaster.clase.example. 1 7200 900 1209600 0
  IN NS dns.clase.example.
"""


def world_of_roles(
    name: str, title: Words, teams: Sequence[Team], texts: Texts, *, starttls: bool
) -> Scenario:
    """One machine for each role and team. `starttls`: servers offer it, but for the
    mailboxes. Raises ScenarioError: a name that is none, or too many."""
    zones = [{"name": ".", "text": _ROOT}]
    zones += [{"name": team.domain, "text": _zone(at)} for at, team in enumerate(teams)]
    data = {
        "name": name,
        "title": title,
        "epoch": EPOCH,
        "host": [
            *computers_of(teams, texts, "", _mail),
            *(
                {**_machine(role, at, team, texts), **does}
                for at, team in enumerate(teams)
                for role, does in _doing(team, zones, starttls=starttls).items()
            ),
        ],
        "account": accounts_of(teams),
    }
    return made_scenario(data, name, texts)


def _address(role: Role, at: int) -> str:
    return f"{SERVERS}{FIRST * (1 + at) + SERVING.index(role)}"


def _zone(at: int) -> str:
    records = [f"{role} IN A {_address(role, at)}" for role in SERVING]
    return "\n".join((f"{_ROOT}  IN MX 10 {Role.MX}", *records, ""))


def _machine(role: Role, at: int, team: Team, texts: Texts) -> dict[str, object]:
    asks = {"resolver": Role.DNS.host(team.name)}
    return {
        "id": role.host(team.name),
        "address": _address(role, at),
        "names": [f"{role}.{team.domain}"],
        "label": dict.fromkeys(texts, f"{role}.{team.domain}"),
        **(asks if role in (Role.RELAY, Role.MX) else {}),
    }


def _mail(team: Team) -> MailData:
    return {
        "submit_to": Role.RELAY.host(team.name),
        "collect_from": Role.MAILBOX.host(team.name),
        "leave_on_server": False,
    }


def _doing(
    team: Team, zones: list[dict[str, str]], *, starttls: bool
) -> dict[Role, dict[str, object]]:
    offers = ["ENHANCEDSTATUSCODES", *(["STARTTLS"] if starttls else [])]
    said = {"extensions": offers, "submission_extensions": offers}
    passed = [team.domain]
    routes = {team.domain: Role.MAILBOX.host(team.name)}

    def server(role: Role, **more: object) -> dict[str, object]:
        name = f"{role}.{team.domain}"
        plain = {"strict": False, "magic": False, "subaddress": ""}
        return {"server": {"name": name, "domains": [], **plain, **more}}

    return {
        Role.RELAY: server(Role.RELAY, trusted=[COMPUTERS], **said),
        Role.DNS: {"nameserver": {"recursive": True, "zone": zones}},
        Role.MX: server(Role.MX, relay_domains=passed, routes=routes, **said),
        Role.MAILBOX: server(Role.MAILBOX, domains=passed),
    }
