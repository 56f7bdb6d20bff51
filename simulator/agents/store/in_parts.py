"""Long work on the messages of a mailbox, in parts: between two of them every other
machine, and whoever runs the simulation, gets a turn.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from simulator.agents.driver import Later
from simulator.agents.machine import Machine
from simulator.protocols.engine import Answer

PART_MESSAGES_MAX = 100

Item = TypeVar("Item")


def in_parts(
    machine: Machine,
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], None],
    done: Callable[[], Answer],
) -> Later:
    """`work` on some of `items` after others; then `done` gives the answer. A machine
    that is switched off meanwhile leaves the rest undone."""
    later = Later()

    def part(start: int) -> None:
        end = start + PART_MESSAGES_MAX
        work(items[start:end])
        if end >= len(items):
            later.give(done())
        else:
            machine.clock.after(0, machine.host.later(lambda: part(end)))

    part(0)
    return later
