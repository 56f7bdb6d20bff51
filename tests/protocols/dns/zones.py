"""Zones and short ways to ask about them."""

from collections.abc import Iterable

import dns.message
import dns.rdatatype
from dns.rrset import RRset

from simulator.protocols.dns import NameServer, Query
from simulator.protocols.dns.messages import DnsMessage, encode, make_query, read
from simulator.protocols.dns.server import wire
from simulator.protocols.dns.zones import Zone, broken_zone, parse_zone

HEAD = """
$TTL 3600
@ IN SOA dns.norte.example. hostmaster.norte.example. 1 7200 900 1209600 300
@ IN NS dns.norte.example.
"""
SUR = """
@      IN MX 10 mx1
       IN MX 20 mx2
       IN TXT "v=spf1 -all"
mx1    IN A 203.0.113.11
mx2    IN A 203.0.113.12
correo IN CNAME mx1
fuera  IN CNAME www.malo.example.
otra   IN CNAME correo.norte.example.
uno    IN CNAME dos
dos    IN CNAME uno
*.comodin IN A 203.0.113.99
a.b.c  IN A 203.0.113.98
"""
NORTE = "correo IN A 192.0.2.10\n"


def zone(name: str, text: str) -> Zone:
    return parse_zone(name, HEAD + text)


def server(recursive: bool = False, elsewhere: tuple[str, ...] = ()) -> NameServer:
    big = "".join(f"@ IN MX {n} servidor-numero-{n}\n" for n in range(40))
    zones = (
        zone("sur.example", SUR),
        zone("norte.example", NORTE),
        zone("nulo.example", "@ IN MX 0 .\n"),
        zone("grande.example", big),
        broken_zone("rota.example"),
    )
    return NameServer(zones, recursive, elsewhere)


def asked(name: str, rdtype: str, engine: NameServer | None = None) -> DnsMessage:
    """The response of a server, as a client reads it from a datagram."""
    octets = asked_raw(encode(make_query(Query(name, rdtype), 7)), engine)
    message = read(octets)
    assert message is not None
    return message


def asked_raw(octets: bytes, engine: NameServer | None = None) -> bytes:
    """The octets of a response; b"" for none."""
    decision = (engine or server()).decide(octets)
    if decision.response is None:
        return b""
    return wire(decision.query, decision.response, "udp")


def code(message: DnsMessage) -> str:
    return dns.rcode.to_text(message.rcode())


def texts(section: Iterable[RRset]) -> list[str]:
    return [
        f"{rrset.name} {dns.rdatatype.to_text(rrset.rdtype)} {rdata}"
        for rrset in section
        for rdata in rrset
    ]
