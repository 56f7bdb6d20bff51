"""The labs that benches measure, built from `primera-carta`."""

from pathlib import Path

from simulator.acts import Send
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Served
from simulator.scenario import Scenario, load_scenario, scenario_view

FOLDER = Path(__file__).resolve().parent
SCENARIO = FOLDER.parent / "lessons" / "scenarios" / "primera-carta.toml"
YARDSTICK = FOLDER / "yardstick.jsonl"
SEED = 1
EVENTS = 10_000

LETTER = Send(
    host="pc-ana",
    to="benito@sur.example",
    subject="Otra carta",
    body="Hola, Benito:\n\n¿Llegan todas?\n\nAna",
)


def primera_carta() -> Scenario:
    return load_scenario(SCENARIO)


def played(scenario: Scenario) -> Lab:
    """The whole scenario: the letter sent, delivered, collected and read."""
    lab = Lab(scenario, SEED)
    lab.open()
    lab.settle()
    for act in scenario.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab


def narrated(lab: Lab, scenario: Scenario) -> list[Served]:
    """Every event as it is served to a browser."""
    return ServedJournal(lab.journal, scenario_view(scenario)).served()


def long_lab(scenario: Scenario, events: int = EVENTS) -> Lab:
    """A lab in which Ana wrote until the journal had `events` events."""
    lab = played(scenario)
    while len(lab.journal) < events:
        lab.apply(LETTER, "student")
        lab.settle()
    return lab
