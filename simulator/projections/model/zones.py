"""The zones of a name server, as they are edited."""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.model.folds import Folds
from simulator.projections.shapes.hosts import Zone, ZoneRecord
from simulator.projections.shapes.model import Model


def _published(model: Model, event: Event, fact: f.DnsRecordPublished) -> None:
    record = ZoneRecord(name=fact.name, type=fact.type, value=fact.value)
    _zone(model, event, fact).records.append(record)


def _withdrawn(model: Model, event: Event, fact: f.DnsRecordWithdrawn) -> None:
    """Gone: the one of that value, or the last of its name and type, however shown."""
    records = _zone(model, event, fact).records
    for at in reversed(range(len(records))):
        record = records[at]
        same = (record.name.lower(), record.type) == (fact.name, fact.type)
        if same and (record.value == fact.value or not fact.count):
            del records[at]


def _zone(
    model: Model, event: Event, fact: f.DnsRecordPublished | f.DnsRecordWithdrawn
) -> Zone:
    zones = model.hosts[event.host].zones or ()
    return next(z for z in zones if (z.name.lower().rstrip(".") or ".") == fact.zone)


ZONE_FOLDS: Folds = {
    f.DnsRecordPublished: _published,
    f.DnsRecordWithdrawn: _withdrawn,
}
