"""Zones: what a name server is the authority for, from zone-file text (RFC 1035 §5).

It refuses a zone that is wrong, with its line and reason, before a lab begins.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import dns.exception
import dns.name
import dns.node
import dns.rdata
import dns.rdataclass
import dns.rdataset
import dns.rdatatype
import dns.rrset
import dns.zone
import msgspec

from simulator.protocols.dns.messages import DnsNameError, parse_name, plain
from simulator.protocols.dns.records import EDITED_TYPES, ZoneRecord, record_value

WILDCARD = dns.name.from_text("*", None)
TTL_S = 300
"""Of records at hand that do not say how long they live."""


class ZoneError(Exception):
    """A zone text that is wrong; `line`: where, from 1, or 0 for the whole."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.line = line
        self.reason = reason


class Found(msgspec.Struct, frozen=True):
    """What a zone has for a name and type. `exists`: the name does, whatever its types.

    `rrsets`: the records themselves; `cname`: the alias the name is, else None.
    """

    exists: bool
    rrsets: tuple[dns.rrset.RRset, ...] = ()
    cname: dns.rrset.RRset | None = None


class Zone:
    """One zone. `fails`: it could not be loaded."""

    def __init__(self, name: dns.name.Name, zone: dns.zone.Zone | None) -> None:
        self.name = name
        self.fails = zone is None
        self._nodes = dict(zone.nodes) if zone is not None else {}
        self._names: set[dns.name.Name] = set()
        self._note_names()

    def _note_names(self) -> None:
        """The names that exist: those with records, and those above them."""
        self._names = {self.name}
        for owner in self._nodes:
            while owner != self.name:
                self._names.add(owner)
                owner = owner.parent()

    def soa(self) -> dns.rrset.RRset:
        """The record that begins the zone, alive as long as «no» may be remembered:
        the lesser of its TTL and its last field (RFC 2308 §3)."""
        rdataset = self._rdataset(self.name, dns.rdatatype.SOA)
        assert rdataset is not None
        rrset = _rrset(self.name, rdataset)
        rrset.ttl = min(rdataset.ttl, rdataset[0].minimum)
        return rrset

    def find(self, name: dns.name.Name, rdtype: int) -> Found:
        """What the zone says about a name in it (RFC 1034 §4.3.2, wildcards: 4592)."""
        node = self._nodes.get(name)
        if name not in self._names:
            node = self._wildcard(name)
            if node is None:
                return Found(False)
        sets = list(node.rdatasets) if node is not None else []
        cname = next((s for s in sets if s.rdtype == dns.rdatatype.CNAME), None)
        if rdtype == dns.rdatatype.ANY:
            return Found(True, tuple(_rrset(name, s) for s in sets))
        wanted = tuple(_rrset(name, s) for s in sets if s.rdtype == rdtype)
        if not wanted and cname is not None:
            return Found(True, (), _rrset(name, cname))
        return Found(True, wanted)

    def records(self) -> Iterator[ZoneRecord]:
        """Those that people edit, and the aliases, as they stand in the zone."""
        for owner, node in self._nodes.items():
            for rdataset in node.rdatasets:
                rdtype = dns.rdatatype.to_text(rdataset.rdtype)
                for rdata in rdataset if rdtype in (*EDITED_TYPES, "CNAME") else ():
                    yield ZoneRecord(plain(owner), rdtype, record_value(rdata))

    def at(self, name: dns.name.Name, rdtype: str) -> list[dns.rdata.Rdata]:
        """The records of exactly that name and type."""
        found = self._rdataset(name, dns.rdatatype.from_text(rdtype))
        return [] if found is None else list(found)

    def add(self, name: dns.name.Name, rdata: dns.rdata.Rdata) -> int:
        """One record more, kept as long as the zone's others; gives its TTL."""
        node = self._own_node(name)
        rdataset = node.find_rdataset(rdata.rdclass, rdata.rdtype, create=True)
        rdataset.add(rdata, ttl=self._ttl_s())
        self._note_names()
        return int(rdataset.ttl)

    def remove(self, name: dns.name.Name, rdata: dns.rdata.Rdata) -> None:
        """One record less; a name without any is gone (RFC 2136 §3.4.2.4)."""
        node = self._own_node(name)
        rdataset = node.find_rdataset(rdata.rdclass, rdata.rdtype)
        del rdataset.items[rdata]
        if not rdataset:
            node.delete_rdataset(rdata.rdclass, rdata.rdtype)
            if not node.rdatasets:
                del self._nodes[name]
        self._note_names()

    def _own_node(self, name: dns.name.Name) -> dns.node.Node:
        """What the name has, to be changed: what was read is shared with other zones
        of the same text."""
        # dnspython says nothing of the type of its constructor
        own = dns.node.Node()  # type: ignore[no-untyped-call]
        shared = self._nodes.get(name)
        if shared is not None:
            own.rdatasets = [each.copy() for each in shared.rdatasets]
        self._nodes[name] = own
        return own

    def _rdataset(
        self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType
    ) -> dns.rdataset.Rdataset | None:
        node = self._nodes.get(name)
        if node is None:
            return None
        return node.get_rdataset(dns.rdataclass.IN, rdtype)

    def _ttl_s(self) -> int:
        """Of its first record."""
        first = self._rdataset(self.name, dns.rdatatype.SOA)
        assert first is not None
        return int(first.ttl)

    def _wildcard(self, name: dns.name.Name) -> dns.node.Node | None:
        """The `*` under the closest ancestor that exists."""
        ancestor = name.parent()
        while ancestor not in self._names:
            ancestor = ancestor.parent()
        return self._nodes.get(WILDCARD.concatenate(ancestor))


def _rrset(name: dns.name.Name, rdataset: dns.rdataset.Rdataset) -> dns.rrset.RRset:
    """The records of a type, in an order of our choosing."""
    rrset = dns.rrset.RRset(name, rdataset.rdclass, rdataset.rdtype)
    rrset.ttl = rdataset.ttl
    for rdata in sorted(rdataset, key=lambda each: each.to_text()):
        rrset.items[rdata] = None
    return rrset


def broken_zone(name: str) -> Zone:
    """A zone that could not be loaded. Raises ZoneError."""
    return Zone(_name_of(name), None)


def parse_zone(name: str, text: str) -> Zone:
    """A zone ready to answer. Raises ZoneError."""
    return _parsed(_name_of(name), text, whole=True)


def parse_records(text: str) -> Zone:
    """Records of any domains, their names absolute, as one zone: no SOA, no NS and no
    TTL are needed. Raises ZoneError."""
    try:
        return _parsed(dns.name.root, f"$TTL {TTL_S}\n{text}", whole=False)
    except ZoneError as error:
        raise ZoneError(max(0, error.line - 1), error.reason) from error


@lru_cache(256)
def _read(origin: dns.name.Name, text: str, whole: bool) -> dns.zone.Zone:
    """Read once, however many labs are begun: never changed."""
    return dns.zone.from_text(text, origin, relativize=False, check_origin=whole)


def _parsed(origin: dns.name.Name, text: str, whole: bool) -> Zone:
    """`whole`: it has what a zone must begin with."""
    if re.search(r"^[ \t]*\$(INCLUDE|GENERATE)", text, re.M | re.I):
        raise ZoneError(0, "$INCLUDE and $GENERATE are not for lessons")
    try:
        zone = _read(origin, text, whole)
    except dns.zone.NoSOA:
        raise ZoneError(0, "has no SOA record") from None
    except dns.zone.NoNS:
        raise ZoneError(0, "has no NS record") from None
    except (dns.exception.DNSException, ValueError) as error:
        found = re.match(r"(?:.*?):(\d+): (.*)", str(error), re.S)
        line, reason = (int(found[1]), found[2]) if found else (0, str(error))
        raise ZoneError(_line(text, origin, line), reason) from error
    return Zone(origin, zone)


def _line(text: str, origin: dns.name.Name, line: int) -> int:
    """dnspython at times names the line after the wrong one: it had read its end."""
    if not line:
        return 0
    before = "\n".join(text.split("\n")[: line - 1])
    try:
        dns.zone.from_text(before, origin, relativize=False, check_origin=False)
    except (dns.exception.DNSException, ValueError):
        return line - 1
    return line


def _name_of(name: str) -> dns.name.Name:
    try:
        return parse_name(name.lower())
    except DnsNameError as error:
        raise ZoneError(0, str(error)) from error
