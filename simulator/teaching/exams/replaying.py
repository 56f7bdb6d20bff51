"""Doing a line again: its acts, each at rest or where it left another line.

Why it exists: an exam, a permalink and a lab that is begun again after its server are
all played from what was done. It refuses to go on for longer than a lab may.
"""

from collections.abc import Sequence

from simulator.acts import Act
from simulator.lab import Intervention, Lab
from simulator.teaching.exams.record import Done, RecordError
from simulator.teaching.playing import OCTETS_MAX, SLICE_EVENTS


def left_at(lab: Lab, line: Sequence[Done]) -> Lab:
    """The lab as it began, or as it was where the line left its beginning. Raises
    LabError."""
    first = line[0].after if line else None
    return lab if first is None or first >= lab.last_seq else lab.fork(first)


def do_again(lab: Lab, act: Act, done: Done, limit: int) -> None:
    """One act, at the moment of `done`. Raises LabError, RecordError when there are
    more events than `limit`."""
    if done.after is None:
        settle_within(lab, limit)
        lab.apply(act, done.by)
        return
    if done.after > limit:
        raise RecordError("grades.too_long")
    lab.replay(Intervention(done.after, False, done.by, act))


def settle_within(lab: Lab, limit: int) -> None:
    """Let the world come to rest. Raises RecordError when that takes too long."""
    rest = False
    while not rest:
        rest = lab.settle(SLICE_EVENTS)
        if lab.last_seq > limit or lab.octets_kept > OCTETS_MAX:
            raise RecordError("grades.too_long")
