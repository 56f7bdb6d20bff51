"""What the server serves, read and checked once at start: scenarios, lessons, texts.

Shared by all labs. A file that is wrong stops the start with file, place and reason
(ScenarioError, LessonError, TextError). Only a teacher's own lessons may change while
the server runs: they are read again when their files did.
"""

from collections.abc import Mapping
from pathlib import Path

from simulator.acts import Act
from simulator.hosting.documents import Document, document
from simulator.hosting.refusals import Refusal
from simulator.hosting.sender_checks import EXAMPLES, load_cases
from simulator.journal import Journal
from simulator.lab import Lab
from simulator.projections.catalogue import (
    Catalogue,
    Param,
    TextError,
    Texts,
    load,
    render,
)
from simulator.projections.shapes import Json, OfferedLanguage, ScenarioCard
from simulator.projections.shapes.lessons import LessonStanding, StepStanding
from simulator.projections.state_tables import machines
from simulator.scenario import Scenario, ScenarioError, load_scenario
from simulator.teaching import (
    ERAS,
    Course,
    Experiment,
    Glossary,
    KeptAnswer,
    LessonError,
    LessonStep,
    Library,
    LoadedLesson,
    OwnLessons,
    Scene,
    SceneSources,
    acts_due,
    acts_of,
    add_own,
    comparison_page,
    eavesdropping_page,
    eras_page,
    help_levels,
    judge_lesson,
    load_course,
    load_experiments,
    load_glossary,
    stamp,
    to_keep,
)
from simulator.teaching.exams import LIMITS, ExamSource
from simulator.teaching.guide import ClassPlan, load_plans
from simulator.teaching.mysteries import Mystery, mystery_of, read_code

NOT_FOR_PAGES = ("transcript.", "notice.", "webmail.", "teacher.", "report.")

FREE = "primera-carta"
"""The scenario of the two doors without lessons."""


MYSTERIES = "misterio"
"""The scenario in which mysteries happen."""


class Content:
    """Everything read from files.

    `documents`: what the browser asks for once, by name: `texts/es`, `lessons/es`,
    `machines`, `experiments`...
    """

    def __init__(
        self,
        scenarios: Mapping[str, Scenario],
        library: Library,
        texts: Texts,
        experiments: Mapping[str, Experiment],
        course: Course,
        glossary: Glossary,
        plans: tuple[ClassPlan, ...] = (),
        own: Path | None = None,
    ) -> None:
        self.scenarios = scenarios
        self.library = library
        self.texts = texts
        self._own = own
        self._without_own = OwnLessons(library, dict(scenarios), ())
        self._stamp: object = None
        self.experiments = experiments
        self.course = course
        self.scenes = course.scenes
        self.plans = plans
        self.terms = {lang: glossary.terms(lang) for lang in texts}
        told = [experiment.page() for experiment in experiments.values()]
        self.documents = {
            "machines": document(machines()),
            "scenarios": document(_listed(scenarios)),
            "experiments": document(told),
            "slides": document(course.slide_pages(library)),
            "misconceptions": document(course.misconception_pages(library)),
            "exams": document(LIMITS),
            "sender_examples": document(EXAMPLES),
        }
        for lang, catalogue in texts.items():
            self.documents[f"texts/{lang}"] = document(_for_pages(catalogue))
            self.documents[f"glossary/{lang}"] = document(glossary.page(lang))
            self.documents[f"terms/{lang}"] = document(self.terms[lang])
        self._put_on_show(self._without_own)
        self.refresh()

    @property
    def course_slugs(self) -> frozenset[str]:
        """The names of Cartero's own lessons, which no other may have."""
        return frozenset(self._without_own.library.every)

    @property
    def wrong(self) -> tuple[str, ...]:
        """What is wrong with lessons of the teacher's own, which are left out."""
        return self.library.wrong

    def refresh(self) -> None:
        """Read the teacher's own lessons again, if their files changed."""
        if self._own is None or self._stamp == (now := stamp(self._own)):
            return
        self._stamp = now
        library, scenarios, _ = self._without_own
        self._put_on_show(add_own(self._own, library, scenarios, self.texts))

    def _put_on_show(self, found: OwnLessons) -> None:
        self.library, self.scenarios, self._problems = found
        self.exams = ExamSource(self.library, self.scenarios)
        for lang in self.texts:
            index = self.library.index(lang)
            self.documents[f"lessons/{lang}"] = document(index)
            questions = self.library.review_questions(lang)
            self.documents[f"review/{lang}"] = document(questions)
            for slug, lesson in self.library.every.items():
                self.documents[f"lesson/{slug}/{lang}"] = document(lesson.page(lang))

    @property
    def free(self) -> Scenario:
        """The scenario a visitor meets first."""
        return self.scenarios[FREE]

    @property
    def missions(self) -> str:
        """Slug of what Escribe proposes, or ""."""
        missions = self.library.missions
        return missions.lesson.slug if missions else ""

    def scenario(self, name: str) -> Scenario:
        """The scenario of that name. Raises Refusal."""
        found = self.scenarios.get(name)
        if found is None:
            raise Refusal("error.page")
        return found

    def comparison(self, name: str) -> Document:
        """What each way of reading costs there; measured when first asked for, and the
        same ever after. Raises Refusal."""
        key = f"comparison/{name}"
        if key not in self.documents:
            self.documents[key] = document(comparison_page(self.scenario(name)))
        return self.documents[key]

    def overheard(self, name: str) -> Document:
        """What a spy sees there; played when first asked for, and the same ever after.
        Raises Refusal."""
        key = f"overheard/{name}"
        if key not in self.documents:
            self.documents[key] = document(eavesdropping_page(self.scenario(name)))
        return self.documents[key]

    def eras(self) -> Document:
        """One message in four eras; played when first asked for, and the same ever
        after."""
        if "eras" not in self.documents:
            self.documents["eras"] = document(eras_page(self.scenario(ERAS)))
        return self.documents["eras"]

    def words(self, lang: str, key: str, params: Mapping[str, Param]) -> str:
        """A sentence of the catalogue. A key nobody wrote is shown as it is."""
        try:
            return render(self.texts[lang], key, params)
        except TextError:
            return key

    def lesson(self, slug: str) -> LoadedLesson:
        """The lesson of that slug. Raises Refusal."""
        found = self.library.get(slug)
        if found is not None:
            return found
        for problem in self._problems:
            if slug in Path(problem.file).parts:
                raise Refusal("error.lesson_wrong", said=str(problem))
        raise Refusal("error.lesson_unknown")

    def experiment(self, slug: str) -> Experiment:
        """The experiment of that slug. Raises Refusal."""
        found = self.experiments.get(slug)
        if found is None:
            raise Refusal("error.page")
        return found

    def scene(self, name: str) -> Scene:
        """The scene of that name. Raises Refusal."""
        found = self.scenes.get(name)
        if found is None:
            raise Refusal("error.page")
        return found

    def mystery(self, code: str) -> Mystery:
        """The mystery of that code. Raises Refusal."""
        found, world = read_code(code), self.scenarios.get(MYSTERIES)
        if found is None or world is None:
            raise Refusal("error.page")
        return mystery_of(world, *found)

    def script(self, slug: str, step: str) -> list[Act]:
        """What happens by itself in a step of a lesson. Raises Refusal."""
        return acts_of(self._scripted(slug, step).script)

    def solution(self, slug: str, step_id: str) -> list[Act]:
        """How a typed task of a lesson is done. Raises Refusal."""
        return acts_of(self.task(slug, step_id).solution)

    def task(self, slug: str, step_id: str) -> LessonStep:
        """A typed task of a lesson, which has exercises. Raises Refusal."""
        try:
            step = self.lesson(slug).lesson.step(step_id)
        except KeyError:
            raise Refusal("error.no_exercise") from None
        if not help_levels(step):
            raise Refusal("error.no_exercise")
        return step

    def due(self, slug: str, step: str, lab: Lab) -> list[Act]:
        """What must happen in this lab before that script may. Raises Refusal."""
        return acts_due(self.lesson(slug).lesson, self._scripted(slug, step), lab)

    def _scripted(self, slug: str, step_id: str) -> LessonStep:
        try:
            step = self.lesson(slug).lesson.step(step_id)
        except KeyError:
            raise Refusal("error.no_script") from None
        if not step.script:
            raise Refusal("error.no_script")
        return step

    def standing(
        self,
        slug: str,
        journal: Journal,
        model: dict[str, Json],
        lang: str,
        seen: int | None = None,
    ) -> LessonStanding:
        """How far a learner is in a lesson, on a branch, as far as event `seen`; the
        model is after it. Raises Refusal."""
        loaded = self.lesson(slug)
        progress = judge_lesson(loaded.lesson, journal, model, seen)
        return loaded.standing(progress, lang)

    def reviewed(
        self, slug: str, step: str, given: Mapping[str, str], lang: str
    ) -> StepStanding:
        """How answers to a quiz stand, given outside its lesson. Raises Refusal."""
        try:
            return self.lesson(slug).reviewed(step, given, lang)
        except KeyError:
            raise Refusal("error.page") from None

    def to_keep(
        self, slug: str, left: Journal, model: dict[str, Json], line: Journal
    ) -> list[KeptAnswer]:
        """What `line` must be told of the branch `left`, which ends in that model.
        Raises Refusal."""
        lesson = self.lesson(slug).lesson
        return to_keep(lesson, judge_lesson(lesson, left, model), left, line)


def load_content(
    scenarios: Path, lessons: Path, texts_folder: Path, own: Path | None = None
) -> Content:
    """Read everything; `own`: a folder of lessons to show beside Cartero's, as far as
    they are right. Raises the errors named above."""
    texts = load(texts_folder)
    found: dict[str, Scenario] = {}
    for path in sorted(scenarios.glob("*.toml")):
        scenario = load_scenario(path, texts)
        for each in (scenario, *map(scenario.varied, scenario.variants)):
            if each.name in found:
                raise ScenarioError(str(path), "name", f"`{each.name}` is taken")
            found[each.name] = each
    if FREE not in found:
        raise ScenarioError(str(scenarios), "", f"no scenario is named `{FREE}`")
    library = Library.load(lessons, texts)
    for slug, loaded in library.every.items():
        if loaded.lesson.scenario not in found:
            reason = f"no scenario is named `{loaded.lesson.scenario}`"
            raise LessonError(slug, "scenario", reason)
    experiments = load_experiments(lessons / "experiments", found, texts)
    course = load_course(lessons, SceneSources(found, library, experiments), texts)
    glossary = load_glossary(lessons, course, library, texts)
    plans = load_plans(lessons, library, course, experiments, texts)
    content = Content(found, library, texts, experiments, course, glossary, plans, own)
    content.documents["spf_cases"] = document(load_cases(lessons))
    return content


def languages_for_pages(texts: Texts) -> tuple[OfferedLanguage, ...]:
    """The languages a page offers, in their order, as boot block and templates have
    them."""
    return tuple(
        OfferedLanguage(tag=tag, name=each.name, direction=each.direction)
        for tag, each in texts.languages.items()
    )


def _for_pages(catalogue: Catalogue) -> dict[str, str]:
    """What a browser asks for: not the words of files and of the simulated world."""
    return {k: t for k, t in catalogue.items() if not k.startswith(NOT_FOR_PAGES)}


def _listed(scenarios: Mapping[str, Scenario]) -> list[ScenarioCard]:
    """What a visitor may choose: the first one first, the others by name."""
    shown = [scenario for scenario in scenarios.values() if scenario.about]
    shown.sort(key=lambda scenario: (scenario.name != FREE, scenario.name))
    return [
        ScenarioCard(name=each.name, title=each.title, about=each.about)
        for each in shown
        if each.about
    ]
