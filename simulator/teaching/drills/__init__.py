"""Drills without end: a question made of a seed, and its answer found by the engines.

`drill_of` makes one, the same for everybody with its kind, seed and language; `told`
plays every option and says what came of it.
"""

from simulator.teaching.drills.drill import (
    DRILL_KINDS,
    DRILL_SEED_MAX,
    Drill,
    Played,
    drill_of,
    told,
)

__all__ = ["DRILL_KINDS", "DRILL_SEED_MAX", "Drill", "Played", "drill_of", "told"]
