"""What is wrong with a scenario that is well formed: whatever cannot be meant.

Each function gives `(place, reason)`, a place being a path such as `host[2].address`.
"""

import msgspec

from simulator.acts import ACTS, Open, Send, encode_act
from simulator.agents.config import HostConfig
from simulator.mail import Epoch, first_bad, recipients
from simulator.protocols.dkim.config import signer_problems
from simulator.protocols.dns.config import closest_zone, zone_problems
from simulator.scenario.schema import ActData, Scenario

Found = tuple[str, str]


def scenario_problems(scenario: Scenario) -> list[Found]:
    """Everything that is well formed but cannot be meant."""
    out = [
        *_host_problems(scenario),
        *_address_problems(scenario),
        *_account_problems(scenario),
    ]
    try:
        Epoch(scenario.epoch)
    except ValueError as error:
        out.append(("epoch", f"not a moment with its offset: {error}"))
    for index, data in enumerate(scenario.opening):
        out += act_problems(scenario, f"opening[{index}]", data)
    for index, data in enumerate(scenario.demonstration):
        out += act_problems(scenario, f"demonstration[{index}]", data)
    for index, offer in enumerate(scenario.offers):
        out += act_problems(scenario, f"offer[{index}].act", offer.act)
    return out


def _host_problems(scenario: Scenario) -> list[Found]:
    out = []
    seen: set[str] = set()
    servers = {h.id for h in scenario.hosts if h.server}
    for index, host in enumerate(scenario.hosts):
        place = f"host[{index}]"
        kinds = ("mua", "server", "nameserver", "browser", "webmail", "wiretap")
        if sum(getattr(host, kind) is not None for kind in kinds) != 1:
            out.append((place, f"needs exactly one of {', '.join(kinds)}"))
        out += _name_problems(scenario, place, host)
        out += _web_problems(scenario, place, host)
        out += _signer_problems(scenario, place, host)
        out += _wiretap_problems(scenario, place, host)
        out += _policy_problems(scenario, place, host)
        out += _resolver_problems(place, host)
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


def _name_problems(scenario: Scenario, place: str, host: HostConfig) -> list[Found]:
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


def _policy_problems(scenario: Scenario, place: str, host: HostConfig) -> list[Found]:
    """A search for a DMARC policy that finds no end: it goes up to the top-level domain
    (RFC 9989 §4.10), and a server that knows nothing of that one fails the check."""
    asked = scenario.host(host.resolver)
    checks = host.server.authentication if host.server else None
    if checks is None or checks.policy == "none" or "dmarc" not in checks.checks:
        return []
    if asked is None or asked.nameserver is None:
        return []
    named = [zone.name.lower().strip(".") for zone in asked.nameserver.zones]
    known = {*named, *(each.lower() for each in asked.nameserver.elsewhere)}
    tops = dict.fromkeys(name.rpartition(".")[2] for name in named)
    return [
        (
            f"{place}.server.authentication.checks",
            f"`dmarc` searches up to `{top}`, and `{asked.id}` has no zone of it",
        )
        for top in tops
        if not {top, ""} & known
    ]


def _signer_problems(scenario: Scenario, place: str, host: HostConfig) -> list[Found]:
    """Signatures that say something impossible, or whose key nobody could find."""
    out = []
    zones = [h.nameserver for h in scenario.hosts if h.nameserver]
    servers = [h.server for h in scenario.hosts if h.server]
    others = {each.key_name: each for s in servers for each in s.dkim}
    for index, signer in enumerate(host.server.dkim if host.server else ()):
        at = f"{place}.server.dkim[{index}]"
        out += [(f"{at}.{field}", why) for field, why in signer_problems(signer)]
        if signer.published and not any(closest_zone(z, signer.domain) for z in zones):
            out.append((f"{at}.domain", f"no zone here has `{signer.domain}`"))
        other = others[signer.key_name]
        if (signer.algorithm, signer.bits) != (other.algorithm, other.bits):
            out.append((f"{at}.selector", f"two keys are at `{signer.key_name}`"))
    return out


def _web_problems(scenario: Scenario, place: str, host: HostConfig) -> list[Found]:
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


def _resolver_problems(place: str, host: HostConfig) -> list[Found]:
    """What a server asks of DNS, and nobody answers."""
    if host.server is None or host.resolver:
        return []
    out = []
    if host.server.authentication.policy != "none":
        why = "checks strangers by DNS and has no `resolver`"
        out.append((f"{place}.server.authentication", why))
    if host.server.outgoing_tls.mta_sts:
        why = "looks for policies by DNS and has no `resolver`"
        out.append((f"{place}.server.outgoing_tls", why))
    return out


def _wiretap_problems(scenario: Scenario, place: str, host: HostConfig) -> list[Found]:
    """It stands between machines, on ways where no other does."""
    if host.wiretap is None:
        return []
    ends = {*host.wiretap.between}
    if len(ends) < 2 or not ends <= {h.id for h in scenario.hosts if not h.wiretap}:
        return [(f"{place}.wiretap.between", "are not two or more machines here")]
    others = [h.wiretap for h in scenario.hosts if h.wiretap and h.id != host.id]
    if any(len(ends & {*other.between}) > 1 for other in others):
        return [(f"{place}.wiretap.between", "another one is there")]
    return []


def _address_problems(scenario: Scenario) -> list[Found]:
    """Addresses that no server here serves, and lists of them that are none."""
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
    for index, several in enumerate(scenario.lists):
        for key in ("subject_prefix", "footer"):
            if not getattr(several, key).isascii():
                out.append((f"list[{index}].{key}", "is not ASCII"))
    for index, alias in enumerate(scenario.aliases):
        if first_bad(alias.to) or not recipients(alias.to):
            out.append((f"alias[{index}].to", f"`{alias.to}` is no list of addresses"))
    return out


def _account_problems(scenario: Scenario) -> list[Found]:
    """Messages, folders and people whose account is not in the file."""
    out = []
    accounts = {a.address for a in scenario.accounts}
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
    """The folders in which a message for `mailbox` may already be."""
    named = {f.name for f in scenario.folders if f.mailbox in ("", mailbox)}
    return {"INBOX"} | named


def act_problems(scenario: Scenario, place: str, data: ActData) -> list[Found]:
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
