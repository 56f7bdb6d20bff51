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
    "throughput",
    "seeking",
    "playing",
    "capturing",
    "page_weight",
    "static_edition",
    "layout_shift",
    "page_audit",
    "idle_labs",
    "archive_on",
    "workers",
    "gateway",
    "rooms",
    "light",
    "reading",
    "signatures",
    "growth",
    "freeze",
)

HEADER = """\
# Measured

Made by `make bench` (`python -m bench NAME...` renews only those); do not edit. Ratios
are taken within one run, by turns, and mean the same on any machine; milliseconds are
of the machine named below each table. ✔ met, ✘ missed, · reported only. Where others
are busy on the machine, seconds on the clock are noisy and only ever too long: then the
rows about the processor say more. What is said again and again (a line, a reply, a
subject) is worked out once, here as in a class.
"""
TABLE = """\
|   | what | measured | target | more |
|---|---|---|---|---|
"""
RESULTS = FOLDER / "RESULTS.md"
MARK = "\n## "


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


def sections(written: str) -> dict[str, str]:
    """What RESULTS.md says, by the bench that said it."""
    parts = (part.partition("\n") for part in written.split(MARK)[1:])
    return {name: body.strip() for name, _, body in parts}


def measure(name: str) -> list[Result]:
    """One bench, its rows printed as they come."""
    results: list[Result] = importlib.import_module(f"bench.{name}").results()
    for result in results:
        print(result.row(), flush=True)
    return results


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.exit(
            f"No such bench: {', '.join(unknown)}. There are: {', '.join(BENCHES)}"
        )
    known = sections(RESULTS.read_text("utf-8")) if names else {}
    measured: list[Result] = []
    for name in names or BENCHES:
        results = measure(name)
        rows = "\n".join(result.row() for result in results)
        known[name] = f"{TABLE}{rows}\n\n{machine()}"
        measured += results
    said = [f"{MARK}{name}\n\n{known[name]}\n" for name in BENCHES if name in known]
    RESULTS.write_text(HEADER + "".join(said), "utf-8")
    missed = [result for result in measured if not result.met]
    print(f"{len(measured) - len(missed)} of {len(measured)} targets met or reported")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
