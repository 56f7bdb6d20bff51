"""Aggregate reports: valid whatever came, and true to what was stored (RFC 9990)."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simulator.journal.facts import DmarcResultStored
from simulator.protocols.dmarc.aggregate import (
    DAY_S,
    DMARC_XMLNS,
    SIGNATURES_MAX,
    Reporter,
    report_xml,
    reports_of,
)
from tests.protocols.dmarc.schema import problems

SUR = Reporter.of("mx1.sur.example", ("sur.example",))
NOON_S = 1_795_437_000
ROW = DmarcResultStored(
    address="203.0.113.66",
    author_domain="banco.example",
    policy_domain="banco.example",
    published=(
        *(("p", "reject"), ("sp", "reject"), ("np", "reject")),
        *(("adkim", "r"), ("aspf", "r"), ("testing", "n")),
    ),
    rua=("eva@banco.example",),
    disposition="reject",
    reason="",
    aligned=(),
    envelope_from="malo.example",
    spf=(("malo.example", "pass"),),
    signatures=(("malo.example", "s1", "pass"),),
)
XMLNS = {"d": DMARC_XMLNS}


def told(report, path):
    root = ElementTree.fromstring(report_xml(report))
    return [each.text for each in root.findall(path, XMLNS)]


def test_messages_alike_share_a_record():
    other = replace(ROW, address="198.51.100.80", disposition="pass", aligned=("spf",))
    (report,) = reports_of(SUR, [(NOON_S, ROW), (NOON_S, other), (NOON_S + 9, ROW)])
    assert problems(report_xml(report)) == []
    assert told(report, ".//d:source_ip") == ["198.51.100.80", "203.0.113.66"]
    assert told(report, ".//d:count") == ["1", "2"]
    assert told(report, ".//d:policy_evaluated/d:spf") == ["pass", "fail"]
    assert told(report, ".//d:begin") == [str(NOON_S - NOON_S % DAY_S)]


def test_each_domain_and_each_day_has_a_report_of_its_own():
    other = replace(ROW, policy_domain="otro.example")
    midnight_s = NOON_S - NOON_S % DAY_S + DAY_S
    moments = [(NOON_S, ROW), (NOON_S, other), (midnight_s - 1, ROW), (midnight_s, ROW)]
    reports = reports_of(SUR, moments)
    days = [(each.policy_domain, each.begin_s) for each in reports]
    assert days == [
        ("banco.example", midnight_s - DAY_S),
        ("otro.example", midnight_s - DAY_S),
        ("banco.example", midnight_s),
    ]
    assert len({each.report_id for each in reports}) == 3


def test_names_are_as_the_grammar_has_them():
    (report,) = reports_of(SUR, [(NOON_S, ROW)])
    name = r"mx1\.sur\.example!banco\.example!\d+!\d+\.xml"
    assert re.fullmatch(name, report.file_name)


def test_the_policy_of_the_last_message_counts():
    later = replace(ROW, published=(("p", "none"), *ROW.published[1:]))
    (report,) = reports_of(SUR, [(NOON_S, later), (NOON_S, ROW), (NOON_S, later)])
    assert told(report, "d:policy_published/d:p") == ["none"]


@pytest.mark.parametrize("reason", ["", "local_policy", "policy_test_mode", "other"])
def test_a_reason_says_why_something_else_was_done(reason):
    (report,) = reports_of(SUR, [(NOON_S, replace(ROW, reason=reason))])
    assert problems(report_xml(report)) == []
    assert told(report, ".//d:reason/d:type") == [reason] * bool(reason)


def test_not_every_signature_of_a_flood_is_told():
    row = replace(ROW, signatures=ROW.signatures * 200)
    (report,) = reports_of(SUR, [(NOON_S, row)])
    assert len(told(report, ".//d:dkim/d:selector")) == SIGNATURES_MAX


names = st.text(min_size=1, max_size=12).filter(lambda text: not text.isspace())


@given(names, names, names, names)
def test_no_name_breaks_the_file(author, envelope, signer, selector):
    """What strangers write stands in it, and must not be markup."""
    row = replace(
        ROW,
        author_domain=author,
        envelope_from=envelope,
        signatures=((signer, selector, "fail"),),
    )
    (report,) = reports_of(SUR, [(NOON_S, row)])
    assert len(told(report, ".//d:record")) == 1
    (shown,) = told(report, ".//d:header_from")
    assert len(shown) == len(author)
