"""A scenario: the machines, accounts and letters a lab begins with, from a TOML file.

It refuses a file that is wrong, with file, place and reason; nothing is guessed. The
format is described field by field in `lessons/README.md`.
"""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from simulator.acts import ACTS, Act, Open, Send, encode_act
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
from simulator.languages import Texts, Words, read
from simulator.mail import Epoch, first_bad, recipients
from simulator.protocols import services
from simulator.protocols.dns.config import zone_problems
from simulator.protocols.services import Service


class ScenarioError(Exception):
    """A scenario file that is wrong. `place` is a path such as `host[2].address`."""

    def __init__(self, file: str, place: str, reason: str) -> None:
        super().__init__(f"{file}: {place}: {reason}" if place else f"{file}: {reason}")
        self.file = file
        self.place = place
        self.reason = reason


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No unknown key is let through."""


class Offer(_Strict, frozen=True):
    """A button the page shows at rest. `key`: its text in the catalogue.

    `when`: `off` (the act's host is off), `mail` (its person has letters waiting).
    """

    act: dict[str, Any]
    key: str
    when: str = ""


class Scenario(_Strict, frozen=True):
    """The whole beginning of a lab. `about`: what it shows; with it, visitors may
    choose it from the list. `visitor`: what machines of real programs are called, `{n}`
    being a number; the loader puts the catalogue's words there."""

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
    opening: tuple[dict[str, Any], ...] = ()
    demonstration: tuple[dict[str, Any], ...] = ()
    offers: tuple[Offer, ...] = msgspec.field(name="offer", default=())
    visitor: dict[str, str] = {}

    def host(self, host_id: str) -> HostConfig | None:
        """The machine with this id."""
        return next((h for h in self.hosts if h.id == host_id), None)

    def without_plaintext_login(self, host_id: str) -> "Scenario":
        """The same, where one server takes passwords inside TLS only."""
        replace = msgspec.structs.replace
        hosts = tuple(
            replace(host, server=replace(host.server, plaintext_auth=False))
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


def scenario_view(scenario: Scenario) -> dict[str, Any]:
    """What the projections need to know of the machines: plain data.

    `{epoch, hosts: [...], order: [ids], offers: [...]}`, shapes as in
    `simulator/README.md`.
    """
    accounts = [account.address for account in scenario.accounts]
    return {
        "epoch": scenario.epoch,
        "order": [host.id for host in scenario.hosts],
        "hosts": [_host_view(host, accounts) for host in scenario.hosts],
        "offers": [
            {"act": offer.act, "key": offer.key, "when": offer.when}
            for offer in scenario.offers
        ],
    }


def _host_view(host: HostConfig, accounts: list[str]) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": host.id,
        "label": host.label,
        "names": list(host.names),
        "ip": host.address,
        "on": host.on,
        "role": "server" if host.server else "mua",
        "mailboxes": [],
        "programs": [],
    }
    if host.nameserver is not None:
        view["role"] = "server"
        view["programs"].append(_program(services.DNS, services.DNS.port))
        view["zones"] = [zone.name for zone in host.nameserver.zones]
    _web_view(view, host)
    if host.device != "computer":
        view["device"] = host.device
    if host.resolver:
        view["resolver"] = host.resolver
    if host.mua is not None:
        view["person"] = host.mua.person
        view["address"] = host.mua.address
        view["collects"] = host.mua.collect_by
    if host.server is not None:
        _server_view(view, host.server, accounts)
    return view


def _program(service: Service, port: int) -> dict[str, Any]:
    return {"name": service.program, "port": port, "protocol": service.protocol}


def _web_view(view: dict[str, Any], host: HostConfig) -> None:
    if host.webmail is not None:
        view["role"] = "server"
        view["programs"].append(_program(services.HTTP, host.webmail.port))
    if host.browser is not None:
        view["role"] = "browser"
        view["person"] = host.browser.person
        view["address"] = host.browser.address
        view["home"] = host.browser.home


def _server_view(
    view: dict[str, Any], server: ServerConfig, accounts: list[str]
) -> None:
    view["programs"] += [
        _program(service, port)
        for service in services.CLEAR
        if (port := getattr(server, service.setting, 0))
    ]
    view["domains"] = list(server.domains)
    view["mailboxes"] = [a for a in accounts if a.rpartition("@")[2] in server.domains]


def load_scenario(path: str | Path, texts: Texts | None = None) -> Scenario:
    """Read and check a scenario file; its machines speak the words of `texts` (without
    it, Cartero's own). Raises ScenarioError."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(str(path), "", f"cannot be read: {error}") from error
    return parse_scenario(text, str(path), texts)


def parse_scenario(text: str, file: str, texts: Texts | None = None) -> Scenario:
    """As `load_scenario`, from text."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(file, "", f"not valid TOML: {error}") from error
    try:
        scenario = msgspec.convert(data, Scenario)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$")
        raise ScenarioError(file, place.strip("`.") or "top", reason) from error
    texts = texts or read()
    for place, reason in [*_word_problems(scenario, texts), *_problems(scenario)]:
        raise ScenarioError(file, place, reason)
    return with_words(scenario, texts)


def with_words(scenario: Scenario, texts: Texts) -> Scenario:
    """The same, where every label has every language of `texts`, and whatever speaks to
    people has its words: they are content of the simulated world, so they are part of
    what a lab begins with."""
    return msgspec.structs.replace(
        scenario,
        title=texts.complete(scenario.title),
        about=scenario.about and texts.complete(scenario.about),
        hosts=tuple(_speaking(host, texts) for host in scenario.hosts),
        visitor=texts.words("gateway.visitor"),
    )


def _speaking(host: HostConfig, texts: Texts) -> HostConfig:
    replace = msgspec.structs.replace
    changed: dict[str, Any] = {"label": texts.complete(host.label)}
    if host.server is not None:
        notices = tuple(
            texts.section(tag, "notice.")
            for tag, language in texts.languages.items()
            if language.notices
        )
        changed["server"] = replace(host.server, notices=notices)
    if host.webmail is not None:
        words = {tag: texts.section(tag, "webmail.") for tag in texts}
        changed["webmail"] = replace(host.webmail, words=words)
    if host.browser is not None:
        changed["browser"] = replace(host.browser, language=texts.first)
    return replace(host, **changed)


def _word_problems(scenario: Scenario, texts: Texts) -> list[tuple[str, str]]:
    """Labels in languages that are not here, or not in the first."""
    labelled = [("title", scenario.title)]
    labelled += [("about", scenario.about)] if scenario.about else []
    labelled += [(f"host[{i}].label", h.label) for i, h in enumerate(scenario.hosts)]
    found = [(place, texts.wrong_in(words)) for place, words in labelled]
    return [(place, reason) for place, reason in found if reason]


def _problems(scenario: Scenario) -> list[tuple[str, str]]:
    """Everything that is well formed but cannot be meant."""
    out = [*_host_problems(scenario), *_address_problems(scenario)]
    try:
        Epoch(scenario.epoch)
    except ValueError as error:
        out.append(("epoch", f"not a moment with its offset: {error}"))
    for group in ("opening", "demonstration"):
        for index, data in enumerate(getattr(scenario, group)):
            out += act_problems(scenario, f"{group}[{index}]", data)
    for index, offer in enumerate(scenario.offers):
        out += act_problems(scenario, f"offer[{index}].act", offer.act)
    return out


def _host_problems(scenario: Scenario) -> list[tuple[str, str]]:
    out = []
    seen: set[str] = set()
    servers = {h.id for h in scenario.hosts if h.server}
    for index, host in enumerate(scenario.hosts):
        place = f"host[{index}]"
        kinds = ("mua", "server", "nameserver", "browser", "webmail")
        if sum(getattr(host, kind) is not None for kind in kinds) != 1:
            out.append((place, f"needs exactly one of {', '.join(kinds)}"))
        out += _name_problems(scenario, place, host)
        out += _web_problems(scenario, place, host)
        for name in (host.id, host.address, *host.names):
            if name in seen:
                out.append((place, f"`{name}` names two machines"))
            seen.add(name)
        if host.mua and host.mua.submit_to not in servers:
            out.append((f"{place}.mua.submit_to", "is not a server of this file"))
        if host.mua and host.mua.collect_from not in {"", *servers}:
            out.append((f"{place}.mua.collect_from", "is not a server of this file"))
        if host.mua and host.mua.collect_by == "imap" and host.mua.collect_from:
            server = scenario.host(host.mua.collect_from)
            if server and server.server and not server.server.imap_port:
                out.append((f"{place}.mua.collect_by", "is not offered there"))
        for domain, targets in host.server.routes.items() if host.server else ():
            hosts = {targets} if isinstance(targets, str) else {*targets}
            if not hosts or not hosts <= servers:
                out.append((f"{place}.server.routes.{domain}", "is not a server here"))
    return out


def _name_problems(
    scenario: Scenario, place: str, host: HostConfig
) -> list[tuple[str, str]]:
    """Zones that cannot be read, and name servers that are none."""
    out = []
    servers = {h.id for h in scenario.hosts if h.nameserver}
    if host.resolver and host.resolver not in servers:
        out.append((f"{place}.resolver", "is not a name server of this file"))
    if host.nameserver is not None:
        at = f"{place}.nameserver"
        out += [(f"{at}.{p}", why) for p, why in zone_problems(host.nameserver)]
        for zone, target in host.nameserver.elsewhere.items():
            if target not in servers - {host.id}:
                out.append((f"{at}.elsewhere.{zone}", "is not a name server here"))
    return out


def _web_problems(
    scenario: Scenario, place: str, host: HostConfig
) -> list[tuple[str, str]]:
    """A browser needs a webmail with a name, and that one needs its servers."""
    out = []
    if host.browser is not None:
        home = scenario.host(host.browser.home)
        if home is None or home.webmail is None or not home.names:
            problem = "is not a webmail of this file with a name"
            out.append((f"{place}.browser.home", problem))
    if host.webmail is not None:
        mailboxes = scenario.host(host.webmail.imap_host)
        if mailboxes is None or not (mailboxes.server and mailboxes.server.imap_port):
            out.append((f"{place}.webmail.imap_host", "offers no IMAP here"))
        submission = scenario.host(host.webmail.submit_to)
        if submission is None or submission.server is None:
            out.append((f"{place}.webmail.submit_to", "is not a server of this file"))
    return out


def _address_problems(scenario: Scenario) -> list[tuple[str, str]]:
    out = []
    domains = {d for h in scenario.hosts if h.server for d in h.server.domains}
    accounts = {a.address for a in scenario.accounts}
    if len(accounts) < len(scenario.accounts):
        out.append(("account", "two accounts have one address"))
    named = [
        *((f"account[{i}]", a.address) for i, a in enumerate(scenario.accounts)),
        *((f"alias[{i}]", a.address) for i, a in enumerate(scenario.aliases)),
        *((f"list[{i}]", a.address) for i, a in enumerate(scenario.lists)),
    ]
    for place, address in named:
        local, _, domain = address.rpartition("@")
        if not local or domain not in domains:
            out.append((f"{place}.address", f"no server here serves `{address}`"))
    for index, alias in enumerate(scenario.aliases):
        if first_bad(alias.to) or not recipients(alias.to):
            out.append((f"alias[{index}].to", f"`{alias.to}` is no list of addresses"))
    for index, message in enumerate(scenario.messages):
        if message.mailbox not in accounts:
            out.append((f"message[{index}].mailbox", "is no account of this file"))
        elif message.folder not in _folders_of(scenario, message.mailbox):
            out.append((f"message[{index}].folder", "is no folder of that account"))
    for index, folder in enumerate(scenario.folders):
        if folder.mailbox not in {"", *accounts}:
            out.append((f"folder[{index}].mailbox", "is no account of this file"))
    for index, host in enumerate(scenario.hosts):
        if host.mua and host.mua.address not in {"", *accounts}:
            out.append((f"host[{index}].mua.address", "is no account of this file"))
    return out


def _folders_of(scenario: Scenario, mailbox: str) -> set[str]:
    """The folders in which a letter for `mailbox` may already be."""
    named = {f.name for f in scenario.folders if f.mailbox in ("", mailbox)}
    return {"INBOX"} | named


def act_problems(
    scenario: Scenario, place: str, data: dict[str, Any]
) -> list[tuple[str, str]]:
    """An act that cannot be decoded or names a machine that is not here."""
    try:
        act = ACTS.decode(data)
    except msgspec.ValidationError as error:
        return [(place, str(error))]
    if isinstance(act, Send):
        everybody = act.everybody
        if first_bad(everybody) or not recipients(everybody):
            return [(f"{place}.to", f"`{everybody}` is not a list of addresses")]
    if isinstance(act, Open) and scenario.host_called(act.target) is None:
        return [(f"{place}.target", f"`{act.target}` is no machine of this file")]
    named = {k: v for k, v in encode_act(act).items() if k in ("host", "link")}
    return [
        (f"{place}.{key}", f"`{value}` is no machine of this file")
        for key, value in named.items()
        if scenario.host(str(value)) is None
    ]
