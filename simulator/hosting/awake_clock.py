"""A clock that stands still while the computer sleeps: labs outlive its night."""

from collections.abc import Callable


class AwakeClock:
    """Seconds this machine was awake: a jump longer than `jump_s` counts as that much.

    So labs outlive the night on a sleeping laptop. Ask it often (the sweeper does).
    """

    def __init__(self, monotonic: Callable[[], float], jump_s: float = 120.0) -> None:
        self._monotonic = monotonic
        self._jump_s = jump_s
        self._last = monotonic()
        self._awake = 0.0

    def __call__(self) -> float:
        """Seconds since it was made, without those the computer slept."""
        now = self._monotonic()
        self._awake += min(max(0.0, now - self._last), self._jump_s)
        self._last = now
        return self._awake
