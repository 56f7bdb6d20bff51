"""Every case of the test suite of RFC 7208 (openspf, release 2014.04).

Its data is in the source archive of pyspf, which `make setup` fetches.
"""

import tarfile

import pytest
import yaml

from simulator.protocols.spf import SpfIdentity
from tests.protocols.spf.fake_dns import FakeDns, play
from tools.run import SOURCES

CASES = 203


def scenarios():
    [archive] = SOURCES.glob("pyspf-*.tar.gz")
    with tarfile.open(archive) as source:
        name = f"{archive.name.removesuffix('.tar.gz')}/test/rfc7208-tests.yml"
        return list(yaml.safe_load_all(source.extractfile(name).read()))


def records(entries):
    """What a name has: a record of type SPF is one of TXT, too, where there is none."""
    kinds = {kind for entry in entries if entry != "TIMEOUT" for kind in entry}
    for entry in entries:
        if entry == "TIMEOUT":
            yield "FAIL", ""
            continue
        [(kind, value)] = entry.items()
        if value == "NONE" or (kind == "SPF" and "TXT" in kinds):
            continue
        kind = "TXT" if kind == "SPF" else kind
        if kind == "TXT":
            value = value if isinstance(value, str) else "".join(value)
        elif kind == "MX":
            value = f"{value[0]} {value[1]}."
        yield kind, value


def cases():
    for scenario in scenarios():
        zone = {name: list(records(rrs)) for name, rrs in scenario["zonedata"].items()}
        for name, case in scenario["tests"].items():
            yield pytest.param(zone, case, id=name)


@pytest.mark.parametrize(("zone", "case"), list(cases()))
def test_case(zone, case):
    outcome, _ = play(
        FakeDns(zone),
        SpfIdentity(address=case["host"], helo=case["helo"], sender=case["mailfrom"]),
    )
    accepted = case["result"]
    assert outcome.result in ([accepted] if isinstance(accepted, str) else accepted)
    if "explanation" in case:
        told = case["explanation"]
        assert outcome.explanation == ("" if told == "DEFAULT" else told)


def test_the_suite_is_whole():
    assert len(list(cases())) == CASES
