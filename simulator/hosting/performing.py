"""Ready experiments and scenes in a hosted lab: their acts, and the event to look at.

Why it exists: a cable that is cut while the message flies needs a moment of the past.
The story runs on without it first, so the line where nothing breaks stays as a tab
beside the one where it does. And an address that says «see it here» must lead to that
very event, whatever its visitor did in the lab since. It refuses to know what they
promise, and who points to them: that is `teaching/`.
"""

from simulator.hosting import acting
from simulator.hosting.branches import AUTO, Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal
from simulator.teaching import Experiment, Scene, moment


def perform(
    hosted: HostedLab, branch_id: str | None, experiment: Experiment
) -> tuple[Branch, int]:
    """Do everything the experiment does, by nobody in particular; the branch where it
    ended, and seq of its last event. Raises LabError and Refusal. Call it in a turn."""
    branch = hosted.tree.get(branch_id)
    since = seq = hosted.awake(branch).last_seq
    for happening in experiment.happenings:
        after = None
        if happening.after is not None:
            journal = hosted.awake(branch).journal
            after = moment(journal, since, happening.after)
            if after is None:
                raise Refusal("error.experiment_astray")
        since = seq if after is None else after
        branch, seq = acting.act(
            hosted, branch.id, [happening.decoded()], actor=AUTO, after=after
        )
    return branch, seq


def show(hosted: HostedLab, scene: Scene) -> tuple[Branch, int, int]:
    """Let the scene happen, unless it did; its branch, seq of its last event, and of
    the one to look at. Raises LabError and Refusal. Call it in a turn."""
    branch = hosted.tree.get(None)
    at = moment(hosted.awake(branch).journal, -1, scene.at)
    if at is None:
        if not hosted.untouched:
            branch = acting.restart(hosted, branch.id)
        acts = scene.acts_in(hosted.scenario)
        acting.act(hosted, branch.id, acts, actor=AUTO)
        at = moment(hosted.awake(branch).journal, -1, scene.at)
    if at is None:
        raise Refusal("error.scene_astray")
    return branch, hosted.awake(branch).last_seq, at
