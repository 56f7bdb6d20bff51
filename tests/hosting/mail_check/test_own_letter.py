"""A message from outside on its page: samples, checks, and whatever somebody brings."""

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.hosting.mail_check import (
    OWN_LETTER_OCTETS_MAX,
    own_letter_page,
    read_question,
    samples,
)
from simulator.hosting.mail_check.hops import HOPS_MAX
from simulator.hosting.mail_check.written_results import FIELDS_MAX
from simulator.hosting.refusals import Refusal
from simulator.projections.letters.view import FIELDS_SHOWN_MAX, PARTS_SHOWN_MAX
from simulator.projections.shapes.own_letter import ClientSaid, OwnLetterQuestion

SAMPLES = {each.name: each for each in samples()}
NOW_S = 1_795_500_000


def page_of(name, *, records=None, **asked):
    """The page of a sample; with its records, unless it says others."""
    sample = SAMPLES[name]
    whole = asked.pop("whole", records is None)
    question = OwnLetterQuestion(
        now_s=sample.now_s,
        border=sample.border,
        records=sample.records if records is None else records,
        whole=whole,
        **asked,
    )
    return own_letter_page(question, sample.source.encode("latin-1"))


def look(octets, **asked):
    return own_letter_page(OwnLetterQuestion(now_s=NOW_S, **asked), octets)


def results(page):
    return [(each.check, each.state, each.result) for each in page.checks]


def test_the_honest_sample_is_what_it_says():
    page = page_of("honest")
    assert results(page) == [
        ("spf", "checked", "pass"),
        ("dkim", "checked", "pass"),
        ("dmarc", "checked", "pass"),
    ]
    assert [hop.trust for hop in page.hops] == ["claimed", "proven", "proven"]
    assert all(not hop.marks for hop in page.hops)
    assert [each.trust for each in page.results] == ["proven"]
    assert page.client == ClientSaid(
        address="198.51.100.5",
        helo="smtp.norte.example",
        mail_from="ana@norte.example",
        receiver="mx.sur.example",
    )
    assert page.wanted == ()
    covered = page.checks[1].signature
    assert covered is not None and covered.body is not None
    assert covered.body.hash == covered.body.stated
    assert [each.status for each in covered.names].count("absent") == 3


def test_the_forged_sample_is_marked_where_it_lies():
    page = page_of("forged")
    broken, invented, own = page.hops
    assert (broken.trust, broken.marks) == ("unknown", ("malformed", "undated"))
    assert invented.trust == "claimed"
    assert invented.marks == ("future", "backwards", "unchained")
    assert (own.trust, own.marks) == ("proven", ())
    assert [each.trust for each in page.results] == ["proven", "claimed"]
    assert results(page)[0] == ("spf", "checked", "pass")
    assert results(page)[-1] == ("dmarc", "checked", "fail")


def test_the_sample_of_a_list_has_a_whole_seal_and_a_broken_one():
    page = page_of("list")
    signed = [(e.domain, e.result) for e in page.checks if e.check == "dkim"]
    assert signed == [("este.example", "pass"), ("norte.example", "fail")]
    assert page.arc == 1
    said = [step.say.key for each in page.checks for step in each.steps]
    assert "say.dkim.body.added" in said


def test_without_records_nothing_is_judged_and_what_is_wanted_is_told():
    page = page_of("honest", records="")
    assert [state for _, state, _ in results(page)] == ["no_records"] * 3
    assert [(each.name, each.type) for each in page.wanted] == [
        ("norte.example", "TXT"),
        ("n26._domainkey.norte.example", "TXT"),
        ("_dmarc.norte.example", "TXT"),
    ]
    # Nobody was asked, so no step says that nobody answered.
    assert [len(each.steps) for each in page.checks] == [1, 1, 1]


def test_a_key_pasted_without_its_name_is_enough_where_only_one_is_wanted():
    key = re.search(r"n26\S+ 3600 IN TXT (.*)", SAMPLES["honest"].records)
    assert key is not None
    page = page_of("honest", records=key[1])
    assert results(page)[1] == ("dkim", "checked", "pass")
    assert [state for _, state, _ in results(page)[::2]] == ["no_records"] * 2
    ambiguous = page_of("list", records=key[1])
    assert ambiguous.problem is not None
    assert ambiguous.problem.key == "own_letter.problem.unnamed"


def test_dmarc_that_fails_with_a_check_open_is_not_known():
    spf_alone = SAMPLES["list"].records.split("n26.", 1)[0]
    assert results(page_of("list", records=spf_alone))[-1][1] == "no_records"


def test_a_header_section_alone_says_that_its_body_is_missing():
    sample = SAMPLES["honest"]
    header = sample.source.encode("latin-1").split(b"\r\n\r\n")[0]
    asked = OwnLetterQuestion(now_s=sample.now_s, records=sample.records, border=2)
    for octets in (header, header + b"\r\n\r\n", header.replace(b"\r\n", b"\n")):
        page = own_letter_page(asked, octets)
        assert page.kind == "header"
        assert results(page)[1] == ("dkim", "no_body", "neutral")
        covered = page.checks[1].signature
        assert covered is not None and covered.body is None
    changed = own_letter_page(asked, header.replace(b"From: Ana", b"From: Eva"))
    assert results(changed)[1] == ("dkim", "checked", "fail")


def test_the_client_may_be_said_by_hand_and_a_wrong_address_is_told():
    client = ClientSaid(
        address="203.0.113.9", helo="x.example", mail_from="", receiver=""
    )
    page = page_of("honest", client=client)
    assert results(page)[0] == ("spf", "checked", "none")
    wrong = msgspec.structs.replace(client, address="somewhere")
    page = page_of("honest", client=wrong)
    assert page.problem is not None and page.problem.key == "own_letter.problem.address"
    assert results(page)[0][1] == "no_client"
    assert results(page)[1] == ("dkim", "checked", "pass")


def test_what_was_cut_is_a_header_section_and_its_page_says_so():
    whole = SAMPLES["honest"].source.encode("latin-1")
    page = look(whole, cut=True)
    assert (page.kind, len(page.hops)) == ("header", 3)
    assert [note.params for note in page.notes] == [{"most": OWN_LETTER_OCTETS_MAX}]


@pytest.mark.parametrize(
    ("octets", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\n ", "empty"),
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "msg"),
        (b"PK\x03\x04 x", "zip"),
        (b"<!DOCTYPE html><p>Subject: x</p>", "web"),
        (b"hello there", "other"),
        (b"\0" * 1_000, "other"),
        (b"From - Mon Nov 23 09:00:00 2026\nSubject: x\n\nhi", "letter"),
        (b"\xef\xbb\xbf\r\nSubject: x\r\n", "header"),
    ],
)
def test_what_was_brought_is_told(octets, kind):
    assert look(octets).kind == kind


HOSTILE = {
    "fields": b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\nhi",
    "hops": b"Received: from a.b by c.d; x\r\n" * 5_000 + b"\r\nhi",
    "results": b"Authentication-Results: a; spf=pass\r\n" * 5_000 + b"\r\nhi",
    "deep": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(3_000)
    ),
    "wide": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\n" * 9_000,
    "header": b"Subject: " + b"x" * 300_000 + b"\r\n\r\nhi",
    "comments": (b"Received: " + b"(" * 30_000 + b"\r\n") * 8 + b"\r\nhi",
    "nul": b"Subject: \0\0\r\n\r\nhi",
    "bare": b"Subject: a\rb\r\n\r\nhi\n.\nthere",
    "eight": bytes(range(128, 256)) + b": x\r\nSubject: " + bytes(range(128, 256)),
}
NOTES = {
    "fields": {"fields"},
    "hops": {"fields", "more"},
    "results": {"fields", "more"},
    "deep": {"deep"},
    "wide": {"parts"},
    "header": {"header"},
    "nul": {"nul"},
    "bare": {"bare"},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_is_bounded_and_its_page_says_where(name):
    page = look(HOSTILE[name])
    assert page.letter is not None
    assert len(page.hops) <= HOPS_MAX
    assert len(page.results) <= FIELDS_MAX
    assert len(page.letter.fields) <= FIELDS_SHOWN_MAX
    assert len(page.letter.parts) <= PARTS_SHOWN_MAX
    assert len(msgspec.json.encode(page)) < 2_000_000
    told = {note.key.rpartition(".")[2] for note in page.notes}
    assert NOTES.get(name, set()) <= told


def test_the_largest_message_is_looked_at():
    octets = b"Subject: x\n\n" + b"\n" * (OWN_LETTER_OCTETS_MAX - 12)
    page = look(octets)
    assert (page.kind, page.length) == ("letter", OWN_LETTER_OCTETS_MAX)


NAMES = ("Received", "Authentication-Results", "Received-SPF", "DKIM-Signature", "Date")
NAMES += ("From", "Return-Path", "ARC-Seal", "Content-Type", "Subject", "X")
FIELDS = st.tuples(
    st.sampled_from(NAMES),
    st.text(st.sampled_from('from by;=()"<>[]@.:\\a1é\0\r\n\t\u202e'), max_size=80),
)


@given(st.lists(FIELDS, max_size=12), st.binary(max_size=40), st.integers(-2, 20))
@settings(max_examples=150)
def test_any_header_section_makes_a_page(fields, body, border):
    octets = b"".join(f"{name}: {value}\r\n".encode() for name, value in fields)
    page = look(octets + b"\r\n" + body, border=border, records="v=spf1 -all")
    assert page.length == len(octets) + 2 + len(body)
    assert 0 <= page.border <= max(0, border)


@pytest.mark.parametrize(
    "posted", [b"", b"{}", b"[1]\nx", b'{"now_s": "x"}\n', b"\xff"]
)
def test_a_question_that_makes_no_sense_is_refused(posted):
    with pytest.raises(Refusal):
        read_question(posted)
