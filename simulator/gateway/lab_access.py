"""What the gateway needs of a lab: acts, done one after another.

It refuses sockets, and to know who watches.
"""

from typing import Protocol

from simulator.acts import GatewayAct
from simulator.agents import Outlet


class LabClosed(Exception):
    """The lab is over, or takes no more real programs."""


class Program(Outlet, Protocol):
    """A real program that is connected."""

    def sent_away(self) -> None:
        """The world it came to is there no more. Does not raise, or wait."""


class LabAccess(Protocol):
    """One lab, as a listener and its connections see it."""

    def act(self, *acts: GatewayAct, outlet: Program | None = None) -> None:
        """Do `acts`, in a turn of the lab, and let it come to rest. `outlet` hears what
        the host of a `Join` is sent. Raises LabError, and LabClosed."""
