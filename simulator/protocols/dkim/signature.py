"""The DKIM-Signature field: read and judged by itself (RFC 6376 §3.5, §6.1.1).

Nothing here asks for a key or looks at the message: only what the tags say, and
whether they may say it together.
"""

import re

import msgspec

from simulator.protocols.dkim.canonical import Canonicalization
from simulator.protocols.dkim.config import DOMAIN, FIELD_NAME, SELECTOR
from simulator.protocols.dkim.tags import (
    Tag,
    TagList,
    TagListError,
    colon_list,
    decoded_base64,
    decoded_quoted,
    matched,
    wrong,
)

ALGORITHMS = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
"""What is accepted, to the type of its keys (RFC 8301 §3.1, RFC 8463 §3)."""

HISTORIC = ("rsa-sha1",)

_DIGITS = re.compile(rb"[0-9]{1,76}")
_SECONDS = re.compile(rb"[0-9]{1,12}")
_NAME_OCTETS_MAX = 253


class CopiedField(msgspec.Struct, frozen=True):
    """A field as it was when it was signed (`z=`)."""

    name: str
    value: bytes


class Signature(msgspec.Struct, frozen=True):
    """What a DKIM-Signature says. `fields`: names of `h=`, as written; `body_length`:
    of `l=`, -1: the whole body; times in seconds from 1970, -1: none said.
    `signature_start`, `signature_end`: what of the field's value is empty while it is
    hashed (§3.7)."""

    algorithm: str
    domain: str
    selector: str
    identity: str
    header: Canonicalization
    body: Canonicalization
    fields: tuple[str, ...]
    body_hash: bytes
    signature: bytes
    body_length: int
    signed_at_s: int
    expires_at_s: int
    copied: tuple[CopiedField, ...]
    signature_start: int
    signature_end: int

    @property
    def key_name(self) -> str:
        """Where the key is (§3.6.2.1)."""
        return f"{self.selector}._domainkey.{self.domain}"


def read_signature(value: bytes) -> Signature:
    """What the value of a DKIM-Signature field says. Raises TagListError."""
    tags = TagList(value)
    version = tags.require("v")
    if version.value != b"1":
        raise wrong(version, "version")
    algorithm = _algorithm(tags.require("a"))
    domain = tags.require("d")
    name = matched(domain, DOMAIN)
    if len(name) > _NAME_OCTETS_MAX:
        raise wrong(domain)
    signature, body_hash = tags.require("b"), tags.require("bh")
    header, body = _canonicalizations(tags.get("c"))
    signed_at_s, expires_at_s = _times(tags)
    _check_query_methods(tags.get("q"))
    length = tags.get("l")
    return Signature(
        algorithm=algorithm,
        domain=name,
        selector=_selector(tags.require("s")),
        identity=_identity(tags.get("i"), name),
        header=header,
        body=body,
        fields=_fields(tags.require("h")),
        body_hash=_filled(body_hash),
        signature=_filled(signature),
        body_length=int(matched(length, _DIGITS)) if length else -1,
        signed_at_s=signed_at_s,
        expires_at_s=expires_at_s,
        copied=_copied(tags.get("z")),
        signature_start=signature.start,
        signature_end=signature.end,
    )


def claimed(value: bytes) -> tuple[str, str]:
    """Domain and selector of a field that cannot be used, as far as they are names of a
    length that names have: they are told and written into a field."""
    try:
        tags = TagList(value)
        tag, selector_tag = tags.require("d"), tags.require("s")
        domain, selector = matched(tag, DOMAIN), matched(selector_tag, SELECTOR)
    except TagListError:
        return "", ""
    fit = max(len(domain), len(selector)) <= _NAME_OCTETS_MAX
    return (domain, selector) if fit else ("", "")


def _algorithm(tag: Tag) -> str:
    name = tag.value.decode("ascii").lower()
    if name in HISTORIC:
        raise wrong(tag, "historic")
    if name not in ALGORITHMS:
        raise wrong(tag, "algorithm")
    return name


def _selector(tag: Tag) -> str:
    selector = matched(tag, SELECTOR)
    labels = selector.split(".")
    if len(selector) > _NAME_OCTETS_MAX or not all(0 < len(x) < 64 for x in labels):
        raise wrong(tag)
    return selector


def _filled(tag: Tag) -> bytes:
    """Base64 of something."""
    octets = decoded_base64(tag)
    if not octets:
        raise wrong(tag)
    return octets


def _canonicalizations(tag: Tag | None) -> tuple[Canonicalization, Canonicalization]:
    """Of header section and body; the body's is simple if not said (§3.5)."""
    if tag is None:
        return "simple", "simple"
    header, _, body = tag.value.decode("ascii").lower().partition("/")
    return _canonicalization(tag, header), _canonicalization(tag, body or "simple")


def _canonicalization(tag: Tag, word: str) -> Canonicalization:
    if word == "simple":
        return "simple"
    if word == "relaxed":
        return "relaxed"
    raise wrong(tag, "canonicalization")


def _identity(tag: Tag | None, domain: str) -> str:
    """`i=`: of the signing domain, or of one below it."""
    if tag is None:
        return f"@{domain}"
    identity = decoded_quoted(tag.value).decode("utf-8", "replace")
    _, at, host = identity.rpartition("@")
    if not at or not DOMAIN.fullmatch(host.encode()):
        raise wrong(tag)
    host, owner = host.lower(), domain.lower()
    if host != owner and not host.endswith(f".{owner}"):
        raise wrong(tag, "identity")
    return identity


def _fields(tag: Tag) -> tuple[str, ...]:
    """`h=`: names, in any case; From must be one (§5.4)."""
    names = colon_list(tag)
    if not all(map(FIELD_NAME.fullmatch, names)):
        raise wrong(tag)
    if "from" not in map(str.lower, names):
        raise wrong(tag, "from_unsigned")
    return names


def _times(tags: TagList) -> tuple[int, int]:
    """`t=` and `x=`, which must be later."""
    found = []
    for name in ("t", "x"):
        tag = tags.get(name)
        found.append(int(matched(tag, _SECONDS)) if tag else -1)
    signed_at_s, expires_at_s = found
    if 0 <= expires_at_s <= signed_at_s:
        raise wrong(tags.require("x"))
    return signed_at_s, expires_at_s


def _check_query_methods(tag: Tag | None) -> None:
    """`q=`: DNS is the only one there is."""
    if tag is not None and "dns/txt" not in map(str.lower, colon_list(tag)):
        raise wrong(tag, "query_method")


def _copied(tag: Tag | None) -> tuple[CopiedField, ...]:
    if tag is None:
        return ()
    found = []
    for copy in tag.value.split(b"|"):
        name, colon, value = copy.strip(b" \t\r\n").partition(b":")
        if not colon:
            raise wrong(tag)
        text = name.strip(b" \t\r\n").decode("ascii")
        found.append(CopiedField(text, decoded_quoted(value)))
    return tuple(found)
