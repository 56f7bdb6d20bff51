"""How many files and sockets this process may have open."""

import sys

ENOUGH = 16_384
"""A class of a hundred with six connections each, twenty times over."""


def allow_many_descriptors() -> None:
    """Ask the system for enough; it may say no. Windows has no such bound."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):
        return
