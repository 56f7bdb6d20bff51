"""What a browser may do to a lab: act, play a script, undo, redo, restart, repeat.

Each function waits for its turn, changes the tree of branches, lets the world come to
rest and tells those who watch. Each answers with the branch to look at now. An act that
makes no sense raises LabError or Refusal and changes nothing.
"""

from collections.abc import Callable, Sequence

from simulator.acts import Act, AnswerQuestion
from simulator.hosting import branch_names
from simulator.hosting.branches import (
    ATTEMPT,
    STUDENT,
    Branch,
    Parting,
    Undone,
    last_act,
    next_act,
)
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal
from simulator.lab import Lab
from simulator.teaching import STEP_QUESTION, step_began

Keep = Callable[[Lab], None]
"""Records in a run what a lesson keeps of the line that is left for it."""


def keep_nothing(_: Lab) -> None:
    """Outside lessons."""


def act(
    hosted: HostedLab,
    branch_id: str | None,
    acts: Sequence[Act],
    *,
    actor: str = STUDENT,
    after: int | None = None,
    keep: Keep = keep_nothing,
) -> tuple[Branch, int]:
    """Do `acts` one after another, each at rest; the branch, and seq of the last one.

    With `after`, the first happens just after that event, on a new branch, which is
    told what to `keep` of this one. Call it in a turn.
    """
    branch = hosted.tree.get(branch_id)
    lab = hosted.awake(branch)
    if after is not None and after < lab.last_seq:
        return _fork(hosted, branch, after, acts, actor, keep)
    if branch.kind == ATTEMPT:
        raise Refusal("error.attempt_folded")
    return branch, _perform(hosted, branch, lab, acts, actor, keep)


def undo(hosted: HostedLab, branch_id: str | None) -> Branch:
    """Take back the student's last act: the line so far becomes an attempt."""
    branch = hosted.tree.get(branch_id)
    hosted.awake(branch)
    if branch.kind == ATTEMPT:
        raise Refusal("error.attempt_folded")
    origin, before = branch, len(branch.inputs)
    if branch.undone and before == branch.undone.kept:
        origin, before = hosted.tree.get(branch.undone.attempt), branch.undone.kept
    index = last_act(origin.inputs, before)
    if index < 0:
        raise Refusal("error.nothing_to_undo")
    return _cut_back(hosted, branch, origin, index)


def redo(hosted: HostedLab, branch_id: str | None) -> Branch:
    """Give back what undo took, as long as nothing else was done since."""
    branch = hosted.tree.get(branch_id)
    hosted.awake(branch)
    if not branch.undone or len(branch.inputs) != branch.undone.kept:
        raise Refusal("error.nothing_to_redo")
    origin = hosted.tree.get(branch.undone.attempt)
    hosted.awake(origin)
    index = next_act(origin.inputs, branch.undone.kept)
    if index < len(origin.inputs):
        return _cut_back(hosted, branch, origin, index)
    hosted.tree.fold(branch)
    hosted.tree.unfold(origin)
    hosted.publisher.branches(hosted)
    return origin


def restart(
    hosted: HostedLab, branch_id: str | None, keep: Keep = keep_nothing
) -> Branch:
    """Begin the scenario again; what was done stays as an attempt."""
    if hosted.one_line:
        raise Refusal("shared.one_line")
    branch = hosted.tree.get(branch_id)
    hosted.awake(branch)
    hosted.tree.fold(branch)
    fresh = hosted.tree.grow(None, -1)
    keep(hosted.awake(fresh))
    hosted.settle(fresh)
    hosted.prune()
    hosted.publisher.branches(hosted)
    return fresh


def repeat(hosted: HostedLab, branch_id: str | None, step: str, keep: Keep) -> Branch:
    """Bring the world back to where that step of the lesson began, and begin it again;
    the line left stays as an attempt."""
    branch = hosted.tree.get(branch_id)
    lab = hosted.awake(branch)
    if branch.kind == ATTEMPT:
        raise Refusal("error.attempt_folded")
    began = step_began(step, lab.journal)
    if began is None:
        raise Refusal("error.step_not_begun")
    before = hosted.fork(branch, began - 1)
    before.settle()
    keep(before)
    before.apply(AnswerQuestion(STEP_QUESTION, step), STUDENT)
    hosted.tree.fold(branch)
    line = hosted.tree.grow(branch, began - 1, before)
    hosted.settle(line)
    line.take_name(branch)
    hosted.prune()
    hosted.publisher.branches(hosted)
    return line


def _begins_a_step(act: Act) -> bool:
    """Whether a pupil turns to a step: what is solved by then stays solved."""
    return isinstance(act, AnswerQuestion) and act.question == STEP_QUESTION


def _perform(
    hosted: HostedLab,
    branch: Branch,
    lab: Lab,
    acts: Sequence[Act],
    actor: str,
    keep: Keep = keep_nothing,
) -> int:
    if branch.full and acts:
        raise Refusal(branch.full.key, **branch.full.params)
    if any(map(_begins_a_step, acts)):
        keep(lab)
    nameless = branch.nameless
    for one in acts:
        lab.apply(one, actor)
        hosted.settle(branch)
    if nameless and branch.parting is not None and acts:
        branch.name = branch_names.forked(branch.parting.step, acts[0])
        hosted.publisher.branches(hosted)
    return lab.last_seq


def _fork(
    hosted: HostedLab,
    branch: Branch,
    after: int,
    acts: Sequence[Act],
    actor: str,
    keep: Keep,
) -> tuple[Branch, int]:
    """The first act is tried before the branch exists: a wrong one leaves no trace."""
    lab = hosted.fork(branch, after)
    full = hosted.bound_reached(lab)
    if full:
        raise Refusal(full.key, **full.params)
    keep(lab)
    index = len(lab.interventions)
    lab.apply(acts[0], actor)
    step = hosted.step_at(branch, after)
    fork = hosted.tree.grow(branch, after, lab)
    fork.parting = Parting(step, index)
    fork.name = branch_names.forked(step, acts[0])
    hosted.settle(fork)
    hosted.prune()
    hosted.publisher.branches(hosted)
    return fork, _perform(hosted, fork, lab, acts[1:], actor)


def _cut_back(hosted: HostedLab, branch: Branch, origin: Branch, index: int) -> Branch:
    """A line that is the first `index` inputs of `origin`, in place of `branch`."""
    after = origin.inputs[index].after_seq
    lab = hosted.fork(origin, after)
    hosted.tree.fold(branch)
    line = hosted.tree.grow(origin, after, lab)
    line.undone = Undone(attempt=origin.id, kept=index)
    hosted.settle(line)
    line.take_name(branch)
    hosted.prune()
    hosted.publisher.branches(hosted)
    return line
