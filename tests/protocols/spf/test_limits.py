"""What a check may cost: lookups, names, time and octets (RFC 7208 §4.6.4, §11)."""

import pytest
from msgspec.json import encode as to_json

from simulator.journal.facts import (
    INLINE_OCTETS_MAX,
    SpfLookupCounted,
    SpfRecordSelected,
    SpfTermEvaluated,
)
from simulator.protocols.dns import LookupResult
from simulator.protocols.spf import SpfCheck, SpfIdentity
from tests.protocols.spf.fake_dns import FakeDns, play

ANA = SpfIdentity(
    address="192.0.2.1", helo="mx.norte.example", sender="ana@norte.example"
)


def outcome_of(record, **more):
    zone = {"norte.example": [("TXT", record)]}
    zone |= {name.replace("__", "."): records for name, records in more.items()}
    return play(FakeDns(zone), ANA)


def test_a_record_that_includes_itself_ends_after_ten_lookups():
    outcome, facts = outcome_of("v=spf1 include:norte.example -all")
    assert (outcome.result, outcome.cause) == ("permerror", "too_many_lookups")
    counted = [fact.count for fact in facts if isinstance(fact, SpfLookupCounted)]
    assert counted == list(range(1, 12))


def test_a_record_that_redirects_to_itself_ends_after_ten_lookups():
    outcome, _ = outcome_of("v=spf1 redirect=norte.example")
    assert (outcome.result, outcome.cause) == ("permerror", "too_many_lookups")


def test_names_without_addresses_are_forgiven_twice():
    record = "v=spf1 a:a.example a:b.example a:c.example -all"
    outcome, _ = outcome_of(record)
    assert (outcome.result, outcome.cause) == ("permerror", "too_many_void_lookups")
    outcome, _ = outcome_of("v=spf1 a:a.example a:b.example -all")
    assert outcome.result == "fail"


def test_an_answer_after_twenty_seconds_is_too_late():
    check = SpfCheck(ANA, 1_000_000)
    check.answer(
        LookupResult("found", (("norte.example", 1, "TXT", '"v=spf1 a -all"'),)),
        20_000_000,
    )
    assert check.next_question() is not None
    check.answer(LookupResult("no_data"), 21_000_001)
    assert check.next_question() is None
    assert (check.outcome.result, check.outcome.cause) == ("temperror", "took_too_long")


def test_ten_megabytes_of_record_are_refused_unread():
    outcome, _ = outcome_of("v=spf1 " + "a " * 5_000_000)
    assert (outcome.result, outcome.cause) == ("permerror", "syntax_error")


def test_the_longest_record_dns_can_carry_is_evaluated_up_to_a_bound():
    record = "v=spf1" + " ip4:198.51.100.7" * 3_800
    assert len(record) < 65_535
    outcome, facts = outcome_of(record)
    assert (outcome.result, outcome.cause) == ("permerror", "too_many_terms")
    assert sum(isinstance(fact, SpfTermEvaluated) for fact in facts) == 1_000


@pytest.mark.parametrize(
    "bomb",
    [
        "%{l}" * 15_000 + ".example",
        "%{d" + "9" * 60_000 + "}.example",
        "%{d" + "." * 60_000 + "}.example",
        "x" * 60_000 + ".example",
        "a." * 30_000 + "example",
    ],
)
def test_a_macro_bomb_makes_no_name_dns_is_asked_for(bomb):
    dns = FakeDns({"norte.example": [("TXT", f"v=spf1 a:{bomb} -all")]})
    outcome, facts = play(dns, ANA)
    assert outcome.result in ("fail", "permerror")
    assert all(len(query.name) <= 253 for query in dns.asked)
    assert all(len(str(fact)) < 5_000 for fact in facts)


def test_an_explanation_that_is_too_long_is_not_used():
    outcome, _ = outcome_of(
        "v=spf1 -all exp=why.example", why__example=[("TXT", "%{s}" * 100)]
    )
    assert (outcome.result, outcome.explanation) == ("fail", "")


def test_a_fact_says_what_is_what_only_of_the_octets_it_carries():
    _, facts = outcome_of("v=spf1 " + "x=1 " * 9_000 + "?all")
    (selected,) = (fact for fact in facts if isinstance(fact, SpfRecordSelected))
    assert selected.spans[-1][1] <= INLINE_OCTETS_MAX
    assert len(to_json(selected)) < 10_000
