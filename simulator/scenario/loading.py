"""From a TOML file to a `Scenario`.

It refuses a file that is wrong, with file, place and reason; nothing is guessed.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from simulator.languages import Texts, read
from simulator.scenario.problems import scenario_problems
from simulator.scenario.schema import Scenario
from simulator.scenario.words import with_words, word_problems


class ScenarioError(Exception):
    """A scenario file that is wrong. `place` is a path such as `host[2].address`."""

    def __init__(self, file: str, place: str, reason: str) -> None:
        super().__init__(f"{file}: {place}: {reason}" if place else f"{file}: {reason}")
        self.file = file
        self.place = place
        self.reason = reason


def load_scenario(path: str | Path, texts: Texts | None = None) -> Scenario:
    """Read and check a scenario file; its machines speak the words of `texts` (without
    it, Cartero's own). Raises ScenarioError."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(str(path), "", f"cannot be read: {error}") from error
    return parse_scenario(text, str(path), texts)


def parse_scenario(text: str, file: str, texts: Texts | None = None) -> Scenario:
    """As `load_scenario`, from text."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(file, "", f"not valid TOML: {error}") from error
    return made_scenario(data, file, texts or read())


def made_scenario(data: dict[str, Any], file: str, texts: Texts) -> Scenario:
    # Any: what a file holds, or a program made like one
    """The scenario in `data`, checked. Raises ScenarioError."""
    try:
        scenario = msgspec.convert(data, Scenario)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$")
        raise ScenarioError(file, place.strip("`.") or "top", reason) from error
    for place, reason in [
        *word_problems(scenario, texts),
        *scenario_problems(scenario),
        *_variant_problems(scenario, texts),
    ]:
        raise ScenarioError(file, place, reason)
    return with_words(scenario, texts)


def _variant_problems(scenario: Scenario, texts: Texts) -> Iterator[tuple[str, str]]:
    """What is wrong with the variants."""
    known = {host.id for host in scenario.hosts}
    for number, variant in enumerate(scenario.variants):
        place = f"variant[{number}]"
        for host in (*variant.hosts, *variant.without):
            if host not in known:
                yield f"{place}.hosts", f"`{host}` is not a machine here"
        try:
            varied = scenario.varied(variant)
        except msgspec.ValidationError as error:
            yield place, str(error)
            continue
        for inner, reason in (
            *word_problems(varied, texts),
            *scenario_problems(varied),
        ):
            yield f"{place}: {inner}", reason
