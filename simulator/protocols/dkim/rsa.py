"""RSA signatures, RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2), and their keys.

The arithmetic is Python's own `pow`, so it is the same in a browser, where no compiled
library of cryptography exists. It signs what a lesson made up, and nothing else: it
takes no care of how long it computes, from which a stranger could learn a real key.
"""

from functools import cached_property, lru_cache
from math import prod

import msgspec

from simulator.protocols.dkim.der import rsa_key_info
from simulator.protocols.dkim.seeded_octets import SeededOctets

EXPONENT = 65_537
BITS_MIN, BITS_MAX = 1_024, 4_096
"""RFC 8301 §3.2: shorter keys are not accepted, longer ones need not be."""
_EXPONENT_BITS_MAX = 64

_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")
"""DigestInfo before the hash (RFC 8017 §9.2, note 1)."""

_PRIMES = {512: 2, 1_024: 2, 2_048: 8}
"""Length of a key to how many primes it has: to find eight short ones takes a tenth of
the time of two long ones, and they sign faster. They would also be easier to guess."""
_SIEVE = 4_096
"""Odd numbers looked at from one start on."""
_STARTS_MAX = 1_000
_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19)
"""Of Miller and Rabin. Candidates come from our own seed, nobody chose them to deceive,
and of random ones so long hardly any passes."""


class RsaPublicKey(msgspec.Struct, frozen=True):
    """`n`, `e`: modulus and public exponent."""

    n: int
    e: int
    type = "rsa"

    @property
    def bits(self) -> int:
        """The length of the modulus."""
        return self.n.bit_length()

    @property
    def sound(self) -> bool:
        """Whether it can be computed with: RFC 8017 §3.1, and a bounded exponent."""
        return (
            bool(self.n & 1)
            and self.e & 1 == 1
            and (3 <= self.e < min(self.n, 1 << _EXPONENT_BITS_MAX))
        )

    @property
    def octets(self) -> bytes:
        """As a key record has it."""
        return rsa_key_info(self.n, self.e)

    def signed_hash(self, signature: bytes) -> bytes | None:
        """The hash that was signed; None if this key did not make the signature."""
        length = (self.bits + 7) // 8
        number = int.from_bytes(signature, "big")
        if len(signature) != length or number >= self.n:
            return None
        encoded = pow(number, self.e, self.n).to_bytes(length, "big")
        digest = encoded[-32:]
        return digest if encoded == _encoded(digest, length) else None

    def verifies(self, signature: bytes, digest: bytes) -> bool:
        """Whether this key signed `digest`."""
        return self.signed_hash(signature) == digest


class RsaPrivateKey(msgspec.Struct, frozen=True, dict=True):
    """`primes`: two, or more (RFC 8017 §3.2): made and used faster than long ones."""

    primes: tuple[int, ...]

    @cached_property
    def public(self) -> RsaPublicKey:
        """What anybody may know."""
        return RsaPublicKey(prod(self.primes), EXPONENT)

    @cached_property
    def _exponents(self) -> tuple[tuple[int, int], ...]:
        """Each prime with its exponent."""
        return tuple((p, pow(EXPONENT, -1, p - 1)) for p in self.primes)

    def sign(self, digest: bytes) -> bytes:
        """The signature of a hash, from its remainder by each prime (§5.1.2)."""
        length = (self.public.bits + 7) // 8
        message = int.from_bytes(_encoded(digest, length), "big")
        signature, product = 0, 1
        for prime, exponent in self._exponents:
            missing = pow(message, exponent, prime) - signature
            signature += product * (missing * pow(product, -1, prime) % prime)
            product *= prime
        return signature.to_bytes(length, "big")


def _encoded(digest: bytes, length: int) -> bytes:
    """EMSA-PKCS1-v1_5 (§9.2): 00 01 FF… 00, then what was hashed how."""
    info = _SHA256 + digest
    return b"\0\1" + b"\xff" * (length - 3 - len(info)) + b"\0" + info


# --- making keys --------------------------------------------------------------------


def make_rsa_key(seed: str, bits: int) -> RsaPrivateKey:
    """The key that `seed` stands for. `bits`: 512, 1,024 or 2,048."""
    octets = SeededOctets(seed)
    count = _PRIMES[bits]
    primes = tuple(_prime(octets, bits // count) for _ in range(count))
    assert len(set(primes)) == count
    return RsaPrivateKey(primes)


def _prime(octets: SeededOctets, bits: int) -> int:
    """The first prime that suits after a random start with its four highest bits set,
    so that a product of eight has all its bits."""
    for _ in range(_STARTS_MAX):
        start = int.from_bytes(octets.take(bits // 8), "big") | 15 << (bits - 4) | 1
        for candidate in _without_small_factors(start):
            suits = candidate.bit_length() == bits and candidate % EXPONENT != 1
            if suits and _is_prime(candidate):
                return candidate
    raise AssertionError("no prime in millions of numbers")


def _without_small_factors(start: int) -> list[int]:
    """Odd numbers from `start` on that no small prime divides."""
    divided = bytearray(_SIEVE)
    for prime in _small_primes():
        first = -start * (prime + 1) // 2 % prime
        divided[first::prime] = b"\1" * len(range(first, _SIEVE, prime))
    return [start + 2 * k for k in range(_SIEVE) if not divided[k]]


@lru_cache(1)
def _small_primes() -> tuple[int, ...]:
    """The odd ones below 10,000."""
    limit = 10_000
    composite = bytearray(limit)
    for n in range(3, 100, 2):
        composite[n * n :: n] = b"\1" * len(range(n * n, limit, n))
    return tuple(n for n in range(3, limit, 2) if not composite[n])


def _is_prime(n: int) -> bool:
    """As sure as `_WITNESSES` make it."""
    odd, twos = n - 1, 0
    while not odd & 1:
        odd, twos = odd >> 1, twos + 1
    return all(_passes(n, base, odd, twos) for base in _WITNESSES)


def _passes(n: int, base: int, odd: int, twos: int) -> bool:
    x = pow(base, odd, n)
    if x in (1, n - 1):
        return True
    for _ in range(twos - 1):
        x = x * x % n
        if x == n - 1:
            return True
    return False
