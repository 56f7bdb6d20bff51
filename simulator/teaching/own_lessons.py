"""A teacher's own lessons, beside those that come with Cartero.

Why it exists: a folder of lessons needs no catalogue and no second language to be
shown. What could mislead a class is left out, and told with file, place and reason;
the other lessons of the folder are there. `flask lessons check` also plays every
solution and near miss.
"""

from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import msgspec

from simulator.languages import Texts
from simulator.scenario import Scenario, load_scenario
from simulator.teaching.checks import LessonProblem, check_shape
from simulator.teaching.library import (
    LESSON_FILE,
    Library,
    LoadedLesson,
    load_folder,
)
from simulator.teaching.playing import scenario_file
from simulator.teaching.schema import OWN, Unit

Stamp = tuple[tuple[str, int, int], ...]


class OwnLessons(NamedTuple):
    """Everything with the lessons of a folder, and what is wrong with those that are
    left out; files are named from the folder on."""

    library: Library
    scenarios: dict[str, Scenario]
    problems: tuple[LessonProblem, ...]


def stamp(folder: Path) -> Stamp:
    """What changes with every change of its files."""
    files = [*folder.glob("**/*.toml"), *folder.glob("**/*.md")]
    known = [(str(file), file.stat()) for file in sorted(files) if file.is_file()]
    return tuple((name, found.st_mtime_ns, found.st_size) for name, found in known)


def add_own(
    folder: Path, library: Library, scenarios: Mapping[str, Scenario], texts: Texts
) -> OwnLessons:
    """The library with the lessons of `folder` as its last unit, by their numbers, and
    the scenarios with those they bring."""
    found: list[LoadedLesson] = []
    brought: dict[str, Path] = {}
    loaded_now: dict[str, Scenario] = {}
    problems: list[LessonProblem] = []
    any_words = texts.in_any_language()
    files = sorted(folder.glob("**/" + LESSON_FILE))
    if not files:
        problems.append(LessonProblem(str(folder), "", f"no {LESSON_FILE} in it"))
    for file in files:
        wrong = check_shape(file.parent, texts)
        if wrong:
            problems += wrong
            continue
        loaded = load_folder(file.parent, tuple(texts), texts)
        lesson = loaded.lesson
        if lesson.slug in {*library.every, *(each.lesson.slug for each in found)}:
            reason = f"`{lesson.slug}` is taken"
            problems.append(LessonProblem(str(file), "slug", reason))
            continue
        if lesson.scenario not in scenarios:
            path = scenario_file(lesson.scenario, file.parent)
            if brought.setdefault(lesson.scenario, path) != path:
                reason = f"{path} and {brought[lesson.scenario]} have the same name"
                problems.append(LessonProblem(str(file), "scenario", reason))
                continue
            loaded_now[lesson.scenario] = load_scenario(path, any_words)
        words = any_words.complete(loaded.texts)
        found.append(msgspec.structs.replace(loaded, texts=words))
    shown = tuple(_from_folder(problem, folder) for problem in dict.fromkeys(problems))
    joined = _joined(library, found, shown, texts)
    return OwnLessons(joined, {**scenarios, **loaded_now}, shown)


def _from_folder(problem: LessonProblem, folder: Path) -> LessonProblem:
    """The same, without the way to the folder."""
    for start in (folder, folder.resolve()):
        if Path(problem.file).is_relative_to(start) and Path(problem.file) != start:
            file = str(Path(problem.file).relative_to(start))
            return msgspec.structs.replace(problem, file=file)
    return problem


def _joined(
    library: Library,
    own: list[LoadedLesson],
    problems: tuple[LessonProblem, ...],
    texts: Texts,
) -> Library:
    own.sort(key=lambda each: (each.lesson.number, each.lesson.slug))
    slugs = tuple(each.lesson.slug for each in own)
    title = dict(texts.words("ui.learn.own"))
    unit = Unit(id=OWN, title=title, lessons=slugs)
    catalogue = msgspec.structs.replace(
        library.catalogue, units=[*library.catalogue.units, unit]
    )
    lessons = {**library.lessons}
    for each, following in zip_longest(own, slugs[1:]):
        lessons[each.lesson.slug] = msgspec.structs.replace(each, next=following)
    wrong = tuple(map(str, problems))
    return Library(catalogue, lessons, library.missions, texts, wrong)
