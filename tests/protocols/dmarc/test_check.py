"""DMARC step by step: whose policy, what is aligned, what follows (RFC 9989)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.journal import facts as f
from simulator.protocols.dmarc import Author, DmarcCheck, Identifier
from simulator.protocols.dmarc.record import is_record, parse_record
from simulator.protocols.dmarc.walk import names_of
from simulator.protocols.dns import LOOKUPS_US_MAX
from tests.protocols.spf.fake_dns import FakeDns

REJECT = [("TXT", "v=DMARC1; p=reject")]


def spf(domain, result="pass"):
    return Identifier("spf", domain, result)


def dkim(domain, result="pass"):
    return Identifier("dkim", domain, result)


def check(zone, author, *identifiers):
    """The outcome, what was told, and the names that were asked for."""
    dns = FakeDns(zone)
    asked = DmarcCheck(Author(author), identifiers)
    facts = asked.facts()
    while (question := asked.next_question()) is not None:
        asked.answer(dns.answer(question))
        facts += asked.facts()
    return asked.outcome, facts, [query.name for query in dns.asked]


def told(facts, kind):
    return [fact for fact in facts if isinstance(fact, kind)]


@pytest.mark.parametrize(
    ("mode", "identifier", "result"),
    [
        ("r", spf("norte.example"), "pass"),
        ("r", spf("boletin.norte.example"), "pass"),
        ("r", spf("malo.example"), "fail"),
        ("r", spf("norte.example", "fail"), "fail"),
        ("r", spf("norte.example", "softfail"), "fail"),
        ("r", spf("malo.example", "temperror"), "temperror"),
        ("r", dkim("boletin.norte.example"), "pass"),
        ("s", spf("norte.example"), "pass"),
        ("s", spf("NORTE.example."), "pass"),
        ("s", spf("boletin.norte.example"), "fail"),
        ("s", dkim("boletin.norte.example"), "fail"),
    ],
)
def test_one_aligned_pass_is_enough(mode, identifier, result):
    record = f"v=DMARC1; p=reject; aspf={mode}; adkim={mode}"
    zone = {"_dmarc.norte.example": [("TXT", record)]}
    outcome, _, _ = check(zone, "norte.example", spf("x.example", "fail"), identifier)
    assert outcome.result == result
    assert outcome.disposition == ("reject" if result == "fail" else "none")


def test_without_a_record_it_does_not_apply():
    outcome, facts, _ = check({}, "norte.example", spf("norte.example"))
    assert (outcome.result, outcome.cause) == ("none", "no_policy")
    assert told(facts, f.DmarcAlignmentCompared) == []


def test_without_one_author_domain_nothing_is_asked():
    asked = DmarcCheck(Author("", "several_from"))
    assert asked.next_question() is None
    assert (asked.outcome.result, asked.outcome.cause) == ("none", "several_from")
    assert asked.facts()[0].problem == "several_from"


@pytest.mark.parametrize("answered", range(5))
def test_a_check_that_takes_too_long_ends_unsure(answered):
    """Whatever is asked: the policy, or, last, an organization to align with."""
    dns = FakeDns({"_dmarc.norte.example": REJECT})
    asked = DmarcCheck(Author("norte.example"), (spf("a.b.otro.example"),), 5)
    for _ in range(answered):
        asked.answer(dns.answer(asked.next_question()), LOOKUPS_US_MAX + 5)
    asked.answer(dns.answer(asked.next_question()), LOOKUPS_US_MAX + 6)
    assert asked.next_question() is None
    assert (asked.outcome.result, asked.outcome.cause) == ("temperror", "took_too_long")


def test_a_walk_is_that_of_the_example_in_the_rfc():
    """§4.10: eight questions for a name of twelve labels."""
    assert names_of("a.b.c.d.e.f.g.h.i.j.mail.example.com") == [
        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "g.h.i.j.mail.example.com",
        "h.i.j.mail.example.com",
        "i.j.mail.example.com",
        "j.mail.example.com",
        "mail.example.com",
        "example.com",
        "com",
    ]


@given(st.integers(1, 120))
def test_a_walk_never_asks_more_than_eight_times_and_ends_at_the_top(labels):
    names = names_of(".".join(f"l{number}" for number in range(labels)))
    assert len(names) == min(labels, 8)
    assert "." not in names[-1]


@pytest.mark.parametrize(
    ("zone", "domain", "organization", "rule"),
    [
        # §4.10.2, its three examples, and none at all.
        (
            {"_dmarc.mail.example.com": REJECT, "_dmarc.example.com": REJECT},
            "a.mail.example.com",
            "example.com",
            "fewest_labels",
        ),
        (
            {
                "_dmarc.mail.example.com": [("TXT", "v=DMARC1; psd=n")],
                "_dmarc.example.com": REJECT,
            },
            "a.mail.example.com",
            "mail.example.com",
            "psd_n",
        ),
        (
            {"_dmarc.com": [("TXT", "v=DMARC1; psd=y; p=none")]},
            "a.mail.example.com",
            "example.com",
            "below_psd",
        ),
        ({}, "a.mail.example.com", "a.mail.example.com", "itself"),
    ],
)
def test_the_organizational_domain(zone, domain, organization, rule):
    zone = zone | {"_dmarc.author.test": [("TXT", "v=DMARC1; p=none")]}
    _, facts, _ = check(zone, "author.test", spf(domain))
    found = {fact.domain: fact for fact in told(facts, f.DmarcOrganizationFound)}
    assert (found[domain].organization, found[domain].rule) == (organization, rule)


def test_the_same_domain_needs_no_walk():
    zone = {"_dmarc.norte.example": REJECT}
    _, _, asked = check(zone, "norte.example", spf("norte.example"))
    assert asked == ["_dmarc.norte.example"]


@pytest.mark.parametrize(
    ("record", "exists", "tag", "policy"),
    [
        ("p=reject", True, "p", "reject"),
        ("p=reject; sp=quarantine", True, "sp", "quarantine"),
        ("p=none; sp=quarantine; np=reject", False, "np", "reject"),
        ("p=none; sp=quarantine", False, "sp", "quarantine"),
        ("p=none; np=reject", True, "p", "none"),
    ],
)
def test_a_subdomain_has_the_policy_for_subdomains(record, exists, tag, policy):
    zone = {"_dmarc.norte.example": [("TXT", f"v=DMARC1; {record}")]}
    if exists:
        zone["web.norte.example"] = [("A", "192.0.2.1")]
    outcome, facts, _ = check(zone, "web.norte.example")
    [found] = told(facts, f.DmarcPolicyFound)
    assert (found.policy_domain, found.tag, found.policy) == (
        "norte.example",
        tag,
        policy,
    )
    assert outcome.disposition == policy


def test_a_public_suffix_speaks_where_the_organization_does_not():
    zone = {"_dmarc.example": [("TXT", "v=DMARC1; p=none; sp=reject; psd=y")]}
    zone["norte.example"] = [("A", "192.0.2.1")]
    outcome, _, _ = check(zone, "norte.example")
    assert (outcome.policy_domain, outcome.disposition) == ("example", "reject")


@pytest.mark.parametrize(
    ("policy", "asked"),
    [("reject", "quarantine"), ("quarantine", "none"), ("none", "none")],
)
def test_a_domain_that_only_tests_asks_for_one_level_less(policy, asked):
    zone = {"_dmarc.norte.example": [("TXT", f"v=DMARC1; p={policy}; t=y")]}
    outcome, _, _ = check(zone, "norte.example")
    assert (outcome.result, outcome.disposition) == ("fail", asked)


@pytest.mark.parametrize(
    ("record", "result", "policy"),
    [
        ("p=moo; rua=mailto:a@norte.example", "fail", "none"),
        ("p=moo", "none", "none"),
        ("p=reject; sp=moo", "none", "none"),
        ("p=reject; rua=nothing", "fail", "reject"),
        ("rua=mailto:a@norte.example", "fail", "none"),
        ("p=reject; pct=0", "fail", "reject"),
    ],
)
def test_a_policy_that_cannot_be_read(record, result, policy):
    zone = {"_dmarc.norte.example": [("TXT", f"v=DMARC1; {record}")]}
    outcome, _, _ = check(zone, "norte.example")
    assert (outcome.result, outcome.policy) == (result, policy)


def test_two_records_are_none():
    zone = {"_dmarc.norte.example": [*REJECT, *REJECT]}
    outcome, facts, _ = check(zone, "norte.example")
    assert outcome.result == "none"
    assert told(facts, f.DmarcRecordSelected)[0].result == "several"


def test_a_name_server_that_fails_leaves_it_open():
    zone = {"_dmarc.norte.example": [("FAIL", "")]}
    outcome, _, _ = check(zone, "norte.example")
    assert outcome.result == "temperror"
    zone = {"_dmarc.norte.example": REJECT, "_dmarc.otro.test": [("FAIL", "")]}
    outcome, _, _ = check(zone, "norte.example", spf("otro.test"))
    assert (outcome.result, outcome.cause) == ("temperror", "identifier_unsure")
    outcome, _, _ = check(
        zone, "norte.example", spf("otro.test"), dkim("norte.example")
    )
    assert (outcome.result, outcome.aligned) == ("pass", ("dkim",))


def test_a_hundred_signatures_are_not_all_walked_for():
    zone = {"_dmarc.norte.example": REJECT}
    signatures = [dkim(f"d{number}.malo{number}.test") for number in range(100)]
    outcome, _, asked = check(zone, "norte.example", *signatures)
    assert outcome.result == "fail"
    assert len(asked) < 100


# --- records --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (b"v=DMARC1", True),
        (b"v=DMARC1; p=none", True),
        (b"V = DMARC1 ;p=none", True),
        (b"v=dmarc1; p=none", False),
        (b"v=DMARC10; p=none", False),
        (b"p=none; v=DMARC1", False),
        (b" v=DMARC1", False),
        (b"v=spf1 -all", False),
    ],
)
def test_a_record_begins_with_its_version(octets, expected):
    assert is_record(octets) is expected


def test_tags_are_read_with_their_places():
    text = (
        "v=DMARC1; P = Reject;; x=1;adkim=q; p=none; rua=mailto:a@b.example, https://c"
    )
    record = parse_record(text.encode())
    assert (record.p, record.adkim, record.wrong) == ("reject", "r", ("adkim",))
    assert record.rua == ("mailto:a@b.example", "https://c")
    roles = {text[start:end]: role for start, end, role in record.spans}
    assert roles == {
        "v=DMARC1": "tag",
        "P = Reject": "tag",
        "x=1": "ignored",
        "adkim=q": "error",
        "p=none": "ignored",
        "rua=mailto:a@b.example, https://c": "tag",
    }


@given(st.binary(max_size=200))
def test_any_octets_after_the_version_are_read(octets):
    octets = b"v=DMARC1;" + octets
    if is_record(octets):
        record = parse_record(octets)
        assert all(0 <= start < end <= len(octets) for start, end, _ in record.spans)


def test_ten_megabytes_are_no_record():
    assert not is_record(b"v=DMARC1;" + b"p=none;" * 1_500_000)


def test_a_record_of_tags_without_end_is_read_up_to_a_bound():
    record = parse_record(b"v=DMARC1;" + b"p=;" * 20_000)
    assert len(record.spans) <= 100
