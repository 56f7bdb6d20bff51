"""Lighthouse on every door: performance, accessibility, best practices, SEO, of 100.

A phone as Lighthouse has it by default (mobile, simulated slow 4G, a processor four
times slower), opened cold. It is no dependency of Cartero; its versions are pinned in
this folder, and whoever wants the rows installs it there, once:

    npm ci --ignore-scripts --prefix bench/page_audit

Without it a row says so. The middle one of three runs counts, by its performance:
Lighthouse multiplies the processor time that it sees, so on a busy machine the pages
seem slower than they are.

A part of Lighthouse asks for the latest `third-party-web`, with which a lock of npm is
out of date as soon as there is a newer one: `overrides` says which it gets.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from bench.measure import Result
from bench.page_weight import PAGES
from tools.chromium import LAUNCH_ARGUMENTS, find_chromium
from tools.serving import serving

FOLDER = Path(__file__).resolve().parent
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
ABSENT = "no Lighthouse here (npm ci --ignore-scripts --prefix bench/page_audit)"

CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
MISSING_MAX = 2
"""Points that may be missing to 100."""

RUNS = 3
FLAGS = " ".join(("--headless", *LAUNCH_ARGUMENTS))


def scores(url: str) -> dict[str, int]:
    """Points of each category in one run."""
    said = subprocess.run(
        [
            *(PROGRAM, url, "--quiet", "--output=json"),
            *("--no-enable-error-reporting", f"--chrome-flags={FLAGS}"),
        ],
        env={**os.environ, "CHROME_PATH": str(find_chromium())},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(said.stdout)["categories"]
    return {name: round(100 * (found[name]["score"] or 0)) for name in CATEGORIES}


def audited(url: str, door: str) -> Result:
    """How many points are missing where most are."""
    runs = sorted(
        (scores(url) for _ in range(RUNS)), key=lambda run: run["performance"]
    )
    middle = runs[RUNS // 2]
    said = (f"{name} {middle[key]}" for key, name in CATEGORIES.items())
    performance = f"performance from {runs[0]['performance']} to "
    performance += str(runs[-1]["performance"])
    return Result(
        f"Lighthouse, {door} on a phone: missing to 100 where most is",
        100 - min(middle.values()),
        "points",
        MISSING_MAX,
        f"{', '.join(said)}; {performance}",
    )


def results() -> list[Result]:
    if not PROGRAM.exists():
        return [Result("Lighthouse on each door", 0, "points", None, ABSENT)]
    with serving() as base:
        return [audited(base + path, door) for path, door in PAGES.items()]


if __name__ == "__main__":
    for result in results():
        print(result.row())
