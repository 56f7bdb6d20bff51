"""One mystery: a world with one thing broken, and the story of a letter in it.

Why it exists: (kind, seed, level) is the whole of it, so a teacher gives a class seeds
and whoever has the same seed has the same journal. It refuses to judge: `clues.py`
says what proves what, from the steps a page shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import msgspec

from simulator.acts import Act, Fill, PowerOff, PowerOn, Send, Skip
from simulator.journal.facts import SmtpReplySent
from simulator.lab import Intervention, Lab
from simulator.net.chance import Chance
from simulator.scenario import Scenario
from simulator.teaching.mysteries.kinds import KINDS, Kind
from simulator.teaching.mysteries.plan import Plan, plan_of

LEVELS = (1, 2, 3)
SEED_MAX = 999_999
CODE_SEPARATOR = "-"
OTHERS = {1: 0, 2: 2, 3: 2}
"""Messages that others write before, by level."""
CHOICES = {1: 6, 2: 12}
"""Causes to choose from, by level; else all."""
SKIPS_MAX = 6


@dataclass(frozen=True, kw_only=True)
class Mystery:
    """`world`: where all is well. `healthy`: nothing is broken (for tests)."""

    world: Scenario
    kind: Kind
    seed: int
    level: int
    healthy: bool = False

    @cached_property
    def plan(self) -> Plan:
        """Who writes what to whom."""
        with_phone = "phone" in self.kind.places
        plan = plan_of(self.world, self.seed, OTHERS[self.level], with_phone)
        return plan if self.healthy else self.kind.letter(plan)

    @cached_property
    def machine(self) -> str:
        """Id of the culprit."""
        places = self.kind.places
        found: object = self.plan
        for name in places[self._draw("place", len(places))].split("."):
            found = getattr(found, name)
        return str(found)

    @cached_property
    def scenario(self) -> Scenario:
        """The broken world, before anybody does anything; it hides what is broken."""
        world = msgspec.structs.replace(
            self.world, opening=(), demonstration=(), conceals=True
        )
        if not self.healthy:
            world = self.kind.world(world, self.plan, self.machine)
        return _only(world, self._machines())

    @property
    def choices(self) -> tuple[str, ...]:
        """The causes to choose from, the right one among them, in the usual order."""
        causes = list(KINDS)
        wanted = CHOICES.get(self.level, len(causes))
        chance = Chance(self.seed, "mystery", "choices")
        others = [cause for cause in causes if cause != self.kind.cause]
        while len(others) >= wanted:
            del others[chance.below(len(others))]
        return tuple(c for c in causes if c == self.kind.cause or c in others)

    @property
    def suspects(self) -> tuple[str, ...]:
        """The machines to choose from, in their order."""
        return tuple(host.id for host in self.scenario.hosts)

    @property
    def words(self) -> dict[str, str | int]:
        """What sentences about it need: people, subject, address, machines."""
        plan = self.plan
        return {
            "author": plan.sender.name,
            "reader": plan.recipient.name,
            "subject": plan.letter.subject,
            "path": plan.letter.to,
            "domain": plan.recipient.domain,
            "machine": self.machine,
            "third": plan.third,
        }

    def run(self) -> Lab:
        """The lab after the whole story. Raises LabError."""
        lab = Lab(self.scenario, self.seed)
        lab.settle()
        plan, kind, machine = self.plan, self.kind, self.machine
        for letter in plan.others:
            _do(lab, letter)
        for act in self._false_trail():
            _do(lab, act)
        if self.healthy:
            _do(lab, plan.letter)
            return lab
        for act in (*kind.before(plan, machine), *kind.told(plan, machine)):
            _do(lab, act)
        if kind.dies_after_250:
            lab = _off_after_250(lab, machine)
        for act in kind.after(plan, machine):
            _do(lab, act)
        _skip_until(lab, kind)
        return lab

    @cached_property
    def interventions(self) -> tuple[Intervention, ...]:
        """What makes the story in a lab of `scenario`."""
        return tuple(self.run().interventions)

    def _draw(self, purpose: str, limit: int) -> int:
        return Chance(self.seed, "mystery", purpose).below(limit)

    def _machines(self) -> set[str]:
        """Those that take part; at the first level nobody else is there."""
        plan = self.plan
        people = (plan.sender, plan.recipient)
        needed = {plan.dns, self.machine}
        needed |= {each for person in people for each in (person.pc, person.server)}
        if self.kind.third or self.level > 1:
            needed.add(plan.third)
        if self.level > 1:
            needed |= {plan.stranger.pc, plan.phone}
        return needed

    def _false_trail(self) -> list[Act]:
        """Something else that goes wrong, and has nothing to do with it."""
        if self.level < 3:
            return []
        plan = self.plan
        trails: list[Callable[[Plan], list[Act]]] = [_full_box, _misspelt, _off_and_on]
        return trails[self._draw("trail", len(trails))](plan)


def _spare_to(plan: Plan, to: str) -> Send:
    return msgspec.structs.replace(plan.spare, to=to)


def _full_box(plan: Plan) -> list[Act]:
    """Another mailbox is full."""
    return [Fill(plan.bystander), _spare_to(plan, plan.bystander)]


def _misspelt(plan: Plan) -> list[Act]:
    """Somebody else writes to nobody."""
    local, _, domain = plan.bystander.partition("@")
    return [_spare_to(plan, f"{local}x@{domain}")]


def _off_and_on(plan: Plan) -> list[Act]:
    """A machine that the letter does not need stops and starts again."""
    return [PowerOff(plan.third), PowerOn(plan.third)]


def _do(lab: Lab, act: Act) -> None:
    lab.apply(act, "auto")
    lab.settle()


def _off_after_250(lab: Lab, machine: str) -> Lab:
    """The same, where the machine stops right after its 250 for the content."""
    accepted = [
        event.seq
        for event in lab.journal
        if event.host == machine
        and isinstance(event.fact, SmtpReplySent)
        and event.fact.reason == "accepted"
    ]
    lab = lab.fork(accepted[-1])
    _do(lab, PowerOff(machine))
    return lab


def _skip_until(lab: Lab, kind: Kind) -> None:
    for _ in range(SKIPS_MAX):
        if kind.until is None:
            return
        if any(isinstance(event.fact, kind.until) for event in lab.journal):
            return
        _do(lab, Skip())


def _only(world: Scenario, machines: set[str]) -> Scenario:
    """The same without the machines, and the accounts, that are not needed."""
    hosts = tuple(host for host in world.hosts if host.id in machines)
    domains = {name for host in hosts if host.server for name in host.server.domains}
    accounts = tuple(
        each for each in world.accounts if each.address.rpartition("@")[2] in domains
    )
    return msgspec.structs.replace(world, hosts=hosts, accounts=accounts)


def mystery_of(world: Scenario, seed: int, level: int) -> Mystery:
    """The mystery of that seed and level: the seed chooses the kind, too."""
    kinds = list(KINDS.values())
    kind = kinds[Chance(seed, "mystery", "kind").below(len(kinds))]
    return Mystery(world=world, kind=kind, seed=seed, level=level)


def code_of(seed: int, level: int) -> str:
    """As the address has it: `2-4711`."""
    return f"{level}{CODE_SEPARATOR}{seed}"


def read_code(code: str) -> tuple[int, int] | None:
    """`(seed, level)` of a code; None when it is none."""
    first, _, rest = code.partition(CODE_SEPARATOR)
    good = first.isascii() and first.isdecimal() and rest.isascii() and rest.isdecimal()
    if not good or len(first) > 1 or len(rest) > len(str(SEED_MAX)):
        return None
    seed, level = int(rest), int(first)
    return (seed, level) if level in LEVELS and code_of(seed, level) == code else None
