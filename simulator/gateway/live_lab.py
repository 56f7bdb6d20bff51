"""A lab that lives by the wall clock: the one behind the gateway.

It is awake as long as the server runs, keeps a bounded window of its journal, and is
only watched. Its watchers are told in batches: a program may send a thousand lines in
the second in which a person reads one.
"""

from simulator.gateway.config import GatewayConfig
from simulator.gateway.live_runner import LiveRunner
from simulator.hosting.branches import Branch
from simulator.hosting.hosted_lab import HostedLab
from simulator.lab import Lab
from simulator.projections.served_journal import ServedJournal
from simulator.projections.window import Window
from simulator.scenario import scenario_view

TELL_EVERY_S = 0.05
TOLD_AT_ONCE = 200
"""Events narrated before others get a turn."""


class LiveLab(HostedLab):
    """`go_live` before anything else."""

    runner: LiveRunner
    window: Window
    outlives = False
    _telling = False

    def go_live(self, config: GatewayConfig) -> LiveRunner:
        """Begin the only run it ever has."""
        lab = Lab(self.scenario, self.seed, live=True)
        lab.open()
        view = scenario_view(self.scenario) | {"live": True}
        self.window = Window(
            lab.journal, view, config.window_events, config.window_octets
        )
        self._branch.lab = lab
        self.opened = self.live = True
        began = self.scheduler.now()
        self.runner = LiveRunner(
            lab,
            self.window,
            wall_us=lambda: 1 + int((self.scheduler.now() - began) * 1_000_000),
            turn=self.turn,
            shown=self._shown,
            trims=self._trims,
        )
        return self.runner

    @property
    def _branch(self) -> Branch:
        return self.tree.get(None)

    @property
    def busy(self) -> bool:
        """Always: nothing could make its run again."""
        return True

    def served_journal(self, branch: Branch) -> ServedJournal:
        """The window as it is shown; made when somebody watches."""
        lab = self.awake(branch)
        if branch.served_journal is None:
            keyframe = self.window.keyframe if lab.journal.base else None
            view = scenario_view(self.scenario) | {"live": True}
            branch.served_journal = ServedJournal(lab.journal, view, keyframe)
        return branch.served_journal

    def _trims(self, base: int) -> None:
        """The journal is about to forget: the narration goes along, or goes."""
        branch = self._branch
        if branch.served_journal is None:
            return
        if self.watchers:
            while not branch.served_journal.catch_up(TOLD_AT_ONCE):
                self.scheduler.pause()
            branch.served_journal.trim(base)
        else:
            branch.served_journal = None

    def _shown(self) -> None:
        if self.watchers and not self._telling:
            self._telling = True
            self.scheduler.defer(TELL_EVERY_S, self._tell)

    def _tell(self) -> None:
        self._telling = False
        with self.turn():
            self.publisher.journal(self, self._branch, True)
