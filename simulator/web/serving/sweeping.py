"""What a server does now and then: ends what is old, writes, gives memory back."""

import logging
from collections.abc import Callable, Iterable
from typing import NoReturn

from simulator.hosting import Labs
from simulator.web.memory import give_memory_back

SWEEP_EVERY_S = 30.0
GIVEN_BACK_FROM = 16_000_000
"""Octets that labs let go of: fewer are soon used again."""

log = logging.getLogger(__name__)


def sweeping(
    wait: Callable[[float], object], steps: Iterable[Callable[[], object]]
) -> NoReturn:
    """Every step now and then, for ever; one that fails stops no other, and is due
    again. `wait`: for so many seconds."""
    due = tuple(steps)
    while True:
        wait(SWEEP_EVERY_S)
        for step in due:
            try:
                step()
            except Exception:
                log.exception("a sweep failed")


def giving_back(labs: Labs) -> Callable[[], None]:
    """A step: the memory that labs let go of goes back to the system."""
    told = 0

    def give_back() -> None:
        nonlocal told
        if labs.octets_let_go - told > GIVEN_BACK_FROM:
            told = labs.octets_let_go
            give_memory_back()

    return give_back
