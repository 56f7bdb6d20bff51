"""How many files and sockets this process may have open."""

import sys

ENOUGH = 16_384
"""A class of a hundred with six connections each, twenty times over."""

KEPT_BACK = 0.25
"""The share that is not for browsers: files, and the gateway's connections."""


def connections_max() -> int:
    """How many browsers may be connected at once, once enough was asked for."""
    return int(allow_many_descriptors() * (1 - KEPT_BACK))


def allow_many_descriptors() -> int:
    """Ask the system for enough; it may say no. How many there are. Windows has no such
    bound."""
    if sys.platform == "win32":
        return ENOUGH
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):
        return soft
    return wanted
