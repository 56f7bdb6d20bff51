"""Every client calls the address that was answered, at the port of the scenario."""

import contextlib

import pytest
from msgspec.structs import replace

from simulator.acts import ACTS, Browse, Collect, Open, Send, Tidy
from simulator.agents.config import HostConfig
from simulator.journal import Event
from simulator.journal import facts as f
from simulator.lab import Lab, LabError
from simulator.protocols.dns import NameServerConfig
from simulator.protocols.dns.config import ZoneConfig
from simulator.protocols.services import DNS
from simulator.scenario import Scenario
from simulator.teaching.playing import begin, finish, open_lab
from tests.protocols.dns.zones import HEAD
from tests.worlds import SCENARIOS, demonstrated, library, scenario

LIBRARY = library()
ADDRESS_TYPES = {"A", "MX"}
"""What is asked for to call somebody; a key or a policy is a TXT record."""


# --- the law --------------------------------------------------------------------------


def calls(lab: Lab) -> list[tuple[Event, f.TcpFlightSent]]:
    """The first SYN of each connection."""
    return [
        (event, event.fact)
        for event in lab.journal
        if isinstance(event.fact, f.TcpFlightSent)
        and (event.fact.flags, event.fact.attempt) == ("SYN", 1)
    ]


def looked_up(lab: Lab, call: Event) -> str:
    """The address that a client was told last before a call, or ""."""
    before = [event for event in lab.journal if event.seq < call.seq]
    begun = [e.fact for e in before if e.conn == call.conn]
    own = [event.fact for event in before if event.host == call.host]
    if begun and isinstance(begun[-1], f.QueueAttemptBegun):
        name = begun[-1].name
        routes = [fact for fact in own if isinstance(fact, f.MailRouteFound)]
        found = [a for route in routes for _, n, a in route.hosts if n == name]
    else:
        answers = [x.answers for x in own if isinstance(x, f.DnsLookupEnded)]
        addresses = [[r[3] for r in records if r[2] == "A"] for records in answers]
        found = [some[0] for some in addresses if some]
    return found[-1] if found else ""


def obeys(lab: Lab) -> int:
    """How many calls followed a lookup, every one of them to its answer."""
    followed = 0
    for call, syn in calls(lab):
        address = looked_up(lab, call)
        if syn.to_port != DNS.port and address:
            assert lab.world.hosts[syn.to_host].address == address, call.conn
            followed += 1
    return followed


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.toml")), ids=lambda p: p.stem)
def test_in_every_scenario_the_opened_peer_is_the_looked_up_address(path):
    lab = demonstrated(path.stem)
    for offer in lab.scenario.offers:
        with contextlib.suppress(LabError):
            lab.apply(ACTS.decode(offer.act))
            lab.settle()
    lookups = [e.fact for e in lab.journal if isinstance(e.fact, f.DnsLookupEnded)]
    asked = any(lookup.type in ADDRESS_TYPES for lookup in lookups)
    assert bool(obeys(lab)) == asked


@pytest.mark.parametrize("slug", LIBRARY.lessons)
def test_in_every_lesson_the_opened_peer_is_the_looked_up_address(slug):
    lesson = LIBRARY.lessons[slug].lesson
    lab = open_lab(lesson, scenario(lesson.scenario))
    for step in lesson.steps:
        begin(lab, step)
        finish(lab, step)
    resolving = {host.id for host in lab.scenario.hosts if host.resolver}
    called = {call.host for call, syn in calls(lab) if syn.to_port != DNS.port}
    assert bool(obeys(lab)) == bool(resolving & called)


# --- names ----------------------------------------------------------------------------


def three_ways(zone: str = "", **server: object) -> Scenario:
    """`tres-maneras`, where the mail server has a mirror with the same mailboxes.
    `zone`: what DNS says of sur.example, "" for no DNS; `server`: settings of both."""
    plan = scenario("tres-maneras")
    mail = plan.host("sur")
    assert mail is not None and mail.server is not None
    mail = replace(mail, server=replace(mail.server, **server))
    mirror = replace(mail, id="mirror", address="192.0.2.99", names=())
    hosts = [mail if host.id == mail.id else host for host in plan.hosts]
    if zone:
        hosts = [replace(host, resolver="dns") for host in hosts]
        zones = (ZoneConfig(name="sur.example", text=HEAD + zone),)
        names = NameServerConfig(zones=zones)
        label = {"es": "dns", "en": "dns"}
        address = "192.0.2.53"
        hosts.append(
            HostConfig(id="dns", label=label, address=address, nameserver=names)
        )
    return replace(plan, hosts=(*hosts, mirror))


def used(plan: Scenario) -> Lab:
    """A lab where every client has done what it does."""
    lab = Lab(plan, 1)
    lab.open()
    login = (("user", "benito"), ("password", "benito-secreta"))
    letter = (("to", "carla@sur.example"), ("subject", "hola"), ("text", "hola"))
    for act in (
        Collect("pc-benito"),
        Collect("tel-benito"),
        Send("pc-benito", "carla@sur.example", "hola", "hola"),
        Browse("web-benito", "/login", "POST", login),
        Browse("web-benito", "/send", "POST", letter),
        Open("pc-benito", "pop.sur.example", 110),
    ):
        lab.apply(act)
        lab.settle()
    return lab


def opened(lab: Lab) -> set[tuple[str, str, int]]:
    """Client, server and port of every call."""
    return {(call.host, syn.to_host, syn.to_port) for call, syn in calls(lab)}


def test_a_zone_that_points_the_names_elsewhere_is_obeyed():
    zone = "@ IN A 192.0.2.99\npop IN A 192.0.2.99\ncorreo IN A 192.0.2.20\n"
    assert opened(used(three_ways(zone))) == {
        ("pc-benito", "mirror", 110),
        ("tel-benito", "mirror", 143),
        ("pc-benito", "mirror", 587),
        ("web", "mirror", 143),
        ("web", "mirror", 587),
        ("web-benito", "web", 80),
    }


def test_a_zone_that_points_the_webmail_elsewhere_is_obeyed():
    zone = "@ IN A 192.0.2.10\ncorreo IN A 192.0.2.99\n"
    lab = Lab(three_ways(zone), 1)
    lab.apply(Browse("web-benito"))
    lab.settle()
    assert opened(lab) == {("web-benito", "mirror", 80)}


def test_without_dns_names_lead_where_the_scenario_says():
    servers = {server for _, server, _ in opened(used(three_ways()))}
    assert servers == {"sur", "web"}


def test_a_name_without_an_address_opens_no_connection_and_says_so():
    lab = used(three_ways("correo IN A 192.0.2.20\n"))
    assert opened(lab) == {("web-benito", "web", 80)}
    facts = [event.fact for event in lab.journal]
    ended = [x for x in facts if isinstance(x, f.SmtpTransactionEnded)]
    assert [x.result for x in ended] == ["deferred"]
    shown = [x for x in facts if isinstance(x, f.BrowserPageShown)]
    assert [x.status for x in shown] == [502, 200]
    refused = [x for x in facts if isinstance(x, f.TerminalRefused)]
    assert [x.reason for x in refused] == ["no_such_host"]


def test_a_webmail_without_an_address_shows_that_there_is_no_connection():
    lab = Lab(three_ways("@ IN A 192.0.2.10\n"), 1)
    lab.apply(Browse("web-benito"))
    lab.settle()
    shown = [e.fact for e in lab.journal if isinstance(e.fact, f.BrowserPageShown)]
    assert [(x.status, x.problem) for x in shown] == [(0, "no_connection")]
    assert not lab.world.browsers["web-benito"].busy


# --- ports ----------------------------------------------------------------------------

PORTS = {"pop3_port": 1110, "imap_port": 1143, "submission_port": 1587}


def test_ports_of_the_scenario_are_obeyed():
    lab = used(three_ways(**PORTS))
    assert opened(lab) - {("pc-benito", "sur", 110)} == {
        ("pc-benito", "sur", 1110),
        ("tel-benito", "sur", 1143),
        ("pc-benito", "sur", 1587),
        ("web", "sur", 1143),
        ("web", "sur", 1587),
        ("web-benito", "web", 80),
    }
    collected = [e.host for e in lab.journal if isinstance(e.fact, f.MessageCollected)]
    assert set(collected) == {"pc-benito", "tel-benito"}
    ended = [e for e in lab.journal if isinstance(e.fact, f.SmtpTransactionEnded)]
    assert [e.fact.result for e in ended] == ["accepted", "accepted"]


def test_a_port_in_the_settings_of_a_client_goes_before_that_of_the_server():
    plan = three_ways(**PORTS)
    hosts = tuple(
        replace(h, mua=replace(h.mua, submit_port=25)) if h.id == "pc-benito" else h
        for h in plan.hosts
    )
    lab = used(replace(plan, hosts=hosts))
    assert ("pc-benito", "sur", 25) in opened(lab)


def test_a_message_is_deleted_by_pop3_at_the_same_server_and_port():
    zone = "@ IN A 192.0.2.99\n"
    lab = Lab(three_ways(zone, **PORTS), 1)
    lab.apply(Collect("pc-benito"))
    lab.settle()
    kept = next(e.fact for e in lab.journal if isinstance(e.fact, f.MessageCollected))
    lab.apply(Tidy("pc-benito", kept.unique_id, "delete"))
    lab.settle()
    removed = [e.host for e in lab.journal if isinstance(e.fact, f.MessageRemoved)]
    assert removed == ["mirror"]


def test_the_address_of_a_web_server_on_another_port_says_the_port():
    plan = three_ways()
    hosts = tuple(
        replace(h, webmail=replace(h.webmail, port=8080)) if h.webmail else h
        for h in plan.hosts
    )
    lab = Lab(replace(plan, hosts=hosts), 1)
    lab.apply(Browse("web-benito"))
    lab.settle()
    (shown,) = [e.fact for e in lab.journal if isinstance(e.fact, f.BrowserPageShown)]
    assert (shown.address, shown.status) == ("http://correo.sur.example:8080/", 200)
