"""Scenes: a moment worth looking at, as data, for whatever points to one.

Why it exists: a claim of a slide or a misconception is believed when it is seen. A
scene names a world, what is done in it, and the event to look at; or a lesson or an
experiment that shows it. It refuses code, and a scene nobody can reach.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from simulator.acts import Act
from simulator.lab import Lab
from simulator.scenario import Scenario
from simulator.teaching.experiments import Experiment, moment
from simulator.teaching.goals import Pattern
from simulator.teaching.library import Library
from simulator.teaching.patterns import wrong_in
from simulator.teaching.playing import play
from simulator.teaching.scripts import ScriptedAct, acts_of
from simulator.teaching.toml_files import Data, one_of

SCENE_SEED = 1

ScenePage = Literal["watch", "type", "letter", "header", "boxes", "account", "break"]
PLACES = {"header": "letter//fields", "account": "boxes/account"}
"""Pages whose place in the address is not their own name."""


class SceneSources(NamedTuple):
    """What a scene may name: scenarios and experiments by their names, and lessons."""

    scenarios: Mapping[str, Scenario]
    library: Library
    experiments: Mapping[str, Experiment]


class Scene(Data, frozen=True, kw_only=True):
    """One of three: `scenario`, with the `acts` done in it (without any, its
    demonstration) and the event to look at (`at`, a pattern), on `page`; or `lesson`,
    a slug; or `experiment`, a slug."""

    scenario: str | None = None
    acts: tuple[ScriptedAct, ...] = ()
    at: Pattern = {}
    page: ScenePage = "watch"
    lesson: str | None = None
    experiment: str | None = None

    def __post_init__(self) -> None:
        kind = one_of(self, ("scenario", "lesson", "experiment"))
        if (kind == "scenario") != bool(self.at):
            raise ValueError("a scenario, and nothing else, says what to look at: `at`")
        if self.acts and kind != "scenario":
            raise ValueError("only a scenario has acts")

    def acts_in(self, scenario: Scenario) -> list[Act]:
        """What is done there, in order."""
        return acts_of(self.acts) or scenario.demonstration_acts()

    def address(self, name: str) -> str:
        """Where the page of this scene is; `name`: of the scene."""
        if self.lesson is not None:
            return f"/aprende/{self.lesson}"
        if self.experiment is not None:
            return f"/experimento/{self.experiment}#/break/new"
        return f"/escena/{name}#/{PLACES.get(self.page, self.page)}"


def scene_problems(scene: Scene, sources: SceneSources) -> Iterator[tuple[str, str]]:
    """`(place, reason)` of everything that is well formed and cannot be meant."""
    if scene.lesson is not None and sources.library.get(scene.lesson) is None:
        yield "lesson", f"no lesson is named {scene.lesson!r}"
    experiment = scene.experiment
    if experiment is not None and experiment not in sources.experiments:
        yield "experiment", f"no experiment is named {experiment!r}"
    if scene.scenario is None:
        return
    scenario = sources.scenarios.get(scene.scenario)
    if scenario is None:
        yield "scenario", f"no scenario is named {scene.scenario!r}"
        return
    for reason in wrong_in(scene.at):
        yield "at", reason


def run_scene(scene: Scene, scenario: Scenario) -> tuple[Lab, int | None]:
    """The lab after the whole scene, and the event to look at; None: it never comes.
    Raises PlayError."""
    lab = Lab(scenario, SCENE_SEED)
    lab.open()
    lab.settle()
    play(lab, [ScriptedAct(act) for act in scene.acts_in(scenario)], "auto")
    return lab, moment(lab.journal, -1, scene.at)
