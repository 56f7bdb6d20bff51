"""Octets that look random and follow from a seed: what keys are made of.

SHA-256 in counter mode. Whoever knows the seed knows the keys: they belong to a
simulated world, whose seed is no secret.
"""

import hashlib


class SeededOctets:
    """One stream of octets for each seed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._blocks = 0

    def take(self, count: int) -> bytes:
        """The next `count` octets; what is left of a block is not used."""
        out = b""
        while len(out) < count:
            block = f"{self._seed}/{self._blocks}"
            out += hashlib.sha256(block.encode("utf-8")).digest()
            self._blocks += 1
        return out[:count]
