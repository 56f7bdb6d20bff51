"""What somebody did on a branch, told from what its lab began with.

Exams, certificates and permalinks all keep lines: acts, each at rest or with the event
after which it happened.
"""

from collections.abc import Sequence

import msgspec

from simulator.acts import Act
from simulator.hosting.branches import AUTO
from simulator.lab import Intervention
from simulator.projections.shapes import Json
from simulator.teaching.exams import Done, done

Given = tuple[bool, str, Act]
"""An act of a beginning: at rest or not, by whom, and what."""


def given(inputs: Sequence[Intervention]) -> list[Given]:
    """Acts of a beginning, of whatever moments."""
    return [(each.at_rest, each.actor, each.act) for each in inputs]


def line_of(
    beginning: Sequence[Given], inputs: Sequence[Intervention]
) -> list[tuple[int, Done]]:
    """What was done besides, each with the event it came after. Where not all of the
    beginning had been done, the first says after which event it was left."""
    same = 0
    for was, is_ in zip(beginning, given(inputs), strict=False):
        if was != is_:
            break
        same += 1
    left = same < len(beginning)
    return [
        (each.after_seq, _done(each, told=left and number == 0))
        for number, each in enumerate(inputs[same:])
    ]


def _done(each: Intervention, *, told: bool) -> Done:
    """`told`: say after which event, although it was at rest."""
    after = each.after_seq if told or not each.at_rest else None
    return done(each.act, after, auto=each.actor == AUTO)


def written(done: Done) -> dict[str, Json]:
    """As the browser keeps it."""
    fields: dict[str, Json] = msgspec.to_builtins(done)
    return fields
