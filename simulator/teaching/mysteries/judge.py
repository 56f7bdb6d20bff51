"""The judge of a mystery: who did it, and whether two pinned steps prove it.

Why it exists: an answer is an act of the student, so it stands in the journal, and what
it is worth follows from the journal and the mystery alone. It refuses a lucky guess:
without a proof nothing is solved.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from simulator.journal.facts import LabAnswered
from simulator.lab import Intervention
from simulator.projections.shapes import Served, Step
from simulator.teaching.mysteries.clues import CLUES, Proof, proofs
from simulator.teaching.mysteries.evidence import Evidence, Seqs
from simulator.teaching.mysteries.mystery import Mystery

QUESTION = "mystery"
TOLD = "told"
"""What a student answers who gives up."""

STUDENT = "student"

UNSAID = "-"
"""In an answer: a part that an exam keeps before it is chosen."""

NO_STEP = -1

Half = Literal["cause", "effect", "other"]
"""Of a proof: what failed, what happened to the letter, or either."""


class Accusation(NamedTuple):
    """What a student says: a cause, a machine, and the two steps pinned; `NO_STEP` for
    one that is not pinned yet."""

    cause: str
    machine: str
    pins: tuple[int, int]

    @property
    def value(self) -> str:
        """As an answer in the journal."""
        pins = (UNSAID if pin == NO_STEP else str(pin) for pin in self.pins)
        return " ".join((self.cause, self.machine, *pins))

    @classmethod
    def read(cls, value: str) -> "Accusation | None":
        """From an answer; None when it is none."""
        words = value.split(" ")
        if len(words) != 4:
            return None
        one, other = _step(words[2]), _step(words[3])
        if one is None or other is None:
            return None
        return cls(words[0], words[1], (one, other))


def _step(word: str) -> int | None:
    """The event a word of an answer names; None when it names none."""
    if word == UNSAID:
        return NO_STEP
    return int(word) if word.isascii() and word.isdigit() else None


class Verdict(NamedTuple):
    """What is right of an accusation. `pins`: whether each is part of a proof of the
    true culprit; `proven`: the two together are one; `lacks`: the half that neither
    shows."""

    cause: bool
    machine: bool
    pins: tuple[bool, bool]
    proven: bool
    lacks: Half

    @property
    def solved(self) -> bool:
        """All of it is right."""
        return self.cause and self.machine and self.proven


class Standing(NamedTuple):
    """How far a student is. `until`: the last event that can prove something. `told`:
    the solution may be told; `proof`: of it."""

    last: Accusation | None
    verdict: Verdict | None
    accusations: int
    until: int
    told: bool
    proof: Proof

    @property
    def pair(self) -> tuple[int, int] | None:
        """Two steps that prove it: the earliest of each kind."""
        if not self.proof.complete:
            return None
        one = min(self.proof.first)
        return one, min(self.proof.second - {one})

    @property
    def solved(self) -> bool:
        """The last accusation is right."""
        return self.verdict is not None and self.verdict.solved


def story_ends(interventions: Iterable[Intervention], last_seq: int) -> int:
    """The last event before a student did anything: later ones prove nothing."""
    done = (each.after_seq for each in interventions if each.actor == STUDENT)
    return next(done, last_seq)


def proof_of(mystery: Mystery, steps: Iterable[Step]) -> Proof:
    """What proves the culprit, in the steps of the story; nothing does on a line that
    left the story before its end."""
    found = proofs(Evidence.of(mystery, steps))
    nothing = Proof(mystery.machine, frozenset(), frozenset())
    return found.get((mystery.kind.cause, mystery.machine), nothing)


def signs(seen: Evidence, cause: str, machine: str) -> Seqs:
    """Every step that is half a proof, or the whole of it, of that cause there."""
    found: Seqs = frozenset()
    for proof in CLUES[cause](seen):
        if proof.machine == machine:
            found |= proof.first | proof.second
    return found


def judge(mystery: Mystery, proof: Proof, said: Accusation) -> Verdict:
    """What is right of `said`."""
    return verdict_on(mystery.kind.cause, proof, said)


def verdict_on(cause: str, proof: Proof, said: Accusation) -> Verdict:
    """What is right of `said`, where that is the cause, at the machine of `proof`."""
    one, other = said.pins
    pair = (one in proof.first and other in proof.second) or (
        other in proof.first and one in proof.second
    )
    of_proof = proof.first | proof.second
    return Verdict(
        cause=said.cause == cause,
        machine=said.machine == proof.machine,
        pins=(one in of_proof, other in of_proof),
        proven=pair and one != other,
        lacks=_lacks(proof, {one, other}),
    )


def _lacks(proof: Proof, pins: set[int]) -> Half:
    """The half of the proof that the pins do not show."""
    cause, effect = bool(pins & proof.first), bool(pins & proof.second)
    if cause == effect:
        return "other"
    return "effect" if cause else "cause"


def standing(
    mystery: Mystery, served: Iterable[Served], interventions: Iterable[Intervention]
) -> Standing:
    """How far the student is on this line of the story."""
    events = list(served)
    end = story_ends(interventions, len(events) - 1)
    steps = [each for each in events[: end + 1] if isinstance(each, Step)]
    proof = proof_of(mystery, steps)
    answers = [
        event.fact.value
        for event in events
        if isinstance(event.fact, LabAnswered)
        and (event.fact.question, event.fact.actor) == (QUESTION, STUDENT)
    ]
    said = [found for found in map(Accusation.read, answers) if found is not None]
    last = said[-1] if said else None
    verdict = judge(mystery, proof, last) if last else None
    solved = verdict is not None and verdict.solved
    told = solved or TOLD in answers
    return Standing(last, verdict, len(said), end, told, proof)
