"""The tree of branches of one lab, as plain bookkeeping.

A branch is one run of the simulated world. `line`: a branch one works on; a deliberate
step back followed by an act makes another. `attempt`: a line that was undone or
restarted, folded away but still there to be looked at and returned to.

It refuses to run anything: who makes the worlds is `hosted.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from simulator.acts import AnswerQuestion
from simulator.hosting import branch_names
from simulator.hosting.refusals import Refusal
from simulator.journal import Journal
from simulator.lab import Intervention, Lab
from simulator.projections.catalogue import Text
from simulator.projections.concealing import concealed_journal
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import ServedBranch

Kind = Literal["line", "attempt"]
LINE: Kind = "line"
ATTEMPT: Kind = "attempt"
STUDENT, AUTO, TEACHER = branch_names.STUDENT, "auto", "teacher"


@dataclass(frozen=True)
class Undone:
    """This branch is the first `kept` inputs of `attempt`, and nothing else so far."""

    attempt: str
    kept: int


@dataclass(frozen=True)
class Parting:
    """Where a branch leaves its parent: after which step, and with which input."""

    step: int
    index: int


@dataclass(frozen=True)
class Place:
    """Where the presenter is: the branch, and the last event of the step on show."""

    branch: str
    seq: int


@dataclass
class Branch:
    """One run. While it sleeps `lab` and `served_journal` are None: `inputs` remake
    them.

    `name`: given by the act that makes it differ, and kept by the line an undo makes of
    it; `parting`: None of the story itself.
    `events`: length of its journal when it last came to rest. `sent`: how many events
    its watchers have. `shown`: how many those may have who only watch; `passed_on`: how
    many they have. `full`: why nothing more can be done in it, or None.
    """

    id: str
    number: int
    parent: str
    after: int
    kind: Kind = LINE
    inputs: tuple[Intervention, ...] = ()
    events: int = 0
    lab: Lab | None = None
    served_journal: ServedJournal | None = None
    sent: int = 0
    shown: int = 0
    passed_on: int = 0
    full: Text | None = None
    undone: Undone | None = None
    name: Text = field(default_factory=lambda: branch_names.root(1))
    parting: Parting | None = None

    @property
    def label(self) -> Text:
        """What its tab is called."""
        return branch_names.attempt(self.inputs) if self.kind == ATTEMPT else self.name

    @property
    def length(self) -> int:
        """Of its journal, as far as is known without waking it."""
        return self.events if self.lab is None else len(self.lab.journal)

    @property
    def nameless(self) -> bool:
        """The act that named it was taken back."""
        return self.parting is not None and len(self.inputs) <= self.parting.index

    def take_name(self, other: "Branch") -> None:
        """Be the same line to whoever looks, less what was undone."""
        self.name, self.parting = other.name, other.parting
        if self.parting is not None and self.nameless:
            self.name = branch_names.undecided(self.parting.step)

    def served(self) -> ServedBranch:
        """As browsers see it."""
        return ServedBranch(
            id=self.id,
            parent=self.parent,
            after=self.after,
            kind=self.kind,
            label=self.label,
        )

    def told(self, journal: Journal, *, everything: bool) -> Journal:
        """Its journal without what is to be found out: `everything` that is broken, or
        what a teacher broke."""
        taught = any(done.actor == TEACHER for done in self.inputs)
        if not everything and not taught:
            return journal
        return concealed_journal(journal, everything=everything)

    @property
    def octets(self) -> int:
        """What its run keeps in memory; 0 while it sleeps."""
        return self.lab.octets_kept if self.lab is not None else 0

    def note(self) -> None:
        """Write down what remakes the run."""
        if self.lab is not None:
            self.inputs = tuple(self.lab.interventions)
            self.events = len(self.lab.journal)

    def sleep(self) -> None:
        """Keep what remakes the run, drop the run."""
        self.note()
        if self.lab is not None:
            self.lab.let_go()
        self.lab = self.served_journal = None


@dataclass
class Tree:
    """Branches in the order they were made; `current` is where a new tab starts.
    `place`: of the presenter, since there is one. `turned`: called when another branch
    became the current one."""

    branches: dict[str, Branch] = field(default_factory=dict)
    current: str = ""
    place: Place | None = None
    made: int = 0
    roots: int = 0
    turned: list[Callable[[], None]] = field(default_factory=list)

    def grow(self, parent: Branch | None, after: int, lab: Lab | None = None) -> Branch:
        """A new line, which becomes the current one."""
        self.made += 1
        branch = Branch(
            id=f"b{self.made}",
            number=self.made,
            parent=parent.id if parent else "",
            after=after,
            lab=lab,
        )
        if parent is None:
            self.roots += 1
            branch.name = branch_names.root(self.roots)
        self.branches[branch.id] = branch
        self._turn_to(branch)
        return branch

    def get(self, branch: str | None) -> Branch:
        """The branch named, or the current one. Raises Refusal."""
        found = self.branches.get(branch or self.current)
        if found is None:
            raise Refusal("error.branch_gone")
        return found

    def get_shown(self, branch: str | None) -> Branch:
        """The branch named, or the presenter's; the part that was shown of it. Raises
        Refusal when nothing was."""
        found = self.get(branch) if branch else self.on_show
        if not found.shown:
            raise Refusal("error.not_shown")
        return found

    def present(self, branch: Branch, seq: int, until: int) -> None:
        """The presenter is at event `seq` of the branch, in the world as it was after
        event `until`; who only watches may have as much."""
        end = min(max(seq, until) + 1, branch.length)
        branch.shown = max(branch.shown, end)
        self.place = Place(branch.id, min(seq, end - 1))

    def hold_back(self) -> None:
        """Nothing was shown yet: what was rehearsed does not count."""
        self.place = None
        for branch in self.branches.values():
            branch.shown = branch.passed_on = 0

    @property
    def on_show(self) -> Branch:
        """The presenter's branch, or the current one."""
        place = self.place
        known = place is not None and place.branch in self.branches
        return self.get(place.branch if place and known else None)

    def fold(self, branch: Branch) -> None:
        """Make it an attempt; a bare part of another attempt is dropped instead."""
        if branch.undone and len(branch.inputs) == branch.undone.kept:
            self.branches.pop(branch.id, None)
        else:
            branch.kind = ATTEMPT
            branch.undone = None

    def unfold(self, branch: Branch) -> None:
        """Make an attempt a line again, and the current one."""
        branch.kind = LINE
        self._turn_to(branch)

    def _turn_to(self, branch: Branch) -> None:
        self.current = branch.id
        for tell in self.turned:
            tell()

    def prune(self, branches_max: int) -> None:
        """Forget the oldest attempts, then the oldest lines, never the current one."""
        kept = self.branches
        origins = {b.undone.attempt for b in kept.values() if b.undone}
        for kind in (ATTEMPT, LINE):
            for branch in list(kept.values()):
                if len(kept) <= branches_max:
                    return
                spare = branch.id not in (self.current, *origins)
                if branch.kind == kind and spare:
                    del kept[branch.id]

    def served(self) -> list[ServedBranch]:
        """All of them, as browsers see them."""
        return [branch.served() for branch in self.branches.values()]

    def served_shown(self) -> list[ServedBranch]:
        """Those of which something was shown."""
        return [each.served() for each in self.branches.values() if each.shown]


def last_act(inputs: Sequence[Intervention], before: int) -> int:
    """Index of the last act by a student before index `before`, or -1.

    An answer to a question is final, and so are what a lesson keeps and what a teacher
    did: nothing before it is found.
    """
    for index in range(before - 1, -1, -1):
        taught = inputs[index].actor == TEACHER
        if taught or isinstance(inputs[index].act, AnswerQuestion):
            return -1
        if inputs[index].actor == STUDENT:
            return index
    return -1


def next_act(inputs: Sequence[Intervention], after: int) -> int:
    """Index of the first act by a student after index `after`, or the length."""
    for index in range(after + 1, len(inputs)):
        if inputs[index].actor == STUDENT:
            return index
    return len(inputs)
