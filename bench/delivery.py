"""One delivered message, with all events and narration, against `json.dumps`.

The yardstick is the bare journal of the same run (facts, no narration), checked in as
JSON Lines, so that it stays the same when the simulator changes: `python -m
bench.delivery yardstick` makes it anew; earlier ratios are then no longer comparable.
"""

import json
import sys

from bench.labs import YARDSTICK, narrated, played, primera_carta
from bench.measure import Result, by_turns
from simulator.journal import to_jsonl
from simulator.projections.shapes import Served

TARGET_RATIO = 10
ROUNDS = 40


def results() -> list[Result]:
    scenario = primera_carta()
    journal = [json.loads(line) for line in YARDSTICK.read_text().splitlines()]

    def deliver() -> list[Served]:
        return narrated(played(scenario), scenario)

    def dump() -> str:
        return json.dumps(journal)

    events = len(deliver())
    delivered, dumped = by_turns(deliver, dump, ROUNDS)
    return [
        Result(
            "one message sent, delivered, collected and narrated / `json.dumps`",
            delivered / dumped,
            "×",
            TARGET_RATIO,
            f"{events} events, yardstick {len(journal)} events, "
            f"{len(dump()) / 1e3:.0f} kB",
        )
    ]


def write_yardstick() -> None:
    scenario = primera_carta()
    YARDSTICK.write_bytes(to_jsonl(played(scenario).journal))


if __name__ == "__main__":
    if sys.argv[1:] == ["yardstick"]:
        write_yardstick()
    for result in results():
        print(result.row())
