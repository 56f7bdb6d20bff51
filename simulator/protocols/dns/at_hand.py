"""Answers from records at hand: what a check may ask, without any name server."""

import dns.rdatatype

from simulator.protocols.dns.lookup import LookupResult
from simulator.protocols.dns.messages import DnsNameError, Query, parse_name, records_of
from simulator.protocols.dns.zones import Zone

ALIASES_MAX = 8
WANTED_MAX = 50


class DnsAtHand:
    """`whole`: what `zone` lacks does not exist. Else nobody knows it, and `wanted`
    says what was asked for in vain, each once."""

    def __init__(self, zone: Zone, whole: bool = True) -> None:
        self._zone = zone
        self._whole = whole
        self.wanted: list[Query] = []

    def answer(self, question: Query) -> LookupResult:
        """What there is for a question."""
        found = answer_at_hand(self._zone, question)
        if self._whole or found.result == "found":
            return found
        if question not in self.wanted and len(self.wanted) < WANTED_MAX:
            self.wanted.append(question)
        return LookupResult("failed")


def answer_at_hand(zone: Zone, question: Query) -> LookupResult:
    """What `zone` has for a question; aliases are followed inside it."""
    rdtype = dns.rdatatype.from_text(question.type)
    try:
        name = parse_name(question.name)
    except DnsNameError:
        return LookupResult("no_such_domain")
    for _ in range(ALIASES_MAX):
        found = zone.find(name.canonicalize(), rdtype)
        if found.rrsets:
            return LookupResult("found", records_of([*found.rrsets]))
        if found.cname is None:
            return LookupResult("no_data" if found.exists else "no_such_domain")
        name = found.cname[0].target
    return LookupResult("failed")
