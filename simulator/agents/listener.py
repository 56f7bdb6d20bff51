"""Puts an SMTP server on a port of a host, with the faults its host may have.

It refuses policy: `smtp_policy.py` answers.
"""

from typing import TYPE_CHECKING

from simulator.agents.driver import Driver
from simulator.agents.mta.smtp_policy import SmtpPolicy
from simulator.net import End
from simulator.protocols.smtp import SmtpServer, SmtpServerConfig
from simulator.protocols.smtp.states import State

if TYPE_CHECKING:
    from simulator.agents.mta.mta import Mta


def listen_smtp(
    mta: "Mta", port: int, service: str, settings: SmtpServerConfig
) -> None:
    """Every connection gets an engine of its own."""
    world, machine = mta.world, mta.machine

    def accept(end: End) -> Driver:
        peer = world.address_of(end.peer.host.name)
        callers = sum(each.port == port for each in machine.ends)
        busy = "busy" in mta.faults or callers > mta.config.connections_max
        nonce = ""
        if settings.mechanisms:
            chance = world.network.chance("nonce", end.conn.name)
            nonce = f"{chance.below(10**9)}"
        return _Door(
            mta,
            end,
            SmtpServer(settings, world.clock.now_us, nonce, busy),
            SmtpPolicy(mta, end.conn.name, peer, service),
            settings.tls,
        )

    machine.listen(port, service, accept)


class _Door(Driver):
    """A driver whose server may, for a fault, close in the middle of a content."""

    def __init__(
        self,
        mta: "Mta",
        end: End,
        engine: SmtpServer,
        policy: SmtpPolicy,
        tls: bool,
    ) -> None:
        clock, think_us = mta.world.clock, mta.config.think_us
        super().__init__(clock, end, engine, policy, "smtp.server_idle", think_us, tls)
        self._mta = mta
        self._server = engine

    def received(self, data: bytes) -> None:
        """As any driver; the fault leaves client and content without a reply."""
        dictated = self._server.state is State.DATA
        if dictated and "closes_in_data" in self._mta.faults:
            self.vanish()
            self.end.close()
            return
        super().received(data)
