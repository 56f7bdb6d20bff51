"""How much of a hosted lab somebody may see.

Who may act sees all of it; so does everybody in a live lab. Who only watches sees what
was shown to them: each branch up to the furthest step its presenter was at, and of what
came later neither events nor octets. Call everything here in a turn of the lab.
"""

from dataclasses import dataclass

from simulator.hosting.branches import Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.journal import Journal
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import ServedBranch
from simulator.scenario import scenario_view


@dataclass(frozen=True)
class Sight:
    """A lab as somebody may see it. `whole`: to its end."""

    hosted: HostedLab
    whole: bool

    @classmethod
    def of(cls, hosted: HostedLab, *, may_act: bool) -> "Sight":
        """What somebody with that right may see."""
        return cls(hosted, may_act or hosted.live)

    def branch(self, branch_id: str | None) -> Branch:
        """The branch named, or where one begins. Raises Refusal."""
        tree = self.hosted.tree
        return tree.get(branch_id) if self.whole else tree.get_shown(branch_id)

    def start(self) -> Branch:
        """Where one begins: where the presenter is, for who only watches."""
        tree = self.hosted.tree
        return tree.get(None) if self.whole else tree.on_show

    def knows(self, branch_id: str) -> bool:
        """There is such a branch, as far as this one may see."""
        branch = self.hosted.tree.branches.get(branch_id)
        return branch is not None and (self.whole or branch.shown > 0)

    def branches(self) -> list[ServedBranch]:
        """Those it may see."""
        tree = self.hosted.tree
        return tree.served() if self.whole else tree.served_shown()

    def total(self, branch: Branch) -> int:
        """How many of its events."""
        return self.hosted.total(branch) if self.whole else branch.shown

    def journal(self, branch: Branch) -> Journal:
        """Its journal; without what is to be found out."""
        conceals = self.hosted.scenario.conceals
        return branch.told(self._journal(branch), everything=conceals)

    def _journal(self, branch: Branch) -> Journal:
        journal = self.hosted.awake(branch).journal
        if self.whole or branch.shown >= len(journal):
            return journal
        run_heavy = self.hosted.scheduler.run_heavy
        return run_heavy(branch.shown, journal.until, branch.shown - 1)

    def served_journal(self, branch: Branch) -> ServedJournal:
        """Its journal as it is shown."""
        journal = self._journal(branch)
        if journal is self.hosted.awake(branch).journal:
            return self.hosted.served_journal(branch)
        return ServedJournal(journal, scenario_view(self.hosted.scenario))
