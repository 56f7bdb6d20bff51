"""A ready experiment in a hosted lab: its acts, at rest or in the middle of things.

Why it exists: a cable that is cut while the letter flies needs a moment of the past.
The story runs on without it first, so the line where nothing breaks stays as a tab
beside the one where it does. It refuses to know what an experiment promises: that is
`teaching/experiments.py`.
"""

from simulator.hosting import acting
from simulator.hosting.branches import AUTO, Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal
from simulator.teaching import Experiment, moment


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
