"""A visitor's hosted lab, as a listener sees it."""

from typing import NamedTuple

from simulator.acts import GatewayAct, Join, Leave
from simulator.gateway.lab_access import LabClosed, Program
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal


class _There(NamedTuple):
    """On which branch a real program came in."""

    branch: str
    program: Program | None


class GuestAccess:
    """A visitor's lab as a listener sees it: real programs stay on the branch where
    they came in, and are sent away when it is left."""

    def __init__(self, hosted: HostedLab) -> None:
        self._hosted = hosted
        self._tree = hosted.whole.tree
        self._tree.turned.append(self._send_away)
        self._guests: dict[str, _There] = {}

    def _send_away(self) -> None:
        for there in self._guests.values():
            if there.branch != self._tree.current and there.program is not None:
                there.program.sent_away()

    def act(self, *acts: GatewayAct, outlet: Program | None = None) -> None:
        """As `LabAccess.act`."""
        hosted = self._hosted
        try:
            with hosted.turn():
                for act in acts:
                    self._act(act, outlet)
        except Refusal as refusal:
            raise LabClosed(refusal.key) from None

    def _act(self, act: GatewayAct, program: Program | None) -> None:
        hosted, line = self._hosted, self._tree.current
        branch = hosted.tree.get(None)
        leaves = isinstance(act, Leave)
        if isinstance(act, Join):
            self._guests[act.host] = _There(line, program)
        there = self._guests.get(act.host)
        if leaves:
            self._guests.pop(act.host, None)
        hosted.guests = len(self._guests)
        left = there is None or there.branch != line
        if left or (branch.full and not leaves):
            raise LabClosed("error.branch_gone")
        lab = hosted.awake(branch)
        if isinstance(act, Join) and act.host in lab.world.visitors:
            # It was there when the server went down.
            lab.apply(Leave(act.host), "gateway")
        lab.apply(act, "gateway")
        if isinstance(act, Join) and program is not None:
            lab.attach(act.host, program)
        hosted.settle(branch)
