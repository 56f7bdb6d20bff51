"""Keys: made from a seed, written into a TXT record, and read from one (§3.6.1)."""

import base64
from functools import lru_cache
from typing import Protocol

import msgspec

from simulator.protocols.dkim.config import DkimConfig
from simulator.protocols.dkim.der import DerError, rsa_numbers
from simulator.protocols.dkim.ed25519 import Ed25519PublicKey, make_ed25519_key
from simulator.protocols.dkim.rsa import (
    BITS_MAX,
    BITS_MIN,
    RsaPublicKey,
    make_rsa_key,
)
from simulator.protocols.dkim.signature import ALGORITHMS, Signature
from simulator.protocols.dkim.tags import (
    TagList,
    TagListError,
    colon_list,
    decoded_base64,
    wrong,
)

STRING_OCTETS_MAX = 255
"""Of one string in a TXT record (RFC 1035 §3.3)."""
NO_RECORDS = ("found", "no_data", "no_such_domain")
"""Results of a lookup that leave no doubt, where they come without records."""


class PublicKey(Protocol):
    """A key that checks signatures."""

    @property
    def type(self) -> str:
        """As `k=` says it."""

    @property
    def bits(self) -> int:
        """How long it is."""

    @property
    def sound(self) -> bool:
        """Whether it can be computed with."""

    @property
    def octets(self) -> bytes:
        """As `p=` has them, before base64."""

    def signed_hash(self, signature: bytes) -> bytes | None:
        """The hash that was signed, where the signature tells."""

    def verifies(self, signature: bytes, digest: bytes) -> bool:
        """Whether this key signed `digest`."""


class PrivateKey(Protocol):
    """A key that signs."""

    @property
    def public(self) -> PublicKey:
        """What anybody may know."""

    def sign(self, digest: bytes) -> bytes:
        """The signature of a hash."""


def key_of(config: DkimConfig, seed: int) -> PrivateKey:
    """The key that a scenario with this seed signs with."""
    bits = config.bits if config.algorithm == "rsa-sha256" else 0
    return _make_key(f"{seed}/dkim/{config.domain}/{config.selector}", bits)


@lru_cache(64)
def _make_key(seed: str, bits: int) -> PrivateKey:
    return make_rsa_key(seed, bits) if bits else make_ed25519_key(seed)


def key_record_text(key: PublicKey, flags: tuple[str, ...] = ()) -> str:
    """What the TXT record of a key says."""
    said = f"v=DKIM1; k={key.type}; "
    said += f"t={':'.join(flags)}; " if flags else ""
    return f"{said}p={base64.b64encode(key.octets).decode('ascii')}"


def key_record_line(config: DkimConfig, seed: int) -> str:
    """The line of a zone file that publishes the key of `config`."""
    text = key_record_text(key_of(config, seed).public, config.key_flags)
    parts = range(0, len(text), STRING_OCTETS_MAX)
    strings = " ".join(f'"{text[at : at + STRING_OCTETS_MAX]}"' for at in parts)
    return f"{config.key_name}. 3600 IN TXT {strings}\n"


# --- reading one ----------------------------------------------------------------------


class KeyRecord(msgspec.Struct, frozen=True):
    """What a TXT record says. `hashes`: those it is for, () for any; `octets`: the key,
    b"" when it was revoked."""

    type: str
    octets: bytes
    hashes: tuple[str, ...]
    services: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def testing(self) -> bool:
        """`t=y`."""
        return "y" in self.flags


class KeyRefused(Exception):
    """A key that cannot check a signature. `cause`: key of why (`codes.py`); `bits`:
    how long it is, 0 where nobody looked."""

    def __init__(self, cause: str, bits: int = 0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.bits = bits


def read_key_record(octets: bytes) -> KeyRecord:
    """Raises TagListError."""
    tags = TagList(octets)
    version = tags.get("v")
    if version is not None and (version.value != b"DKIM1" or tags.first() != version):
        raise wrong(version, "version")
    kind, key = tags.get("k"), tags.require("p")
    hashes, services, flags = (tags.get(name) for name in "hst")
    return KeyRecord(
        kind.value.decode("ascii") if kind else "rsa",
        decoded_base64(key),
        colon_list(hashes) if hashes else (),
        colon_list(services) if services else ("*",),
        colon_list(flags) if flags else (),
    )


def public_key(record: KeyRecord, signature: Signature) -> PublicKey:
    """The key, if it may check `signature` (§6.1.2). Raises KeyRefused."""
    if not record.octets:
        raise KeyRefused("key_revoked")
    if record.type != ALGORITHMS[signature.algorithm]:
        raise KeyRefused("key_type")
    if record.hashes and "sha256" not in record.hashes:
        raise KeyRefused("key_hash")
    if not {"*", "email"} & set(record.services):
        raise KeyRefused("key_service")
    _, _, host = signature.identity.rpartition("@")
    if "s" in record.flags and host.lower() != signature.domain.lower():
        raise KeyRefused("key_identity")
    key = _decoded(record)
    if key.type == "rsa" and not BITS_MIN <= key.bits <= BITS_MAX:
        small = key.bits < BITS_MIN
        raise KeyRefused("key_too_small" if small else "key_too_big", key.bits)
    if not key.sound:
        raise KeyRefused("key_syntax")
    return key


def _decoded(record: KeyRecord) -> PublicKey:
    if record.type == "ed25519":
        return Ed25519PublicKey(record.octets)
    try:
        return RsaPublicKey(*rsa_numbers(record.octets))
    except DerError:
        raise KeyRefused("key_syntax") from None


def first_readable(texts: tuple[bytes, ...], result: str) -> tuple[bytes, KeyRecord]:
    """The record that counts where a name has several: the first that is a key
    (§6.1.2). `result`: of the lookup. Raises KeyRefused where there is no record, and
    TagListError, that of the first, where none is a key."""
    error: TagListError | None = None
    for text in texts:
        try:
            return text, read_key_record(text)
        except TagListError as found:
            error = error or found
    if error is not None:
        raise error
    raise KeyRefused("no_key" if result in NO_RECORDS else "key_unavailable")
