"""How every client opens a connection: look the name up, connect to what was answered.

A machine with a resolver asks DNS; one without knows every machine of its scenario by
id, name or address. The address decides which machine is called, so a zone that points
a name elsewhere is obeyed. The port is the client's setting: DNS does not say it.
"""

from collections.abc import Callable

from simulator.agents.config import Endpoint
from simulator.agents.machine import Machine
from simulator.net import Acceptor
from simulator.protocols.dns import DnsNameError, LookupResult, Query


def asks_dns(machine: Machine, name: str) -> bool:
    """Whether `machine` asks DNS for `name`: one with a dot that is no address."""
    is_name = "." in name and not name.replace(".", "").isdigit()
    return is_name and machine.resolver is not None


def find_host(machine: Machine, name: str, done: Callable[[str], None]) -> None:
    """Tell `done`, now or later, the id of the machine called `name`, or ""."""
    if machine.resolver is None or not asks_dns(machine, name):
        done(machine.table.find(name))
        return
    clock = machine.clock
    cause = clock.cause

    def heard(answer: LookupResult) -> None:
        addresses = [record[3] for record in answer.of_type("A")]
        found = machine.table.at(addresses[0]) if addresses else ""
        if found:
            # What follows is caused by whoever asked, not by the name server.
            clock.cause = cause
        done(found)

    try:
        machine.resolver.ask(Query(name.lower().rstrip("."), "A"), heard)
    except DnsNameError:
        heard(LookupResult("no_such_domain"))


def dial(
    machine: Machine,
    server: Endpoint,
    handle: Acceptor,
    nowhere: Callable[[], None],
) -> None:
    """Find `server` and open a connection to it; `handle` says who lives at this end.

    `nowhere` is called instead when no machine has that name. Neither is called when
    `machine` is switched off before the name server has answered.
    """

    def found(host: str) -> None:
        if host:
            machine.connect(host, server.port, handle)
        else:
            nowhere()

    find_host(machine, server.name, found)
