"""Playing acts in a lab of its own, to try a lesson or a step of it.

Why it exists: the checks and the tests need worlds where a solution or a near miss has
been done. It refuses the web: a page plays acts through its own channel.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from simulator.acts import AnswerQuestion
from simulator.journal import kind_of
from simulator.lab import Lab, LabError
from simulator.languages import Texts, read
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import (
    Scenario,
    ScenarioError,
    load_scenario,
    scenario_view,
)
from simulator.teaching.goals import Pattern
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.judge import ModelData
from simulator.teaching.patterns import is_match
from simulator.teaching.progress import Progress, StepState, judge_lesson
from simulator.teaching.questions import STEP_QUESTION
from simulator.teaching.schema import CATALOGUE_FILE, Lesson, LessonStep
from simulator.teaching.scripts import ScriptedAct

SHIPPED = Path(__file__).parents[2] / "lessons"
"""The lessons that come with Cartero."""

EVENTS_MAX = 20_000
"""Of one lab, as much as a branch of a hosted lab holds."""

OCTETS_MAX = 32_000_000
SLICE_EVENTS = 200


class PlayError(Exception):
    """An act of a script that the lab refuses, or that never ends: its number from 1,
    name, and why."""

    def __init__(self, number: int, name: str, reason: str) -> None:
        super().__init__(f"act {number} ({name}): {reason}")


def scenario_file(name: str, folder: Path) -> Path:
    """Where the scenario `name` is: in the folder or one above it, else the shipped
    one, whether it is there or not."""
    for place in (folder, *list(folder.resolve().parents)[:3]):
        file = place / "scenarios" / f"{name}.toml"
        if file.exists():
            return file
    return SHIPPED / "scenarios" / f"{name}.toml"


def find_scenario(name: str, folder: Path, texts: Texts | None = None) -> Scenario:
    """The scenario `name` of the folder (or one above it), else the shipped one, in the
    languages of `texts` (without it, Cartero's own).

    A scenario of one's own may speak one language only, and has a name of its own. One
    beside a catalogue belongs to a whole course, such as a copy of Cartero's that is
    being translated. Raises ScenarioError.
    """
    file, texts = scenario_file(name, folder), texts or read()
    shipped = SHIPPED / "scenarios" / f"{name}.toml"
    whole_course = (file.parent.parent / CATALOGUE_FILE).exists()
    if whole_course or file.resolve() == shipped.resolve():
        return load_scenario(file, texts)
    if shipped.exists():
        reason = f"`{name}` is a scenario of Cartero: give yours another name"
        raise ScenarioError(str(file), "name", reason)
    scenario = load_scenario(file, texts.in_any_language())
    if scenario.name != name:
        reason = f"`{scenario.name}` is not the name of its file"
        raise ScenarioError(str(file), "name", reason)
    return scenario


def open_lab(lesson: Lesson, scenario: Scenario) -> Lab:
    """A lab as the lesson begins."""
    lab = Lab(scenario, lesson.seed)
    lab.open()
    lab.settle()
    return lab


def play(lab: Lab, script: Iterable[ScriptedAct], actor: str = "student") -> None:
    """Do the acts one by one, letting the world come to rest before the next, or to the
    moment that one says. Raises PlayError."""
    acts = list(script)
    for number, scripted in enumerate(acts, 1):
        since = lab.last_seq
        try:
            lab.apply(scripted.act, actor)
        except LabError as error:
            raise PlayError(number, scripted.name, str(error)) from error
        following = acts[number] if number < len(acts) else None
        if following is not None and following.after is not None:
            if not comes_to(lab, since, following.after):
                reason = "its moment never comes"
                raise PlayError(number + 1, following.name, reason)
        elif not comes_to_rest(lab):
            raise PlayError(number, scripted.name, "what happens never ends")


def comes_to(lab: Lab, since: int, pattern: Pattern) -> bool:
    """Let the world go on to the first event after `since` that is so: the next act is
    done there, in flight. False: there is none."""

    def is_so(seq: int) -> bool:
        if kind_of(lab.journal[seq].fact) != pattern["kind"]:
            return False
        return is_match(pattern, seq, GradedJournal(lab.journal))

    return lab.run_to(since, is_so)


def comes_to_rest(lab: Lab) -> bool:
    """Let the world come to rest. False: that takes too long, and was stopped."""
    while not lab.settle(SLICE_EVENTS):
        if lab.last_seq > EVENTS_MAX or lab.octets_kept > OCTETS_MAX:
            return False
    return lab.last_seq <= EVENTS_MAX and lab.octets_kept <= OCTETS_MAX


def begin(lab: Lab, step: LessonStep) -> None:
    """The pupil turns to a step; a step without a question runs its script at once."""
    lab.apply(AnswerQuestion(STEP_QUESTION, step.id))
    if step.script and not step.question:
        play(lab, step.script, "auto")


def finish(lab: Lab, step: LessonStep) -> None:
    """Answer the step's question rightly, run its script, do its solution."""
    answer(lab, step)
    if step.script and step.question:
        play(lab, step.script, "auto")
    play(lab, step.solution)


def answer(lab: Lab, step: LessonStep) -> None:
    """Answer the step's question rightly. (A `do` step answers in its solution.)"""
    if step.question and step.kind != "do":
        for part, right in step.question.parts.items():
            lab.apply(AnswerQuestion(part, right[0]))


def progress_at(lesson: Lesson, lab: Lab) -> Progress:
    """How the lesson stands in this lab. Few goals look at the model, and to make it
    takes as long as what happened in the lab: it is made for those alone."""
    looks = any(goal.holds for step in lesson.steps for goal in step.goals)
    return judge_lesson(lesson, lab.journal, model_of(lab) if looks else {})


def model_of(lab: Lab) -> ModelData:
    """The model of a lab as it is now."""
    return ServedJournal(lab.journal, scenario_view(lab.scenario)).model


class Stage:
    """Labs that stand at the beginning of a step, as many as are asked for."""

    def __init__(self, lesson: Lesson, scenario: Scenario) -> None:
        self.lesson = lesson
        self.scenario = scenario

    def at(self, step_id: str) -> Lab:
        """A lab where every earlier step is solved and this one has just begun."""
        lab = open_lab(self.lesson, self.scenario)
        for step in self.lesson.steps:
            begin(lab, step)
            if step.id == step_id:
                return lab
            finish(lab, step)
        raise KeyError(step_id)

    def lab_after(self, step_id: str, acts: Callable[[Lab], None]) -> Lab:
        """A lab in which the step has begun and acts were done."""
        lab = self.at(step_id)
        acts(lab)
        return lab

    def after(self, step_id: str, acts: Callable[[Lab], None]) -> StepState:
        """How the step stands after acts."""
        return self.state(self.lab_after(step_id, acts), step_id)

    def state(self, lab: Lab, step_id: str) -> StepState:
        """How the step stands in this lab."""
        return progress_at(self.lesson, lab).step(step_id)
