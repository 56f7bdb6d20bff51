"""A lab that is gone, made again from what the browser kept of it.

Labs die with their server. Whoever comes back has a new one, in which nobody has done
anything; what was done in the old one is done again there, as far as it can be. It
refuses labs where somebody has acted: theirs is the newer story.
"""

from collections.abc import Sequence

import msgspec

from simulator.hosting.branches import Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal
from simulator.projections.catalogue import Text
from simulator.projections.shapes import Json
from simulator.teaching.exams import Done
from simulator.teaching.permalinks import PlayedOn, played_on

EVENTS_AN_ACT = 50


def resume(
    hosted: HostedLab, kept: Sequence[dict[str, Json]]
) -> tuple[Branch, Text | None]:
    """Do the line in a lab that nobody has acted in; the branch, and why not all of it
    could be done. Raises Refusal. Call it in a turn."""
    if hosted.live or not hosted.untouched or not kept:
        raise Refusal("error.not_to_resume")
    try:
        line = msgspec.convert(kept, list[Done])
    except msgspec.ValidationError as error:
        raise Refusal("error.message", reason=str(error)) from None
    untouched = hosted.tree.get(None)
    size = len(line) * EVENTS_AN_ACT
    played = hosted.scheduler.run_heavy(size, _played, hosted, line)
    branch = hosted.tree.replace(untouched, played.lab)
    hosted.settle(branch)
    hosted.publisher.branches(hosted)
    return branch, played.stopped


def _played(hosted: HostedLab, line: Sequence[Done]) -> PlayedOn:
    lab = hosted.begun()
    lab.settle()
    return played_on(lab, line)
