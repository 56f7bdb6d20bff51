"""A scenario file that is wrong is refused with file, place and reason."""

import re

import msgspec
import pytest

from simulator.agents.config import WebmailConfig
from simulator.lab import Lab
from simulator.protocols.dns import NameServerConfig
from simulator.scenario import (
    ScenarioError,
    load_scenario,
    parse_scenario,
    scenario_view,
)
from tests.worlds import SCENARIOS, scenario

GOOD = (SCENARIOS / "primera-carta.toml").read_text(encoding="utf-8")


def test_the_library_is_well_formed():
    for path in sorted(SCENARIOS.glob("*.toml")):
        assert load_scenario(path).name == path.stem


@pytest.mark.parametrize(
    ("before", "after", "place", "reason"),
    [
        ('name = "primera-carta"\n', "", "top", "missing required field `name`"),
        ("latency_us = 5_000", "latency = 5", "host[0].link", "unknown field"),
        ("latency_us = 5_000", 'latency_us = "5"', "latency_us", "Expected `int`"),
        ('submit_to = "norte"', 'submit_to = "oeste"', "host[0].mua.submit_to", "not"),
        ('"192.0.2.10"', '"198.51.100.5"', "host[2]", "names two machines"),
        (
            '[[account]]\naddress = "ana@norte.example"',
            '[[account]]\naddress = "ana@oeste.example"',
            "account[0].address",
            "no server here",
        ),
        (
            'act = "power_on"\nhost',
            'act = "explode"\nhost',
            "demonstration[0]",
            "xplode",
        ),
        (
            'act = "power_on"\nhost = "pc-benito"',
            'act = "power_on"\nhost = "pc-luis"',
            "demonstration[0].host",
            "no machine",
        ),
        ('es = "La primera carta"', 'es = "La primera', "", "not valid TOML"),
        ("T09:00:00+01:00", "T09:00:00", "epoch", "offset"),
        ('to = "benito@sur.example"\nsubject', 'to = "benito"\nsubject', "opening", ""),
    ],
)
def test_a_planted_error_is_named(before: str, after: str, place: str, reason: str):
    assert before in GOOD
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(GOOD.replace(before, after, 1), "mine.toml")
    assert caught.value.file == "mine.toml"
    assert place in caught.value.place
    assert re.search(re.escape(reason), caught.value.reason)
    assert str(caught.value).startswith("mine.toml: ")


TOP = re.compile(
    r"\[\[host.nameserver.zone\]\]\nname = \"example\"\ntext = .*?\n\"\"\"\n", re.S
)


@pytest.mark.parametrize(
    ("checks", "lacking"),
    [('"spf", "dkim", "dmarc"', True), ('"spf", "dkim"', False)],
)
def test_a_search_for_a_policy_has_an_end(checks: str, lacking: bool):
    whole = (SCENARIOS / "falso-remitente.toml").read_text(encoding="utf-8")
    text = TOP.sub("", whole.replace('"spf", "dkim", "dmarc"', checks))
    assert text != whole
    if not lacking:
        parse_scenario(text, "x.toml")
        return
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, "x.toml")
    assert caught.value.place.endswith("server.authentication.checks")
    assert "`dmarc` searches up to `example`" in caught.value.reason


def test_a_missing_file_is_a_scenario_error(tmp_path):
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(tmp_path / "none.toml")


def test_a_machine_may_serve_mail_names_and_pages_and_all_of_it_is_shown():
    found = scenario()
    webmail = WebmailConfig(
        name="web.sur.example", domain="sur.example", imap_host="sur", submit_to="sur"
    )
    hosts = tuple(
        msgspec.structs.replace(host, nameserver=NameServerConfig(), webmail=webmail)
        if host.id == "sur"
        else host
        for host in found.hosts
    )
    lab = Lab(msgspec.structs.replace(found, hosts=hosts), 1)
    view = next(h for h in scenario_view(lab.scenario)["hosts"] if h["id"] == "sur")
    shown = {program["name"] for program in view["programs"]}
    assert set(lab.world.programs("sur")) | {"webmail"} == shown


@pytest.mark.parametrize("name", sorted(path.stem for path in SCENARIOS.glob("*.toml")))
def test_a_name_means_the_same_machine_to_a_scenario_and_to_its_world(name):
    plan = scenario(name)
    world = Lab(plan).world
    for host in plan.hosts:
        for called in (host.id, host.address, *host.names):
            for said in (called, called.upper(), f"{called}."):
                meant = plan.host_called(said)
                assert meant is not None
                assert meant.id == world.host_called(said) == host.id
    assert plan.host_called("nadie.example") is None
    assert world.host_called("nadie.example") == ""
