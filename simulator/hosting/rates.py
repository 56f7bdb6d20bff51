"""How often somebody at a network address may do what costs much: so many a minute.

A new one has a minute's worth, for a class behind one router begins together; what was
used comes back as time passes. What is remembered is bounded, and so is the work: who
has many networks to ask from makes neither grow.
"""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

MINUTE_S = 60.0
NETWORKS_MAX = 1_000
"""Networks that are remembered: of more, who asked longest ago is like a new one."""


class Rate:
    """`per_minute` 0: as often as one likes. `now_s`: a clock that never goes back, in
    seconds."""

    def __init__(self, per_minute: int, now_s: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._now_s = now_s
        # Who asked last stands last.
        self._credits: dict[str, tuple[float, float]] = {}

    def __len__(self) -> int:
        return len(self._credits)

    def take(self, network: str) -> bool:
        """Whether it may do so once more; that counts."""
        if not self._per_minute:
            return True
        now_s = self._now_s()
        credit = self._credit(network, now_s)
        self._note(network, credit - (credit >= 1), now_s)
        return credit >= 1

    def charge(self, network: str, times: int) -> None:
        """It did so `times` times, may it or not: what it owes, it waits for."""
        if self._per_minute and times:
            now_s = self._now_s()
            self._note(network, self._credit(network, now_s) - times, now_s)

    def spent(self, network: str) -> bool:
        """Whether it may not do so now; that does not count."""
        return bool(self._per_minute) and self._credit(network, self._now_s()) < 1

    def _note(self, network: str, credit: float, now_s: float) -> None:
        self._credits.pop(network, None)
        self._credits[network] = (credit, now_s)
        if len(self._credits) > NETWORKS_MAX:
            del self._credits[next(iter(self._credits))]

    def _credit(self, network: str, now_s: float) -> float:
        credit, at_s = self._credits.get(network, (self._per_minute, now_s))
        earned = (now_s - at_s) * self._per_minute / MINUTE_S
        return min(self._per_minute, credit + earned)


def network_of(address: str) -> str:
    """What one person chooses addresses from: this machine, or a network of IPv6 (RFC
    6177: a site has at least one /64). Raises ValueError for what is no address."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif not ip.is_loopback:
            return ip.exploded[:19]
    return "loopback" if ip.is_loopback else str(ip)
