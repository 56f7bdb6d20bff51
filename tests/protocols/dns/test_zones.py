"""Zone texts that are wrong are refused with their line."""

import pytest

from simulator.protocols.dns import ZoneError
from simulator.protocols.dns.messages import parse_name
from simulator.protocols.dns.records import parse_record
from simulator.protocols.dns.zones import parse_zone
from tests.protocols.dns.zones import HEAD, SUR


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


def test_a_zone_that_is_changed_leaves_another_of_the_same_text_alone():
    changed, other = (parse_zone("norte.example", HEAD + SUR) for _ in range(2))
    before = list(other.records())
    for name in ("mx1.norte.example.", "nuevo.norte.example."):
        changed.add(parse_name(name), parse_record("A", "203.0.113.77"))
    mx = parse_name("norte.example.")
    changed.remove(mx, changed.at(mx, "MX")[0])
    only = parse_name("mx2.norte.example.")
    changed.remove(only, changed.at(only, "A")[0])
    assert list(changed.records()) != before
    assert list(other.records()) == before
    assert list(parse_zone("norte.example", HEAD + SUR).records()) == before
