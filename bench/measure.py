"""What every bench shares: how a result is said, and how time is compared.

Ratios are taken within one run, by turns, of processor time and of the best of many
rounds: whatever else the machine does only ever adds. It refuses averages: they follow
the worst pause.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

TARGET_MET = "✔"
TARGET_MISSED = "✘"


@dataclass(frozen=True)
class Result:
    """One number against its target. `target` None: reported only. `more`: context."""

    what: str
    value: float
    unit: str
    target: float | None
    more: str = ""

    @property
    def met(self) -> bool:
        return self.target is None or self.value <= self.target

    @property
    def mark(self) -> str:
        if self.target is None:
            return "·"
        return TARGET_MET if self.met else TARGET_MISSED

    def row(self) -> str:
        """A line of the table in RESULTS.md."""
        goal = "reported" if self.target is None else f"≤ {self.target:g} {self.unit}"
        value = (
            f"{self.value:.3g} {self.unit}"
            if self.value < 100
            else (f"{self.value:.0f} {self.unit}")
        )
        return f"| {self.mark} | {self.what} | {value} | {goal} | {self.more} |"


def seconds(work: Callable[[], object]) -> float:
    """Processor time of `work`, without a collection of garbage in the middle."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def by_turns(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Fewest seconds of each, measured one after the other `rounds` times."""
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return min(a for a, _ in pairs), min(b for _, b in pairs)


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0..1) of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
