"""The cable between one host and the rest of the network.

Every host hangs on the network by one cable, so a path is two cables. Loss and rate are
the cable's; it refuses to know what it carries.
"""

from typing import Protocol

import msgspec

from simulator.net.chance import Chance


class LinkConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`latency_us` one way; `rate_bps` bits per second, 0 for no limit; `loss_ppm`."""

    latency_us: int = 10_000
    rate_bps: int = 0
    loss_ppm: int = 0


class Link:
    """A cable with its two directions; `cut` stops both. `config`: how it is now;
    `repair` makes it what it was. `free_up_us`, `free_down_us`: until when it is
    busy."""

    def __init__(self, name: str, config: LinkConfig, seed: int) -> None:
        self.name = name
        self.config = config
        self._built = config
        self.cut = False
        self._up = Chance(seed, "loss-up", name)
        self._down = Chance(seed, "loss-down", name)
        self.free_up_us = 0
        self.free_down_us = 0

    def repair(self) -> None:
        """Whole, as fast and as sure as at the beginning."""
        self.cut = False
        self.config = self._built

    @property
    def as_built(self) -> bool:
        """Nothing is wrong with it."""
        return not self.cut and self.config == self._built

    def loses_up(self) -> bool:
        """Whether the segment now sent towards the network is lost."""
        return self.cut or self._up.happens(self.config.loss_ppm)

    def loses_down(self) -> bool:
        """Whether the segment now arriving from the network is lost."""
        return self.cut or self._down.happens(self.config.loss_ppm)


class LinkedHost(Protocol):
    """What the two cables between two hosts need of each (`host.Host`)."""

    link: Link
    on: bool


class LinkPair:
    """The two cables on the way from one host to another."""

    def __init__(self, sender: LinkedHost, receiver: LinkedHost) -> None:
        self._sender = sender
        self._receiver = receiver
        self._up = sender.link
        self._down = receiver.link

    def whole(self) -> bool:
        """Cables that lose nothing, between machines that are on."""
        up, down = self._up, self._down
        if up.cut or down.cut or up.config.loss_ppm or down.config.loss_ppm:
            return False
        return self._sender.on and self._receiver.on

    def delivers(self) -> bool:
        """Whether what is on its way still gets in: receiver on, no cable cut."""
        return self._receiver.on and not (self._down.cut or self._up.cut)

    def loses(self) -> bool:
        """Whether one segment sent now is lost on the way. Both cables draw, always."""
        up = self._up.loses_up()
        down = self._down.loses_down()
        return up or down or not self._receiver.on

    def carry(self, octets: int, now_us: int) -> int:
        """When the last of `octets` sent now arrives; keeps the order of what was
        sent."""
        up, down = self._up, self._down
        one, other = up.config, down.config
        left_us = up.free_up_us if up.free_up_us > now_us else now_us
        if one.rate_bps or other.rate_bps:
            rate_bps = min(one.rate_bps, other.rate_bps) or one.rate_bps
            left_us += octets * 8_000_000 // (rate_bps or other.rate_bps)
        up.free_up_us = left_us
        arrives_us = left_us + one.latency_us + other.latency_us
        if arrives_us < down.free_down_us:
            arrives_us = down.free_down_us
        down.free_down_us = arrives_us
        return arrives_us
