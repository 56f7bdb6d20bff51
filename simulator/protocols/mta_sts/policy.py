"""The policy itself: a short text that a web server hands out (RFC 8461 §3.2, §4.1).

    version: STSv1
    mode: enforce
    mx: mx1.example.com
    mx: *.backup.example.com
    max_age: 604800

Lines end in CR LF or LF. Of what is said twice the first counts, but for `mx`; fields
that nobody knows are left aside.
"""

import re
from collections.abc import Iterator
from typing import Literal, cast

import msgspec

POLICY_OCTETS_MAX = 65_536
"""RFC 8461 §3.3 asks for a bound, and names this one."""

MX_MAX = 100
"""Ours: patterns of one policy."""

MAX_AGE_S_MAX = 31_557_600
"""A year (§3.2); what is more counts as that."""

Mode = Literal["enforce", "testing", "none"]
MODES = ("enforce", "testing", "none")

_FIELD = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*([^\r\n]*)")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})*")
_MAX_AGE = re.compile(r"[0-9]{1,10}")


class PolicyError(Exception):
    """The text is no policy. `reason`: `too_long`, `not_ascii`, `line`, `version`,
    `mode`, `max_age` or `mx`: what is missing or cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StsPolicy(msgspec.Struct, frozen=True):
    """`mode`: whether a failure stops the mail, is only reported, or nothing is to be
    followed any more; `mx`: patterns of the hosts; `max_age_s`: how long it holds."""

    mode: Mode
    mx: tuple[str, ...]
    max_age_s: int


def read_policy(text: bytes) -> StsPolicy:
    """Raises PolicyError."""
    if len(text) > POLICY_OCTETS_MAX:
        raise PolicyError("too_long")
    if not text.isascii():
        raise PolicyError("not_ascii")
    first: dict[str, str] = {}
    mx: list[str] = []
    for name, value in _fields(text.decode("ascii")):
        if name == "mx":
            mx.append(value)
        else:
            first.setdefault(name, value)
    if first.get("version") != "STSv1":
        raise PolicyError("version")
    mode = first.get("mode", "")
    if mode not in MODES:
        raise PolicyError("mode")
    if not _MAX_AGE.fullmatch(first.get("max_age", "")):
        raise PolicyError("max_age")
    known = len(mx) <= MX_MAX and all(map(_HOST.fullmatch, mx))
    if not known or not (mx or mode == "none"):
        raise PolicyError("mx")
    max_age_s = min(int(first["max_age"]), MAX_AGE_S_MAX)
    hosts = tuple(each.lower() for each in mx)
    return StsPolicy(cast("Mode", mode), hosts, max_age_s)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Name and value of each line."""
    for line in text.split("\n"):
        line = line.removesuffix("\r").rstrip(" \t")
        if line:
            field = _FIELD.fullmatch(line)
            if field is None:
                raise PolicyError("line")
            yield field[1], field[2]


def host_matches(policy: StsPolicy, host: str) -> bool:
    """Whether the policy names the mail host (§4.1): itself, or by a `*` that stands
    for its first label."""
    name = host.lower().rstrip(".")
    wild = f"*.{name.partition('.')[2]}"
    return bool(name) and (name in policy.mx or ("." in name and wild in policy.mx))
