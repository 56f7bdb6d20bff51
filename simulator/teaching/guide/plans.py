"""Plans over several lessons: one period, four weeks, homework (`lessons/plans/`).

Why it exists: a teacher has fifty minutes, not a course. It refuses a plan whose parts
do not add up, or that leads to something that is not there.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from simulator.languages import Texts, Words
from simulator.teaching.experiments import Experiment
from simulator.teaching.library import Library
from simulator.teaching.mysteries import read_code
from simulator.teaching.slides import Course
from simulator.teaching.toml_files import Data, LessonError, check_slug, load_file

SUBJECTS = ("lesson", "sheet", "slide", "experiment", "mystery")


class PlanPart(Data, frozen=True, kw_only=True):
    """Some minutes: what is done, and with what, if anything: a `lesson`, or its
    `sheet` of paper (slugs), a `slide` (S14), an `experiment` (slug), or a `mystery`
    (its code)."""

    minutes: int
    does: Words
    lesson: str = ""
    sheet: str = ""
    slide: str = ""
    experiment: str = ""
    mystery: str = ""

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError("a part takes a minute or more")
        if sum(bool(getattr(self, name)) for name in SUBJECTS) > 1:
            raise ValueError(f"a part has one of {', '.join(SUBJECTS)} at most")


class Session(Data, frozen=True, kw_only=True):
    """A period, or a task for home. `minutes`: its parts add up to them."""

    title: Words
    minutes: int
    parts: tuple[PlanPart, ...] = msgspec.field(name="part")

    def __post_init__(self) -> None:
        given = sum(part.minutes for part in self.parts)
        if given != self.minutes:
            raise ValueError(f"the parts take {given} minutes, not {self.minutes}")


class ClassPlan(Data, frozen=True, kw_only=True):
    """A whole file. `order`: its place in the list."""

    id: str
    order: int
    title: Words
    lead: Words
    sessions: tuple[Session, ...] = msgspec.field(name="session")

    def __post_init__(self) -> None:
        check_slug(self.id, "id")
        if not self.sessions:
            raise ValueError("a plan has sessions")


def load_plans(
    folder: Path,
    library: Library,
    course: Course,
    experiments: dict[str, Experiment],
    texts: Texts,
) -> tuple[ClassPlan, ...]:
    """`plans/*.toml` of the folder, in their order. Raises LessonError."""
    plans = []
    for path in sorted((folder / "plans").glob("*.toml")):
        plan = load_file(path, ClassPlan)
        if plan.id != path.stem:
            raise LessonError(str(path), "id", "is not the name of the file")
        for place, reason in _problems(plan, library, course, experiments, texts):
            raise LessonError(str(path), place, reason)
        plans.append(plan)
    return tuple(sorted(plans, key=lambda plan: (plan.order, plan.id)))


def _problems(
    plan: ClassPlan,
    library: Library,
    course: Course,
    experiments: dict[str, Experiment],
    texts: Texts,
) -> Iterator[tuple[str, str]]:
    known = {
        "lesson": set(library.lessons),
        "sheet": set(library.lessons),
        "slide": {slide.id for slide in course.slides},
        "experiment": set(experiments),
    }
    for place, words in (("title", plan.title), ("lead", plan.lead)):
        yield from _wrong(place, words, texts)
    for number, session in enumerate(plan.sessions, 1):
        yield from _wrong(f"session {number}.title", session.title, texts)
        for turn, part in enumerate(session.parts, 1):
            place = f"session {number}.part {turn}"
            yield from _wrong(f"{place}.does", part.does, texts)
            for subject, names in known.items():
                named = getattr(part, subject)
                if named and named not in names:
                    yield place, f"there is no {subject} {named!r}"
            if part.mystery and read_code(part.mystery) is None:
                yield place, f"{part.mystery!r} is no mystery"
            lesson = library.lessons.get(part.lesson)
            if lesson and part.minutes < lesson.lesson.minutes:
                yield place, f"the lesson takes {lesson.lesson.minutes} minutes"


def _wrong(place: str, words: Words, texts: Texts) -> Iterator[tuple[str, str]]:
    if reason := texts.wrong_in(words):
        yield place, reason
