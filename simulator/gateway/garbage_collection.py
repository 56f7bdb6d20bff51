"""How often a process that serves looks for garbage.

Python looks for cycles whenever 700 more containers were made than freed. What a lab
makes is values without cycles: they go when nobody refers to them, and a journal keeps
thousands that are no garbage at all, looked through for nothing. So a server looks more
seldom, and never through what was there before it began.

It refuses to stop looking: web requests and greenlets do leave cycles.
"""

import gc

CONTAINERS_MORE = 20_000
"""Looking through so many takes about a millisecond, some times a second at most."""


def collect_garbage_rarely() -> None:
    """To be called once, when all is loaded and nothing is served yet."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(CONTAINERS_MORE, *gc.get_threshold()[1:])
