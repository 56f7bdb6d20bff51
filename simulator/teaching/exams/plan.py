"""What an exam is: the lessons, the mysteries and the minutes a teacher chose.

Why it exists: a plan is a code in the address, so no server keeps it, and with a
student's nickname it says exactly which tasks that student gets. It refuses a plan of
more tasks than one sitting holds, and names that could be formulas in a spreadsheet.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from simulator.net.chance import Chance
from simulator.projections.shapes.exams import ExamLimits
from simulator.scenario import Scenario
from simulator.teaching.exams.tasks import ExamTask, LessonTask, MysteryTask, StepTask
from simulator.teaching.library import Library
from simulator.teaching.mysteries import LEVELS, SEED_MAX, mystery_of
from simulator.teaching.toml_files import SLUG

TASKS_MAX = 12
MYSTERIES_MAX = 5
MINUTES_MAX = 240
NUMBER_MAX = 9999
CODE_LENGTH_MAX = 600
NICKNAME_LENGTH_MAX = 24
MYSTERIES = "misterio"
"""The scenario of all mysteries."""

SEPARATOR = "."
COURSE = "course"
"""What the codes of certificates begin with."""

_NICKNAME = re.compile(r"\w[\w .'-]*")


LIMITS = ExamLimits(
    tasks=TASKS_MAX,
    mysteries=MYSTERIES_MAX,
    levels=tuple(LEVELS),
    minutes=MINUTES_MAX,
    number=NUMBER_MAX,
)
"""The same for the page on which exams are made."""


class PlanError(ValueError):
    """No exam is meant by it. `key`, `params`: a text of the catalogue."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class ExamSource:
    """What exams are made of: lessons, and scenarios by name."""

    def __init__(self, library: Library, scenarios: Mapping[str, Scenario]) -> None:
        self.library = library
        self.scenarios = scenarios
        self._tasks: dict[str, list[StepTask]] = {}

    def tasks_of(self, slug: str) -> list[StepTask]:
        """Those of a lesson that an exam asks. Raises PlanError."""
        loaded = self.library.lessons.get(slug)
        if loaded is None:
            raise PlanError("exam.no_lesson", name=slug)
        if slug not in self._tasks:
            lesson, scenario = loaded.lesson, self.scenarios[loaded.lesson.scenario]
            steps = [step for step in lesson.steps if step.examined]
            self._tasks[slug] = [StepTask(lesson, step, scenario) for step in steps]
        return self._tasks[slug]


class ExamPlan(NamedTuple):
    """`number`: another one, other mysteries. `lessons`: slugs; every task of them is
    asked, except those from the server's chair."""

    minutes: int
    mysteries: int
    level: int
    number: int
    lessons: tuple[str, ...]

    @property
    def code(self) -> str:
        """As the address has it: `45.2.1.4711.base64-no-es-cifrado`."""
        numbers = (self.minutes, self.mysteries, self.level, self.number)
        return SEPARATOR.join([*map(str, numbers), *self.lessons])

    def tasks(self, nickname: str, source: ExamSource) -> tuple[ExamTask, ...]:
        """What is asked of that student, in order. Raises PlanError."""
        found: list[ExamTask] = []
        for slug in self.lessons:
            found += source.tasks_of(slug)
        found += self._mysteries(nickname, source)
        if not 0 < len(found) <= TASKS_MAX:
            raise PlanError("exam.too_many_tasks", n=len(found), limit=TASKS_MAX)
        return tuple(found)

    def _mysteries(self, nickname: str, source: ExamSource) -> list[MysteryTask]:
        """Each of another kind. Their seeds are beyond those one can practise with: no
        other page tells the solution."""
        chance = Chance(self.number, f"exam {self.code}", nickname.casefold())
        found: dict[str, MysteryTask] = {}
        while len(found) < self.mysteries:
            seed = SEED_MAX + 1 + chance.below(SEED_MAX)
            mystery = mystery_of(source.scenarios[MYSTERIES], seed, self.level)
            found.setdefault(mystery.kind.cause, MysteryTask(mystery))
        return list(found.values())


class CoursePlan(NamedTuple):
    """What a certificate is about: a unit, or with "" the whole course."""

    unit: str

    @property
    def code(self) -> str:
        """`course.smtp`, or `course`."""
        return SEPARATOR.join([COURSE, self.unit] if self.unit else [COURSE])

    def tasks(self, _nickname: str, source: ExamSource) -> tuple[ExamTask, ...]:
        """The lessons, the same for everybody. Raises PlanError."""
        units = source.library.catalogue.units
        found = [unit for unit in units if self.unit in ("", unit.id)]
        if not found:
            raise PlanError("exam.no_plan")
        lessons = [source.library.lessons[slug] for u in found for slug in u.lessons]
        return tuple(
            LessonTask(loaded.lesson, source.scenarios[loaded.lesson.scenario])
            for loaded in lessons
        )


Plan = ExamPlan | CoursePlan


def read_plan(code: str) -> Plan:
    """What a code means. Raises PlanError."""
    kind, _, unit = code.partition(SEPARATOR)
    if kind != COURSE:
        return read_exam(code)
    plan = CoursePlan(unit)
    if plan.code != code or (unit and not SLUG.fullmatch(unit)):
        raise PlanError("exam.no_plan")
    return plan


def read_exam(code: str) -> ExamPlan:
    """The plan of an exam. Raises PlanError."""
    parts = code.split(SEPARATOR)
    numbers, lessons = parts[:4], tuple(parts[4:])
    good = (
        len(code) <= CODE_LENGTH_MAX
        and len(numbers) == 4
        and all(n.isascii() and n.isdigit() and len(n) <= 4 for n in numbers)
        and all(SLUG.fullmatch(slug) for slug in lessons)
        and len(set(lessons)) == len(lessons)
    )
    if not good:
        raise PlanError("exam.no_plan")
    minutes, mysteries, level, number = map(int, numbers)
    plan = ExamPlan(minutes, mysteries, level, number, lessons)
    possible = (
        0 < minutes <= MINUTES_MAX
        and mysteries <= MYSTERIES_MAX
        and level in LEVELS
        and number <= NUMBER_MAX
        and (mysteries or lessons)
        and plan.code == code
    )
    if not possible:
        raise PlanError("exam.no_plan")
    return plan


def read_nickname(said: str) -> str:
    """As it is kept: composed, with single spaces, with the apostrophe of keyboards for
    the one phones type. Raises PlanError."""
    plain = unicodedata.normalize("NFC", said).replace("\u2019", "'")
    nickname = " ".join(plain.split())
    if len(nickname) > NICKNAME_LENGTH_MAX or not _NICKNAME.fullmatch(nickname):
        raise PlanError("exam.bad_nickname", limit=NICKNAME_LENGTH_MAX)
    return nickname
