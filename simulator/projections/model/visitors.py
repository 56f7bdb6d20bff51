"""Visitors in the model: machines of real programs that come and go.

They stand left of the scenario's machines. Two hundred may be there, so only the last
few that said something have a place on the stage; a step never speaks of a machine
that has none. One that left keeps its place until the stage turns to others.
"""

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.model.folds import Folds
from simulator.projections.shapes.events import Beat
from simulator.projections.shapes.hosts import Host
from simulator.projections.shapes.model import Cable, Model

SEATS = 3


def _joined(model: Model, event: Event, fact: f.HostJoined) -> None:
    """A new machine; its place on the stage comes with its first step."""
    model.hosts[event.host] = Host(
        id=event.host,
        label=dict(fact.labels),
        names=[],
        ip=fact.address,
        on=True,
        role="mua",
        mailboxes=[],
        programs=[],
        visitor=True,
    )
    model.links[event.host] = Cable(host=event.host)


def _left(model: Model, event: Event, _fact: f.HostLeft) -> None:
    """It is gone; its name is kept for the steps that speak of it."""
    model.hosts[event.host].left = True


def seat(model: Model, beat: Beat) -> None:
    """Give the machines of a step their places on the stage."""
    pair = (beat.client, beat.server)
    if not all(pair):
        pair = (beat.from_, beat.to)
    if pair[0] == pair[1]:
        return
    hosts = model.hosts
    wanted = [host for host in model.order if not hosts[host].left or host in pair]
    for host in pair:
        if host in hosts and host not in wanted:
            _take_a_seat(wanted, host, pair, model)
    model.order = wanted


def _take_a_seat(
    order: list[str], host: str, pair: tuple[str, str], model: Model
) -> None:
    """The leftmost place; when all are taken, the one on the right gets up."""
    seated = [each for each in order if model.hosts[each].visitor]
    if len(seated) >= SEATS:
        order.remove(next(s for s in reversed(seated) if s not in pair))
    order.insert(0, host)


VISITOR_FOLDS: Folds = {f.HostJoined: _joined, f.HostLeft: _left}
