"""Everything a lesson must be before a pupil meets it, for CI and for teachers.

`check_folder` reads a folder of lessons (with a catalogue, or just one lesson) and
returns every problem with its file, place and reason; none is fatal to the others.
It refuses to repair.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from simulator.languages import Texts, read
from simulator.rfc import wrong_citations
from simulator.scenario import Scenario, ScenarioError
from simulator.teaching.checks.names import wrong_names
from simulator.teaching.checks.places import (
    wrong_pages,
    wrong_pair_of_places,
    wrong_places,
)
from simulator.teaching.checks.runs import wrong_runs
from simulator.teaching.checks.skips import wrong_skips
from simulator.teaching.checks.text import wrong_pair, wrong_words
from simulator.teaching.library import (
    LESSON_FILE,
    LoadedLesson,
    load_folder,
)
from simulator.teaching.playing import find_scenario
from simulator.teaching.schema import CATALOGUE_FILE, Catalogue, Lesson
from simulator.teaching.toml_files import LessonError, load_file

SLIDE = re.compile(r"S[0-9]{2}(\.[a-z]?[0-9]*)?")


class LessonProblem(msgspec.Struct, frozen=True, order=True):
    """What is wrong, and where to look."""

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.place, self.reason) if part)


def check_folder(path: str | Path, texts: Texts | None = None) -> list[LessonProblem]:
    """Check a folder of lessons: one with `catalogue.toml`, one lesson, or several.

    `texts`: the languages; without it, Cartero's own. Without a catalogue a lesson may
    be in one language only.
    """
    folder, texts = Path(path), texts or read()
    files = sorted(folder.glob("**/" + LESSON_FILE))
    problems: list[LessonProblem] = []
    if (folder / CATALOGUE_FILE).exists():
        problems += _catalogue(folder, files, texts)
        for file in files:
            problems += _languages(file.parent, texts)
    elif not files:
        problems.append(LessonProblem(str(folder), "", f"no {LESSON_FILE} in it"))
    problems += _twice(files)
    for file in files:
        problems += check_lesson(file.parent, texts)
    return list(dict.fromkeys(problems))


def check_lesson(folder: Path, texts: Texts | None = None) -> list[LessonProblem]:
    """Check one lesson's folder."""
    return _checked(folder, texts or read(), playing=True)


def check_shape(folder: Path, texts: Texts) -> list[LessonProblem]:
    """Check one lesson's folder without playing it: quick enough for every start."""
    return _checked(folder, texts, playing=False)


def _checked(folder: Path, texts: Texts, *, playing: bool) -> list[LessonProblem]:
    file = str(folder / LESSON_FILE)
    try:
        loaded = load_folder(folder, tuple(texts), texts)
        scenario = find_scenario(loaded.lesson.scenario, folder, texts)
    except (LessonError, ScenarioError) as error:
        return [LessonProblem(error.file, error.place, error.reason)]
    lesson = loaded.lesson
    problems = [LessonProblem(file, *found) for found in _identity(lesson, folder)]
    names = [LessonProblem(file, *found) for found in wrong_names(lesson, scenario)]
    problems += [*names, *_words(loaded, texts), *_places(loaded, scenario, texts)]
    if playing and not names:
        runs = list(wrong_runs(lesson, scenario)) or wrong_skips(lesson, scenario)
        problems += [LessonProblem(file, *found) for found in runs]
    return problems


def _words(loaded: LoadedLesson, texts: Texts) -> Iterator[LessonProblem]:
    for tag, text in loaded.texts.items():
        for place, reason in wrong_words(loaded.lesson, text, texts.languages[tag]):
            yield LessonProblem(text.file, place, reason)
    first, *others = loaded.texts.values()
    for other in others:
        for place, reason in wrong_pair(first, other):
            yield LessonProblem(other.file, place, reason)


def _places(
    loaded: LoadedLesson, scenario: Scenario, texts: Texts
) -> Iterator[LessonProblem]:
    for tag, text in loaded.texts.items():
        for found in wrong_places(text, tag, scenario, texts):
            yield LessonProblem(text.file, *found)
        for found in wrong_pages(text, tag, texts):
            yield LessonProblem(text.file, *found)
    first, *others = loaded.texts.values()
    for other in others:
        for found in wrong_pair_of_places(first, other):
            yield LessonProblem(other.file, *found)


def _identity(lesson: Lesson, folder: Path) -> Iterator[tuple[str, str]]:
    if lesson.slug != folder.resolve().name:
        yield "slug", f"{lesson.slug!r} is not the name of its folder"
    for reason in wrong_citations(lesson.rfc):
        yield "rfc", reason
    for slide in lesson.slides:
        if not SLIDE.fullmatch(slide):
            yield "slides", f"{slide!r} is not like S19.2"


def _catalogue(
    folder: Path, files: list[Path], texts: Texts
) -> Iterator[LessonProblem]:
    """The catalogue names every lesson once, in the folder of its unit."""
    file = str(folder / CATALOGUE_FILE)
    try:
        catalogue = load_file(folder / CATALOGUE_FILE, Catalogue)
    except LessonError as error:
        yield LessonProblem(error.file, error.place, error.reason)
        return
    listed = [
        folder / unit.id / slug / LESSON_FILE
        for unit in catalogue.units
        for slug in unit.lessons
    ]
    if catalogue.missions:
        listed.append(folder / catalogue.missions / LESSON_FILE)
    for unit in catalogue.units:
        if set(unit.title) != set(texts):
            yield LessonProblem(file, unit.id, "needs a title in every language")
    for path in listed:
        if path not in files:
            yield LessonProblem(file, path.parent.name, f"there is no {path}")
        if listed.count(path) > 1:
            yield LessonProblem(file, path.parent.name, "is listed twice")
    for path in files:
        if path not in listed:
            yield LessonProblem(file, path.parent.name, "is not in the catalogue")


def _languages(folder: Path, texts: Texts) -> Iterator[LessonProblem]:
    for lang in texts:
        if not (folder / f"{lang}.md").exists():
            yield LessonProblem(str(folder / f"{lang}.md"), "", "is missing")


def _twice(files: list[Path]) -> Iterator[LessonProblem]:
    names = [file.parent.resolve().name for file in files]
    for file, name in zip(files, names, strict=True):
        if names.count(name) > 1:
            yield LessonProblem(str(file), "slug", f"two lessons are called {name!r}")
