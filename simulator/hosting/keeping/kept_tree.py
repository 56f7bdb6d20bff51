"""A lab without its runs: what remakes it, as values that become JSON.

A lab is its scenario, its seed and the inputs of its branches; the rest is made again.
Who keeps them, in a database or in a browser, is not known here.
"""

from collections.abc import Iterable

import msgspec

from simulator.acts import ACTS
from simulator.hosting.branches import Branch, Kind, Parting, Place, Tree, Undone
from simulator.lab import Intervention
from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Json


class KeptInput(msgspec.Struct, frozen=True, omit_defaults=True):
    """An intervention, its act as the channel has it."""

    after_seq: int
    at_rest: bool
    actor: str
    act: dict[str, Json]
    wall_us: int = 0


class KeptBranch(msgspec.Struct, frozen=True, omit_defaults=True):
    """A branch without its run. `undone` and `parting`: as `Undone` and `Parting`.
    `inputs`: where they are not kept apart."""

    id: str
    number: int
    parent: str
    after: int
    kind: Kind
    events: int
    name: Text
    inputs: list[KeptInput] = []
    undone: tuple[str, int] | None = None
    parting: tuple[int, int] | None = None
    shown: int = 0


class KeptTree(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All branches of a lab, in their order. `place`: as `Place`."""

    branches: list[KeptBranch]
    current: str
    made: int
    roots: int
    place: tuple[str, int] | None = None


def kept_tree(tree: Tree, *, whole: bool, places: bool = True) -> KeptTree:
    """What remakes the tree; `whole`: with the inputs of its branches, and how many
    events those make; `places`: with what was shown of it."""
    place = tree.place
    return KeptTree(
        branches=[
            _kept_branch(each, whole, each.shown if places else 0)
            for each in tree.branches.values()
        ],
        current=tree.current,
        made=tree.made,
        roots=tree.roots,
        place=(place.branch, place.seq) if place and places else None,
    )


def tree_of(kept: KeptTree, branches_max: int) -> Tree:
    """The branches without their runs. Raises msgspec.ValidationError."""
    tree = Tree(current=kept.current, made=kept.made, roots=kept.roots)
    tree.place = Place(*kept.place) if kept.place else None
    for one in kept.branches[:branches_max]:
        tree.branches[one.id] = Branch(
            id=one.id,
            number=one.number,
            parent=one.parent,
            after=one.after,
            kind=one.kind,
            inputs=interventions(one.inputs),
            events=one.events,
            name=one.name,
            undone=Undone(*one.undone) if one.undone else None,
            parting=Parting(*one.parting) if one.parting else None,
            shown=one.shown,
            passed_on=one.shown,
        )
    return tree


def _kept_branch(branch: Branch, whole: bool, shown: int) -> KeptBranch:
    undone, parting = branch.undone, branch.parting
    return KeptBranch(
        id=branch.id,
        number=branch.number,
        parent=branch.parent,
        after=branch.after,
        kind=branch.kind,
        events=branch.events if whole or not branch.inputs else 0,
        name=branch.name,
        inputs=kept_inputs(branch.inputs) if whole else [],
        undone=(undone.attempt, undone.kept) if undone else None,
        parting=(parting.step, parting.index) if parting else None,
        shown=shown,
    )


def kept_inputs(done: Iterable[Intervention]) -> list[KeptInput]:
    """The interventions, to be kept."""
    return [
        KeptInput(
            each.after_seq,
            each.at_rest,
            each.actor,
            msgspec.to_builtins(each.act),
            each.wall_us,
        )
        for each in done
    ]


def interventions(kept: Iterable[KeptInput]) -> tuple[Intervention, ...]:
    """The same again. Raises msgspec.ValidationError for an act that is none."""
    return tuple(
        Intervention(
            each.after_seq,
            each.at_rest,
            each.actor,
            ACTS.decode(each.act),
            each.wall_us,
        )
        for each in kept
    )
