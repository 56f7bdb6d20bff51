"""The DNS tree walk: from a name up to its top-level domain (RFC 9989 §4.10).

At most eight questions, whatever the name: one of more labels goes on with its last
seven. What is found says which domain is the organizational domain (§4.10.2).
"""

from typing import NamedTuple

from simulator.journal import Fact, inline
from simulator.journal.facts import DmarcOrganizationFound, DmarcRecordSelected
from simulator.protocols.dmarc.record import DmarcRecord, is_record, parse_record
from simulator.protocols.dns import (
    LookupResult,
    LookupSteps,
    Query,
    escaped_name,
    is_name,
)

QUERIES_MAX = 8


class Place(NamedTuple):
    """What a walk found at one name. `record` None: none, or several."""

    domain: str
    record: DmarcRecord | None


class Organization(NamedTuple):
    """An organizational domain. `rule`: why it is that one: `psd_n`, `below_psd`,
    `fewest_labels` or `itself`."""

    domain: str
    rule: str


def names_of(domain: str) -> list[str]:
    """The names a walk asks for, in order: the name itself, then its parents."""
    labels = domain.split(".")
    above = labels[1:] if len(labels) < QUERIES_MAX else labels[1 - QUERIES_MAX :]
    return [domain, *(".".join(above[at:]) for at in range(len(above)))]


def organization_of(domain: str, places: list[Place]) -> Organization:
    """The organizational domain, from what a walk found (§4.10.2)."""
    found = [place for place in places if place.record is not None]
    for name, record in found:
        assert record is not None
        if record.psd == "n":
            return Organization(name, "psd_n")
        if record.psd == "y" and name != domain:
            labels = domain.split(".")
            below = labels[-(name.count(".") + 2) :]
            return Organization(".".join(below), "below_psd")
    if found:
        return Organization(found[-1].domain, "fewest_labels")
    return Organization(domain, "itself")


class DnsFailed(Exception):
    """A name server did not say: the check can end in nothing (§5.3.6)."""


class TreeWalk:
    """The walks of one check, which asks for each record once. What happens is put into
    `facts`; each step raises DnsFailed."""

    def __init__(self, facts: list[Fact]) -> None:
        self._facts = facts
        self._places: dict[str, Place] = {}

    def organization(self, domain: str) -> LookupSteps[Organization]:
        """The organizational domain, found and told."""
        places = yield from self.places(domain)
        found = organization_of(domain, places)
        self._facts.append(
            DmarcOrganizationFound(
                domain=domain, organization=found.domain, rule=found.rule
            )
        )
        return found

    def places(self, domain: str) -> LookupSteps[list[Place]]:
        """What is at each name, up to the top or a record that says to stop."""
        places: list[Place] = []
        for count, name in enumerate(names_of(domain), 1):
            place = yield from self.look(name, count)
            places.append(place)
            if place.record is not None and place.record.psd in ("y", "n"):
                break
        return places

    def look(self, domain: str, count: int) -> LookupSteps[Place]:
        """The record at one name, the `count`th of a walk."""
        if domain not in self._places:
            name = f"_dmarc.{domain}"
            if is_name(name):
                answer = yield Query(escaped_name(name), "TXT")
            else:
                answer = LookupResult("no_such_domain")
            self._places[domain] = self._selected(domain, name, answer, count)
        return self._places[domain]

    def _selected(
        self, domain: str, name: str, answer: LookupResult, count: int
    ) -> Place:
        records = [octets for octets in answer.texts if is_record(octets)]
        result = ("none", "found", "several")[min(len(records), 2)]
        if not answer.answered:
            result = "failed"
        record = parse_record(records[0]) if result == "found" else None
        self._facts.append(
            DmarcRecordSelected(
                domain=domain,
                name=name,
                result=result,
                count=count,
                limit=QUERIES_MAX,
                octets=inline(records[0]) if record is not None else "",
                spans=record.spans if record is not None else (),
                wrong=record.wrong if record is not None else (),
            )
        )
        if result == "failed":
            raise DnsFailed
        return Place(domain, record)
