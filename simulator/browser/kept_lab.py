"""What a lab is made of, as JSON: closing a page loses nothing that was done in it.

A lab is its scenario, its seed and the inputs of its branches; the rest is made again.
It refuses what it cannot read, as if nobody had kept it: it may come from another
version of Cartero, or from a file somebody changed.
"""

import msgspec

from simulator.acts import ACTS
from simulator.bounded_json import read_json
from simulator.hosting.branches import Branch, Kind, Parting, Tree, Undone
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.limits import Limits
from simulator.lab import Intervention
from simulator.projections.catalogue import Text
from simulator.projections.shapes.base import Json

FORM = 1
"""Of what is kept; another one is not read."""

INPUTS_MAX = 10_000
"""Of all branches; a long afternoon makes a tenth of them."""


class KeptInput(msgspec.Struct, frozen=True):
    """An intervention, its act as the channel has it."""

    after_seq: int
    at_rest: bool
    actor: str
    act: dict[str, Json]


class KeptBranch(msgspec.Struct, frozen=True):
    """A branch without its run. `undone` and `parting`: as `Undone` and `Parting`."""

    id: str
    number: int
    parent: str
    after: int
    kind: Kind
    inputs: list[KeptInput]
    events: int
    name: Text
    undone: tuple[str, int] | None = None
    parting: tuple[int, int] | None = None


class KeptLab(msgspec.Struct, frozen=True):
    """All branches of a lab, in their order."""

    form: int
    scenario: str
    seed: int
    branches: list[KeptBranch]
    current: str
    made: int
    roots: int


def kept(hosted: HostedLab) -> bytes:
    """What remakes that lab."""
    tree = hosted.tree
    branches = tree.branches.values()
    for branch in branches:
        branch.note()
    lab = KeptLab(
        form=FORM,
        scenario=hosted.scenario.name,
        seed=hosted.seed,
        branches=[_kept_branch(branch) for branch in branches],
        current=tree.current,
        made=tree.made,
        roots=tree.roots,
    )
    return msgspec.json.encode(lab)


def bring_back(hosted: HostedLab, body: str, *, trusted: bool = True) -> bool:
    """Make a new lab what it was; False when that cannot be. A body that is not
    `trusted` is played whole, for one branch that cannot be played refuses all."""
    try:
        lab = read_json(body, KeptLab)
        fits = (FORM, hosted.scenario.name, hosted.seed)
        if (lab.form, lab.scenario, lab.seed) != fits:
            return False
        if sum(len(one.inputs) for one in lab.branches) > INPUTS_MAX:
            return False
        tree = _tree(lab, hosted.limits)
        if lab.current not in tree.branches:
            return False
    except msgspec.DecodeError:
        return False
    before, hosted.tree = hosted.tree, tree
    try:
        if not trusted:
            for branch in tree.branches.values():
                hosted.awake(branch)
        hosted.awake(tree.get(None))
    except Exception:
        hosted.tree = before
        return False
    return True


def _kept_branch(branch: Branch) -> KeptBranch:
    undone, parting = branch.undone, branch.parting
    return KeptBranch(
        id=branch.id,
        number=branch.number,
        parent=branch.parent,
        after=branch.after,
        kind=branch.kind,
        inputs=[_kept_input(done) for done in branch.inputs],
        events=branch.events,
        name=branch.name,
        undone=(undone.attempt, undone.kept) if undone else None,
        parting=(parting.step, parting.index) if parting else None,
    )


def _kept_input(done: Intervention) -> KeptInput:
    fields = msgspec.to_builtins(done.act)
    return KeptInput(done.after_seq, done.at_rest, done.actor, fields)


def _tree(lab: KeptLab, limits: Limits) -> Tree:
    """The branches without their runs. Raises msgspec.ValidationError."""
    tree = Tree(current=lab.current, made=lab.made, roots=lab.roots)
    for one in lab.branches[: limits.branches_max]:
        tree.branches[one.id] = Branch(
            id=one.id,
            number=one.number,
            parent=one.parent,
            after=one.after,
            kind=one.kind,
            inputs=tuple(map(_intervention, one.inputs)),
            events=one.events,
            name=one.name,
            undone=Undone(*one.undone) if one.undone else None,
            parting=Parting(*one.parting) if one.parting else None,
        )
    return tree


def _intervention(done: KeptInput) -> Intervention:
    act = ACTS.decode(done.act)
    return Intervention(done.after_seq, done.at_rest, done.actor, act)
