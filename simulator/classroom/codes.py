"""Join codes: six letters that can be read from the back row and said aloud.

No vowels, so that chance writes no word, and no letters that sound or look alike in
Spanish or English. What is typed is forgiven: capitals, spaces, hyphens.
"""

import hashlib

ALPHABET = "CDFGHJKLMNPRSTXZ"
"""Without B and V, Q and K, W and Y: said aloud, they are taken for each other."""
LENGTH = 6


def join_code(token: str) -> str:
    """A code from a random token; from the same token the same one."""
    digest = hashlib.sha256(token.encode()).digest()
    return "".join(ALPHABET[octet % len(ALPHABET)] for octet in digest[:LENGTH])


def typed_code(written: str) -> str:
    """The code somebody meant."""
    kept = [letter for letter in written[:24].upper() if letter in ALPHABET]
    return "".join(kept[: LENGTH + 1])
