"""A lab made again of what was written of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from simulator.bounded_json import read_json
from simulator.hosting.ahead import LateRequest, PutOff
from simulator.hosting.hosted_lab import HostedLab, Purpose
from simulator.hosting.keeping.kept_tree import (
    KeptInput,
    KeptTree,
    interventions,
    kept_tree,
    tree_of,
)
from simulator.hosting.keeping.records import KeptAnswer, LabHead, LabKey, LabRecord
from simulator.hosting.refusals import Refusal
from simulator.lab import Lab
from simulator.scenario import Scenario


class LabInputs(NamedTuple):
    """A lab without its runs."""

    scenario: Scenario
    seed: int
    purpose: Purpose
    tree: KeptTree


class OfAnotherProgram(Refusal):
    """What is written of a lab cannot be read here, or would be another story."""

    def __init__(self) -> None:
        super().__init__("error.lab_otherwise")


@contextmanager
def _known_here() -> Iterator[None]:
    """What another Cartero wrote and this one does not know is a Refusal."""
    try:
        yield
    except msgspec.DecodeError:
        raise OfAnotherProgram from None


@_known_here()
def read_head(record: LabRecord) -> tuple[Scenario, Purpose, LabHead]:
    """What a lab is made of. Raises Refusal."""
    scenario = read_json(record.scenario, Scenario)
    head = read_json(record.head, LabHead)
    return scenario, read_purpose(record.key), head


@_known_here()
def read_purpose(key: LabKey) -> Purpose:
    """What a lab with that key is for. Raises Refusal."""
    said = read_json(key.purpose, dict[str, str])
    if not said.keys() <= set(Purpose._fields):
        raise OfAnotherProgram
    return Purpose(**said)


@_known_here()
def fill(hosted: HostedLab, record: LabRecord, head: LabHead) -> None:
    """Make a new lab what was written of it; its runs are remade when they are needed.
    Raises Refusal."""
    hosted.outlives = True
    tree = tree_of(head.tree, hosted.limits.branches_max)
    for name, rows in record.inputs.items():
        if name in tree.branches:
            kept = [read_json(row.body, KeptInput) for row in rows]
            tree.branches[name].inputs = interventions(kept)
            tree.branches[name].events = rows[-1].events
    answers = [read_json(a.body, KeptAnswer) for a in record.answers]
    for each in answers:
        answer = each.acted or each.changed
        if answer is not None:
            hosted.answers[each.key] = answer
    hosted.answers_given = record.answers[-1].number if record.answers else 0
    hosted.tree = tree
    hosted.actors = set(head.actors)
    hosted.presenter, hosted.lent = head.presenter, head.lent
    hosted.begins_at = head.begins_at
    hosted.beginning = interventions(head.beginning)
    hosted.opened = True
    put_off = PutOff(head.ahead, head.late_done, astray=head.astray)
    for row in record.late:
        put_off.add(read_json(row.body, LateRequest))
    hosted.put_off = put_off


def inputs_here(hosted: HostedLab) -> LabInputs:
    """What was done in a lab until it last came to rest."""
    tree = kept_tree(hosted.tree, whole=True)
    return LabInputs(hosted.scenario, hosted.seed, hosted.purpose, tree)


@_known_here()
def inputs_written(record: LabRecord) -> LabInputs:
    """What is written of a lab. Raises Refusal."""
    scenario, purpose, head = read_head(record)
    branches = []
    for each in head.tree.branches:
        rows = record.inputs.get(each.id, [])
        if rows:
            each = msgspec.structs.replace(
                each,
                inputs=[read_json(row.body, KeptInput) for row in rows],
                events=rows[-1].events,
            )
        branches.append(each)
    tree = msgspec.structs.replace(head.tree, branches=branches)
    return LabInputs(scenario, head.seed, purpose, tree)


def replays_the_same(hosted: HostedLab) -> bool:
    """Whether its branches come to the same moments and the same ends as when they were
    written; whatever another program stumbles over is a difference."""
    full = hosted.limits.events_max
    try:
        for branch in hosted.tree.branches.values():
            lab = hosted.remade(branch.inputs)
            lab.settle()
            if branch.inputs and len(lab.journal) != branch.events < full:
                return False
    except Exception:
        return False
    return True


def beginning_of(scenario: Scenario, head: LabHead) -> Callable[[], Lab] | None:
    """What makes another run of that lab as it began; None: the scenario's opening."""
    beginning = interventions(head.beginning)

    def again() -> Lab:
        lab = Lab(scenario, head.seed)
        for done in beginning:
            lab.replay(done)
        return lab

    return again if beginning else None
