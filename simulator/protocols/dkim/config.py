"""How a server signs for one domain, as a scenario says it (RFC 6376 §5)."""

import re
from typing import Literal

import msgspec

LABEL = rb"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
DOMAIN = re.compile(LABEL + rb"(?:\." + LABEL + rb")+")
# Underscores are no letters of a sub-domain, but some selectors have them.
SELECTOR = re.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
FIELD_NAME = re.compile(r"[!-9<-~]+")
"""A field name that `h=` can hold: no colon, no semicolon."""

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

    @property
    def key_name(self) -> str:
        """Where its key is (§3.6.2.1)."""
        return f"{self.selector}._domainkey.{self.domain}"


def signer_problems(config: DkimConfig) -> list[tuple[str, str]]:
    """`(place, reason)` of what a signature could not say."""
    out = []
    if not DOMAIN.fullmatch(config.domain.encode()):
        out.append(("domain", f"`{config.domain}` is not a domain name"))
    if not SELECTOR.fullmatch(config.selector.encode()):
        out.append(("selector", f"`{config.selector}` is not a selector"))
    _, at, host = config.identity.rpartition("@")
    if config.identity and not (at and f".{host}".endswith(f".{config.domain}")):
        out.append(("identity", f"is not of `{config.domain}`"))
    if "from" not in map(str.lower, config.fields):
        out.append(("fields", "does not have From (RFC 6376 §5.4)"))
    named = (*config.fields, *config.oversigned)
    out += [
        ("fields", f"`{name}` is not the name of a field")
        for name in named
        if not FIELD_NAME.fullmatch(name)
    ]
    return out
