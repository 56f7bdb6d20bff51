"""The shape of `lesson.toml`: what a lesson may say, and nothing else.

Why it exists: lessons are data that teachers write. Every mistake is refused here, with
the file, the place inside it and the reason, before any pupil meets it.

It refuses code: a lesson describes (steps, questions, goals, acts) and does nothing.
"""

import re
from pathlib import Path
from typing import Literal

from simulator.acts import Act, Alter, AnswerQuestion, DropSegment, Skip
from simulator.languages import Words
from simulator.teaching.goals import Goal, Pattern
from simulator.teaching.questions import LessonQuestion
from simulator.teaching.scripts import ScriptedAct, decode_scripted
from simulator.teaching.toml_files import Data, LessonError, check_slug, load_file
from simulator.teaching.vocabulary import FACTS, askable, misplaced

CATALOGUE_FILE = "catalogue.toml"
OWN = "propias"
"""The unit of the course that holds a teacher's own lessons."""
NUMBER = re.compile(r"[A-Z][0-9]{2}")


def _check_number(number: str) -> None:
    if not NUMBER.fullmatch(number):
        raise ValueError(f"number {number!r} is not like L09")


class Tools(Data, frozen=True, kw_only=True):
    """What the page offers in a step."""

    chips: bool = True
    view: Literal["watch", "type", "boxes", "serve"] = "type"
    ask: bool = False
    """Each reply is covered until the learner says how it begins."""


class NearMiss(Data, frozen=True, kw_only=True):
    """Something almost right, and the items of the partial credit it must miss. `name`:
    what somebody does, for whoever teaches; in one language, or by language.

    hint: what answers just this mistake: the number of a hint, or the name of a remark
    of the texts. shows: patterns that all happened when somebody makes it; without
    them it shows by its wrong answers, or by missing just these items.
    """

    name: str | Words
    acts: list[ScriptedAct]
    fails: tuple[str, ...]
    hint: int | str = 0
    shows: Pattern | list[Pattern] = []

    def __post_init__(self) -> None:
        if not self.fails or not self.acts:
            raise ValueError("a near miss needs acts, and says which goals it fails")
        if isinstance(self.hint, str):
            check_slug(self.hint, "the name of a remark")

    @property
    def signs(self) -> list[Pattern]:
        """The patterns of `shows`."""
        return self.shows if isinstance(self.shows, list) else [self.shows]

    @property
    def answers(self) -> dict[str, str]:
        """What it answers wrongly, by part of the step's question."""
        given = [one.act for one in self.acts if isinstance(one.act, AnswerQuestion)]
        return {act.question: act.value for act in given if act.question in self.fails}

    def told(self, lang: str = "") -> str:
        """Its name in `lang`, or in the first language it has."""
        if isinstance(self.name, str):
            return self.name
        return self.name.get(lang) or next(iter(self.name.values()))


class Alternative(Data, frozen=True, kw_only=True):
    """Another right way: the goals must not be stricter than the protocol."""

    name: str
    acts: list[ScriptedAct]


class LessonStep(Data, frozen=True, kw_only=True):
    """One screen of a lesson.

    `watch` plays `script` (or shows what already happened) and is over when it has
    begun; so is `read`. `predict` asks first and plays `script` after the answer, right
    or wrong. `do` is over when every goal holds; `quiz` when the answer is right.
    """

    id: str
    kind: Literal["watch", "predict", "do", "quiz", "read"]
    tools: Tools = Tools()
    script: list[ScriptedAct] = []
    question: LessonQuestion | None = None
    goals: list[Goal] = []
    solution: list[ScriptedAct] = []
    near_misses: list[NearMiss] = []
    alternatives: list[Alternative] = []

    def __post_init__(self) -> None:
        check_slug(self.id, "step id")
        wrong = _wrong_step(self)
        if wrong:
            raise ValueError(wrong)

    @property
    def skips(self) -> bool:
        """Whether some way through it needs a wait to be skipped. Elsewhere the page
        does not offer it: it would only end the session the step needs."""
        return self._needs(Skip)

    @property
    def meddles(self) -> bool:
        """Whether some way through it needs what flies to be lost or changed. Elsewhere
        a lesson goes its own way."""
        return self._needs(Alter, DropSegment)

    def _needs(self, *acts: type[Act]) -> bool:
        return any(isinstance(one.act, acts) for way in self.ways for one in way)

    @property
    def ways(self) -> list[list[ScriptedAct]]:
        """Everything somebody does in it, right or almost right."""
        misses = [miss.acts for miss in self.near_misses]
        return [self.solution, *(other.acts for other in self.alternatives), *misses]

    @property
    def examined(self) -> bool:
        """Whether an exam asks it: a task, except from the server's chair, whose page
        judges each reply at once."""
        return self.kind == "do" and self.tools.view != "serve"

    @property
    def items(self) -> tuple[str, ...]:
        """Every item of its partial credit, goals first, then labels."""
        items = [item for goal in self.goals for item in goal.items]
        if self.question and self.kind == "do":
            items += self.question.parts
        return tuple(items)


def _wrong_step(step: LessonStep) -> str:
    """Why the parts of a step do not fit its kind, or ""."""
    kind = step.kind
    if kind in ("predict", "quiz") and not step.question:
        return f"a {kind} step needs a question"
    if kind in ("watch", "read") and (step.question or step.goals):
        return f"a {kind} step has neither question nor goals"
    if kind != "do" and (step.goals or step.solution or step.near_misses):
        return "only a do step has goals, solution and near misses"
    asked = step.question.kind if step.question else ""
    if asked == "reply" and (kind != "predict" or not step.script):
        return "a reply is predicted: by a predict step with a script"
    if (asked == "serve") != (step.tools.view == "serve") or (
        asked == "serve" and kind != "do"
    ):
        return "a serve question belongs to a do step with the view serve"
    in_flight = [one for one in step.script if one.after is not None]
    first = [acts[0] for acts in step.ways if acts]
    if in_flight or any(one.after is not None for one in first):
        return "`after` is for acts of a task, once there was one to come after"
    if kind == "do" and not step.items and not step.question:
        return "a do step needs goals or a question"
    if kind == "do" and not step.solution and asked != "serve":
        return "a do step needs its solution"
    if len(set(step.items)) != len(step.items):
        return "two goals of the step have the same id"
    return ""


class Lesson(Data, frozen=True, kw_only=True):
    """A whole `lesson.toml`. `number` (L09) is only shown; `slug` is the identity.

    remarks: what its author says to whoever teaches it, by language.
    any_order: its steps need not be begun; whatever happened since the lab was opened
    counts for all of them (the missions of Escribe).
    """

    slug: str
    unit: str
    number: str
    minutes: int
    slides: tuple[str, ...] = ()
    rfc: tuple[str, ...] = ()
    scenario: str
    seed: int
    remarks: Words = {}
    any_order: bool = False
    steps: list[LessonStep]

    def __post_init__(self) -> None:
        check_slug(self.slug, "slug")
        check_slug(self.unit, "unit")
        check_slug(self.scenario, "scenario")
        _check_number(self.number)
        if not 1 <= self.minutes <= 60:
            raise ValueError("minutes must be from 1 to 60")
        if not self.steps:
            raise ValueError("a lesson needs steps")
        ids = [step.id for step in self.steps]
        ids += [step.question.id for step in self.steps if step.question]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"the id {twice[0]!r} is used twice")

    def step(self, step_id: str) -> LessonStep:
        """The step of that id. Raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


HOMES: dict[str, frozenset[str]] = {
    "the lesson": frozenset(Lesson.__struct_fields__),
    "the goal": frozenset(Goal.__struct_fields__),
    "the step": frozenset(LessonStep.__struct_fields__),
    "the question": frozenset(LessonQuestion.__struct_fields__),
    "the near miss": frozenset(NearMiss.__struct_fields__),
    "a pattern of the goal": frozenset(name for k in FACTS for name in askable(k)),
}
"""The fields of each part of a lesson file, by what an author calls the part."""


class ComingLesson(Data, frozen=True, kw_only=True):
    """A lesson that is announced and not there yet: `title` by language."""

    number: str
    title: dict[str, str]

    def __post_init__(self) -> None:
        _check_number(self.number)


class Unit(Data, frozen=True, kw_only=True):
    """A unit of the course: `title` by language, the `question` it opens with, slugs of
    its lessons in order, and in `coming` what its list announces besides."""

    id: str
    title: dict[str, str]
    lessons: tuple[str, ...]
    question: dict[str, str] = {}
    coming: tuple[ComingLesson, ...] = ()


class Catalogue(Data, frozen=True, kw_only=True):
    """`catalogue.toml`: the order of the course. Only order: identity is the slug.

    missions: slug of what Escribe proposes, in a folder of its own beside the units.
    """

    missions: str = ""
    units: list[Unit]

    @property
    def coming(self) -> frozenset[str]:
        """The numbers of all lessons that are announced."""
        return frozenset(each.number for unit in self.units for each in unit.coming)


def load_lesson(path: Path) -> Lesson:
    """A `lesson.toml`. Raises LessonError, which tells of an unknown field where it
    belongs."""
    try:
        lesson = load_file(path, Lesson, decode_scripted)
    except LessonError as error:
        hint = misplaced(error.reason, HOMES)
        raise LessonError(error.file, error.place, error.reason + hint) from None
    for step in lesson.steps:
        if step.question and step.question.heard:
            reason = "heard is played, not written"
            raise LessonError(str(path), f"steps ({step.id})", reason)
    return lesson
