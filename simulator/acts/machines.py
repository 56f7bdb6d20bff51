"""Acts on a whole machine: power, crash, freeze, and its programs one by one."""

from simulator.acts.conditions import unknown_host
from simulator.acts.spec import Act, ActSpec, Doer, Problem, ShortForm, host_params
from simulator.agents import World
from simulator.journal import facts as f


class PowerOn(Act, frozen=True, tag="power_on"):
    """Switch `host` on; a mail client may then collect by itself."""

    host: str


class PowerOff(Act, frozen=True, tag="power_off"):
    """Switch `host` off, as pulling its plug does."""

    host: str


class Crash(Act, frozen=True, tag="crash"):
    """Stop `host` in the middle of what it does; what is on its disk stays."""

    host: str


class Restart(Act, frozen=True, tag="restart"):
    """Start `host` again: its programs go on with what is on its disk."""

    host: str


class Freeze(Act, frozen=True, tag="freeze"):
    """Let the programs of `host` stand still; its network goes on."""

    host: str


class Thaw(Act, frozen=True, tag="thaw"):
    """Let the programs of `host` go on where they were."""

    host: str


class ServiceOff(Act, frozen=True, tag="service_off"):
    """End one program of `host`: mta, msa, pop3, imap or dns."""

    host: str
    program: str


class ServiceOn(Act, frozen=True, tag="service_on"):
    """Start a program of `host` that was ended."""

    host: str
    program: str


def _is_on(world: World, act: PowerOn | Restart) -> Problem:
    problem = unknown_host(world, act.host)
    if problem or not world.network.hosts[act.host].on:
        return problem
    return "error.already_on", {"host": act.host}


def _is_off(world: World, act: PowerOff | Crash | Freeze | Thaw) -> Problem:
    problem = unknown_host(world, act.host)
    if problem or world.network.hosts[act.host].on:
        return problem
    return "error.already_off", {"host": act.host}


def _cannot_freeze(world: World, act: Freeze) -> Problem:
    problem = _is_off(world, act)
    if problem or not world.network.hosts[act.host].frozen:
        return problem
    return "error.already_frozen", {"host": act.host}


def _cannot_thaw(world: World, act: Thaw) -> Problem:
    problem = _is_off(world, act)
    if problem or world.network.hosts[act.host].frozen:
        return problem
    return "error.not_frozen", {"host": act.host}


def _cannot_stop(world: World, act: ServiceOff) -> Problem:
    problem = _no_program(world, act)
    if problem or act.program not in world.stopped_programs(act.host):
        return problem
    return "error.program_is_off", {"host": act.host, "name": act.program}


def _cannot_start(world: World, act: ServiceOn) -> Problem:
    problem = _no_program(world, act)
    if problem or act.program in world.stopped_programs(act.host):
        return problem
    return "error.program_is_on", {"host": act.host, "name": act.program}


def _no_program(world: World, act: ServiceOff | ServiceOn) -> Problem:
    problem = unknown_host(world, act.host)
    if problem or act.program in world.programs(act.host):
        return problem
    return "error.no_such_program", {"host": act.host, "name": act.program[:80]}


def _power_on(doer: Doer, act: PowerOn) -> None:
    doer.world.clock.record(act.host, "", f.HostPoweredOn())
    doer.world.power_on(act.host)


def _power_off(doer: Doer, act: PowerOff) -> None:
    doer.world.clock.record(act.host, "", f.HostPoweredOff())
    doer.world.power_off(act.host)


def _crash(doer: Doer, act: Crash) -> None:
    doer.world.clock.record(act.host, "", f.HostCrashed())
    doer.world.power_off(act.host)


def _restart(doer: Doer, act: Restart) -> None:
    doer.world.clock.record(act.host, "", f.HostRestarted())
    doer.world.power_on(act.host)


def _freeze(doer: Doer, act: Freeze) -> None:
    doer.world.network.hosts[act.host].frozen = True
    doer.world.clock.record(act.host, "", f.HostFrozen())


def _thaw(doer: Doer, act: Thaw) -> None:
    doer.world.clock.record(act.host, "", f.HostThawed())
    doer.world.network.hosts[act.host].thaw(doer.world.clock)


def _service_off(doer: Doer, act: ServiceOff) -> None:
    doer.world.clock.record(act.host, "", f.ServiceStopped(program=act.program))
    doer.world.end_program(act.host, act.program)


def _service_on(doer: Doer, act: ServiceOn) -> None:
    doer.world.clock.record(act.host, "", f.ServiceStarted(program=act.program))
    doer.world.start_program(act.host, act.program)


_HOST = ShortForm(("host",))
_PROGRAM = ShortForm(("host", "program"))

SPECS = (
    ActSpec(PowerOn, _is_on, _power_on, "power_on", host_params, _HOST),
    ActSpec(PowerOff, _is_off, _power_off, "power_off", host_params, _HOST),
    ActSpec(Crash, _is_off, _crash, "crash", host_params, _HOST),
    ActSpec(Restart, _is_on, _restart, "restart", host_params, _HOST),
    ActSpec(Freeze, _cannot_freeze, _freeze, "freeze", host_params, _HOST),
    ActSpec(Thaw, _cannot_thaw, _thaw, short=_HOST),
    ActSpec(
        ServiceOff, _cannot_stop, _service_off, "service_off", host_params, _PROGRAM
    ),
    ActSpec(ServiceOn, _cannot_start, _service_on, short=_PROGRAM),
)
