"""Who may connect: so many at once from one network address, and so many in a minute.

A program that connects without end would take every connection of a lab, and every
handshake costs more than a hundred commands. Connections count from the moment they are
accepted, so half of a TLS handshake counts, too.
"""

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from simulator.gateway.config import GatewayConfig

MINUTE_S = 60.0
ADDRESSES_MAX = 1_000
"""Addresses that are remembered before those that have rested are forgotten."""


class _Caller:
    """One address: what it holds, and what it may still open as of `at_s`."""

    def __init__(self, credit: float, at_s: float) -> None:
        self.open = 0
        self.credit = credit
        self.at_s = at_s


class Admission:
    """Connections of each address by `config`: new ones up to a minute's worth in one
    burst, then at that rate. `now_s`: a clock that never goes back, in seconds."""

    def __init__(
        self, config: GatewayConfig, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._each_max = config.connections_each
        self._per_minute = config.connections_per_minute
        self._now_s = now_s
        self._callers: dict[str, _Caller] = {}

    def __len__(self) -> int:
        return len(self._callers)

    def enter(self, address: str) -> bool:
        """Whether a new connection may stay; if so, `leave` is called at its end."""
        caller = self._caller(_network(address))
        if self._each_max and caller.open >= self._each_max:
            return False
        if self._per_minute:
            if caller.credit < 1:
                return False
            caller.credit -= 1
        caller.open += 1
        return True

    def leave(self, address: str) -> None:
        """A connection that had entered is over."""
        self._callers[_network(address)].open -= 1

    def _caller(self, network: str) -> _Caller:
        now_s = self._now_s()
        caller = self._callers.get(network)
        if caller is None:
            if len(self._callers) >= ADDRESSES_MAX:
                self._forget(now_s)
            caller = self._callers[network] = _Caller(self._per_minute, now_s)
        self._earn(caller, now_s)
        return caller

    def _earn(self, caller: _Caller, now_s: float) -> None:
        earned = (now_s - caller.at_s) * self._per_minute / MINUTE_S
        caller.credit = min(self._per_minute, caller.credit + earned)
        caller.at_s = now_s

    def _forget(self, now_s: float) -> None:
        """Whoever holds nothing and has its whole credit again is like a new one."""
        for network, caller in list(self._callers.items()):
            self._earn(caller, now_s)
            if not caller.open and caller.credit >= self._per_minute:
                del self._callers[network]


def _network(address: str) -> str:
    """What one person chooses addresses from: this machine, or a network of IPv6 (RFC
    6177: a site has at least one /64)."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif not ip.is_loopback:
            return ip.exploded[:19]
    return "loopback" if ip.is_loopback else str(ip)
