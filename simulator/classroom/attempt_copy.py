"""A student's attempt, made again in a lab of the teacher's own.

Why it exists: what a student did is shown to everybody without a name, and the teacher
may go on in it while the student's own lab stays as it is. Only inputs are copied. It
refuses exams, and labs that real programs talk to: nobody can play those again.
"""

from functools import partial

from simulator.hosting.hosted_lab import HostedLab, Purpose
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal


def attempt_copy(
    labs: Labs, hosted: HostedLab, branch_id: str, seq: int, teacher: str
) -> HostedLab:
    """A lab of that visitor where everything done before event `seq` of the branch was
    done; its page begins at that event. The same attempt twice is one lab. Raises
    Refusal."""
    if hosted.purpose.exam:
        raise Refusal("error.exam")
    if hosted.live:
        raise Refusal("class.attempt_live")
    with hosted.turn():
        branch = hosted.tree.get(branch_id)
        hosted.awake(branch)
        branch.note()
        done = tuple(each for each in branch.inputs if each.after_seq < seq)
    copy = labs.own(
        teacher,
        hosted.scenario,
        hosted.seed,
        Purpose(attempt=f"{hosted.id} {branch.id} {seq}"),
        address=hosted.address,
        begin=partial(hosted.remade, done),
    )
    copy.begins_at = seq
    return copy
