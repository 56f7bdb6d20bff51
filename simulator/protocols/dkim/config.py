"""How a server signs for one domain, as a scenario says it (RFC 6376 §5)."""

from typing import Literal

import msgspec

FIELDS = (
    *("From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To"),
    *("In-Reply-To", "References"),
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
)
"""What is signed of a message, where it is there (§5.4.1)."""


class DkimConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The key follows from domain, selector and the seed of the scenario.

    `bits`: of an RSA key; receivers refuse one of 512 (RFC 8301 §3.2). `fields`: those
    signed; `oversigned`: those of which nobody may add another. `identity`: `i=`, ""
    for the domain's. `measured`: `l=` says how much of the body is signed.
    `lifetime_s`: after how long the signature expires; 0: never. `copied`: `z=` repeats
    the signed fields, so that a receiver can say which was changed. `key_flags`: `y`
    the domain only tries it out, `s` no subdomain may be the identity (§3.6.1).
    `published`: the key is put into the zone of its domain.
    """

    domain: str
    selector: str
    algorithm: Literal["rsa-sha256", "ed25519-sha256"] = "rsa-sha256"
    bits: Literal[512, 1024, 2048] = 2048
    canonicalization: Literal[
        "simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"
    ] = "relaxed/relaxed"
    fields: tuple[str, ...] = FIELDS
    oversigned: tuple[str, ...] = ("From", "Subject", "To")
    identity: str = ""
    measured: bool = False
    lifetime_s: int = 0
    copied: bool = False
    key_flags: tuple[Literal["y", "s"], ...] = ()
    published: bool = True
