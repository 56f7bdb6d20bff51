"""Acts on cables and on what passes through them: cuts, slowness, loss, resets.

Loss and slowness are the network's business; mail only sees what TCP makes of them.
"""

from simulator.acts.conditions import unknown_host
from simulator.acts.spec import Act, ActSpec, Doer, Problem, ShortForm, host_params
from simulator.agents import World
from simulator.journal import Stream
from simulator.journal import facts as f
from simulator.net import LinkConfig
from simulator.net.clock import Timer
from simulator.net.flight import Arrival

MILLION = 1_000_000
LATENCY_US_MAX = 60 * MILLION
"""A cable a minute long: slower than that every program gives up."""

AGO_MAX = 1_000
"""How many events back a flight is looked for that is still in the air."""

AFTER_US_MAX = 60 * MILLION
"""How long a cut may be put off."""


class Cut(Act, frozen=True, tag="cut"):
    """Cut the cable of host `link`, `after_us` from now: in the middle of what comes
    next."""

    link: str
    after_us: int = 0


class Restore(Act, frozen=True, tag="restore"):
    """Repair the cable of host `link`: whole, as fast and as sure as at the
    beginning."""

    link: str


class Slow(Act, frozen=True, tag="slow"):
    """Make the cable of host `link` slow: `latency_us` one way, `rate_bps` bits per
    second (0: no limit)."""

    link: str
    latency_us: int
    rate_bps: int = 0


class Lose(Act, frozen=True, tag="lose"):
    """Let the cable of host `link` lose `loss_ppm` of a million segments."""

    link: str
    loss_ppm: int


class DropSegment(Act, frozen=True, tag="drop"):
    """Lose one segment in the air. `flight`: seq of the event that sent it; `segment`:
    which of those still to arrive, from 0."""

    flight: int
    segment: int = 0


class Alter(Act, frozen=True, tag="alter"):
    """Change one octet in the air. `flight`: seq of the event that sent it, 0: the
    newest with octets; `offset`: which of them, counted from its end if negative;
    `octet`: what it becomes, 0 to 255."""

    flight: int = 0
    offset: int = -1
    octet: int = 0


class Reset(Act, frozen=True, tag="reset"):
    """Break the connection `conn`: both ends are told that it is over (RST)."""

    conn: str


def _cannot_cut(world: World, act: Cut) -> Problem:
    problem = unknown_host(world, act.link)
    if problem:
        return problem
    if world.network.hosts[act.link].link.cut:
        return "error.already_cut", {"host": act.link}
    return None if 0 <= act.after_us <= AFTER_US_MAX else ("error.bad_cable", {})


def _is_whole(world: World, act: Restore) -> Problem:
    problem = unknown_host(world, act.link)
    if problem or not world.network.hosts[act.link].link.as_built:
        return problem
    return "error.already_whole", {"host": act.link}


def _cannot_slow(world: World, act: Slow) -> Problem:
    possible = 0 <= act.latency_us <= LATENCY_US_MAX and act.rate_bps >= 0
    bad: Problem = None if possible else ("error.bad_cable", {})
    return unknown_host(world, act.link) or bad


def _cannot_lose(world: World, act: Lose) -> Problem:
    bad: Problem = None if 0 <= act.loss_ppm <= MILLION else ("error.bad_cable", {})
    return unknown_host(world, act.link) or bad


def _not_in_the_air(world: World, act: DropSegment) -> Problem:
    return None if _in_the_air(world, act) else ("error.not_in_the_air", {})


def _in_the_air(
    world: World, act: DropSegment
) -> tuple[Timer, f.TcpFlightSent | f.UdpDatagramSent] | None:
    """What brings the segment, and what sent it, if it is still on its way."""
    journal = world.journal
    if not journal.base <= act.flight < len(journal) or act.segment < 0:
        return None
    fact = journal[act.flight].fact
    if not isinstance(fact, f.TcpFlightSent | f.UdpDatagramSent):
        return None
    timer = world.clock.caused(act.flight, fact.arrives_at_us)
    if timer is None:
        return None
    left = timer.run.segments if isinstance(timer.run, Arrival) else 1
    return (timer, fact) if act.segment < left else None


def _cannot_alter(world: World, act: Alter) -> Problem:
    found = _altered_in_the_air(world, act)
    if found is None:
        return "error.not_in_the_air", {}
    stream, offset, _ = found
    there = stream.read(offset, 1)
    possible = 0 <= act.octet <= 0xFF and there not in (b"", bytes([act.octet & 0xFF]))
    return None if possible else ("error.bad_octet", {})


def _altered_in_the_air(world: World, act: Alter) -> tuple[Stream, int, int] | None:
    """The stream, the place in it, and what sent it, while it is in the air."""
    flight = act.flight or _newest_in_the_air(world)
    found = _in_the_air(world, DropSegment(flight))
    if found is None:
        return None
    timer, sent = found
    offset = sent.offset + act.offset + (sent.length if act.offset < 0 else 0)
    if not isinstance(timer.run, Arrival) or not isinstance(sent, f.TcpFlightSent):
        return None
    if not any(start <= offset < end for start, end in timer.run.pieces):
        return None
    conn = world.network.connections.get(world.journal[flight].conn)
    return None if conn is None else (conn.stream(sent.stream), offset, flight)


def _newest_in_the_air(world: World) -> int:
    """Seq of the last flight with octets that has not arrived; 0 if there is none."""
    journal = world.journal
    for seq in range(len(journal) - 1, max(journal.base, len(journal) - AGO_MAX), -1):
        fact = journal[seq].fact
        carries = isinstance(fact, f.TcpFlightSent) and fact.length
        if carries and _in_the_air(world, DropSegment(seq)):
            return seq
    return 0


def _is_over(world: World, act: Reset) -> Problem:
    conn = world.network.connections.get(act.conn)
    over = conn is None or conn.closed or conn.client.gone
    return ("error.connection_closed", {}) if over else None


def _cut(doer: Doer, act: Cut) -> None:
    """Now, or in the middle of what comes next: until then nobody waits for it, and
    a real program may have left."""
    world = doer.world

    def cut() -> None:
        machine = world.network.hosts.get(act.link)
        if machine is not None and not machine.link.cut:
            machine.link.cut = True
            world.clock.record(act.link, "", f.LinkCut(link=act.link))

    if act.after_us:
        world.clock.after(act.after_us, cut, waiting=True, name="link.cut")
    else:
        cut()


def _restore(doer: Doer, act: Restore) -> None:
    doer.world.network.hosts[act.link].link.repair()
    doer.world.clock.record(act.link, "", f.LinkRestored(link=act.link))


def _slow(doer: Doer, act: Slow) -> None:
    link = doer.world.network.hosts[act.link].link
    link.config = LinkConfig(
        latency_us=act.latency_us,
        rate_bps=act.rate_bps,
        loss_ppm=link.config.loss_ppm,
    )
    fact = f.LinkSlowed(link=act.link, latency_us=act.latency_us, rate_bps=act.rate_bps)
    doer.world.clock.record(act.link, "", fact)


def _lose(doer: Doer, act: Lose) -> None:
    link = doer.world.network.hosts[act.link].link
    link.config = LinkConfig(
        latency_us=link.config.latency_us,
        rate_bps=link.config.rate_bps,
        loss_ppm=act.loss_ppm,
    )
    fact = f.LinkMadeLossy(link=act.link, loss_ppm=act.loss_ppm)
    doer.world.clock.record(act.link, "", fact)


def _drop(doer: Doer, act: DropSegment) -> None:
    found = _in_the_air(doer.world, act)
    assert found is not None
    timer, sent = found
    start, end = sent.offset, sent.offset + sent.length
    if isinstance(timer.run, Arrival):
        start, end = timer.run.drop(act.segment)
    if not isinstance(timer.run, Arrival) or not timer.run.segments:
        doer.world.clock.cancel(timer)
    dropped = f.TcpSegmentDropped(
        flight=act.flight, to_host=sent.to_host, offset=start, length=end - start
    )
    event = doer.world.journal[act.flight]
    doer.world.clock.record(event.host, event.conn, dropped)


def _alter(doer: Doer, act: Alter) -> None:
    world = doer.world
    found = _altered_in_the_air(world, act)
    assert found is not None
    stream, offset, flight = found
    event = world.journal[flight]
    sent = event.fact
    assert isinstance(sent, f.TcpFlightSent)
    altered = f.TcpOctetAltered(
        flight=flight,
        to_host=sent.to_host,
        stream=sent.stream,
        offset=offset,
        before=stream.alter(offset, act.octet),
        after=act.octet,
    )
    world.clock.record(event.host, event.conn, altered)


def _reset(doer: Doer, act: Reset) -> None:
    conn = doer.world.network.connections[act.conn]
    client, server = conn.client.host.name, conn.server.host.name
    fact = f.TcpConnectionReset(client=client, server=server)
    doer.world.clock.record(client, act.conn, fact)
    conn.reset()


_LINK = ShortForm(("link",))

SPECS = (
    ActSpec(Cut, _cannot_cut, _cut, "cut", host_params, _LINK),
    ActSpec(Restore, _is_whole, _restore, "restore", host_params, _LINK),
    ActSpec(
        Slow,
        _cannot_slow,
        _slow,
        "slow",
        host_params,
        short=ShortForm(("link", "latency_us")),
    ),
    ActSpec(
        Lose,
        _cannot_lose,
        _lose,
        "lose",
        host_params,
        short=ShortForm(("link", "loss_ppm")),
    ),
    ActSpec(DropSegment, _not_in_the_air, _drop, "drop"),
    ActSpec(
        Alter,
        _cannot_alter,
        _alter,
        "alter",
        short=ShortForm(("flight", "offset", "octet")),
    ),
    ActSpec(Reset, _is_over, _reset, "reset"),
)
