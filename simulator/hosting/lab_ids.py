"""Lab ids that can be read from a projector and typed on a phone, but not guessed.

Three groups of four from an alphabet without look-alikes (Crockford's base 32: no
i, l, o, u): 60 bits. What a student types is forgiven: capitals, missing hyphens, the
letters that look like digits.
"""

import hashlib

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH, GROUP = 12, 4
_forgiven = str.maketrans("oil", "011", "- ")


def lab_id(token: str, length: int = LENGTH) -> str:
    """An id from a random token, as `7k2f-9mqx-3d8a`; from what it stands for, the same
    every time. `length`: at most twelve symbols."""
    number = int.from_bytes(hashlib.sha256(token.encode()).digest()[:8])
    symbols = [ALPHABET[number >> 5 * place & 31] for place in range(length)]
    return _grouped("".join(symbols))


def typed(text: str) -> str:
    """The id somebody meant, of any length."""
    return _grouped(text.lower().translate(_forgiven)[: LENGTH + 1])


def _grouped(symbols: str) -> str:
    starts = range(0, len(symbols), GROUP)
    return "-".join(symbols[start : start + GROUP] for start in starts)
