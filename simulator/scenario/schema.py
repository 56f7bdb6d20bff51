"""The shape of a scenario: the machines, accounts and messages a lab begins with.

Every field is described in `lessons/README.md`. It refuses unknown ones.
"""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from simulator.acts import ACTS, Act
from simulator.agents.config import (
    AccountConfig,
    AliasConfig,
    FolderConfig,
    HostConfig,
    ListConfig,
    MessageConfig,
    ServerConfig,
    host_called,
)
from simulator.languages import Words

ActData = dict[str, object]
"""An act as a file holds it: `{act = "cut", link = "sur"}`."""


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No unknown key is let through."""


class OfferConfig(_Strict, frozen=True):
    """A button the page shows at rest. `key`: its text in the catalogue.

    `when`: `off` (the act's host is off), `mail` (its person has messages waiting),
    `fault` (it has the act's fault), `running` or `stopped` (the act's program is).
    """

    act: ActData
    key: str
    when: str = ""


class VariantConfig(_Strict, frozen=True):
    """The same world under other settings: the scenario `NAME-ID`.

    `hosts`: by id of the machine, what is put over its own settings; tables are put
    over tables, anything else takes the place of what was there. `without`: machines
    that are not there. `opening`: instead of the scenario's. `epoch`: "" for the same.
    """

    id: str
    title: Words
    epoch: str = ""
    hosts: dict[str, dict[str, object]] = {}
    without: tuple[str, ...] = ()
    opening: tuple[ActData, ...] = ()


def _over(host: HostConfig, settings: dict[str, object]) -> HostConfig:
    """`host` with `settings` put over its own."""
    if not settings:
        return host
    merged = _merged(msgspec.to_builtins(host), settings)
    return msgspec.convert(merged, HostConfig)


def _merged(old: object, new: object) -> object:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    return old | {key: _merged(old.get(key), value) for key, value in new.items()}


class Scenario(_Strict, frozen=True):
    """The whole beginning of a lab. `about`: what it shows; with it, visitors may
    choose it from the list. `visitor`: what machines of real programs are called, `{n}`
    being a number; the loader puts the catalogue's words there. `conceals`: who looks
    on is not told what is broken in it, and has to find out. `variants`: the same under
    other settings; they are not in the list."""

    name: str
    title: Words
    epoch: str
    hosts: tuple[HostConfig, ...] = msgspec.field(name="host")
    about: Words | None = None
    accounts: tuple[AccountConfig, ...] = msgspec.field(name="account", default=())
    aliases: tuple[AliasConfig, ...] = msgspec.field(name="alias", default=())
    lists: tuple[ListConfig, ...] = msgspec.field(name="list", default=())
    folders: tuple[FolderConfig, ...] = msgspec.field(name="folder", default=())
    messages: tuple[MessageConfig, ...] = msgspec.field(name="message", default=())
    opening: tuple[ActData, ...] = ()
    demonstration: tuple[ActData, ...] = ()
    offers: tuple[OfferConfig, ...] = msgspec.field(name="offer", default=())
    visitor: dict[str, str] = {}
    conceals: bool = False
    variants: tuple[VariantConfig, ...] = msgspec.field(name="variant", default=())

    def varied(self, variant: VariantConfig) -> "Scenario":
        """This scenario under the settings of `variant`. Raises
        msgspec.ValidationError for settings that are none."""
        hosts = tuple(
            _over(host, variant.hosts.get(host.id, {}))
            for host in self.hosts
            if host.id not in variant.without
        )
        return replace(
            self,
            name=f"{self.name}-{variant.id}",
            title=variant.title,
            about=None,
            epoch=variant.epoch or self.epoch,
            hosts=hosts,
            opening=variant.opening,
            variants=(),
        )

    def host(self, host_id: str) -> HostConfig | None:
        """The machine with this id."""
        return next((h for h in self.hosts if h.id == host_id), None)

    def without_plaintext_login(self, host_id: str) -> "Scenario":
        """The same, where one server takes passwords inside TLS only."""
        return self._with_server(
            host_id, lambda server: replace(server, plaintext_auth=False)
        )

    def without_starttls(self, host_id: str) -> "Scenario":
        """The same, where one server offers no TLS on its ports in the clear."""
        return self._with_server(host_id, ServerConfig.without_starttls)

    def _with_server(
        self, host_id: str, change: Callable[[ServerConfig], ServerConfig]
    ) -> "Scenario":
        hosts = tuple(
            replace(host, server=change(host.server))
            if host.id == host_id and host.server is not None
            else host
            for host in self.hosts
        )
        return replace(self, hosts=hosts)

    def host_called(self, name: str) -> HostConfig | None:
        """The machine somebody means by id, name or address."""
        return host_called(self.hosts, name)

    def opening_acts(self) -> list[Act]:
        """What happens by itself when the lab opens."""
        return [ACTS.decode(act) for act in self.opening]

    def demonstration_acts(self) -> list[Act]:
        """What the demonstration does after the opening."""
        return [ACTS.decode(act) for act in self.demonstration]
