"""Parts of the page that a lesson names: `[Cables](page:ui.world.cables)`.

| place | what it shows |
|---|---|
| `terminal` | the line one types in |
| `details` | what the step on show means, octet by octet |
| `machine/HOST` | that machine, opened: its mailboxes and the messages in them |
| `account/HOST` | the same, with the account of its mail client |
| `KEY` or `KEY/HOST` | the control with that text of the catalogue, about that host |

Why it exists: a pupil who cannot find what the text names is stuck. Pressed, the words
show it, whatever the size of the page; so they must be the page's own, and the same
places in every language.
"""

from collections.abc import Iterator
from pathlib import Path

from simulator.languages import Texts
from simulator.projections.catalogue import TextError, render
from simulator.scenario import Scenario, load_scenario
from simulator.teaching.playing import SHIPPED
from simulator.teaching.text import (
    SCENARIO_SCHEME,
    LessonText,
    StepText,
    markdown_of,
    places_in,
)

PANELS = ("terminal", "details")
MACHINES = ("machine", "account")


def wrong_places(
    text: LessonText, tag: str, scenario: Scenario, texts: Texts
) -> Iterator[tuple[str, str]]:
    """`(place, reason)` of what is named and is not there, or is called otherwise."""
    labels = {h.id: texts.pick(h.label, tag) for h in scenario.hosts}
    for section in text.sections.values():
        at = f"line {section.line} ({section.id})"
        for place, words in _places(section):
            name, _, host = place.partition("/")
            if host and host not in labels:
                yield at, f"page:{place}: no machine is called {host!r}"
            elif name in MACHINES and not host:
                yield at, f"page:{place}: says no machine"
            elif name not in (*PANELS, *MACHINES):
                params = {"host": host} if host else {}
                try:
                    said = render(texts[tag], name, params, labels)
                except TextError as error:
                    yield at, f"page:{place}: {error}"
                    continue
                if said != words:
                    yield at, f"page:{place} is called {said!r}, not {words!r}"


def wrong_scenarios(
    text: LessonText, tag: str, texts: Texts
) -> Iterator[tuple[str, str]]:
    """`(place, reason)` of links to scenarios of Cartero that are not there, or are
    called otherwise."""
    for section in text.sections.values():
        at = f"line {section.line} ({section.id})"
        for name, words in places_in(markdown_of(section), SCENARIO_SCHEME):
            file = _shipped(name)
            if file is None:
                yield at, f"scenario:{name}: there is no scenario of that name"
                continue
            said = texts.pick(load_scenario(file, texts.in_any_language()).title, tag)
            if said != words:
                yield at, f"scenario:{name} is called {said!r}, not {words!r}"


def _shipped(name: str) -> Path | None:
    files = {file.stem: file for file in (SHIPPED / "scenarios").glob("*.toml")}
    return files.get(name)


def wrong_pair_of_places(
    first: LessonText, other: LessonText
) -> Iterator[tuple[str, str]]:
    """Both languages lead to the same places."""
    for name, section in other.sections.items():
        twin = first.sections.get(name)
        mine = sorted(place for place, _ in _places(section))
        theirs = sorted(place for place, _ in _places(twin)) if twin else mine
        if mine != theirs:
            reason = f"names {mine} of the page; {first.file}: {theirs}"
            yield f"line {section.line} ({name})", reason


def _places(section: StepText) -> list[tuple[str, str]]:
    return places_in(markdown_of(section))
