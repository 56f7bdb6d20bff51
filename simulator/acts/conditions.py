"""What several acts need: a machine that is there and runs, a person, a terminal.

Each function gives why that is not so, as a `Problem`, or None.
"""

from simulator.acts.spec import Problem
from simulator.agents import World

TEXT_CHARACTERS_MAX = 20_000


def unknown_host(world: World, host: str) -> Problem:
    """There is no machine of that id."""
    known = host in world.network.hosts
    return None if known else ("error.unknown_host", {"name": host[:80]})


def not_running(world: World, host: str) -> Problem:
    """The machine is not there, off, or frozen."""
    problem = unknown_host(world, host)
    if problem:
        return problem
    machine = world.network.hosts[host]
    if machine.on and not machine.frozen:
        return None
    return f"error.host_is_{'frozen' if machine.on else 'off'}", {"host": host}


def nobody_there(world: World, host: str) -> Problem:
    """Nobody sits at the machine, or it does not run."""
    problem = unknown_host(world, host)
    if problem:
        return problem
    if host not in world.muas:
        return "error.no_mail_program", {"host": host}
    return not_running(world, host)


def no_mail_client(world: World, host: str) -> Problem:
    """The machine has no mail client with an address, or does not run."""
    problem = nobody_there(world, host)
    if problem:
        return problem
    has_address = world.muas[host].config.address
    return None if has_address else ("error.no_mail_program", {"host": host})


def no_server(world: World, host: str, target: str, port: int) -> Problem:
    """Nothing the machine `host` knows or could ask for is called `target`, or there is
    no such port."""
    if not world.asks_for(host, target) and not world.host_called(target):
        return "error.unknown_target", {"target": target[:80]}
    return None if 0 < port < 65_536 else ("error.bad_port", {"port": port})


def no_terminal(world: World, conn: str) -> Problem:
    """There is no usable terminal of that connection ("": none at all)."""
    terminal = world.terminal(conn)
    if terminal is None:
        return "error.no_connection", {}
    if not terminal.usable:
        return "error.connection_closed", {}
    return not_running(world, terminal.host)


def too_long(characters: int, limit: int = TEXT_CHARACTERS_MAX) -> Problem:
    """More was written than is taken."""
    return ("error.text_too_long", {"limit": limit}) if characters > limit else None
