"""Ed25519 (RFC 8032 §5.1), for ed25519-sha256 (RFC 8463).

Plain arithmetic on integers, so that it is the same in a browser. As with RSA, it takes
no care of how long it computes: its keys are made up for lessons.

A point is (X, Y, Z, T) with x = X/Z, y = Y/Z and x*y = T/Z (§5.1.4).
"""

import hashlib
from functools import cached_property

import msgspec

from simulator.protocols.dkim.seeded_octets import SeededOctets

Point = tuple[int, int, int, int]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, P) % P
_ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
_NEUTRAL: Point = (0, 1, 1, 0)
KEY_OCTETS = 32
SIGNATURE_OCTETS = 64


class Ed25519PublicKey(msgspec.Struct, frozen=True):
    """`octets`: the encoded point, 32 of them, as a key record has them."""

    octets: bytes
    type = "ed25519"
    bits = 256

    @property
    def sound(self) -> bool:
        """Whether it is a point of the curve."""
        return _decoded(self.octets) is not None

    def signed_hash(self, _signature: bytes) -> bytes | None:
        """Nobody can tell what was signed from such a signature."""
        return None

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether this key signed `message` (§5.1.7): whether R = [S]B - [k]A."""
        a = _decoded(self.octets)
        s = int.from_bytes(signature[32:], "little")
        if a is None or len(signature) != SIGNATURE_OCTETS or s >= ORDER:
            return False
        k = _hashed(signature[:32] + self.octets + message)
        x, y, z, t = a
        expected = _sum_of_multiples(s, _BASE, k % ORDER, (P - x, y, z, P - t))
        return _encoded(expected) == signature[:32]


class Ed25519PrivateKey(msgspec.Struct, frozen=True, dict=True):
    """`secret`: 32 octets."""

    secret: bytes

    @cached_property
    def _parts(self) -> tuple[int, bytes]:
        """The scalar, and what makes the nonces (§5.1.5)."""
        digest = hashlib.sha512(self.secret).digest()
        scalar = int.from_bytes(digest[:32], "little")
        return scalar & ~7 & (1 << 255) - 1 | 1 << 254, digest[32:]

    @cached_property
    def public(self) -> Ed25519PublicKey:
        """What anybody may know."""
        return Ed25519PublicKey(_encoded(_times(self._parts[0], _BASE)))

    def sign(self, message: bytes) -> bytes:
        """The signature of octets (§5.1.6); DKIM signs a hash of them."""
        scalar, prefix = self._parts
        nonce = _hashed(prefix + message) % ORDER
        point = _encoded(_times(nonce, _BASE))
        k = _hashed(point + self.public.octets + message) % ORDER
        return point + ((nonce + k * scalar) % ORDER).to_bytes(32, "little")


def make_ed25519_key(seed: str) -> Ed25519PrivateKey:
    """The key that `seed` stands for."""
    return Ed25519PrivateKey(SeededOctets(seed).take(KEY_OCTETS))


def _hashed(octets: bytes) -> int:
    return int.from_bytes(hashlib.sha512(octets).digest(), "little")


# --- points (§5.1.4) ------------------------------------------------------------------


def _add(one: Point, other: Point) -> Point:
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = other
    a = (y1 - x1) * (y2 - x2) % P
    b = (y1 + x1) * (y2 + x2) % P
    c = 2 * t1 * t2 % P * _D % P
    d = 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _double(point: Point) -> Point:
    x, y, z, _ = point
    a, b, c = x * x % P, y * y % P, 2 * z * z % P
    h = a + b
    e = h - (x + y) * (x + y) % P
    g = a - b
    f = c + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    return _sum_of_multiples(scalar, point, 0, _NEUTRAL)


def _sum_of_multiples(m: int, one: Point, n: int, other: Point) -> Point:
    """[m]one + [n]other, both in one walk over their bits."""
    added = {(1, 0): one, (0, 1): other, (1, 1): _add(one, other)}
    out = _NEUTRAL
    for bit in reversed(range(max(m.bit_length(), n.bit_length()))):
        out = _double(out)
        chosen = added.get((m >> bit & 1, n >> bit & 1))
        if chosen is not None:
            out = _add(out, chosen)
    return out


# --- their octets (§5.1.2, §5.1.3) ----------------------------------------------------


def _encoded(point: Point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(KEY_OCTETS, "little")


def _decoded(octets: bytes) -> Point | None:
    """The point, or None when there is no such one on the curve."""
    if len(octets) != KEY_OCTETS:
        return None
    number = int.from_bytes(octets, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    x = _x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def _x_of(y: int, sign: int) -> int | None:
    """x^2 = (y^2 - 1) / (d y^2 + 1), the root with that lowest bit."""
    u, v = (y * y - 1) % P, (_D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * _ROOT_OF_MINUS_1 % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _base() -> Point:
    y = 4 * pow(5, -1, P) % P
    x = _x_of(y, 0)
    assert x is not None
    return x, y, 1, x * y % P


_BASE = _base()
