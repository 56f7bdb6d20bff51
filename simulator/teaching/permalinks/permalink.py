"""What a permalink says: a world, what was done in it, and what was on show.

It refuses to be a lab: whoever opens it plays it again, and gets one of their own.
"""

from typing import Annotated

import msgspec

from simulator.teaching.exams import Done
from simulator.teaching.playing import EVENTS_MAX

LINE_ACTS_MAX = 400
"""As many as an exam plays again of a line."""

SEED_MAX = 2**53 - 1
DIGEST_CHARACTERS = 8

Digest = Annotated[str, msgspec.Meta(pattern=r"^[\w-]*$", max_length=DIGEST_CHARACTERS)]


class PermalinkError(ValueError):
    """Not a permalink. `key`, `params`: a text of the catalogue."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Permalink(msgspec.Struct, frozen=True, array_like=True):
    """A moment of a lab.

    `scenario`: its name; `opened`: with the scenario's opening acts done, else as it is
    before anybody does anything. `line`: what was done after that. `at`: the event of
    the step on show. `view`: the page on show, `letter/m3`; "": the usual one.
    `journal`, `world`: digests of the journal up to `at`, and of the scenario.
    """

    scenario: Annotated[str, msgspec.Meta(pattern=r"^[\w-]+$", max_length=64)]
    seed: Annotated[int, msgspec.Meta(ge=0, le=SEED_MAX)]
    opened: bool
    line: Annotated[tuple[Done, ...], msgspec.Meta(max_length=LINE_ACTS_MAX)]
    at: Annotated[int, msgspec.Meta(ge=0, le=EVENTS_MAX)]
    view: Annotated[str, msgspec.Meta(pattern=r"^[\w/.-]*$", max_length=48)]
    journal: Digest
    world: Digest
