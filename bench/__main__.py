"""`make bench`: every bench in one run; prints the table and writes RESULTS.md.

A missed target is a mark in the table and exit status 1: a bench is read, not gated on.
"""

import importlib
import os
import platform
import sys

from bench.labs import FOLDER
from bench.measure import Result

BENCHES = (
    "delivery",
    "forking",
    "scaling",
    "seeking",
    "playing",
    "capturing",
    "page_weight",
    "idle_labs",
    "gateway",
    "reading",
)

HEADER = """\
# Measured

Made by `make bench`; do not edit. Ratios are taken within one run and mean the same on
any machine; milliseconds are of the machine named below.

|   | what | measured | target | more |
|---|---|---|---|---|
"""


def machine() -> str:
    """What the numbers depend on; nothing that names the machine."""
    cores = os.cpu_count() or 1
    said = (
        f"Python {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {cores} cores."
    )
    busy = os.getloadavg()[0]
    if busy > cores:
        said += f" Others were busy on it (load {busy:.0f}): alone it needs less."
    return said


def main() -> int:
    said = machine()
    print(said)
    results: list[Result] = []
    for name in BENCHES:
        for result in importlib.import_module(f"bench.{name}").results():
            print(result.row(), flush=True)
            results.append(result)
    rows = "\n".join(result.row() for result in results)
    (FOLDER / "RESULTS.md").write_text(f"{HEADER}{rows}\n\n{said}\n", "utf-8")
    missed = [result for result in results if not result.met]
    print(f"{len(results) - len(missed)} of {len(results)} targets met or reported")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
