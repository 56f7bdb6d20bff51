"""Labs for tests: the first letter's world, at rest."""

from functools import cache
from pathlib import Path

from simulator.lab import Lab
from simulator.languages import read
from simulator.scenario import Scenario, load_scenario
from simulator.teaching import Library

LANGUAGES = tuple(read())
"""Those that Cartero speaks, the first first."""

SHIPPED = Path(__file__).parent.parent / "lessons"
"""The lessons that come with Cartero, also where `simulator` is a copy elsewhere."""

SCENARIOS = SHIPPED / "scenarios"


@cache
def scenario(name: str = "primera-carta") -> Scenario:
    """A scenario of the library."""
    return load_scenario(SCENARIOS / f"{name}.toml")


@cache
def library() -> Library:
    """Cartero's own lessons, read once for all tests of a process."""
    return Library.load(SHIPPED)


def opened(name: str = "primera-carta", seed: int = 7) -> Lab:
    """A lab after its opening acts."""
    lab = Lab(scenario(name), seed)
    lab.open()
    return lab


def demonstrated(name: str = "primera-carta", seed: int = 7) -> Lab:
    """A lab after its whole demonstration."""
    lab = opened(name, seed)
    for act in lab.scenario.demonstration_acts():
        lab.apply(act, "auto")
        lab.settle()
    return lab
