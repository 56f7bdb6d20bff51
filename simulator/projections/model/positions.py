"""Where a message is among those of a queue, a mailbox, a folder or a mail client.

They stand in the order in which they came, and the numbers in their names ascend; so a
message is found without looking at the others, however many there are.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TypeVar

from simulator.projections.message_names import number_of

T = TypeVar("T")


def index_of(items: Sequence[T], name: str, named: Callable[[T], str]) -> int:
    """The index of the item with that name; -1: there is none. Where names do not
    ascend (a mail client that reads two servers), all are looked through."""
    at = bisect_left(items, number_of(name), key=lambda item: number_of(named(item)))
    if at < len(items) and named(items[at]) == name:
        return at
    return next((i for i, item in enumerate(items) if named(item) == name), -1)
