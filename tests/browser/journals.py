"""Plays what a file says and prints a digest of each journal and of what is told of it.

It is run by CPython and by Pyodide, which must agree; so it imports the core alone.
"""

import hashlib
import json
import sys
from pathlib import Path

import msgspec

from simulator.acts import ACTS
from simulator.browser import restored
from simulator.hosting import load_content
from simulator.journal import to_jsonl
from simulator.lab import Intervention, Lab
from simulator.projections.catalogue import FOLDER
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import Scenario, scenario_view

STORED = Path("/app/content.pickle")
LESSONS = Path("lessons")


def digest(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()[:16]


def told(lab: Lab, scenario: Scenario) -> list[object]:
    """How many events, and digests of the journal and of what is served of it."""
    events = ServedJournal(lab.journal, scenario_view(scenario)).served()
    served = digest(msgspec.json.encode(events))
    return [len(events), digest(to_jsonl(lab.journal)), served]


def demonstrated(scenario: Scenario) -> Lab:
    lab = Lab(scenario, 7)
    lab.open()
    for act in scenario.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab


def main(plays: Path) -> None:
    """`plays`: JSON lists of scenario, seed and interventions."""
    if STORED.is_file():
        content = restored(STORED.read_bytes())
    else:
        content = load_content(LESSONS / "scenarios", LESSONS, FOLDER)
    found = {
        name: told(demonstrated(scenario), scenario)
        for name, scenario in content.scenarios.items()
    }
    for name, seed, inputs in json.loads(plays.read_text()):
        scenario = content.scenarios[name]
        lab = Lab(scenario, seed)
        for after, at_rest, actor, act in inputs:
            lab.replay(Intervention(after, at_rest, actor, ACTS.decode(act)))
        lab.settle()
        found[f"{name} {seed}"] = told(lab, scenario)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
