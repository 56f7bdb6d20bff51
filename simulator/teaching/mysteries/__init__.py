"""Mysteries: a broken world from a seed, a culprit to name, two steps to prove it.

`mystery_of` makes one, `Mystery.run` tells its story, `standing` judges what a student
said of it. What can be the matter is in `kinds.py`, what proves it in `clues.py`.
"""

from simulator.teaching.mysteries.clues import Proof, proofs
from simulator.teaching.mysteries.evidence import Evidence
from simulator.teaching.mysteries.judge import (
    Accusation,
    Standing,
    Verdict,
    judge,
    proof_of,
    signs,
    standing,
    verdict_on,
)
from simulator.teaching.mysteries.kinds import KINDS, Kind
from simulator.teaching.mysteries.mystery import (
    LEVELS,
    SEED_MAX,
    Mystery,
    code_of,
    mystery_of,
    read_code,
)

__all__ = [
    "KINDS",
    "LEVELS",
    "SEED_MAX",
    "Accusation",
    "Evidence",
    "Kind",
    "Mystery",
    "Proof",
    "Standing",
    "Verdict",
    "code_of",
    "judge",
    "mystery_of",
    "proof_of",
    "proofs",
    "read_code",
    "signs",
    "standing",
    "verdict_on",
]
