"""What the parts of one mail server share: its settings, names, mailboxes and ways."""

from dataclasses import dataclass, field

from simulator.agents.config import ServerConfig
from simulator.agents.machine import Machine
from simulator.agents.mta.directory import Directory
from simulator.agents.mta.routes import Router
from simulator.agents.store import Store
from simulator.protocols.dkim import PrivateKey


@dataclass(frozen=True, slots=True)
class MailServer:
    """One host's mail server. `router`: where mail for other domains goes next; `keys`:
    what it signs with, one for each of `config.dkim`; `faults`: what is wrong with it
    on purpose, by act: `busy`, `disk_full`, `closes_in_data`, `open_relay`,
    `lenient_end`, `bare_line_ends`."""

    machine: Machine
    config: ServerConfig
    directory: Directory
    store: Store
    router: Router
    keys: tuple[PrivateKey, ...] = ()
    faults: set[str] = field(default_factory=set)
