"""The zones of one name server, as whoever runs the domain edits them.

What is added or taken out counts from the next question on; who remembers an answer
goes on with it until it expires. A zone holds at most `RECORDS_MAX` records, so that
nobody fills the memory of a server through a form.
"""

import dns.name

from simulator.agents.machine import Machine
from simulator.journal.facts import DnsRecordPublished, DnsRecordWithdrawn
from simulator.protocols.dns import (
    EDITED_TYPES,
    DnsNameError,
    NameServer,
    Zone,
    ZoneRecordError,
    is_name,
    parse_name,
    parse_record,
    plain,
    record_value,
)

RECORDS_MAX = 100

Refusal = tuple[str, dict[str, str | int]] | None
"""Why it cannot be done: a text of the catalogue with its parameters."""


class ZoneEditor:
    """Publishes and withdraws records of the zones that `server` answers for."""

    def __init__(self, machine: Machine, server: NameServer) -> None:
        self._machine = machine
        self._server = server

    def publish_problem(self, name: str, rdtype: str, value: str) -> Refusal:
        """Why that record cannot be added."""
        problem = self._outside(name, rdtype)
        if problem:
            return problem
        owner, zone = self._place(name)
        try:
            rdata = parse_record(rdtype, value)
        except ZoneRecordError:
            return f"error.record_value.{rdtype.lower()}", {}
        if zone.at(owner, "CNAME"):
            return "error.name_is_alias", {"name": name}
        if rdata in zone.at(owner, rdtype):
            return "error.record_is_there", {"name": name, "type": rdtype}
        if sum(1 for _ in zone.records()) >= RECORDS_MAX:
            return "error.many_records", {"limit": RECORDS_MAX}
        return None

    def withdraw_problem(self, name: str, rdtype: str, value: str) -> Refusal:
        """Why that record cannot be taken out."""
        problem = self._outside(name, rdtype)
        if problem or self._wanted(name, rdtype, value):
            return problem
        return "error.record_is_not_there", {"name": name, "type": rdtype}

    def publish(self, name: str, rdtype: str, value: str) -> None:
        """Add a record that has no problem."""
        owner, zone = self._place(name)
        rdata = parse_record(rdtype, value)
        ttl_s = zone.add(owner, rdata)
        self._machine.record(
            DnsRecordPublished(
                zone=plain(zone.name),
                name=plain(owner),
                type=rdtype,
                value=record_value(rdata),
                ttl_s=ttl_s,
                count=len(zone.at(owner, rdtype)),
            )
        )

    def withdraw(self, name: str, rdtype: str, value: str) -> None:
        """Take out a record that is there; for "" all of that name and type."""
        owner, zone = self._place(name)
        for rdata in self._wanted(name, rdtype, value):
            zone.remove(owner, rdata)
            self._machine.record(
                DnsRecordWithdrawn(
                    zone=plain(zone.name),
                    name=plain(owner),
                    type=rdtype,
                    value=record_value(rdata),
                    count=len(zone.at(owner, rdtype)),
                )
            )

    def _outside(self, name: str, rdtype: str) -> Refusal:
        """The name is in no zone of this server, or such records are not edited."""
        if rdtype not in EDITED_TYPES:
            return "error.record_type", {"types": ", ".join(EDITED_TYPES)}
        try:
            zone = self._server.zone_of(parse_name(name)) if is_name(name) else None
        except DnsNameError:
            zone = None
        if zone is None or zone.fails:
            said: dict[str, str | int] = {"host": self._machine.id, "name": name[:80]}
            return "error.name_outside_zones", said
        return None

    def _place(self, name: str) -> tuple[dns.name.Name, Zone]:
        owner = parse_name(name).canonicalize()
        zone = self._server.zone_of(owner)
        assert zone is not None, "it has no problem"
        return owner, zone

    def _wanted(self, name: str, rdtype: str, value: str) -> list[dns.rdata.Rdata]:
        """The records meant, as they are in the zone."""
        owner, zone = self._place(name)
        there = zone.at(owner, rdtype)
        return [r for r in there if not value or record_value(r) == value]
