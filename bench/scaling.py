"""What an event costs while a lab grows: the world and its journal, and telling it.

Ana writes letter after letter in one long-running lab that nobody trims, and somebody
watches. The ratio is the dearest place against the cheapest, so it also falls short
where a small lab is the dear one.
"""

import time

from bench.labs import LETTER, SEED, primera_carta
from bench.measure import Result
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view

MARKS = (1_000, 3_000, 10_000, 30_000, 100_000)
STRETCH = 500
"""Events of one measurement."""

NEAR = 8
"""Stretches around a mark: the best counts, what else the machine does only adds."""

RATIO_MAX = 1.5

Costs = list[tuple[int, float, float]]
"""Events so far; microseconds of processor an event of the world, and of telling it."""


def costs() -> Costs:
    """One lab from nothing to the last mark, stretch by stretch."""
    scenario = primera_carta()
    lab = Lab(scenario, SEED)
    lab.open()
    server = ServedJournal(lab.journal, scenario_view(scenario))
    server.served()
    found: Costs = []
    while len(lab.journal) < MARKS[-1]:
        before = len(lab.journal)
        began = time.process_time()
        while len(lab.journal) < before + STRETCH:
            lab.apply(LETTER, "student")
            lab.settle()
        made = time.process_time()
        server.served(from_seq=before)
        told = time.process_time()
        events = len(lab.journal) - before
        found.append(
            (
                before + events,
                (made - began) * 1e6 / events,
                (told - made) * 1e6 / events,
            )
        )
    return found


def results() -> list[Result]:
    found = costs()
    rows = []
    for column, what in ((1, "made"), (2, "narrated and folded")):
        marks = []
        for mark in MARKS:
            near = sorted(found, key=lambda entry: abs(entry[0] - mark))[:NEAR]
            marks.append(min(entry[column] for entry in near))
        more = ", ".join(f"{cost:.1f}" for cost in marks)
        places = ", ".join(f"{mark:,}" for mark in MARKS)
        rows.append(
            Result(
                f"cost of an event {what}, from {MARKS[0]:,} to {MARKS[-1]:,} events",
                max(marks) / min(marks),
                "×",
                RATIO_MAX,
                f"{more} µs at {places}",
            )
        )
    return rows


if __name__ == "__main__":
    for result in results():
        print(result.row())
