"""The DNS tree walk: from a name up to its top-level domain (RFC 9989 §4.10).

At most eight questions, whatever the name: one of more labels goes on with its last
seven. What is found says which domain is the organizational domain (§4.10.2).
"""

from typing import NamedTuple

from simulator.protocols.dmarc.record import DmarcRecord

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
