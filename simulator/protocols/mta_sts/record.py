"""The TXT record that says there is a policy, and which one (RFC 8461 §3.1).

    sts-text-record = "v=STSv1" 1*(*WSP ";" *WSP sts-field) [*WSP ";"]

It holds no policy: only an `id` that changes when the policy does.
"""

import re
from collections.abc import Iterable

RECORD_OCTETS_MAX = 4_096
"""Ours; what is longer is not read."""

POLICY_PATH = "/.well-known/mta-sts.txt"
"""On the host `policy_name` (§3.2)."""

_VERSION = re.compile(rb"v=STSv1[ \t]*;")
_FIELD = re.compile(rb"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\x21-\x3a\x3c\x3e-\x7e]+")
_ID = re.compile(rb"id=([A-Za-z0-9]{1,32})")


def record_name(domain: str) -> str:
    """Where the record of `domain` is."""
    return f"_mta-sts.{domain}"


def policy_name(domain: str) -> str:
    """The host that has the policy of `domain` (§3.3)."""
    return f"mta-sts.{domain}"


def policy_id(texts: Iterable[bytes]) -> str:
    """The `id` of the record; "": the domain has no MTA-STS. Records of other kinds are
    left aside; two of this kind, or one that cannot be read, count as none."""
    ours = [text for text in texts if _VERSION.match(text)]
    if len(ours) != 1 or len(ours[0]) > RECORD_OCTETS_MAX:
        return ""
    fields = [each.strip(b" \t") for each in ours[0].split(b";")][1:]
    if fields and not fields[-1]:
        fields.pop()
    if not fields or not all(map(_FIELD.fullmatch, fields)):
        return ""
    found = next((m for each in fields if (m := _ID.fullmatch(each))), None)
    return found[1].decode("ascii") if found else ""
