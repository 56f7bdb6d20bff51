"""Zone texts that are wrong are refused with their line."""

import pytest

from simulator.protocols.dns import ZoneError
from simulator.protocols.dns.zones import parse_zone
from tests.protocols.dns.zones import HEAD


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 0, "has no SOA record"),
        ("$TTL 1\n@ IN NS a.example.\n", 0, "has no SOA record"),
        ("$TTL 1\n@ IN SOA a. b. 1 2 3 4 5\n", 0, "has no NS record"),
        (HEAD + "mx1 IN A 203.0.113.999\n", 5, ""),
        (HEAD + "mx1 IN QUÉ 1\n", 5, ""),
        (HEAD + "@ IN MX diez mx1\n", 5, ""),
        (HEAD + "$INCLUDE /etc/passwd\n", 0, "$INCLUDE"),
        (HEAD + "$GENERATE 1-1000000 a$ A 203.0.113.1\n", 0, "$GENERATE"),
        (HEAD + "a IN CNAME b\na IN A 203.0.113.1\n", 0, "CNAME"),
    ],
)
def test_a_wrong_zone_is_refused_with_its_line(text, line, reason):
    with pytest.raises(ZoneError) as caught:
        parse_zone("sur.example", text)
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_a_zone_needs_a_name():
    with pytest.raises(ZoneError):
        parse_zone("sur..example", HEAD)
