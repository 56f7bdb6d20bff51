"""A blackout: one fault in the networks of a whole class, and who found it out.

Plain bookkeeping, as `classroom.py`: it puts nothing into labs and sends nothing. Times
are seconds of whatever clock it is given.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from simulator.acts import Act, Break, Cut, Repair, Restore, ServiceOff, ServiceOn
from simulator.projections.catalogue import Text
from simulator.projections.shapes.class_tasks.blackouts import (
    BlackoutRow,
    ClassBlackout,
)
from simulator.teaching.mysteries import Accusation, Standing, Verdict

SERVER = "mta"
"""The program that a stopped mail server is without."""

Make = Callable[[str], Act]

FAULTS: dict[str, tuple[Make, Make]] = {
    "cable_cut": (Cut, Restore),
    "service_stopped": (
        lambda machine: ServiceOff(machine, SERVER),
        lambda machine: ServiceOn(machine, SERVER),
    ),
    "busy": (lambda m: Break(m, "busy"), lambda m: Repair(m, "busy")),
    "disk_full": (lambda m: Break(m, "disk_full"), lambda m: Repair(m, "disk_full")),
    "hangs_up": (
        lambda machine: Break(machine, "closes_in_data"),
        lambda machine: Repair(machine, "closes_in_data"),
    ),
}
"""Cause, as mysteries call it: what brings it about, and what ends it. Only what is not
seen in the picture of the network."""

SUSPECTS = (*FAULTS, "machine_off", "frozen", "mailbox_full")
"""Causes that a student chooses from."""

PLACES_EACH = 24
"""Of one student: as many as a lab has branches."""


class Place(NamedTuple):
    """A branch of a lab."""

    lab: str
    branch: str


@dataclass
class Finding:
    """How far one student is. `since_s`: None after a restart, until the clock is known
    again, and counts anew. `kept_out`: why nothing is broken in their network; None:
    it is. `places`: where it is, or was, the newest last. `said`, `evidence`: last, and
    in which words the event pinned is told. `heard_s`: of a mystery, what was done up
    to then is known."""

    since_s: float | None
    kept_out: Text | None = None
    tries: int = 0
    solved_s: float | None = None
    said: Accusation | None = None
    evidence: Text | None = None
    places: list[Place] = field(default_factory=list)
    heard_s: float | None = None

    def been_at(self, place: Place) -> None:
        """It is there; where it was longest ago is forgotten when there are many."""
        others = [each for each in self.places if each != place]
        self.places = [*others, place][-PLACES_EACH:]

    def looking_s(self, now_s: float) -> float:
        """So long they look for it already."""
        if self.since_s is None:
            self.since_s = now_s
        return now_s - self.since_s


@dataclass
class Blackout:
    """`id`: chosen by whom begins it, so that a doubled request begins it once.
    `mystery`: code of the one that the class is set, with that cause at that machine;
    "": the fault comes into the networks where they work."""

    id: str
    cause: str
    machine: str
    mystery: str = ""
    over: bool = False
    findings: dict[str, Finding] = field(default_factory=dict)

    @property
    def places(self) -> list[Place]:
        """Where the fault is, or was, of all students."""
        every = (each.places for each in self.findings.values())
        return list(dict.fromkeys(chain.from_iterable(every)))

    @property
    def fault(self) -> Act:
        """What brings it about."""
        return FAULTS[self.cause][0](self.machine)

    @property
    def repair(self) -> Act:
        """What ends it."""
        return FAULTS[self.cause][1](self.machine)

    def reached(self, member: str, place: Place, now_s: float) -> None:
        """The fault is in that student's network there; the clock of the first time
        counts."""
        finding = self.findings.get(member)
        if finding is None or finding.kept_out is not None:
            finding = self.findings[member] = Finding(now_s)
        finding.been_at(place)

    def kept_out(self, member: str, why: Text, now_s: float) -> None:
        """It is not, and why; where it was once, that counts."""
        finding = self.findings.get(member)
        if finding is None or finding.kept_out is not None:
            self.findings[member] = Finding(now_s, kept_out=why)

    def looked_for_by(self, member: str) -> bool:
        """It is, or was, in that student's network."""
        finding = self.findings.get(member)
        return finding is not None and finding.kept_out is None

    def diagnosed(
        self,
        member: str,
        said: Accusation,
        verdict: Verdict,
        evidence: Text | None,
        now_s: float,
    ) -> None:
        """A student said what is wrong; after it was right, nothing counts any more."""
        finding = self.findings[member]
        if finding.solved_s is not None:
            return
        finding.tries += 1
        finding.said, finding.evidence = said, evidence
        if found_out(verdict):
            finding.solved_s = finding.looking_s(now_s)

    def heard_s(self, member: str) -> float | None:
        """What that student did up to then is known."""
        return self.findings[member].heard_s

    def heard(
        self, member: str, stands: Standing, evidence: Text | None, done_s: float
    ) -> None:
        """What the judge of the mystery says of all they did up to `done_s`."""
        finding = self.findings[member]
        finding.heard_s = done_s
        finding.tries = stands.accusations
        finding.said, finding.evidence = stands.last, evidence
        if stands.solved and finding.solved_s is None:
            finding.solved_s = finding.looking_s(done_s)

    def served(self) -> ClassBlackout:
        """As the whole class gets it: what it was, once it is over."""
        return ClassBlackout(
            id=self.id,
            over=self.over,
            cause=self.cause if self.over else "",
            machine=self.machine if self.over else "",
            mystery=self.mystery,
        )

    def board(self, names: dict[str, str], now_s: float) -> list[BlackoutRow]:
        """Who found it out, the quickest first; then who looks on, the one with most
        tries first; then who has nothing to look for. `names`: of students, by id."""
        told = [each for each in self.findings.items() if each[0] in names]
        told.sort(key=lambda each: (_rank(each[1]), names[each[0]]))
        return [_row(names[member], found, now_s) for member, found in told]


def found_out(verdict: Verdict) -> bool:
    """The cause, the machine, and an event that shows it."""
    return verdict.cause and verdict.machine and verdict.pins[0]


def _rank(found: Finding) -> tuple[bool, float, int]:
    never = float("inf")
    solved = never if found.solved_s is None else found.solved_s
    return found.kept_out is not None, solved, -found.tries


def _row(name: str, found: Finding, now_s: float) -> BlackoutRow:
    took = found.looking_s(now_s) if found.solved_s is None else found.solved_s
    return BlackoutRow(
        name=name,
        kept_out=found.kept_out,
        solved=found.solved_s is not None,
        seconds=round(took),
        tries=found.tries,
        cause=found.said.cause if found.said else "",
        machine=found.said.machine if found.said else "",
        evidence=found.evidence,
    )
