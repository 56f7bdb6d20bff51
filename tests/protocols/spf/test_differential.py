"""Random records: Cartero and pyspf come to the same result (pyspf is RFC 7208's own
companion: its authors wrote the suite)."""

from ipaddress import ip_address
from unittest.mock import patch

import spf
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.protocols.spf import SpfIdentity
from tests.protocols.spf.fake_dns import FakeDns, play

DOMAINS = ("a.example", "b.example", "c.example", "mail.a.example")
ADDRESSES = ("192.0.2.1", "192.0.2.77", "198.51.100.9", "203.0.113.200")
ADDRESSES6 = ("2001:db8::1", "2001:db8:1::9")
PREFIXES = (*("", "/32", "/24", "/0", "//64", "/24//48") * 4, "/33", "//129", "/024")
GOOD_NAMES = (
    *(f":{domain}" for domain in DOMAINS),
    ":absent.example",
    ":failing.example",
    ":%{d}",
    ":%{d2}",
    ":%{i}.%{d}",
    ":%{ir}.%{v}.arpa.a.example",
    ":%{l1r-}.b.example",
    ":%{o}",
    ":%{h}",
    ":a..example",
)
NAMES = (*GOOD_NAMES * 5, ":", ":example", ":%{x}.example")
FAILING = (":failing.example", ":example")
QUALIFIERS = ("", "", "+", "-", "~", "?")
ADDRESSES_OF_TERMS = (*ADDRESSES * 3, "192.0.2", "1.2.3.04")
ADDRESSES6_OF_TERMS = (*ADDRESSES6 * 5, "::192.0.2.1", "1::2::3")
MODIFIERS = (*("foo=bar", "exp=x.example") * 6, "foo=%x", "1=2", "exp=", "redirect=")


def term(*parts):
    """A term out of one choice for each part."""
    return st.tuples(*map(st.sampled_from, (QUALIFIERS, *parts))).map("".join)


def records(later):
    """Records that lead only to domains of `later`: pyspf refuses a record that
    includes itself before it has looked at its other terms."""
    led_to = (*(f":{domain}" for domain in later), ":absent.example", *FAILING)
    terms = st.one_of(
        term(("a", "mx"), ("", *NAMES), PREFIXES),
        term(("include",), led_to),
        term(("exists",), NAMES),
        term(("ptr",), ("", *NAMES)),
        term(("ip4:",), ADDRESSES_OF_TERMS, ("", "", "/32", "/24", "/0")),
        term(("ip6:",), ADDRESSES6_OF_TERMS, ("", "/64", "/48", "/0")),
        term((*("all", "ALL") * 5, "all.", "all:x")),
    )
    modifiers = st.sampled_from((*MODIFIERS, *(f"redirect={each}" for each in later)))
    parts = st.tuples(st.lists(terms, max_size=5), st.lists(modifiers, max_size=1))
    return parts.map(lambda found: " ".join(("v=spf1", *found[0], *found[1])))


others = st.sampled_from(
    (
        [("A", "192.0.2.1")],
        [("A", "198.51.100.9"), ("AAAA", "2001:db8::1")],
        [("MX", "10 mail.a.example."), ("MX", "20 b.example.")],
        [("MX", "0 .")],
        [("TXT", "hello"), ("A", "203.0.113.200")],
        [],
    )
)
# A name of the client's own address that cannot be looked up is passed over (§5.5):
# pyspf ends with temperror there, so none of those fails.
zones = st.fixed_dictionaries(
    {
        domain: st.tuples(records(DOMAINS[number:]), others)
        for number, domain in enumerate(DOMAINS, 1)
    }
).map(
    lambda zone: (
        {name: [("TXT", record), *more] for name, (record, more) in zone.items()}
        | {
            "1.2.0.192.in-addr.arpa": [
                ("PTR", "mail.a.example."),
                ("PTR", "b.example."),
            ],
            "x.example": [("TXT", "%{i} is not one of %{d}")],
            "failing.example": [("FAIL", "")],
        }
    )
)


def in_their_form(rdtype: str, data: str) -> object:
    """The data of a record as pyspf has it from its own resolver."""
    if rdtype == "TXT":
        return (data.encode("latin-1"),)
    if rdtype == "MX":
        preference, _, name = data.partition(" ")
        return int(preference), name.removesuffix(".")
    return ip_address(data).packed if rdtype == "AAAA" else data.removesuffix(".")


def result_of_pyspf(zone, identity: SpfIdentity) -> str:
    """What pyspf says, given the same DNS."""

    def look_up(name, qtype, tcpfallback=True, timeout=30):
        records = zone.get(name.lower(), ())
        if ("FAIL", "") in records and not any(kind == qtype for kind, _ in records):
            raise spf.TempError("DNS failed")
        return [
            ((name, kind), in_their_form(kind, data))
            for kind, data in records
            if kind == qtype
        ]

    with patch.object(spf, "DNSLookup", look_up):
        query = spf.query(identity.address, identity.sender, identity.helo)
        return query.check()[0]


@settings(max_examples=300)
@given(zones, st.sampled_from((*ADDRESSES, *ADDRESSES6, "::ffff:192.0.2.1")))
def test_both_come_to_the_same_result(zone, address):
    identity = SpfIdentity(
        address=address, helo="mail.a.example", sender="ana-b@a.example"
    )
    outcome, _ = play(FakeDns(zone), identity)
    assert outcome.result == result_of_pyspf(zone, identity), outcome
