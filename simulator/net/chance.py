"""Seeded chance: a separate stream per (seed, purpose, entity).

Why separate: drawing once more for one link must not change what happens on another.
The only module of the world that may import `random`; it uses nothing of it but
`Random(str)` and `random()`, which give the same numbers in every Python we support.
"""

from random import Random


class Chance:
    """One reproducible stream of draws."""

    __slots__ = ("_draw",)

    def __init__(self, seed: int, purpose: str, entity: str) -> None:
        self._draw = Random(f"{seed}/{purpose}/{entity}").random

    def happens(self, ppm: int) -> bool:
        """True in `ppm` of a million draws; no draw is made for 0."""
        return ppm > 0 and self._draw() * 1_000_000 < ppm

    def below(self, limit: int) -> int:
        """An integer from 0 to limit - 1."""
        return int(self._draw() * limit)
