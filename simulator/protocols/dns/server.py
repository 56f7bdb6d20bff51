"""What a name server answers, as a function of the octets it gets (RFC 1034 §4.3.2).

It is the authority for its zones: it follows aliases inside them, says NXDOMAIN or
NODATA with the SOA that lets «no» be remembered (RFC 2308 §3), adds the addresses of
mail hosts it knows (RFC 1035 §3.3.9), and cuts what is too long for a datagram (TC,
RFC 2181 §9). What lies outside is refused, or left to its agent where it is recursive.

Left out, and said so: referrals to other servers, zone transfers, updates, DNSSEC.
"""

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import msgspec

from simulator.protocols.dns.messages import (
    EDNS_OCTETS,
    HEADER_OCTETS,
    UDP_OCTETS_MAX,
    DnsMessage,
    encode,
    parse_name,
    read,
)
from simulator.protocols.dns.zones import Zone

CHAIN_MAX = 8
TRANSFERS = (dns.rdatatype.AXFR, dns.rdatatype.IXFR)
WITH_ADDRESSES = {dns.rdatatype.MX: "exchange", dns.rdatatype.NS: "target"}


class Decision(msgspec.Struct, frozen=True):
    """What to do with a query. `response` is None where it is to be ignored, or where
    `recurse` says that others must be asked first."""

    query: DnsMessage | None
    response: DnsMessage | None
    recurse: bool = False


class NameServer:
    """The zones of one server. `recursive`: it asks others for its clients.
    `elsewhere`: zones it knows another authority for."""

    def __init__(
        self,
        zones: tuple[Zone, ...],
        recursive: bool = False,
        elsewhere: tuple[str, ...] = (),
    ) -> None:
        self._zones: dict[dns.name.Name, Zone | None] = {
            parse_name(name.lower()): None for name in elsewhere
        }
        self._zones |= {zone.name: zone for zone in zones}
        self.recursive = recursive

    def decide(self, data: bytes) -> Decision:
        """What the octets of a stranger deserve."""
        query = read(data)
        if query is None:
            return Decision(None, _format_error(data))
        if query.flags & dns.flags.QR:
            return Decision(query, None)
        response = dns.message.make_response(query, recursion_available=self.recursive)
        if query.edns >= 0:
            response.use_edns(0, payload=EDNS_OCTETS)
        refusal = self._refusal(query)
        if refusal is not None:
            response.set_rcode(refusal)
            return Decision(query, response)
        zone = self.zone_of(query.question[0].name)
        if zone is None:
            if self.recursive and query.flags & dns.flags.RD:
                return Decision(query, response, recurse=True)
            response.set_rcode(dns.rcode.REFUSED)
            return Decision(query, response)
        self._answer(zone, query, response)
        return Decision(query, response)

    def zone_of(self, name: dns.name.Name) -> Zone | None:
        """The zone nearest to `name` that this server is the authority for."""
        name = name.canonicalize()
        while name not in self._zones and name != dns.name.root:
            name = name.parent()
        return self._zones.get(name)

    def _refusal(self, query: DnsMessage) -> dns.rcode.Rcode | None:
        """Why a query is not even looked at, or None."""
        if query.opcode() != dns.opcode.QUERY:
            return dns.rcode.NOTIMP
        if len(query.question) != 1:
            return dns.rcode.FORMERR
        if query.edns > 0:
            return dns.rcode.BADVERS
        asked = query.question[0]
        if asked.rdclass != dns.rdataclass.IN or asked.rdtype in TRANSFERS:
            return dns.rcode.REFUSED
        return None

    def _answer(self, zone: Zone, query: DnsMessage, response: DnsMessage) -> None:
        asked = query.question[0]
        name = asked.name
        if zone.fails:
            response.set_rcode(dns.rcode.SERVFAIL)
            return
        response.flags |= dns.flags.AA
        for _ in range(CHAIN_MAX):
            found = zone.find(name.canonicalize(), asked.rdtype)
            if found.cname is None:
                break
            response.answer.append(_called(found.cname, name))
            name = found.cname[0].target
            inside = self.zone_of(name)
            if inside is None or inside.fails:
                return
            zone = inside
        else:
            response.set_rcode(dns.rcode.SERVFAIL)
            return
        response.answer += [_called(rrset, name) for rrset in found.rrsets]
        if not found.exists:
            response.set_rcode(dns.rcode.NXDOMAIN)
        if not found.rrsets:
            response.authority.append(zone.soa())
        self._add_addresses(response)

    def _add_addresses(self, response: DnsMessage) -> None:
        """The addresses of the hosts that the answer names, where we know them."""
        for rrset in list(response.answer):
            field = WITH_ADDRESSES.get(rrset.rdtype)
            for rdata in rrset if field else ():
                target = getattr(rdata, field or "")
                zone = self.zone_of(target)
                if zone is None or zone.fails:
                    continue
                for found in zone.find(target.canonicalize(), dns.rdatatype.A).rrsets:
                    if found not in response.additional:
                        response.additional.append(found)


def wire(query: DnsMessage | None, response: DnsMessage, transport: str) -> bytes:
    """The octets of a response; over UDP only as many as the client can take."""
    if transport == "tcp":
        return encode(response)
    room = UDP_OCTETS_MAX
    if query is not None and query.edns >= 0:
        room = max(UDP_OCTETS_MAX, min(query.payload, EDNS_OCTETS))
    for shorter in (_whole, _without_courtesy, _cut):
        try:
            return encode(shorter(response), room)
        except dns.exception.TooBig:
            continue
    raise AssertionError("a header and a question fit into any datagram")


def _whole(response: DnsMessage) -> DnsMessage:
    return response


def _without_courtesy(response: DnsMessage) -> DnsMessage:
    """The same response without the addresses that nobody asked for: leaving them out
    is no truncation (RFC 2181 §9)."""
    response.additional = []
    return response


def _cut(response: DnsMessage) -> DnsMessage:
    """The same response without its records, and the flag that says so."""
    response.flags |= dns.flags.TC
    response.answer, response.authority, response.additional = [], [], []
    return response


def _called(rrset: dns.rrset.RRset, name: dns.name.Name) -> dns.rrset.RRset:
    """The records under the name as it was asked for, capitals included."""
    rrset.name = name
    return rrset


def _format_error(data: bytes) -> DnsMessage | None:
    """What to say to octets that begin as a query does and go on as none (FORMERR)."""
    if len(data) < HEADER_OCTETS or data[2] & 0x80:
        return None
    response = dns.message.Message(id=int.from_bytes(data[:2], "big"))
    response.flags = dns.flags.QR | ((data[2] & 0x01) and dns.flags.RD)
    response.set_rcode(dns.rcode.FORMERR)
    return response
