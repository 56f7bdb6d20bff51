"""From the name a person or a setting gives to a machine: by DNS where there is DNS.

Without a resolver a machine knows every other of its scenario by id, name or address.
It refuses to guess: a name that DNS does not know is nowhere.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.protocols.dns import Answer, NotAName, Question

if TYPE_CHECKING:
    from simulator.agents.world import World


def asks_for(world: "World", host: str, target: str) -> bool:
    """Whether `host` asks DNS where `target` is: a name with a dot, no address."""
    is_name = "." in target and not target.replace(".", "").isdigit()
    return is_name and host in world.resolvers


def find_host(
    world: "World", host: str, target: str, done: Callable[[str], None]
) -> None:
    """Tell `done` the id of the machine that `host` finds under `target`, or ""."""
    if not asks_for(world, host, target):
        done(world.host_called(target))
        return
    cause = world.clock.cause

    def heard(answer: Answer) -> None:
        addresses = [record[3] for record in answer.of_type("A")]
        found = world.host_at(addresses[0]) if addresses else ""
        if found:
            # What follows is the deed of who asked, not the name server's.
            world.clock.cause = cause
        done(found)

    try:
        world.resolvers[host].ask(Question(target.lower().rstrip("."), "A"), heard)
    except NotAName:
        heard(Answer("no_such_domain"))


def find_server(
    world: "World", host: str, server: str, done: Callable[[str], None]
) -> None:
    """As `find_host`, for a server that a setting means: by its own name."""
    names = world.hosts[server].names
    find_host(world, host, names[0] if names else server, done)
