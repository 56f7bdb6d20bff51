"""Answers from records at hand: what a check may ask, without any name server.

A name that they lack does not exist.
"""

import dns.rdatatype

from simulator.protocols.dns.lookup import LookupResult
from simulator.protocols.dns.messages import DnsNameError, Query, parse_name, records_of
from simulator.protocols.dns.zones import Zone

ALIASES_MAX = 8


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
