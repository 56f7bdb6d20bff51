"""A DMARC policy record: tags with their values and places (RFC 9989 §4.7, §4.8).

Whatever is wrong after the version is as if it were not there. It refuses only what
does not begin with `v=DMARC1`: that is another record.
"""

import re
from typing import Literal

import msgspec

from simulator.journal import Span

Policy = Literal["none", "quarantine", "reject"]

RECORD_OCTETS_MAX = 65_535
TAGS_MAX = 100
"""Tags that are read: four times those that are registered, and more."""
VALUES: dict[str, tuple[str, ...]] = {
    "p": ("none", "quarantine", "reject"),
    "sp": ("none", "quarantine", "reject"),
    "np": ("none", "quarantine", "reject"),
    "adkim": ("r", "s"),
    "aspf": ("r", "s"),
    "t": ("y", "n"),
    "psd": ("y", "n", "u"),
}
"""The tags whose value is one of a few words (§4.8); `rua`, `ruf` and `fo` besides."""
FALLS_BACK = {"p": ("p",), "sp": ("sp", "p"), "np": ("np", "sp", "p")}
KNOWN = (*VALUES, "v", "rua", "ruf", "fo")
URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-+\--~]+", re.IGNORECASE)
VERSION = re.compile(rb"[vV][ \t]*=[ \t]*DMARC1[ \t]*(;|$)")


class DmarcRecord(msgspec.Struct, frozen=True):
    """`wrong`: tags whose value cannot be what is written; `rua`: addresses for
    aggregate reports. `p`, `sp`, `np` None: not said."""

    text: str
    p: Policy | None = None
    sp: Policy | None = None
    np: Policy | None = None
    adkim: Literal["r", "s"] = "r"
    aspf: Literal["r", "s"] = "r"
    t: Literal["y", "n"] = "n"
    psd: Literal["y", "n", "u"] = "u"
    rua: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it can be followed: a policy that cannot be read is `none` where
        reports are wanted, and else the domain has no DMARC (§4.10.1)."""
        return not self._unreadable or bool(self.rua)

    @property
    def _unreadable(self) -> bool:
        return any(tag in self.wrong for tag in ("p", "sp", "np"))

    def policy_for(self, tag: Literal["p", "sp", "np"]) -> tuple[str, Policy]:
        """The tag that says what is asked for, and what it says: `np` falls back to
        `sp`, and that to `p` (§4.7); no `p` is `none`."""
        said = {"np": self.np, "sp": self.sp, "p": self.p}
        for name in () if self._unreadable else FALLS_BACK[tag]:
            policy = said[name]
            if policy is not None:
                return name, policy
        return "p", "none"


def is_record(octets: bytes) -> bool:
    """Whether a TXT record is one of DMARC: `v=DMARC1` comes first (§4.8)."""
    return len(octets) <= RECORD_OCTETS_MAX and VERSION.match(octets) is not None


def parse_record(octets: bytes) -> DmarcRecord:
    """dmarc-record = dmarc-version *(dmarc-sep dmarc-tag) [dmarc-sep]   (§4.8)

    For what `is_record`.
    """
    text = octets.decode("latin-1")
    said: dict[str, str] = {}
    wrong: list[str] = []
    spans: list[Span] = []
    at = 0
    for part in text.split(";", TAGS_MAX)[:TAGS_MAX]:
        name, equals, value = part.partition("=")
        name, value = name.strip(" \t").lower(), value.strip(" \t")
        start = at + len(part) - len(part.lstrip(" \t"))
        role = "tag"
        if not equals or name not in KNOWN or name in said:
            role = "ignored"
        elif not _is_valid(name, value):
            role = "error"
            wrong.append(name)
        else:
            said[name] = value
        if part.strip(" \t"):
            spans.append((start, at + len(part.rstrip(" \t")), role))
        at += len(part) + 1
    words = {name: value.lower() for name, value in said.items() if name in VALUES}
    return msgspec.convert(
        {
            "text": text,
            "rua": _uris(said.get("rua", "")),
            "wrong": tuple(wrong),
            "spans": tuple(spans),
            **words,
        },
        DmarcRecord,
    )


def _is_valid(name: str, value: str) -> bool:
    if name in VALUES:
        return value.lower() in VALUES[name]
    return name not in ("rua", "ruf") or bool(_uris(value))


def _uris(value: str) -> tuple[str, ...]:
    """dmarc-urilist = dmarc-uri *(*WSP "," *WSP dmarc-uri)"""
    parts = (part.strip(" \t") for part in value.split(","))
    return tuple(part for part in parts if URI.fullmatch(part))
