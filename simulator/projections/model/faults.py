"""What is wrong with machines, cables and mailboxes, as the page shows it.

What follows from a fault (time-outs, bounces) is told by other facts.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.model.folds import Folds
from simulator.projections.shapes.model import Model


def _crashed(model: Model, event: Event, _fact: f.HostCrashed) -> None:
    host = model.hosts[event.host]
    host.on = False
    host.crashed = True
    host.frozen = None


def _running(model: Model, event: Event, _fact: f.Fact) -> None:
    """The machine is on, whatever stopped it."""
    model.hosts[event.host].on = True
    model.hosts[event.host].crashed = None


def _off(model: Model, event: Event, _fact: f.Fact) -> None:
    """The machine is off, and awake when it is switched on again."""
    model.hosts[event.host].on = False
    model.hosts[event.host].frozen = None


def _frozen(model: Model, event: Event, _fact: f.HostFrozen) -> None:
    model.hosts[event.host].frozen = True


def _thawed(model: Model, event: Event, _fact: f.HostThawed) -> None:
    model.hosts[event.host].frozen = None


def _stopped(model: Model, event: Event, fact: f.ServiceStopped) -> None:
    host = model.hosts[event.host]
    host.stopped = [*_without(host.stopped, fact.program), fact.program]


def _started(model: Model, event: Event, fact: f.ServiceStarted) -> None:
    host = model.hosts[event.host]
    host.stopped = _without(host.stopped, fact.program) or None


def _fault_began(model: Model, event: Event, fact: f.HostFaultBegan) -> None:
    host = model.hosts[event.host]
    host.faults = [*_without(host.faults, fact.fault), fact.fault]


def _fault_ended(model: Model, event: Event, fact: f.HostFaultEnded) -> None:
    host = model.hosts[event.host]
    host.faults = _without(host.faults, fact.fault) or None


def _without(names: list[str] | None, name: str) -> list[str]:
    return [other for other in names or () if other != name]


def _cut(model: Model, _event: Event, fact: f.LinkCut) -> None:
    """Nothing crosses the cable."""
    model.links[fact.link].cut = True


def _slowed(model: Model, _event: Event, fact: f.LinkSlowed) -> None:
    model.links[fact.link].latency_us = fact.latency_us
    model.links[fact.link].rate_bps = fact.rate_bps


def _lossy(model: Model, _event: Event, fact: f.LinkMadeLossy) -> None:
    model.links[fact.link].loss_ppm = fact.loss_ppm or None


def _restored(model: Model, _event: Event, fact: f.LinkRestored) -> None:
    """The cable is as it was at the beginning."""
    link = model.links[fact.link]
    link.cut = False
    link.latency_us = None
    link.rate_bps = None
    link.loss_ppm = None


def _filled(model: Model, _event: Event, fact: f.MailboxFilled) -> None:
    model.mailboxes[fact.mailbox].full = True


def _eased(model: Model, _event: Event, fact: f.MailboxEased) -> None:
    model.mailboxes[fact.mailbox].full = None


FAULT_FOLDS: Folds = {
    f.HostPoweredOn: _running,
    f.HostPoweredOff: _off,
    f.HostCrashed: _crashed,
    f.HostRestarted: _running,
    f.HostFrozen: _frozen,
    f.HostThawed: _thawed,
    f.ServiceStopped: _stopped,
    f.ServiceStarted: _started,
    f.HostFaultBegan: _fault_began,
    f.HostFaultEnded: _fault_ended,
    f.LinkCut: _cut,
    f.LinkSlowed: _slowed,
    f.LinkMadeLossy: _lossy,
    f.LinkRestored: _restored,
    f.MailboxFilled: _filled,
    f.MailboxEased: _eased,
}
