"""Greylisting: strangers are asked to come again (RFC 6647 §4).

Who is a stranger is a triplet: the client's address, the reverse-path and the
forward-path (RFC 6647 §2.4). A real server tries again after a while; much of what
sends spam does not. The list is on disk.
"""

Triplet = tuple[str, str, str]


class Greylist:
    """`wait_us`: how long a stranger has to wait; 0: not at all."""

    def __init__(self, wait_us: int) -> None:
        self._wait_us = wait_us
        self._first_us: dict[Triplet, int] = {}

    def may_enter(self, triplet: Triplet, now_us: int) -> bool:
        """Whether it has been known for long enough; from now on it is known."""
        if not self._wait_us:
            return True
        address, reverse_path, forward_path = triplet
        known = address, reverse_path.lower(), forward_path.lower()
        first_us = self._first_us.setdefault(known, now_us)
        return now_us - first_us >= self._wait_us
