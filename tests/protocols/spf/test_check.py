"""check_host() step by step: who is checked, what is told, what counts (RFC 7208)."""

import pytest

from simulator.journal import facts as f
from simulator.protocols.dns import LookupResult, Query
from simulator.protocols.spf import SpfCheck, SpfIdentity
from tests.protocols.spf.fake_dns import FakeDns, play

ZONE = {
    "norte.example": [
        ("TXT", "google-site-verification=1"),
        ("TXT", "v=spf1 mx include:%{d1r}.boletin.example -all exp=why.norte.example"),
        ("MX", "10 mx.norte.example."),
    ],
    "mx.norte.example": [("A", "198.51.100.25")],
    "norte.boletin.example": [("TXT", "v=spf1 ip4:203.0.113.0/28 ~all")],
    "why.norte.example": [("TXT", "%{i} does not send for %{d}")],
}


def ana(address, sender="ana@norte.example", **more):
    return SpfIdentity(address=address, helo="mx.norte.example", sender=sender, **more)


def test_every_step_is_told_in_order():
    outcome, facts = play(FakeDns(ZONE), ana("203.0.113.5"))
    assert (outcome.result, outcome.term) == ("pass", "include:%{d1r}.boletin.example")
    kinds = [f.kind_of(fact).removeprefix("spf.") for fact in facts]
    assert kinds == [
        "check_begun",
        "record_selected",
        "lookup_counted",
        "term_evaluated",
        "lookup_counted",
        "macro_expanded",
        "domain_entered",
        "record_selected",
        "term_evaluated",
        "domain_left",
        "term_evaluated",
        "check_ended",
    ]
    mx, inner, include = (x for x in facts if isinstance(x, f.SpfTermEvaluated))
    assert (mx.target, mx.compared, mx.matched) == (
        "norte.example",
        ("198.51.100.25",),
        False,
    )
    assert (inner.domain, inner.depth, inner.compared, inner.skipped) == (
        "norte.boletin.example",
        1,
        ("203.0.113.0/28",),
        ("~all",),
    )
    assert (include.matched, include.skipped) == (True, ("-all",))
    assert facts[-1].lookups == 2


def test_a_client_that_fails_hears_what_the_domain_has_to_say():
    outcome, facts = play(FakeDns(ZONE), ana("192.0.2.66"))
    assert outcome.result == "fail"
    assert outcome.explanation == "192.0.2.66 does not send for norte.example"
    [read] = (fact for fact in facts if isinstance(fact, f.SpfExplanationRead))
    assert (read.name, read.problem) == ("why.norte.example", "")


@pytest.mark.parametrize(
    ("sender", "scope", "mailbox"),
    [
        ("ana@norte.example", "mail_from", "ana@norte.example"),
        ("", "mail_from", "postmaster@mx.norte.example"),
        ("@norte.example", "mail_from", "postmaster@norte.example"),
        ("ana@norte.example", "helo", "postmaster@mx.norte.example"),
        ("ana@ñandú.example", "mail_from", "ana@xn--and-6ma2c.example"),
    ],
)
def test_who_is_checked(sender, scope, mailbox):
    identity = ana("192.0.2.1", sender, scope=scope)
    assert identity.mailbox == mailbox
    assert identity.domain == mailbox.rpartition("@")[2]


def test_a_term_with_a_local_part_outside_ascii_matches_nothing():
    """RFC 8616 §4."""
    dns = FakeDns({"norte.example": [("TXT", "v=spf1 exists:%{l}.norte.example -all")]})
    outcome, _ = play(dns, ana("192.0.2.1", "ñandú@norte.example"))
    assert outcome.result == "fail"
    assert [query.type for query in dns.asked] == ["TXT"]


@pytest.mark.parametrize(
    "domain", ["localhost", "[192.0.2.1]", "a..example", "x" * 64 + ".example", ""]
)
def test_what_is_no_domain_is_not_asked_for(domain):
    check = SpfCheck(ana("192.0.2.1", f"ana@{domain}"), 0)
    assert check.outcome is not None
    assert (check.outcome.result, check.outcome.cause) == ("none", "not_a_domain")


def test_characters_of_a_macro_reach_dns_as_octets():
    dns = FakeDns({"norte.example": [("TXT", "v=spf1 exists:%{l}.norte.example -all")]})
    play(dns, ana("192.0.2.1", r'"a\ b"@norte.example'))
    assert dns.asked[-1] == Query(r'"a\092\032b".norte.example', "A")


def test_a_silent_name_server_is_a_temporary_error():
    check = SpfCheck(ana("192.0.2.1"), 0)
    check.answer(LookupResult("timed_out"), 15_000_000)
    assert (check.outcome.result, check.outcome.cause) == ("temperror", "dns_failed")


def test_a_mistake_is_told_with_its_place():
    dns = FakeDns({"norte.example": [("TXT", "v=spf1 ipv4:192.0.2.1 -all")]})
    outcome, facts = play(dns, ana("192.0.2.1"))
    assert (outcome.result, outcome.term) == ("permerror", "ipv4")
    selected = facts[1]
    assert (selected.problem, selected.error_start, selected.error_end) == (
        "unknown_mechanism",
        7,
        11,
    )


def test_the_stack_of_includes_is_left_on_every_way_out():
    zone = {
        "norte.example": [("TXT", "v=spf1 include:a.example -all")],
        "a.example": [("TXT", "v=spf1 include:b.example -all")],
        "b.example": [("TXT", "v=spf1 moo")],
    }
    outcome, facts = play(FakeDns(zone), ana("192.0.2.1"))
    assert outcome.result == "permerror"
    left = [(x.target, x.result) for x in facts if isinstance(x, f.SpfDomainLeft)]
    assert left == [("b.example", "permerror"), ("a.example", "permerror")]


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValueError, match="appear"):
        SpfCheck(ana("192.0.2"), 0)


def test_ipv4_inside_ipv6_is_written_alike_on_every_python():
    dns = FakeDns(
        {"norte.example": [("TXT", "v=spf1 ip6:::FFFF:192.0.2.1 ip4:192.0.2.1")]}
    )
    outcome, facts = play(dns, ana("::ffff:192.0.2.1"))
    first, second = (x for x in facts if isinstance(x, f.SpfTermEvaluated))
    assert (first.compared, first.matched) == (("::ffff:192.0.2.1/128",), False)
    assert (second.address, second.matched) == ("192.0.2.1", True)
    assert outcome.result == "pass"
