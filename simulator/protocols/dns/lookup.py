"""What who asks makes of the octets that come back (RFC 1035 §7.3).

A lookup holds one query, knows whether a response is the one it waits for, and what the
response means. It refuses responses it did not ask for: wrong identifier, another
question, no response at all (RFC 5452 §9.1). Times and ports are its agent's.
"""

from collections.abc import Generator
from typing import TypeVar

import dns.flags
import dns.rcode
import dns.rdatatype
import msgspec

from simulator.journal.facts import Record
from simulator.protocols.dns.messages import (
    DnsMessage,
    Query,
    encode,
    make_query,
    plain,
    question_of,
    read,
    records_of,
    txt_octets,
)

FORGET_AFTER_S = 60
"""For how long «no» is remembered that came without an SOA."""


class LookupResult(msgspec.Struct, frozen=True):
    """How a lookup ended.

    `result`: found, no_data, no_such_domain, failed, unreachable or timed_out.
    `records`: the answer section, aliases first; `additional`: the addresses that came
    along. `ttl_s`: for how long all of it holds. `alias`: a name still to be asked,
    where an alias leads out of what the server knows. `data`: the response, or b"".
    `over_tcp`: the first one was cut, and it was asked for again.
    """

    result: str
    records: tuple[Record, ...] = ()
    additional: tuple[Record, ...] = ()
    ttl_s: int = 0
    authoritative: bool = False
    alias: str = ""
    data: bytes = b""
    over_tcp: bool = False

    @property
    def answered(self) -> bool:
        """Whether DNS said what there is, be it nothing."""
        return self.result in ("found", "no_data", "no_such_domain")

    def of_type(self, rdtype: str) -> tuple[Record, ...]:
        """The records of one type."""
        return tuple(record for record in self.records if record[2] == rdtype)

    @property
    def texts(self) -> tuple[bytes, ...]:
        """The octets of each TXT record (RFC 7208 §3.3)."""
        return tuple(txt_octets(record[3]) for record in self.of_type("TXT"))


T = TypeVar("T")
LookupSteps = Generator[Query, LookupResult, T]
"""A part of a check that yields what it asks DNS and is given the answers."""
LOOKUPS_US_MAX = 20_000_000
"""How long one check may ask, before it ends as a temporary error: what RFC 7208 §4.6.4
says of SPF. The client of the session waits, and not forever (RFC 5321 §4.5.3.2.6)."""


class Lookup:
    """One query and the response to it."""

    def __init__(
        self, question: Query, identifier: int, edns: bool = False, ad: bool = False
    ) -> None:
        """Raises DnsNameError."""
        self.question = question
        self.query = make_query(question, identifier, edns, ad)
        self.octets = encode(self.query)

    def receive(self, data: bytes) -> LookupResult | None:
        """What the octets that arrived mean; None: go on waiting. `truncated` is a
        result of its own here: ask again over TCP."""
        message = read(data)
        if message is None or not message.flags & dns.flags.QR:
            return None
        if message.id != self.query.id:
            return None
        asked = question_of(message)
        ours = question_of(self.query)
        if asked != ours and (message.question or message.rcode() == 0):
            return None
        if message.flags & dns.flags.TC:
            return LookupResult("truncated", data=data)
        return _meaning(message, self.question, data)


def _meaning(message: DnsMessage, question: Query, data: bytes) -> LookupResult:
    rcode = message.rcode()
    if rcode not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return LookupResult("failed", data=data)
    records = records_of(message.answer)
    result = "no_such_domain" if rcode == dns.rcode.NXDOMAIN else "no_data"
    if question.type == "ANY" or any(r[2] == question.type for r in records):
        result = "found"
    soa = next((s for s in message.authority if s.rdtype == dns.rdatatype.SOA), None)
    ttls = [rrset.ttl for rrset in message.answer]
    if result != "found":
        ttls.append(min(soa.ttl, soa[0].minimum) if soa is not None else FORGET_AFTER_S)
    alias = ""
    if result == "no_data" and soa is None and question.type != "CNAME":
        alias = _last_alias(records, question.name)
    return LookupResult(
        result,
        records,
        records_of(message.additional),
        min(ttls, default=0),
        bool(message.flags & dns.flags.AA),
        alias,
        data,
    )


def _last_alias(records: tuple[Record, ...], name: str) -> str:
    """Where the chain of aliases from `name` ends; "" if `name` is none."""
    aliases = {r[0].lower(): plain(r[3]) for r in records if r[2] == "CNAME"}
    seen: set[str] = set()
    at = name.lower()
    while at in aliases and at not in seen:
        seen.add(at)
        at = aliases[at].lower()
    return at if at != name.lower() and at not in seen else ""
