"""What the machines of real programs are called in a lab, and where they plug in."""

from collections.abc import Callable
from typing import NamedTuple

from simulator.hosting.stations import Station
from simulator.scenario import Scenario

ADDRESSES = 254


class Guest(NamedTuple):
    """The machine of one real program. `labels`: what to call it, by language."""

    host: str
    address: str
    labels: dict[str, str]


Naming = Callable[[int], Guest]
"""Of the first, second, ... program that is connected at the same time."""


def strangers(scenario: Scenario) -> Naming:
    """They come from outside (RFC 5737), and are nobody's."""

    def named(number: int) -> Guest:
        address = f"203.0.113.{(number - 1) % ADDRESSES + 1}"
        return Guest(f"real-{number}", address, _labels(scenario, number))

    return named


def own_programs(scenario: Scenario, station: Station) -> Naming:
    """They run on the computer of the station, and are called after its person."""
    (at,) = station.at
    host = scenario.host(at)
    assert host is not None
    person = host.label

    def named(number: int) -> Guest:
        labels = {
            lang: f"{words} ({person.get(lang, host.id)})"
            for lang, words in _labels(scenario, number).items()
        }
        return Guest(station.programs[number - 1], host.address, labels)

    return named


def _labels(scenario: Scenario, number: int) -> dict[str, str]:
    words = scenario.visitor.items()
    return {lang: text.replace("{n}", str(number)) for lang, text in words}
