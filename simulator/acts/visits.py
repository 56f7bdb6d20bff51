"""Acts of real programs that came in through the gateway: join, call, speak, leave.

Of what passes through their connections the segments are record enough.
"""

from simulator.acts.conditions import too_long
from simulator.acts.spec import Act, ActSpec, Doer, Problem
from simulator.agents import World
from simulator.journal.facts import HostJoined, HostLeft

OCTETS_MAX = 65_536


class Join(Act, frozen=True, tag="join"):
    """Plug in the machine of a real program. `labels`: what to call it, by
    language."""

    host: str
    address: str
    labels: dict[str, str]


class Arrive(Act, frozen=True, tag="arrive"):
    """The real program at `host` calls `port` of the machine `target`. `tls`: inside
    TLS from the first octet on."""

    host: str
    target: str
    port: int
    tls: bool = False


class SendOctets(Act, frozen=True, tag="octets"):
    """The real program at `host` sends octets: as Latin-1 text, one character each."""

    host: str
    text: str


class Encrypt(Act, frozen=True, tag="encrypt"):
    """The real program at `host` did what STARTTLS asks: from here on inside TLS."""

    host: str


class Take(Act, frozen=True, tag="take"):
    """The real program at `host` has read `octets` more of what it was sent."""

    host: str
    octets: int


class HangUp(Act, frozen=True, tag="hang_up"):
    """The real program at `host` will send no more."""

    host: str


class Leave(Act, frozen=True, tag="leave"):
    """Unplug `host`; what it still has open is reset."""

    host: str


GatewayAct = Join | Arrive | SendOctets | Encrypt | Take | HangUp | Leave


def _is_taken(world: World, act: Join) -> Problem:
    taken = act.host in world.network.hosts
    return ("error.host_taken", {"name": act.host[:80]}) if taken else None


def _not_here(world: World, act: GatewayAct) -> Problem:
    here = act.host in world.visitors
    return None if here else ("error.unknown_host", {"name": act.host[:80]})


def _cannot_arrive(world: World, act: Arrive) -> Problem:
    problem = _not_here(world, act)
    if problem:
        return problem
    if act.target not in world.hosts:
        return "error.unknown_target", {"target": act.target[:80]}
    if world.visitors[act.host].conn is not None:
        return "error.one_connection", {"host": act.host}
    return None


def _cannot_speak(world: World, act: SendOctets) -> Problem:
    visitor = world.visitors.get(act.host)
    if visitor is None:
        return _not_here(world, act)
    if not visitor.usable:
        return "error.connection_closed", {}
    return too_long(len(act.text), OCTETS_MAX)


def _cannot_encrypt(world: World, act: Encrypt) -> Problem:
    problem = _not_here(world, act)
    if problem or world.visitors[act.host].awaited:
        return problem
    return "error.connection_closed", {}


def _not_connected(world: World, act: Take | HangUp) -> Problem:
    problem = _not_here(world, act)
    if problem or world.visitors[act.host].conn is not None:
        return problem
    return "error.no_connection", {}


def _join(doer: Doer, act: Join) -> None:
    doer.world.join(act.host, act.address)
    fact = HostJoined(labels=act.labels, address=act.address)
    doer.world.clock.record(act.host, "", fact)


def _arrive(doer: Doer, act: Arrive) -> None:
    doer.world.visitors[act.host].connect(act.target, act.port, act.tls)


def _send_octets(doer: Doer, act: SendOctets) -> None:
    doer.world.visitors[act.host].send(act.text.encode("latin-1", "replace"))


def _encrypt(doer: Doer, act: Encrypt) -> None:
    doer.world.visitors[act.host].encrypt()


def _take(doer: Doer, act: Take) -> None:
    doer.world.visitors[act.host].take(act.octets)


def _hang_up(doer: Doer, act: HangUp) -> None:
    doer.world.visitors[act.host].close()


def _leave(doer: Doer, act: Leave) -> None:
    doer.world.leave(act.host)
    doer.world.clock.record(act.host, "", HostLeft())


_BY = ("gateway",)

SPECS = (
    ActSpec(Join, _is_taken, _join, actors=_BY),
    ActSpec(Arrive, _cannot_arrive, _arrive, actors=_BY),
    ActSpec(SendOctets, _cannot_speak, _send_octets, actors=_BY, announced=False),
    ActSpec(Encrypt, _cannot_encrypt, _encrypt, actors=_BY, announced=False),
    ActSpec(Take, _not_connected, _take, actors=_BY, announced=False),
    ActSpec(HangUp, _not_connected, _hang_up, actors=_BY, announced=False),
    ActSpec(Leave, _not_here, _leave, actors=_BY),
)
