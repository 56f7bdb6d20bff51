"""Puts a POP3 server on a host, over its store."""

from typing import TYPE_CHECKING

from simulator.agents.config import ServerConfig
from simulator.agents.driver import Driver
from simulator.agents.store import MaildropPolicy, Store
from simulator.net import End
from simulator.protocols.pop3 import Pop3Server, Pop3ServerConfig

if TYPE_CHECKING:
    from simulator.agents.world import World


def serve_pop3(world: "World", host: str, config: ServerConfig, store: Store) -> None:
    """Listen on the configured port; every connection gets an engine of its own."""
    engine_config = Pop3ServerConfig(host_name=config.name)

    def accept(end: End) -> Driver:
        return Driver(
            world.clock,
            end,
            Pop3Server(engine_config, world.clock.now_us),
            MaildropPolicy(store, end.conn.name),
            "pop3.server_idle",
            config.think_us,
        )

    world.network.hosts[host].listen(config.pop3_port, "pop3", accept)
