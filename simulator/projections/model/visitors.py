"""Visitors in the model: machines of real programs that come and go.

They stand left of the scenario's machines. Two hundred may be there, so only the last
few that said something have a place on the stage; a step never speaks of a machine
that has none. One that left keeps its place until the stage turns to others.
"""

from typing import Any

from simulator.journal import Event
from simulator.journal import facts as f
from simulator.projections.changes import Tree

SEATS = 3


def joined(tree: Tree, event: Event, fact: f.HostJoined) -> None:
    """A new machine; its place on the stage comes with its first step."""
    host: dict[str, Any] = {
        "id": event.host,
        "label": dict(fact.labels),
        "names": [],
        "ip": fact.address,
        "on": True,
        "role": "mua",
        "mailboxes": [],
        "programs": [],
        "visitor": True,
    }
    tree.set(("hosts", event.host), host)
    tree.set(("links", event.host), {"host": event.host})


def left(tree: Tree, event: Event, fact: f.HostLeft) -> None:
    """It is gone; its name is kept for the steps that speak of it."""
    tree.set(("hosts", event.host, "left"), True)


def seat(tree: Tree, beat: dict[str, Any]) -> None:
    """Give the machines of a step their places on the stage."""
    pair = (beat["client"], beat["server"])
    if not all(pair):
        pair = (beat["from"], beat["to"])
    if pair[0] == pair[1]:
        return
    hosts, order = tree.root["hosts"], tree.root["order"]
    wanted = [host for host in order if not hosts[host].get("left") or host in pair]
    for host in pair:
        if host in hosts and host not in wanted:
            _take_a_seat(wanted, host, pair, hosts)
    if wanted != order:
        tree.set(("order",), wanted)


def _take_a_seat(
    order: list[str], host: str, pair: tuple[str, str], hosts: dict[str, Any]
) -> None:
    """The leftmost place; when all are taken, the one on the right gets up."""
    seated = [each for each in order if hosts[each].get("visitor")]
    if len(seated) >= SEATS:
        order.remove(next(s for s in reversed(seated) if s not in pair))
    order.insert(0, host)
