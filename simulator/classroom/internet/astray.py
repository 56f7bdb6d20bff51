"""A letter whose way a wrong decision changed: played, from that decision on.

Why it exists: what a wrong choice leads to shows at other machines, in words that none
of them would say otherwise. So the letter is sent once more, in a world of its own
where nothing else is different, and the world of the class stays as it is. It refuses
what it cannot play honestly: where a machine set up so would have done something else
before, or would not say what was chosen, there is nothing to see.
"""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from simulator.acts import Act
from simulator.classroom.internet.decisions import Decision
from simulator.classroom.internet.travel import (
    Astray,
    TravellingLetter,
    carry,
    delivered,
    outcome_of,
)
from simulator.classroom.internet.wire import WireLine, answer_of, lines_in
from simulator.journal import Event, Journal
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.mail.dates import Epoch
from simulator.projections.shapes.class_tasks.internet import Outcome
from simulator.scenario import Role, Scenario

SECOND_US = 1_000_000
TAKEN = 250


class Round(NamedTuple):
    """Where the class's letters are played. `computers`: machines by the address of
    whose they are."""

    scenario: Scenario
    seed: int
    journal: Journal
    computers: dict[str, str]


def astray(letter: TravellingLetter, world: Round) -> Astray | None:
    """What comes of the wrong choice that was tried last; None: that was none, or it
    cannot be played."""
    waits = letter.open
    choice = waits.choices[letter.wrong[-1]] if waits and letter.wrong else None
    if waits is None or choice is None or choice.mistake is None:
        return None
    scenario = choice.mistake(world.scenario)
    if letter.sender not in (account.address for account in scenario.accounts):
        return None
    played, start = _sent_again(scenario, letter, world)
    if not _keeps_mailboxes(world.scenario, played):
        return None
    begins = _same(world.journal, letter.start, waits.seq, played, start)
    if begins is None or not _says(played[begins].fact, choice.shown, world.scenario):
        return None
    lines = tuple(lines_in(played, start, len(played)))
    before = [each for each in lines if each.seq < begins]
    if _ends(before, waits.role, world) != _ends(letter.crossed(), waits.role, world):
        return None
    after = tuple(each for each in lines if each.seq >= begins)
    return Astray(
        choice.shown, after, _outcome(letter, waits, world.journal, played, start)
    )


def _sent_again(
    scenario: Scenario, letter: TravellingLetter, world: Round
) -> tuple[Journal, int]:
    """In that world, at the same time of day: what happened, and where it begins."""
    at_us = world.journal[letter.start].at_us
    moment = Epoch(scenario.epoch).at(at_us - at_us % SECOND_US)
    lab = Lab(replace(scenario, epoch=moment.isoformat()), world.seed)
    lab.settle()

    def do(act: Act, actor: str) -> None:
        lab.apply(act, actor)
        lab.settle()

    return lab.journal, carry(lab.journal, do, letter.act, world.computers)


def _keeps_mailboxes(scenario: Scenario, played: Journal) -> bool:
    """All that was delivered is where people collect it."""
    stores = {h.id for h in scenario.hosts if h.server and h.server.domains}
    at = {e.host for e in played.events if isinstance(e.fact, f.MessageDelivered)}
    return at <= stores


Moment = tuple[object, ...]


def _moment(event: Event) -> Moment:
    """What two events have in common that are the same decision."""
    fact = event.fact
    match fact:
        case f.SmtpReplySent():
            return event.host, type(fact), fact.verb
        case f.DnsResponseSent():
            return event.host, type(fact), fact.type
        case f.LabIntervened():
            return event.host, type(fact), fact.act, fact.target
        case _:
            return event.host, type(fact)


def _same(
    journal: Journal, start: int, seq: int, played: Journal, since: int
) -> int | None:
    """The event of `played`, from `since` on, that is event `seq` of `journal`, where
    the letter begins at `start`."""
    wanted = _moment(journal[seq])
    earlier = sum(_moment(journal[at]) == wanted for at in range(start, seq))
    found = (at for at in range(since, len(played)) if _moment(played[at]) == wanted)
    return next(islice(found, earlier, None), None)


def _says(fact: f.Fact, shown: str, scenario: Scenario) -> bool:
    """That machine does what was chosen."""
    match fact:
        case f.DnsResponseSent():
            return answer_of(fact) == shown
        case f.QueueAttemptBegun():
            host = scenario.host(fact.to_host)
            return host is not None and shown in host.names
        case f.SmtpReplySent() if shown[0].isdigit():
            return [f"{fact.code}", fact.enhanced] == shown.split()[:2]
        case f.SmtpReplySent():
            return fact.code == TAKEN
        case _:
            return True


def _ends(
    lines: Iterable[WireLine], role: Role, world: Round
) -> list[tuple[str, str, str]]:
    """Who said something to whom. A server that knows where to take a letter has not
    asked DNS."""
    asked = {h.id for h in world.scenario.hosts if h.nameserver and role is Role.RELAY}
    ends = ((each.line.kind, each.line.came, each.line.to) for each in lines)
    return [each for each in ends if not asked & {*each}]


def _outcome(
    letter: TravellingLetter,
    waits: Decision,
    journal: Journal,
    played: Journal,
    start: int,
) -> Outcome:
    if waits.role is Role.CLIENT:
        return "uncollected"
    end = len(played)
    outcome = outcome_of(played, start, end)
    boxes = {each.mailbox for each in delivered(played, start, end)}
    meant = {each.mailbox for each in delivered(journal, letter.start, letter.end)}
    right = outcome_of(journal, letter.start, letter.end)
    elsewhere = outcome == "arrived" and (right != outcome or boxes != meant)
    return "astray" if elsewhere else outcome
