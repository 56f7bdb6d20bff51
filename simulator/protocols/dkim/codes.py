"""What can be wrong with a signature, and which result it has.

Results are the words of RFC 8601 §2.7.1. `neutral`: the signature cannot be read;
`permerror`: there will never be a way to check it; `policy`: it might be right, and is
not accepted; `fail`: it was checked, and is wrong.
"""

from collections.abc import Mapping

import msgspec


class Cause(msgspec.Struct, frozen=True):
    """`result`: what it leads to; `cites`: the sections that say so."""

    result: str
    cites: tuple[str, ...]


_SYNTAX = ("6376#6.1.1", "6376#3.2")

CAUSES: Mapping[str, Cause] = {
    "": Cause("pass", ("6376#6.1.3",)),
    "unsigned": Cause("none", ("8601#2.7.1",)),
    # The signature field cannot be read.
    "syntax": Cause("neutral", _SYNTAX),
    "twice": Cause("neutral", _SYNTAX),
    "too_long": Cause("neutral", _SYNTAX),
    "missing_tag": Cause("neutral", ("6376#6.1.1", "6376#3.5")),
    "bad_tag": Cause("neutral", ("6376#6.1.1", "6376#3.5")),
    "version": Cause("neutral", ("6376#6.1.1", "6376#3.5")),
    "identity": Cause("neutral", ("6376#6.1.1", "6376#3.5")),
    "canonicalization": Cause("neutral", ("6376#3.4", "6376#3.5")),
    "query_method": Cause("neutral", ("6376#6.1.1", "6376#3.5")),
    "algorithm": Cause("neutral", ("6376#3.3", "8463#3")),
    # It can be read, and nothing will make it good.
    "from_unsigned": Cause("permerror", ("6376#6.1.1", "6376#5.4")),
    "historic": Cause("permerror", ("8301#3.1",)),
    "no_key": Cause("permerror", ("6376#6.1.2",)),
    "key_syntax": Cause("permerror", ("6376#6.1.2", "6376#3.6.1")),
    "key_revoked": Cause("permerror", ("6376#6.1.2", "6376#3.6.1")),
    "key_type": Cause("permerror", ("6376#6.1.2", "6376#3.6.1")),
    "key_hash": Cause("permerror", ("6376#6.1.2", "6376#3.6.1")),
    "key_service": Cause("permerror", ("6376#3.6.1",)),
    "key_identity": Cause("permerror", ("6376#3.6.1",)),
    "key_unavailable": Cause("temperror", ("6376#6.1.2",)),
    # Only its header section was at hand, and nothing in it is wrong.
    "body_missing": Cause("neutral", ("8601#2.7.1", "6376#6.1.3")),
    # It is not accepted here.
    "expired": Cause("policy", ("6376#3.5",)),
    "key_too_small": Cause("policy", ("8301#3.2",)),
    "key_too_big": Cause("policy", ("8301#3.2",)),
    "too_many": Cause("policy", ("6376#6.1",)),
    "header_too_long": Cause("policy", ("6376#6.1",)),
    "repeated_field": Cause("policy", ("6376#8.15", "5322#3.6")),
    # It was checked.
    "body_length": Cause("fail", ("6376#3.5", "6376#6.1.3")),
    "body_hash": Cause("fail", ("6376#6.1.3", "6376#3.7")),
    "signature": Cause("fail", ("6376#6.1.3", "6376#3.7")),
}
