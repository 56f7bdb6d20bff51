"""Going on from a beginning as somebody did: all of it, or as far as it can be done."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.lab import Lab, LabError
from simulator.projections.catalogue import Text
from simulator.teaching.exams import Done, RecordError
from simulator.teaching.exams.replaying import do_again, left_at, settle_within
from simulator.teaching.playing import EVENTS_MAX


class PlayedOn(NamedTuple):
    """The lab after as much of a line as could be done. `stopped`: why the rest could
    not; `done`: how many acts were."""

    lab: Lab
    done: int
    stopped: Text | None


def played_on(lab: Lab, line: Sequence[Done]) -> PlayedOn:
    """Play the line on from `lab`, which has come to rest at its beginning."""
    number = 0
    try:
        lab = left_at(lab, line)
        for done in line:
            do_again(lab, done.act(), done, EVENTS_MAX)
            number += 1
        settle_within(lab, EVENTS_MAX)
    except (LabError, RecordError) as error:
        return PlayedOn(lab, number, Text(error.key, error.params))
    return PlayedOn(lab, number, None)
