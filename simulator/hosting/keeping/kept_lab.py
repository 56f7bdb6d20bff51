"""A lab as JSON: closing a page loses nothing that was done in it.

It refuses what it cannot read, as if nobody had kept it: it may come from another
version of Cartero, or from a file somebody changed.
"""

import msgspec

from simulator.bounded_json import read_json
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.keeping.kept_tree import KeptTree, kept_tree, tree_of

FORM = 1
"""Of what is kept; another one is not read."""

INPUTS_MAX = 10_000
"""Of all branches; a long afternoon makes a tenth of them."""


class KeptLab(KeptTree, frozen=True, kw_only=True):
    """All of a lab."""

    form: int
    scenario: str
    seed: int


def kept(hosted: HostedLab) -> bytes:
    """What remakes that lab."""
    for branch in hosted.tree.branches.values():
        branch.note()
    tree = kept_tree(hosted.tree, whole=True)
    lab = KeptLab(
        form=FORM,
        scenario=hosted.scenario.name,
        seed=hosted.seed,
        **msgspec.structs.asdict(tree),
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
        tree = tree_of(lab, hosted.limits.branches_max)
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
