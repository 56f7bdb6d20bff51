"""A teacher's own lessons, beside those that come with Cartero.

Why it exists: a folder of lessons needs no catalogue and no second language to be
shown. What could mislead a class is refused before anybody sees it, with file, place
and reason; `flask lessons check` also plays every solution and near miss.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from simulator.languages import Texts
from simulator.scenario import Scenario, load_scenario
from simulator.teaching.checks import check_shape
from simulator.teaching.library import LESSON_FILE, Library, LoadedLesson, load_folder
from simulator.teaching.playing import scenario_file
from simulator.teaching.schema import Unit
from simulator.teaching.toml_files import LessonError

OWN = "propias"
"""The unit of the course that holds them."""


def add_own(
    folder: Path, library: Library, scenarios: Mapping[str, Scenario], texts: Texts
) -> tuple[Library, dict[str, Scenario]]:
    """The library with the lessons of `folder` as its last unit, by their numbers, and
    the scenarios with those they bring. Raises LessonError, ScenarioError."""
    found: list[LoadedLesson] = []
    brought: dict[str, Path] = {}
    any_words = texts.in_any_language()
    for file in sorted(folder.glob("**/" + LESSON_FILE)):
        for problem in check_shape(file.parent, texts):
            raise LessonError(problem.file, problem.place, problem.reason)
        loaded = load_folder(file.parent, tuple(texts))
        lesson = loaded.lesson
        if lesson.slug in {*library.every, *(each.lesson.slug for each in found)}:
            raise LessonError(str(file), "slug", f"`{lesson.slug}` is taken")
        if lesson.scenario not in scenarios:
            path = scenario_file(lesson.scenario, file.parent)
            if brought.setdefault(lesson.scenario, path) != path:
                reason = f"{path} and {brought[lesson.scenario]} have the same name"
                raise LessonError(str(file), "scenario", reason)
        words = any_words.complete(loaded.texts)
        found.append(msgspec.structs.replace(loaded, texts=words))
    if not found:
        raise LessonError(str(folder), "", f"no {LESSON_FILE} in it")
    loaded_now = {
        name: load_scenario(path, any_words) for name, path in brought.items()
    }
    return _joined(library, found, texts), {**scenarios, **loaded_now}


def _joined(library: Library, own: list[LoadedLesson], texts: Texts) -> Library:
    own.sort(key=lambda each: (each.lesson.number, each.lesson.slug))
    slugs = tuple(each.lesson.slug for each in own)
    title = dict(texts.words("ui.learn.own"))
    unit = Unit(id=OWN, title=title, lessons=slugs)
    catalogue = msgspec.structs.replace(
        library.catalogue, units=[*library.catalogue.units, unit]
    )
    lessons = {**library.lessons}
    for each, following in zip(own, [*slugs[1:], None], strict=True):
        lessons[each.lesson.slug] = msgspec.structs.replace(each, next=following)
    return Library(catalogue, lessons, library.missions, texts)
