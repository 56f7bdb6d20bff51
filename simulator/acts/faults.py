"""What goes wrong on purpose: cables, machines, programs, mailboxes, single segments.

Each fault is an intervention like any other: a fact says so, a fork undoes it. Loss and
slowness are the network's business; mail only sees what TCP makes of them. It refuses a
fault that makes no sense now, with a text of the catalogue.
"""

from collections.abc import Callable
from typing import Any

from simulator.acts.vocabulary import (
    Break,
    Crash,
    Cut,
    DropSegment,
    FaultAct,
    Fill,
    Freeze,
    Lose,
    MakeRoom,
    Mend,
    Problem,
    Reset,
    Restart,
    Restore,
    ServiceOff,
    ServiceOn,
    Slow,
    Thaw,
)
from simulator.agents import World
from simulator.journal import Fact
from simulator.journal import facts as f
from simulator.net import Link, LinkConfig
from simulator.net.clock import Timer
from simulator.net.flight import Arrival

MILLION = 1_000_000
LATENCY_US_MAX = 60 * MILLION
"""A cable a minute long: slower than that every program gives up."""

AFTER_US_MAX = 60 * MILLION
"""How long a cut may be put off."""

# --- what makes no sense --------------------------------------------------------------


def fault_problem(world: World, act: FaultAct) -> Problem:
    """Why `act` cannot be done now; None: it can."""
    match act:
        case Cut(link=name) | Restore(link=name) | Slow(link=name) | Lose(link=name):
            return _unknown(world, name) or _cable_problem(world, act)
        case DropSegment():
            return None if _in_the_air(world, act) else _problem("not_in_the_air")
        case Reset(conn=name):
            conn = world.network.connections.get(name)
            over = conn is None or conn.closed or conn.client.gone
            return _problem("connection_closed") if over else None
        case Fill(mailbox=address) | MakeRoom(mailbox=address):
            return _mailbox_problem(world, address, isinstance(act, Fill))
        case ServiceOff() | ServiceOn():
            return _unknown(world, act.host) or _program_problem(world, act)
        case Break() | Mend():
            return _unknown(world, act.host) or _server_problem(world, act)
    return _unknown(world, act.host) or _machine_problem(world, act)


def _problem(key: str, /, **params: str | int) -> Problem:
    return f"error.{key}", params


def _unknown(world: World, host: str) -> Problem:
    known = host in world.network.hosts
    return None if known else _problem("unknown_host", name=host[:80])


def _cable_problem(world: World, act: Cut | Restore | Slow | Lose) -> Problem:
    link = world.network.hosts[act.link].link
    match act:
        case Cut() if link.cut:
            return _problem("already_cut", host=act.link)
        case Cut(after_us=after_us) if not 0 <= after_us <= AFTER_US_MAX:
            return _problem("bad_cable")
        case Restore() if link.as_built:
            return _problem("already_whole", host=act.link)
        case Slow(latency_us=latency_us, rate_bps=rate_bps):
            if not 0 <= latency_us <= LATENCY_US_MAX or rate_bps < 0:
                return _problem("bad_cable")
        case Lose(loss_ppm=loss_ppm) if not 0 <= loss_ppm <= MILLION:
            return _problem("bad_cable")
    return None


def _machine_problem(world: World, act: Crash | Restart | Freeze | Thaw) -> Problem:
    machine = world.network.hosts[act.host]
    match act:
        case Restart() if machine.on:
            return _problem("already_on", host=act.host)
        case Crash() | Freeze() | Thaw() if not machine.on:
            return _problem("already_off", host=act.host)
        case Freeze() if machine.frozen:
            return _problem("already_frozen", host=act.host)
        case Thaw() if not machine.frozen:
            return _problem("not_frozen", host=act.host)
    return None


def _program_problem(world: World, act: ServiceOff | ServiceOn) -> Problem:
    if act.program not in world.programs(act.host):
        return _problem("no_such_program", host=act.host, name=act.program[:80])
    stopped = act.program in world.stopped_programs(act.host)
    if stopped == isinstance(act, ServiceOff):
        key = "program_is_off" if stopped else "program_is_on"
        return _problem(key, host=act.host, name=act.program)
    return None


def _server_problem(world: World, act: Break | Mend) -> Problem:
    mta = world.mtas.get(act.host)
    if mta is None:
        return _problem("no_mail_server", host=act.host)
    if (act.fault in mta.faults) == isinstance(act, Break):
        name = "fault_is_there" if isinstance(act, Break) else "fault_is_not_there"
        return _problem(name, host=act.host)
    return None


def _mailbox_problem(world: World, address: str, fills: bool) -> Problem:
    for store in world.stores.values():
        if address in store.mailboxes:
            filled = store.mailboxes[address].filled
            if filled == fills:
                name = "mailbox_is_full" if filled else "mailbox_is_not_full"
                return _problem(name, mailbox=address)
            return None
    return _problem("unknown_mailbox", mailbox=address[:80])


def _in_the_air(world: World, act: DropSegment) -> Timer | None:
    """What brings the segment, if it is still on its way."""
    journal = world.journal
    if not journal.base <= act.flight < len(journal) or act.segment < 0:
        return None
    fact: Any = journal[act.flight].fact
    if not isinstance(fact, f.TcpFlightSent | f.UdpDatagramSent):
        return None
    timer = world.clock.caused(act.flight, fact.arrives_at_us)
    if timer is None:
        return None
    left = timer.run.segments if isinstance(timer.run, Arrival) else 1
    return timer if act.segment < left else None


# --- doing it -------------------------------------------------------------------------


def apply_fault(world: World, act: FaultAct) -> None:
    """Do `act`, which makes sense, and record it."""
    _DOERS[type(act)](world, act)


def _record(world: World, host: str, fact: Fact, conn: str = "") -> None:
    world.clock.record(host, conn, fact)


def _link(world: World, name: str) -> Link:
    return world.network.hosts[name].link


def _cut(world: World, act: Cut) -> None:
    """Now, or in the middle of what comes next: until then nobody waits for it, and
    a real program may have left."""

    def cut() -> None:
        machine = world.network.hosts.get(act.link)
        link = machine.link if machine is not None else None
        if link is not None and not link.cut:
            link.cut = True
            _record(world, act.link, f.LinkCut(link=act.link))

    if act.after_us:
        world.clock.after(act.after_us, cut, waiting=True, name="link.cut")
    else:
        cut()


def _restore(world: World, act: Restore) -> None:
    _link(world, act.link).mend()
    _record(world, act.link, f.LinkRestored(link=act.link))


def _slow(world: World, act: Slow) -> None:
    link = _link(world, act.link)
    link.config = LinkConfig(
        latency_us=act.latency_us,
        rate_bps=act.rate_bps,
        loss_ppm=link.config.loss_ppm,
    )
    fact = f.LinkSlowed(link=act.link, latency_us=act.latency_us, rate_bps=act.rate_bps)
    _record(world, act.link, fact)


def _lose(world: World, act: Lose) -> None:
    link = _link(world, act.link)
    link.config = LinkConfig(
        latency_us=link.config.latency_us,
        rate_bps=link.config.rate_bps,
        loss_ppm=act.loss_ppm,
    )
    fact = f.LinkMadeLossy(link=act.link, loss_ppm=act.loss_ppm)
    _record(world, act.link, fact)


def _drop(world: World, act: DropSegment) -> None:
    timer = _in_the_air(world, act)
    event = world.journal[act.flight]
    fact: Any = event.fact
    assert timer is not None
    start, end = fact.offset, fact.offset + fact.length
    if isinstance(timer.run, Arrival):
        start, end = timer.run.drop(act.segment)
    if not isinstance(timer.run, Arrival) or not timer.run.segments:
        world.clock.cancel(timer)
    dropped = f.TcpSegmentDropped(
        flight=act.flight, to_host=fact.to_host, offset=start, length=end - start
    )
    _record(world, event.host, dropped, event.conn)


def _reset(world: World, act: Reset) -> None:
    conn = world.network.connections[act.conn]
    client, server = conn.client.host.name, conn.server.host.name
    fact = f.TcpConnectionReset(client=client, server=server)
    _record(world, client, fact, act.conn)
    conn.reset()


def _crash(world: World, act: Crash) -> None:
    _record(world, act.host, f.HostCrashed())
    world.power_off(act.host)


def _restart(world: World, act: Restart) -> None:
    _record(world, act.host, f.HostRestarted())
    world.power_on(act.host)


def _freeze(world: World, act: Freeze) -> None:
    world.network.hosts[act.host].frozen = True
    _record(world, act.host, f.HostFrozen())


def _thaw(world: World, act: Thaw) -> None:
    _record(world, act.host, f.HostThawed())
    world.network.hosts[act.host].thaw(world.clock)


def _service_off(world: World, act: ServiceOff) -> None:
    _record(world, act.host, f.ServiceStopped(program=act.program))
    world.end_program(act.host, act.program)


def _service_on(world: World, act: ServiceOn) -> None:
    _record(world, act.host, f.ServiceStarted(program=act.program))
    world.start_program(act.host, act.program)


def _break(world: World, act: Break) -> None:
    world.mtas[act.host].faults.add(act.fault)
    _record(world, act.host, f.HostFaultBegan(fault=act.fault))


def _mend(world: World, act: Mend) -> None:
    world.mtas[act.host].faults.discard(act.fault)
    _record(world, act.host, f.HostFaultEnded(fault=act.fault))


def _fill(world: World, act: Fill | MakeRoom) -> None:
    for host, store in world.stores.items():
        if act.mailbox in store.mailboxes:
            full = isinstance(act, Fill)
            store.mailboxes[act.mailbox].filled = full
            kind = f.MailboxFilled if full else f.MailboxEased
            _record(world, host, kind(mailbox=act.mailbox))


_DOERS: dict[type, Callable[[World, Any], None]] = {
    Cut: _cut,
    Restore: _restore,
    Slow: _slow,
    Lose: _lose,
    DropSegment: _drop,
    Reset: _reset,
    Crash: _crash,
    Restart: _restart,
    Freeze: _freeze,
    Thaw: _thaw,
    ServiceOff: _service_off,
    ServiceOn: _service_on,
    Break: _break,
    Mend: _mend,
    Fill: _fill,
    MakeRoom: _fill,
}
