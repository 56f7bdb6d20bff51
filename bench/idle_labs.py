"""Memory of 1,000 idle labs, each after `primera-carta`: a school, not a class.

Measured in a process of its own: its memory with the labs, less what it needs anyhow.
"""

import gc
import os
import subprocess
import sys

from bench.labs import FOLDER, played, primera_carta
from bench.measure import Result

LABS = 1_000
TARGET_MB = 300


def resident_mb() -> float:
    """Resident memory of this process, in MB (Linux: /proc/self/statm, in pages)."""
    with open("/proc/self/statm") as statm:
        pages = int(statm.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure() -> float:
    """MB that the labs take, the first of them (imports, caches) not counted."""
    scenario = primera_carta()
    kept = [played(scenario)]
    gc.collect()
    baseline = resident_mb()
    kept += [played(scenario) for _ in range(LABS)]
    gc.collect()
    return resident_mb() - baseline


def results() -> list[Result]:
    alone = subprocess.run(
        [sys.executable, "-m", "bench.idle_labs", "measure"],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    used = float(alone.stdout)
    more = f"{used * 1e3 / LABS:.0f} kB each"
    return [Result("memory of 1,000 idle labs", used, "MB", TARGET_MB, more)]


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        print(measure())
    else:
        for result in results():
            print(result.row())
