"""Long work on a real thread, so that the event loop serves everybody else meanwhile.

For pure Python on values that nobody changes until it is done (the caller keeps the
lab's turn). Short work is done on the spot: a thread would cost more.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from gevent import get_hub

APART_FROM = 2_000
"""Size, in events or their like, from which on work counts as long: about 50 ms."""

Made = TypeVar("Made")


def apart(size: int, work: Callable[..., Made], *arguments: Any) -> Made:
    """`work(*arguments)`; we wait for it, the others do not."""
    if size < APART_FROM:
        return work(*arguments)
    made: Made = get_hub().threadpool.apply(work, arguments)
    return made
