"""Puts a POP3 server on a host, over its store."""

from dataclasses import replace

from simulator.agents.config import ServerConfig
from simulator.agents.driver import Driver
from simulator.agents.machine import Machine
from simulator.agents.store.store import MaildropPolicy, Store
from simulator.net import End
from simulator.protocols.pop3 import Pop3Server, Pop3ServerConfig
from simulator.protocols.pop3.config import CAPABILITIES, MORE_CAPABILITIES
from simulator.protocols.services import POP3

SECOND_US = 1_000_000


def pop3_engine_config(config: ServerConfig) -> Pop3ServerConfig:
    """The engine that `pop3_extensions` describe. Raises ValueError for a word that is
    none of them."""
    options = dict(word.split(" ", 1) for word in config.pop3_extensions if " " in word)
    more = tuple(w for w in config.pop3_extensions if w in MORE_CAPABILITIES)
    known = {*more, "APOP", "SASL"}
    known |= {w for w in config.pop3_extensions if w.split(" ")[0] in _OPTIONS}
    unknown = set(config.pop3_extensions) - known
    if unknown:
        raise ValueError(f"pop3_extensions: {sorted(unknown)} not implemented")
    return Pop3ServerConfig(
        host_name=config.name,
        capabilities=CAPABILITIES + more,
        implementation=options.get("IMPLEMENTATION", ""),
        login_delay_s=int(options.get("LOGIN-DELAY", 0)),
        mechanisms=config.mechanisms if "SASL" in config.pop3_extensions else (),
        apop="APOP" in config.pop3_extensions,
        plaintext_login=config.plaintext_auth,
    )


_OPTIONS = ("IMPLEMENTATION", "LOGIN-DELAY")


def serve_pop3(machine: Machine, config: ServerConfig, store: Store) -> None:
    """Listen on the configured ports; every connection gets an engine of its own."""
    settings = pop3_engine_config(config)
    if config.pop3_port:
        _listen(machine, config, store, config.pop3_port, settings)
    if config.pop3s_port:
        inside = replace(settings, tls=True)
        _listen(machine, config, store, config.pop3s_port, inside)


def _listen(
    machine: Machine,
    config: ServerConfig,
    store: Store,
    port: int,
    settings: Pop3ServerConfig,
) -> None:
    def accept(end: End) -> Driver:
        own = settings
        if settings.apop or settings.mechanisms:
            nonce = machine.chance("nonce", end.conn.name).below(10**9)
            own = replace(settings, nonce=f"{nonce}")
        return Driver(
            machine.clock,
            end,
            Pop3Server(own, machine.clock.now_us),
            MaildropPolicy(
                store, end.conn.name, own.login_delay_s * SECOND_US, config.magic
            ),
            "pop3.server_idle",
            config.think_us,
            own.tls,
        )

    machine.host.listen(port, POP3.name, accept)
