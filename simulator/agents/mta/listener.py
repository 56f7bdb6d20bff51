"""Puts an SMTP server on a port of a host, with the faults its host may have.

`smtp_policy.py` answers what the engine asks.
"""

from dataclasses import replace

from simulator.agents.driver import Driver
from simulator.agents.mta.mail_server import MailServer
from simulator.agents.mta.receiver import Receiver
from simulator.agents.mta.smtp_policy import SmtpPolicy
from simulator.agents.mta.submission import smtp_engine_config
from simulator.net import End
from simulator.protocols.services import Service
from simulator.protocols.smtp import SmtpServer
from simulator.protocols.smtp.states import State


def listen_smtp(receiver: Receiver, port: int, service: Service) -> None:
    """Offer `service` on `port`; every connection gets an engine of its own."""
    server = receiver.server
    machine, config = server.machine, server.config
    settings = smtp_engine_config(config, service)

    def accept(end: End) -> Driver:
        peer = machine.table.addresses[end.peer.host.name]
        callers = sum(each.port == port for each in machine.host.ends)
        busy = "busy" in server.faults or callers > config.connections_max
        nonce = ""
        if settings.mechanisms:
            chance = machine.chance("nonce", end.conn.name)
            nonce = f"{chance.below(10**9)}"
        lenient = "lenient_end" in server.faults
        own = replace(settings, lenient_end=True) if lenient else settings
        return _FaultyDriver(
            server,
            end,
            SmtpServer(own, machine.clock.now_us, nonce, busy),
            SmtpPolicy(receiver, end.conn.name, peer, service),
            settings.tls,
        )

    machine.host.listen(port, service.clear or service.name, accept)


class _FaultyDriver(Driver):
    """A driver whose server may, for a fault, close in the middle of a content."""

    def __init__(
        self,
        server: MailServer,
        end: End,
        engine: SmtpServer,
        policy: SmtpPolicy,
        tls: bool,
    ) -> None:
        clock, think_us = server.machine.clock, server.config.think_us
        super().__init__(clock, end, engine, policy, "smtp.server_idle", think_us, tls)
        self._faults = server.faults
        self._engine = engine

    def received(self, data: bytes) -> None:
        """As any driver; the fault leaves client and content without a reply."""
        if "closes_in_data" in self._faults and self._engine.state is State.DATA:
            self.vanish()
            self.end.close()
            return
        super().received(data)
