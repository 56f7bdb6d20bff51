"""Every served state leads to every other, whatever was done to the lab before.

Chance acts on small worlds, `SEEDS` of them, shared by all tests. An old state and the
changes served since are what a fresh fold gives, forwards and backwards; a fold that
stopped and went on says what one that did not says; and all of it fits the contract.
"""

import copy
from functools import cache
from random import Random
from typing import Any, NamedTuple

import msgspec
import pytest

from simulator.journal import Journal
from simulator.lab import LabError
from simulator.projections import changes
from simulator.projections.letters import letter_list, letter_view, stops, threads
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import (
    Json,
    Model,
    OpenMessage,
    Served,
    Step,
    TravelledMessage,
)
from simulator.scenario import scenario_view
from tests.any_act import any_act
from tests.worlds import SCENARIOS, opened

SEEDS = 200
ACTS = 4
NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))


class Run(NamedTuple):
    """A journal with a moment in its middle and a later one, and how it was served."""

    journal: Journal
    view: dict[str, Json]
    served: list[Served]
    middle: int
    later: int

    def until(self, seq: int) -> ServedJournal:
        """A fresh fold of the events up to `seq`."""
        return ServedJournal(beginning(self.journal, seq), self.view)


def beginning(journal: Journal, seq: int) -> Journal:
    short = copy.copy(journal)
    short.events = journal.events[: seq + 1]
    return short


@cache
def lived(seed: int) -> Run:
    chance = Random(seed)
    lab = opened(NAMES[seed % len(NAMES)], seed)
    for _ in range(ACTS):
        try:
            lab.apply(any_act(chance, lab), "student")
        except LabError:
            continue
        lab.settle()
    view = scenario_view(lab.scenario)
    served = ServedJournal(lab.journal, view).served()
    middle, later = sorted(chance.choices(range(len(served)), k=2))
    return Run(lab.journal, view, served, middle, later)


def apply(root: dict[str, Any], served: list[Served]) -> None:
    for event in served:
        for change in event.changes:
            changes.apply(root, change)


def undo(root: dict[str, Any], served: list[Served]) -> None:
    for event in reversed(served):
        for change in reversed(event.changes):
            changes.undo(root, change)


every_seed = pytest.mark.parametrize("seed", range(SEEDS))


@every_seed
def test_an_old_model_and_the_changes_since_are_a_fresh_one(seed):
    run = lived(seed)
    between = run.served[run.middle + 1 : run.later + 1]
    old, new = run.until(run.middle).model, run.until(run.later).model
    assert run.until(run.later).model_at(run.middle) == old
    root = copy.deepcopy(old)
    apply(root, between)
    assert root == new
    undo(root, between)
    assert root == old
    undo(root, run.served[: run.middle + 1])
    assert root == {}


@every_seed
def test_a_narration_that_stopped_and_went_on_says_the_same(seed):
    run = lived(seed)
    growing = beginning(run.journal, run.middle)
    server = ServedJournal(growing, run.view)
    assert server.served() == run.served[: run.middle + 1]
    growing.events = run.journal.events
    assert server.served(run.middle + 1) == run.served[run.middle + 1 :]


@every_seed
def test_a_step_shows_the_octets_that_its_fact_tells(seed):
    for step in lived(seed).served:
        told = getattr(step.fact, "octets", "")
        if isinstance(step, Step) and told and not step.octets_left:
            assert told in (step.octets or "")


@every_seed
def test_the_letters_of_a_moment_are_those_of_its_past(seed):
    run = lived(seed)
    past = beginning(run.journal, run.middle)
    found = stops(run.journal, run.middle)
    assert found == stops(past)
    assert found == [s for s in stops(run.journal) if s.seq <= run.middle]
    assert letter_list(run.journal, run.middle) == letter_list(past)
    names = dict.fromkeys(stop.message for stop in found)
    assert threads(run.journal, names) == threads(past, names)


def fits(value: object, shape: type) -> bool:
    """What is written can be read strictly as `shape`, and nothing is left over."""
    octets = msgspec.json.encode(value)
    read = msgspec.json.decode(octets, type=shape)
    return msgspec.json.decode(msgspec.json.encode(read)) == msgspec.json.decode(octets)


@every_seed
def test_what_is_served_fits_the_contract(seed):
    run = lived(seed)
    assert all(fits(event, type(event)) for event in run.served)
    assert {type(e) is Step for e in run.served if e.beat is not None} <= {True}
    assert fits(run.until(run.later).model, Model)
    listed = letter_list(run.journal)
    assert fits(listed, list[TravelledMessage])
    for each in listed[-3:]:
        assert fits(letter_view(run.journal, each.message), OpenMessage)
