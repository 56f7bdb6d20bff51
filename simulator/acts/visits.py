"""What real programs do that came in through the gateway: join, call, speak, leave.

Of what passes through their connections the segments are record enough. It refuses what
makes no sense now, with a text of the catalogue.
"""

from simulator.acts.vocabulary import (
    OCTETS_MAX,
    Arrive,
    Encrypt,
    GatewayAct,
    HangUp,
    Join,
    Leave,
    Problem,
    SendOctets,
    Take,
    name_of,
    target_of,
)
from simulator.agents import World
from simulator.journal.facts import HostJoined, HostLeft, LabIntervened


def visit_problem(world: World, act: GatewayAct) -> Problem:
    """Why `act` cannot be done now; None: it can."""
    if isinstance(act, Join):
        taken = act.host in world.network.hosts
        return ("error.host_taken", {"name": act.host[:80]}) if taken else None
    visitor = world.visitors.get(act.host)
    if visitor is None:
        return "error.unknown_host", {"name": act.host[:80]}
    match act:
        case Arrive(target=target):
            if target not in world.hosts:
                return "error.unknown_target", {"target": target[:80]}
            if visitor.conn is not None:
                return "error.one_connection", {"host": act.host}
        case SendOctets(text=text):
            if len(text) > OCTETS_MAX:
                return "error.text_too_long", {"limit": OCTETS_MAX}
            if not visitor.usable:
                return "error.connection_closed", {}
        case Encrypt() if not visitor.awaited:
            return "error.connection_closed", {}
        case Take() | HangUp():
            if visitor.conn is None:
                return "error.no_connection", {}
    return None


def apply_visit(world: World, act: GatewayAct) -> None:
    """Do it."""
    record = world.clock.record
    if isinstance(act, Join | Arrive | Leave):
        target = target_of(act)
        done = LabIntervened(actor="gateway", act=name_of(act), target=target)
        record("", "", done)
    match act:
        case Encrypt(host=host):
            world.visitors[host].encrypt()
        case SendOctets(host=host, text=text):
            world.visitors[host].send(text.encode("latin-1", "replace"))
        case Take(host=host, octets=octets):
            world.visitors[host].take(octets)
        case HangUp(host=host):
            world.visitors[host].close()
        case Join(host=host, address=address, labels=labels):
            world.join(host, address)
            record(host, "", HostJoined(labels=labels, address=address))
        case Arrive(host=host, target=target, port=port, tls=tls):
            world.visitors[host].connect(target, port, tls)
        case Leave(host=host):
            world.leave(host)
            record(host, "", HostLeft())
