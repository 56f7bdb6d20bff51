"""What every bench shares: how a result is said, and how time is compared.

Ratios are taken within one run, by turns, so that they mean the same on any machine; a
loaded machine slows both sides. It refuses averages: they follow the worst pause.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

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
    """How long `work` takes once, without a collection of garbage in the middle."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def by_turns(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Median seconds of each, measured one after the other `rounds` times."""
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0..1) of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
