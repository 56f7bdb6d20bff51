"""Who in a class is which machine of the internet.

The first are people with a computer; then every machine of every domain has somebody.
In a small class one person is several, so five are enough, and one as well.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.scenario import Role, Team

WRITERS_MIN = 2
"""Somebody writes, and somebody reads."""
JOBS = (Role.DNS, Role.RELAY, Role.MX, Role.MAILBOX, Role.SPY)
TEAMS_FROM = (1, 14, 26)
"""A further domain from so many students on: each has five jobs, and writers."""


class Part(NamedTuple):
    """A machine, or a spy at its cable."""

    role: Role
    host: str
    domain: str


def teams_for(students: int) -> int:
    """So many domains a class of that size plays."""
    return max(1, sum(students >= size for size in TEAMS_FROM))


def writers_of(students: int) -> int:
    """So many of them have a computer."""
    jobs = len(JOBS) * teams_for(students)
    return min(students, max(WRITERS_MIN, students - jobs))


def all_on(teams: Sequence[Team]) -> tuple[Team, ...]:
    """The same, with every computer switched on: who comes late has one at once."""
    return tuple(
        team._replace(computers=tuple(c._replace(on=True) for c in team.computers))
        for team in teams
    )


def computer(host: str, team: Team) -> Part:
    """Somebody's own."""
    return Part(Role.CLIENT, host, team.domain)


def dealt(
    members: Sequence[str], computers: Sequence[Part], teams: Sequence[Team]
) -> dict[Part, str]:
    """Every machine with its member, and the computers of those who write. `members`:
    ids, at least one; `computers`: as many as write."""
    found = dict(zip(computers, members, strict=False))
    jobs = [
        Part(role, role.host(team.name), team.domain) for team in teams for role in JOBS
    ]
    first = len(found)
    for at, part in enumerate(jobs):
        found[part] = members[(first + at) % len(members)]
    return found
