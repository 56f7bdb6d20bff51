"""Who writes to whom in a mystery, and what a seed chooses of it.

Why it exists: every kind of mystery happens to the same people, and the seed alone says
to which of them. It reads the people and their messages from the scenario, so a world
with other names needs no other code. It refuses to know what goes wrong.
"""

from dataclasses import dataclass, replace

import msgspec

from simulator.acts import Send
from simulator.agents.config import HostConfig
from simulator.net.chance import Chance
from simulator.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a mail client: the ids of the machines, and the address."""

    name: str
    address: str
    pc: str
    server: str

    @property
    def domain(self) -> str:
        """Of the address."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen: `sender` writes `letter` to `recipient`, after `others` wrote
    theirs. `phone`: the recipient's other device, or ""; `stranger`: who writes from
    another machine; `third`: a server that is neither's; `bystander`: somebody's
    address there; `spare`: a letter of the stranger that nobody has sent; `dns`: the
    name server."""

    sender: Person
    recipient: Person
    letter: Send
    others: tuple[Send, ...]
    phone: str
    stranger: Person
    bystander: str
    spare: Send
    third: str
    dns: str


def plan_of(world: Scenario, seed: int, others: int, with_phone: bool) -> Plan:
    """What the seed chooses in `world`, with so many other messages before.
    `with_phone`: to somebody who has one."""
    chance = Chance(seed, "mystery", "plan")
    people = {h.id: _person(h) for h in world.hosts if h.mua and h.device == "computer"}
    phones = {_person(h).address: h.id for h in world.hosts if h.device == "phone"}
    letters = [act for act in world.demonstration_acts() if isinstance(act, Send)]
    told = [each for each in letters if _is_told(people, each)]
    fit = [each for each in told if each.to in phones or not with_phone]
    letter = fit[chance.below(len(fit))]
    sender = people[letter.host]
    recipient = next(p for p in people.values() if p.address == letter.to)
    near = [p for p in people.values() if p not in (sender, recipient)]
    stranger = near[chance.below(len(near))]
    # Nobody else asks the way there first: a server would remember what DNS said.
    free = [each for each in letters if not each.to.endswith(recipient.domain)]
    free = [each for each in free if each not in told]
    chosen = []
    for _ in range(others):
        chosen.append(free.pop(chance.below(len(free))))
    taken = (sender.server, recipient.server)
    third = next(each for each in world.hosts if each.server and each.id not in taken)
    assert third.server is not None
    bystander = next(
        each.address
        for each in world.accounts
        if each.address.rpartition("@")[2] in third.server.domains
    )
    return Plan(
        sender=sender,
        recipient=recipient,
        letter=letter,
        others=tuple(chosen),
        phone=phones.get(letter.to, ""),
        stranger=stranger,
        bystander=bystander,
        spare=next(each for each in free if each.host == stranger.pc),
        third=third.id,
        dns=next(h.id for h in world.hosts if h.nameserver),
    )


def with_letter(plan: Plan, **changed: object) -> Plan:
    """The same where the letter is another."""
    return replace(plan, letter=msgspec.structs.replace(plan.letter, **changed))


def _is_told(people: dict[str, Person], letter: Send) -> bool:
    """It goes to somebody with a machine, in another domain: two servers carry it."""
    reads = any(person.address == letter.to for person in people.values())
    return reads and people[letter.host].domain != letter.to.rpartition("@")[2]


def _person(host: HostConfig) -> Person:
    assert host.mua is not None
    return Person(host.mua.person, host.mua.address, host.id, host.mua.submit_to)
