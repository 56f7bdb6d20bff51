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

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from simulator.languages import Texts
from simulator.projections.catalogue import TextError, render
from simulator.scenario import Scenario, load_scenario
from simulator.teaching.experiments import Experiment
from simulator.teaching.playing import SHIPPED
from simulator.teaching.text import (
    LessonText,
    StepText,
    load_text,
    markdown_of,
    places_in,
)
from simulator.teaching.toml_files import load_file

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


def wrong_pages(text: LessonText, tag: str, texts: Texts) -> Iterator[tuple[str, str]]:
    """`(place, reason)` of links to scenarios, experiments and lessons of Cartero that
    are not there, or are called otherwise."""
    for section in text.sections.values():
        at = f"line {section.line} ({section.id})"
        for kind, (pattern, title) in _PAGES.items():
            for name, words in places_in(markdown_of(section), f"{kind}:"):
                file = _shipped(pattern, name)
                if file is None:
                    yield at, f"{kind}:{name}: there is no {kind} of that name"
                    continue
                said = title(file, tag, texts)
                if said != words:
                    yield at, f"{kind}:{name} is called {said!r}, not {words!r}"


def _shipped(pattern: str, name: str) -> Path | None:
    """The file of that name: that of a folder is called as its folder."""
    files = SHIPPED.glob(pattern)
    return next((f for f in files if name in (f.stem, f.parent.name)), None)


def _scenario_title(file: Path, tag: str, texts: Texts) -> str:
    return texts.pick(load_scenario(file, texts.in_any_language()).title, tag)


def _experiment_title(file: Path, tag: str, texts: Texts) -> str:
    return texts.pick(load_file(file, Experiment).title, tag)


def _lesson_title(file: Path, tag: str, _texts: Texts) -> str:
    return load_text(file.with_name(f"{tag}.md")).title


_PAGES: Mapping[str, tuple[str, Callable[[Path, str, Texts], str]]] = {
    "scenario": ("scenarios/*.toml", _scenario_title),
    "experiment": ("experiments/*.toml", _experiment_title),
    "lesson": ("*/*/lesson.toml", _lesson_title),
}


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
