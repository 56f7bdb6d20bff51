"""Who may connect: so many at once from one network address, and so many in a minute.

A program that connects without end would take every connection of a lab, and every
handshake costs more than a hundred commands. Connections count from the moment they are
accepted, so half of a TLS handshake counts, too.
"""

import time
from collections import Counter
from collections.abc import Callable

from simulator.gateway.config import GatewayConfig
from simulator.hosting.rates import Rate, network_of


class Admission:
    """Connections of each address by `config`. `now_s`: a clock that never goes back,
    in seconds."""

    def __init__(
        self, config: GatewayConfig, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._each_max = config.connections_each
        self._rate = Rate(config.connections_per_minute, now_s)
        self._open = Counter[str]()

    def __len__(self) -> int:
        """Networks with connections."""
        return len(self._open)

    def enter(self, address: str) -> bool:
        """Whether a new connection may stay; if so, `leave` is called at its end."""
        network = network_of(address)
        if self._each_max and self._open[network] >= self._each_max:
            return False
        if not self._rate.take(network):
            return False
        self._open[network] += 1
        return True

    def leave(self, address: str) -> None:
        """A connection that had entered is over."""
        network = network_of(address)
        self._open[network] -= 1
        if not self._open[network]:
            del self._open[network]
