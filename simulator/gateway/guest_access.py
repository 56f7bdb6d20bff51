"""A visitor's hosted lab, as a listener sees it."""

from simulator.acts import GatewayAct, Join, Leave
from simulator.agents import Outlet
from simulator.gateway.lab_access import LabClosed
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.refusals import Refusal


class GuestAccess:
    """A visitor's lab as a listener sees it: real programs stay on the branch where
    they came in, and lose their connection when it is left."""

    def __init__(self, hosted: HostedLab) -> None:
        self._hosted = hosted
        self._branches: dict[str, str] = {}

    def act(self, *acts: GatewayAct, outlet: Outlet | None = None) -> None:
        """As `LabAccess.act`."""
        hosted = self._hosted
        try:
            with hosted.turn():
                for act in acts:
                    self._act(act, outlet)
        except Refusal as refusal:
            raise LabClosed(refusal.key) from None

    def _act(self, act: GatewayAct, outlet: Outlet | None) -> None:
        hosted = self._hosted
        branch = hosted.tree.get(None)
        leaves = isinstance(act, Leave)
        if isinstance(act, Join):
            self._branches[act.host] = branch.id
        here = self._branches.get(act.host) == branch.id
        if leaves:
            self._branches.pop(act.host, None)
        hosted.guests = len(self._branches)
        if not here or (branch.full and not leaves):
            raise LabClosed("error.branch_gone")
        lab = hosted.awake(branch)
        if isinstance(act, Join) and act.host in lab.world.visitors:
            # It was there when the server went down.
            lab.apply(Leave(act.host), "gateway")
        lab.apply(act, "gateway")
        if isinstance(act, Join) and outlet is not None:
            lab.attach(act.host, outlet)
        hosted.settle(branch)
