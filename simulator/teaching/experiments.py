"""Experiments: something goes wrong on purpose, and the class predicts what follows.

Why it exists: a ready experiment is data (`lessons/experiments/*.toml`), as a lesson
is: a question, the acts, what to look at, and what it promises to show. It refuses
code, and a file that is wrong: file, place and reason.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from simulator.acts import ACTS, Act
from simulator.journal import Journal
from simulator.lab import Lab
from simulator.languages import Texts, Words, read
from simulator.projections.shapes.lessons import (
    Criterion,
    ExperimentPage,
    PredictionOption,
)
from simulator.rfc import wrong_citations
from simulator.scenario import ActData, Scenario, act_problems
from simulator.teaching.goals import Goal, Pattern
from simulator.teaching.graded_journal import GradedJournal
from simulator.teaching.judge import judge_goal
from simulator.teaching.patterns import is_match, wrong_in
from simulator.teaching.playing import model_of
from simulator.teaching.toml_files import Data, LessonError, check_slug, load_file

SEED = 1


class Option(Data, frozen=True, kw_only=True):
    """One prediction; exactly one of an experiment is `right`."""

    says: Words
    right: bool = False


class Happening(Data, frozen=True, kw_only=True):
    """One act. `after`: it happens in flight, at the first event since the act before
    that is so; without it, at rest."""

    act: ActData
    after: Pattern | None = None

    def decoded(self) -> Act:
        """The act as a value."""
        return ACTS.decode(self.act)


class Experiment(Data, frozen=True, kw_only=True):
    """A whole file. `slug`: its name. `look`: what to watch. `told`: what happened and
    why. `cites`: sections such as `5321#6.1`. `promises`: what the journal shows."""

    slug: str
    order: int
    scenario: str
    title: Words
    question: Words
    options: tuple[Option, ...] = msgspec.field(name="option")
    look: Words
    told: Words
    cites: tuple[str, ...]
    happenings: tuple[Happening, ...] = msgspec.field(name="happening")
    promises: tuple[Goal, ...] = msgspec.field(name="promise")

    def __post_init__(self) -> None:
        check_slug(self.slug, "slug")
        if [option.right for option in self.options].count(True) != 1:
            raise ValueError("exactly one option must be right")
        if len(self.options) < 2:
            raise ValueError("a prediction needs two options or more")
        if not (self.happenings and self.promises and self.cites):
            raise ValueError("needs a happening, a promise and a citation")

    def page(self) -> ExperimentPage:
        """What the browser needs."""
        return ExperimentPage(
            slug=self.slug,
            title=self.title,
            question=self.question,
            options=tuple(
                PredictionOption(says=option.says, right=option.right)
                for option in self.options
            ),
            look=self.look,
            told=self.told,
            cites=self.cites,
        )


def load_experiments(
    folder: Path, scenarios: Mapping[str, Scenario], texts: Texts | None = None
) -> dict[str, Experiment]:
    """Every experiment of the folder by slug, in their order, in every language of
    `texts` (without it, Cartero's own). Raises LessonError."""
    texts = texts or read()
    found: list[Experiment] = []
    for path in sorted(folder.glob("*.toml")):
        experiment = load_file(path, Experiment)
        for place, reason in (
            *_word_problems(experiment, texts),
            *_problems(experiment, path.stem, scenarios),
        ):
            raise LessonError(str(path), place, reason)
        found.append(_completed(experiment, texts))
    found.sort(key=lambda each: each.order)
    return {each.slug: each for each in found}


def _word_problems(experiment: Experiment, texts: Texts) -> Iterator[tuple[str, str]]:
    """Words in languages that are not here, or not in the first."""
    for place in ("title", "question", "look", "told"):
        reason = texts.wrong_in(getattr(experiment, place))
        if reason:
            yield place, reason
    for index, option in enumerate(experiment.options):
        reason = texts.wrong_in(option.says)
        if reason:
            yield f"option[{index}].says", reason


def _completed(experiment: Experiment, texts: Texts) -> Experiment:
    """The same, where every language has its words."""
    replace = msgspec.structs.replace
    options = (
        replace(option, says=texts.complete(option.says))
        for option in experiment.options
    )
    return replace(
        experiment,
        title=texts.complete(experiment.title),
        question=texts.complete(experiment.question),
        look=texts.complete(experiment.look),
        told=texts.complete(experiment.told),
        options=tuple(options),
    )


def _problems(
    experiment: Experiment, stem: str, scenarios: Mapping[str, Scenario]
) -> Iterator[tuple[str, str]]:
    """`(place, reason)` of everything that is well formed and cannot be meant."""
    if experiment.slug != stem:
        yield "slug", f"{experiment.slug!r} is not the name of the file"
    scenario = scenarios.get(experiment.scenario)
    if scenario is None:
        yield "scenario", f"no scenario is named {experiment.scenario!r}"
        return
    for index, happening in enumerate(experiment.happenings):
        place = f"happening[{index}]"
        yield from act_problems(scenario, f"{place}.act", happening.act)
        if happening.after is not None:
            for reason in wrong_in(happening.after):
                yield f"{place}.after", reason
    for reason in wrong_citations(experiment.cites):
        yield "cites", reason
    for promise in experiment.promises:
        for pattern in () if promise.holds else (*promise.patterns, *promise.without):
            for reason in wrong_in(pattern):
                yield f"promise ({promise.id})", reason


def bare(scenario: Scenario) -> Scenario:
    """The world an experiment begins in: the scenario before anybody does anything."""
    return msgspec.structs.replace(scenario, opening=(), demonstration=(), offers=())


def moment(journal: Journal, since: int, pattern: Pattern) -> int | None:
    """The first event after `since` that is as `pattern` says; None: there is none."""
    evidence = GradedJournal(journal)
    seqs = range(since + 1, len(journal))
    return next((seq for seq in seqs if is_match(pattern, seq, evidence)), None)


def run_experiment(experiment: Experiment, scenario: Scenario) -> Lab:
    """The lab after the whole experiment. Raises LabError, and LookupError when a
    moment to act at never comes."""
    lab = Lab(bare(scenario), SEED)
    lab.settle()
    since = lab.last_seq
    for happening in experiment.happenings:
        if happening.after is not None:
            after = moment(lab.journal, since, happening.after)
            if after is None:
                raise LookupError(f"never happened: {happening.after}")
            lab = lab.fork(after)
            since = after
        else:
            since = lab.last_seq
        lab.apply(happening.decoded(), "auto")
        lab.settle()
    return lab


def kept(experiment: Experiment, lab: Lab) -> list[Criterion]:
    """Each promise, and whether the journal of `lab` keeps it."""
    evidence, model = GradedJournal(lab.journal), model_of(lab)
    return [
        item
        for promise in experiment.promises
        for item in judge_goal(promise, evidence, model, 0)
    ]
