"""What a lab is as it is written, and where it is written: the seam to a database.

It refuses to know SQL: whoever has a place for labs is a `LabArchive`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

import msgspec

from simulator.hosting.hosted_lab import Purpose
from simulator.hosting.keeping.kept_tree import KeptInput, KeptTree
from simulator.hosting.refusals import Refusal
from simulator.projections.shapes import Acted, BranchChanged
from simulator.scenario import Scenario


class LabHead(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What there is of a lab besides its scenario and what was done in it: fields of
    `HostedLab`. One that is added needs a default, for labs written before."""

    seed: int
    secret: str
    actors: list[str]
    tree: KeptTree
    beginning: list[KeptInput] = []
    presenter: str | None = None
    lent: str | None = None
    begins_at: int | None = None
    ahead: str = ""
    late_done: int = 0
    astray: bool = False


class KeptAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a request that changed a lab was answered. `key`: whose, and its id."""

    key: str
    acted: Acted | None = None
    changed: BranchChanged | None = None


class LabKey(NamedTuple):
    """What somebody finds a lab of their own by. `scenario`: its name; `purpose`: as
    `purpose_key` writes it."""

    owner: str
    scenario: str
    purpose: str


class InputRow(NamedTuple):
    """The input with that number, from 0, of a branch. `body`: a `KeptInput`;
    `events`: as many the branch has since then, or since the next that is written."""

    branch: str
    number: int
    body: str
    events: int


class AnswerRow(NamedTuple):
    """The answer with that number, from 1, of a lab. `body`: a `KeptAnswer`."""

    number: int
    body: str


class LateRow(NamedTuple):
    """The request with that number that was put off. `body`: a `LateRequest`."""

    number: int
    body: str


class NewLab(NamedTuple):
    """A lab that is written first. `world`: digest of its `scenario`, which is JSON."""

    key: LabKey
    world: str
    scenario: str


class LabChange(NamedTuple):
    """What must be written so that a lab is as it is now; texts are JSON.

    `head`: a `LabHead`, if it is another or is to be written; `gone`: branches that are
    there no more. `late`: what was put off since; `late_done`: before that number all
    is done.
    """

    lab: str
    new: NewLab | None
    head: str | None
    inputs: Sequence[InputRow]
    gone: Sequence[str]
    answers: Sequence[AnswerRow]
    late: Sequence[LateRow] = ()
    late_done: int = 0


class LabRecord(NamedTuple):
    """A lab as it was written. `engine`: which program last wrote to it; `inputs`: by
    branch; `answers`: the newest last; `late`: what was put off, in order."""

    key: LabKey
    scenario: str
    engine: str
    head: str
    inputs: dict[str, list[InputRow]]
    answers: list[AnswerRow]
    late: list[LateRow]


class LabArchive(Protocol):
    """Where labs are written. What is noted of one lab is written in that order.
    `engine`: the program that replays here."""

    engine: str

    def note(self, change: LabChange) -> None:
        """It will be written."""

    def listen(self, lost: Callable[[str], None]) -> None:
        """That is told of each lab another worker has taken."""

    def flush(self, lab: str = "") -> None:
        """Whatever was noted is written now. Raises Refusal when that cannot be;
        Elsewhere when another worker has that lab."""

    def wake(self, lab_id: str, *, moves: bool = False) -> LabRecord | None:
        """The lab of that id, to go on here; `moves`: though another worker has it.
        Raises Elsewhere."""

    def lab(self, lab_id: str) -> LabRecord | None:
        """The lab of that id."""

    def lab_of(self, key: LabKey) -> str | None:
        """The id of the newest lab under that key."""

    def labs_of(self, owner: str, /) -> list[str]:
        """The ids of all their labs."""

    def note_transcript(self, lab: str, body: bytes) -> None:
        """It will be written, instead of an earlier one, if the lab is written."""

    def transcript(self, lab: str) -> bytes | None:
        """The newest of that lab."""

    def forget(self, lab_id: str) -> None:
        """It will not be there any more."""


class NoArchive:
    """Nothing outlives the process."""

    engine = ""

    def note(self, change: LabChange) -> None:
        """It is not written."""

    def listen(self, lost: Callable[[str], None]) -> None:
        """Nobody takes one."""

    def flush(self, lab: str = "") -> None:
        """There is nothing to write."""

    def wake(self, lab_id: str, *, moves: bool = False) -> LabRecord | None:
        """There is none."""

    def lab(self, lab_id: str) -> LabRecord | None:
        """There is none."""

    def lab_of(self, key: LabKey) -> str | None:
        """There is none."""

    def labs_of(self, _: str, /) -> list[str]:
        """There are none."""
        return []

    def note_transcript(self, lab: str, body: bytes) -> None:
        """It is not written."""

    def transcript(self, lab: str) -> bytes | None:
        """There is none."""

    def forget(self, lab_id: str) -> None:
        """It was never there."""


class LabOtherwise(Refusal):
    """Another program made that lab, and here something else would happen. `found_by`:
    whose, and what for; `actors`: who may read `texts`, what was said, by language;
    `cut`: more was done afterwards; `touched`: by somebody."""

    def __init__(
        self,
        lab: str,
        found_by: LabKey,
        actors: Collection[str],
        texts: Mapping[str, str],
        *,
        cut: bool,
        touched: bool,
    ) -> None:
        super().__init__("error.lab_otherwise")
        self.lab = lab
        self.found_by = found_by
        self.actors = frozenset(actors)
        self.texts = texts
        self.cut = cut
        self.touched = touched


def purpose_key(purpose: Purpose) -> str:
    """The same text for the same purpose, whatever fields a later one has."""
    said = {name: value for name, value in purpose._asdict().items() if value}
    return msgspec.json.encode(said, order="sorted").decode()


def lab_key(owner: str, scenario: Scenario, purpose: Purpose) -> LabKey:
    """What the owner finds it by."""
    return LabKey(owner, scenario.name, purpose_key(purpose))
