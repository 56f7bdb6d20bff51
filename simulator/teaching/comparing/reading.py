"""POP3, IMAP and Web measured: the same task on the same mailbox, in each of its ways.

Every number is counted in a lab made for it: a fresh copy of the scenario, whose owner
does one task over a cable of a given delay. What is typed is what the protocols need,
no more; a browser opens the pages a person has to pass. It refuses to judge: who wins
is in the numbers.
"""

from collections.abc import Sequence

import msgspec

from simulator.acts import Act, Browse, Open, TypeLine
from simulator.journal import Fact
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.projections.model import ModelFold
from simulator.projections.shapes.comparison import ComparisonPage, MeasuredTask
from simulator.protocols.services import POP3
from simulator.scenario import HostConfig, Scenario, scenario_view

TASKS = ("list", "one", "delete", "offline")
WAYS = ("retr", "top", "imap", "web")
ROUND_TRIPS_US = (20_000, 300_000)
"""From the device to its server and back: a cable at home, a satellite."""

HEADERS = "FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT)])"


class Devices(msgspec.Struct, frozen=True):
    """One person's machines and login, and the number of the message they read
    or delete."""

    pop: str
    imap: str
    browser: str
    server: str
    imap_port: int
    user: str
    password: str
    message: int
    messages: int


def devices_of(scenario: Scenario) -> Devices | None:
    """Whoever has a POP3 program, an IMAP program and a browser; None: nobody."""
    for account in scenario.accounts:
        own = [h for h in scenario.hosts if _address(h) == account.address]
        pop = next((h for h in own if h.mua and h.mua.collect_by == "pop3"), None)
        imap = next((h for h in own if h.mua and h.mua.collect_by == "imap"), None)
        browser = next((h.id for h in own if h.browser), "")
        messages = [m for m in scenario.messages if m.mailbox == account.address]
        if not (pop and imap and imap.mua and browser and messages):
            continue
        server = scenario.host(imap.mua.collect_from)
        assert server is not None and server.server is not None
        plain = [n for n, m in enumerate(messages, 1) if not m.attachments]
        return Devices(
            pop=pop.id,
            imap=imap.id,
            browser=browser,
            server=server.id,
            imap_port=server.server.imap_port,
            user=account.address.partition("@")[0],
            password=account.password,
            message=plain[len(plain) // 2] if plain else 1,
            messages=len(messages),
        )
    return None


def _address(host: HostConfig) -> str:
    owned = host.mua or host.browser
    return str(owned.address) if owned else ""


def compare(scenario: Scenario) -> list[MeasuredTask]:
    """Every task in every way that has one, at both delays. Empty: the scenario has
    nobody to compare with."""
    devices = devices_of(scenario)
    if devices is None:
        return []
    return [
        _measure(_delayed(scenario, devices, delay), devices, task, way, delay)
        for delay in ROUND_TRIPS_US
        for task in TASKS
        for way in WAYS
        if _acts(devices, task, way)
    ]


def comparison_page(scenario: Scenario) -> ComparisonPage:
    """For the page; no rows, nothing to show."""
    devices = devices_of(scenario)
    return ComparisonPage(
        letters=devices.messages if devices else 0,
        letter=devices.message if devices else 0,
        rows=tuple(compare(scenario)),
    )


def _delayed(scenario: Scenario, devices: Devices, round_trip_us: int) -> Scenario:
    """The same world, but all delay is the device's cable, the same for each."""
    replace = msgspec.structs.replace
    own = (devices.pop, devices.imap, devices.browser)

    def changed(host: HostConfig) -> HostConfig:
        latency = round_trip_us // 2 if host.id in own else 0
        link = replace(host.link, latency_us=latency, rate_bps=20_000_000, loss_ppm=0)
        return replace(host, link=link)

    hosts = tuple(changed(host) for host in scenario.hosts)
    return replace(scenario, hosts=hosts, opening=(), demonstration=())


# --- what is done ---------------------------------------------------------------------


def _acts(devices: Devices, task: str, way: str) -> Sequence[Act]:
    """Nothing, where the task cannot be done in this way."""
    if way == "web":
        return _web(devices, task)
    if way == "imap":
        return _typed(devices.imap, devices, devices.imap_port, _imap(devices, task))
    return _typed(devices.pop, devices, POP3.port, _pop(devices, task, way))


def _typed(host: str, devices: Devices, port: int, lines: Sequence[str]) -> list[Act]:
    opens: list[Act] = [Open(host, devices.server, port)]
    return opens + [TypeLine(line) for line in lines] if lines else []


def _pop(devices: Devices, task: str, way: str) -> Sequence[str]:
    """RFC 1939 §5, §7. TOP changes nothing but the list."""
    login = (f"USER {devices.user}", f"PASS {devices.password}")
    numbers = range(1, devices.messages + 1)
    if way == "top" and task != "list":
        return ()
    wanted = {
        "list": [f"{'TOP' if way == 'top' else 'RETR'} {n}" for n in numbers],
        "one": [f"RETR {devices.message}"],
        "delete": [f"DELE {devices.message}"],
        "offline": [f"RETR {n}" for n in numbers],
    }[task]
    tail = " 0" if way == "top" else ""
    return (*login, "LIST", *(line + tail for line in wanted), "QUIT")


def _imap(devices: Devices, task: str) -> Sequence[str]:
    """RFC 3501 §6.4; UID EXPUNGE is RFC 4315 §2.1."""
    uid = devices.message
    wanted = {
        "list": [HEADERS],
        "one": [f"UID FETCH {uid} BODY[]"],
        "delete": [f"UID STORE {uid} +FLAGS (\\Deleted)", f"UID EXPUNGE {uid}"],
        "offline": ["FETCH 1:* BODY.PEEK[]"],
    }[task]
    login = f"LOGIN {devices.user} {devices.password}"
    lines = (login, "SELECT INBOX", *wanted, "LOGOUT")
    return [f"a{n} {line}" for n, line in enumerate(lines, 1)]


def _web(devices: Devices, task: str) -> list[Act]:
    """The list comes with the login; a page that was closed is no message kept."""
    if task == "offline":
        return []
    login = (("user", devices.user), ("password", devices.password))
    chosen = (("folder", "INBOX"), ("uid", str(devices.message)))
    host = devices.browser
    acts: list[Act] = [Browse(host), Browse(host, "/login", "POST", login)]
    if task != "list":
        acts.append(Browse(host, f"/letter/INBOX/{devices.message}"))
    if task == "delete":
        acts.append(Browse(host, "/delete", "POST", chosen))
    return acts


# --- what it cost ---------------------------------------------------------------------


def lab_after_task(scenario: Scenario, devices: Devices, task: str, way: str) -> Lab:
    """A fresh lab in which the task was done."""
    lab = Lab(scenario, 1)
    for act in _acts(devices, task, way):
        lab.apply(act, "auto")
        lab.settle()
    return lab


def _measure(
    scenario: Scenario, devices: Devices, task: str, way: str, round_trip_us: int
) -> MeasuredTask:
    lab = lab_after_task(scenario, devices, task, way)
    folded = ModelFold(scenario_view(scenario))
    for event in lab.journal:
        folded.fold(event, None, None)
    conns = list(folded.model.conns.values())
    own = (devices.pop, devices.imap, devices.browser)
    mine = [conn for conn in conns if conn.client in own]
    behind = [conn for conn in conns if conn.client not in own]
    return MeasuredTask(
        task=task,
        way=way,
        round_trip_us=round_trip_us,
        up=sum(conn.octets.client for conn in mine),
        down=sum(conn.octets.server for conn in mine),
        kinds={
            kind: sum(getattr(conn.kinds, kind) for conn in mine)
            for kind in ("command", "reply", "header", "body")
        },
        trips=sum(conn.round_trips for conn in mine),
        time_us=_until(lab) + round_trip_us // 2 - mine[0].since_us,
        inside=sum(conn.octets.client + conn.octets.server for conn in behind),
        said=tuple(_said(lab, {conn.id for conn in mine})),
    )


_ANSWERS = (f.Pop3ResponseSent, f.ImapResponseSent, f.HttpResponseSent)


def _until(lab: Lab) -> int:
    """When the last answer was sent; it is on its way half a round trip more."""
    return max(e.at_us for e in lab.journal if isinstance(e.fact, _ANSWERS))


def _said(lab: Lab, conns: set[str]) -> list[str]:
    """The commands and requests of these connections."""
    said = (_command(event.fact) for event in lab.journal if event.conn in conns)
    return [command for command in said if command is not None]


def _command(fact: Fact) -> str | None:
    match fact:
        case f.Pop3CommandReceived(verb=verb, argument=argument):
            return f"{verb} {argument}".strip()
        case f.ImapCommandReceived(octets=octets):
            return octets.partition(" ")[2].strip()
        case f.HttpRequestReceived(method=method, target=target):
            return f"{method} {target}"
    return None
