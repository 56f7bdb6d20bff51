"""Which signed fields are no longer as they were, where that can be known.

A signature that is wrong does not say what was changed. Its `z=` does, if its signer
put it there (RFC 6376 §3.5).
"""

from collections import Counter
from collections.abc import Iterable

from simulator.protocols.dkim.canonical import canonical_field
from simulator.protocols.dkim.header import SignedField
from simulator.protocols.dkim.signature import Signature


def changed_fields(
    content: bytes, fields: Iterable[SignedField], signature: Signature
) -> tuple[str, ...]:
    """Names, in the order of the copies, then of the message."""
    if not signature.copied:
        return ()
    then: dict[str, Counter[bytes]] = {}
    now: dict[str, Counter[bytes]] = {}
    written: dict[str, str] = {}
    for copy in signature.copied:
        _count(then, written, copy.name, copy.value)
    for each in fields:
        if each.field is not None:
            octets = content[each.field.start : each.field.end]
            _count(now, written, each.name, octets.partition(b":")[2])
    return tuple(name for low, name in written.items() if then.get(low) != now.get(low))


def _count(
    found: dict[str, Counter[bytes]], written: dict[str, str], name: str, value: bytes
) -> None:
    low = name.lower()
    written.setdefault(low, name)
    found.setdefault(low, Counter())[canonical_field(b":" + value, "relaxed")] += 1
