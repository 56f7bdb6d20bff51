"""The two hashes of a signature (RFC 6376 §3.7), each step kept to be told.

First the body's, which the signature states (`bh=`); then that of the signed fields
with the signature field itself, its `b=` empty: that one is signed.
"""

import base64
import hashlib

import msgspec

from simulator.journal import INLINE_OCTETS_MAX, inline
from simulator.journal.facts import DkimBodyHashed, DkimHeaderHashed
from simulator.protocols.dkim.canonical import (
    CRLF,
    Canonicalization,
    canonical_body,
    canonical_field,
)
from simulator.protocols.dkim.header import SignedField

FIELDS_TOLD_MAX = 100
LINES_TRIED_MAX = 2_000
"""How many beginnings of a body are tried, when its hash is another."""


class BodyHash(msgspec.Struct, frozen=True):
    """`before`: octets of the body; `canonical`: all of it; `length`: how much of that
    was hashed."""

    how: Canonicalization
    before: int
    canonical: bytes
    length: int
    digest: bytes

    def told(self, number: int, stated: bytes = b"") -> DkimBodyHashed:
        """As a fact. `number`: of the signature, 0 for one that is made; `stated`: what
        its `bh=` says."""
        beginning = -1
        if stated not in (b"", self.digest) and self.length == len(self.canonical):
            beginning = signed_beginning(self.canonical, stated)
        return DkimBodyHashed(
            number=number,
            canonicalization=self.how,
            octets=inline(self.canonical[: self.length]),
            octets_before=self.before,
            octets_after=len(self.canonical),
            octets_hashed=self.length,
            hash=coded(self.digest),
            stated=coded(stated)[:INLINE_OCTETS_MAX],
            beginning=beginning,
        )


class HeaderHash(msgspec.Struct, frozen=True):
    """`fields`: those that went into it, with their canonical octets; `octets`: all
    that was hashed."""

    how: Canonicalization
    fields: tuple[tuple[SignedField, bytes], ...]
    octets: bytes
    digest: bytes

    def told(self, number: int, signed: bytes | None = None) -> DkimHeaderHashed:
        """As a fact. `signed`: the hash that the signature holds, where it tells."""
        return DkimHeaderHashed(
            number=number,
            canonicalization=self.how,
            fields=tuple(
                _told(each, octets) for each, octets in self.fields[:FIELDS_TOLD_MAX]
            ),
            octets=inline(self.octets),
            octets_hashed=len(self.octets),
            hash=coded(self.digest),
            signed=coded(signed or b""),
        )


def _told(signed: SignedField, octets: bytes) -> tuple[str, int, int, int]:
    name, field = signed.name[:INLINE_OCTETS_MAX], signed.field
    if field is None:
        return name, -1, 0, 0
    return name, field.start, field.end - field.start, len(octets)


def coded(octets: bytes) -> str:
    """In base64."""
    return base64.b64encode(octets).decode("ascii")


def hash_body(body: bytes, how: Canonicalization, length: int = -1) -> BodyHash:
    """`length`: how much of the canonical body is hashed (`l=`); -1: all."""
    return hash_canonical(len(body), canonical_body(body, how), how, length)


def hash_canonical(
    before: int, canonical: bytes, how: Canonicalization, length: int
) -> BodyHash:
    """As `hash_body`, of a body of `before` octets that is canonical by now."""
    length = len(canonical) if length < 0 else min(length, len(canonical))
    digest = hashlib.sha256(memoryview(canonical)[:length]).digest()
    return BodyHash(how, before, canonical, length, digest)


def hash_header(
    content: bytes,
    fields: tuple[SignedField, ...],
    signature_field: bytes,
    how: Canonicalization,
) -> HeaderHash:
    """`signature_field`: with an empty `b=`; its CRLF is not hashed (§3.7)."""
    chosen = tuple(
        (
            each,
            canonical_field(content[each.field.start : each.field.end], how)
            if each.field
            else b"",
        )
        for each in fields
    )
    last = canonical_field(signature_field, how).removesuffix(CRLF)
    octets = b"".join((*(octets for _, octets in chosen), last))
    return HeaderHash(how, chosen, octets, hashlib.sha256(octets).digest())


def signed_beginning(canonical: bytes, stated: bytes) -> int:
    """How many octets a body had that has this hash, if somebody only added lines at
    its end, as mailing lists do; -1 if it is not so. A line is looked at once."""
    hashed, at = hashlib.sha256(), 0
    for _ in range(LINES_TRIED_MAX):
        end = canonical.find(CRLF, at)
        if end < 0:
            break
        hashed.update(canonical[at : end + 2])
        if end > at and hashed.digest() == stated:
            return end + 2
        at = end + 2
    return -1
