"""Memory that labs let go of, given back to the system.

The C library keeps what was freed for later, and after a class has sent its attachments
that is hundreds of megabytes which other programs of a small machine would need.
"""

import ctypes
import gc


def give_memory_back() -> None:
    """Look for garbage, then hand free memory over; on systems whose C library cannot
    be asked to (only glibc can), it keeps it."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return
