"""Every way a signature can end, with its cause, and the facts of each step."""

import re
from pathlib import Path

import pytest

from simulator.agents.mta.authentication import dkim_result
from simulator.journal import facts as f
from simulator.protocols.authentication_results import results_field
from simulator.protocols.dkim import DkimVerifier, KeyAnswer, key_of, sign
from simulator.protocols.dkim.codes import CAUSES
from simulator.protocols.dkim.header import HEADER_OCTETS_MAX
from simulator.protocols.dkim.verifier import SIGNATURES_MAX
from simulator.rfc import cite
from tests.protocols.dkim.checking import (
    NOW_S,
    SEED,
    check,
    config,
    published,
    run,
    signed,
)

LETTER = (
    b"From: Ana <ana@norte.example>\r\n"
    b"To: benito@sur.example\r\n"
    b"Subject: Hola\r\n"
    b"\r\n"
    b"Hola,  Benito:\r\n"
    b"\r\n"
    b"Ana\r\n"
)
HOW = config()
KEY_NAME = "s1._domainkey.norte.example"


def outcome(content=None, keys=None, now_s=NOW_S):
    whole = signed(LETTER, HOW) if content is None else content
    (result,) = check(whole, published(HOW) if keys is None else keys, now_s)
    return result.result, result.cause


def with_key(old, new):
    record = published(HOW)[KEY_NAME]
    assert old in record
    return {KEY_NAME: record.replace(old, new)}


def with_tag(old, new):
    whole = signed(LETTER, HOW)
    assert old in whole
    return whole.replace(old, new, 1)


def test_a_message_as_it_was_signed_passes():
    assert outcome() == ("pass", "")


def test_a_message_without_a_signature_has_none():
    assert outcome(LETTER) == ("none", "unsigned")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"v=1;", b"v=1; v=1;", ("neutral", "twice")),
        (b"v=1;", b"v=1;;", ("neutral", "syntax")),
        (b"v=1;", b"v=3;", ("neutral", "version")),
        (b"v=1;", b"", ("neutral", "missing_tag")),
        (b"d=norte.example", b"d=norte", ("neutral", "bad_tag")),
        (b"a=rsa-sha256", b"a=rsa-sha1", ("permerror", "historic")),
        (b"a=rsa-sha256", b"a=ed25519-sha256", ("permerror", "key_type")),
        (b"h=From: From:", b"h=", ("permerror", "from_unsigned")),
        (b"s=s1", b"s=s2", ("permerror", "no_key")),
        (b"v=1;", b"v=1; i=@sur.example;", ("neutral", "identity")),
        (b"v=1;", b"v=1; x=1799999999; t=1;", ("neutral", "twice")),
        (b"v=1;", b"v=1; l=9999;", ("fail", "body_length")),
        (b"Hola,  Benito", b"Hola, Benito", ("pass", "")),
        (b"Hola,  Benito", b"hola,  Benito", ("fail", "body_hash")),
        (b"Subject: Hola", b"Subject: hola", ("fail", "signature")),
        (b"Subject: Hola", b"subject:Hola ", ("pass", "")),
        (b"From: Ana", b"From: eva\r\nFrom: Ana", ("fail", "signature")),
        (b"From: Ana", b"Cc: eva\r\nFrom: Ana", ("pass", "")),
    ],
)
def test_an_altered_message(old, new, expected):
    assert outcome(with_tag(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (b"p=", b"p= ; n=", "key_revoked"),
        (b"k=rsa", b"k=dsa", "key_type"),
        (b"k=rsa", b"h=sha1", "key_hash"),
        (b"k=rsa", b"s=web", "key_service"),
        (b"v=DKIM1; ", b"n=x; v=DKIM1; ", "key_syntax"),
        (b"p=M", b"p=m", "key_syntax"),
        (b"p=M", b"p=%", "key_syntax"),
    ],
)
def test_a_key_that_will_not_do(old, new, cause):
    assert outcome(keys=with_key(old, new)) == ("permerror", cause)


def test_a_strict_key_refuses_an_identity_below_its_domain():
    how = config(identity="ana@pc.norte.example", key_flags=("s",))
    assert outcome(signed(LETTER, how), published(how)) == (
        "permerror",
        "key_identity",
    )
    exact = config(identity="ana@norte.example", key_flags=("s",))
    assert outcome(signed(LETTER, exact), published(exact)) == ("pass", "")


def test_a_short_key_is_refused():
    short = config(bits=512)
    assert outcome(signed(LETTER, short), published(short)) == (
        "policy",
        "key_too_small",
    )


def test_a_signature_expires():
    brief = config(lifetime_s=60)
    whole = signed(LETTER, brief)
    assert outcome(whole, published(brief), NOW_S + 60) == ("pass", "")
    assert outcome(whole, published(brief), NOW_S + 61) == ("policy", "expired")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("no_data", ("permerror", "no_key")),
        ("no_such_domain", ("permerror", "no_key")),
        ("found", ("permerror", "no_key")),
        ("failed", ("temperror", "key_unavailable")),
        ("timed_out", ("temperror", "key_unavailable")),
        ("unreachable", ("temperror", "key_unavailable")),
    ],
)
def test_a_lookup_without_a_record(result, expected):
    verifier = DkimVerifier(signed(LETTER, HOW), NOW_S)
    verifier.answer(KeyAnswer(result))
    (found,) = verifier.results
    assert (found.result, found.cause) == expected


def test_the_first_record_that_is_a_key_counts():
    verifier = DkimVerifier(signed(LETTER, HOW), NOW_S)
    texts = (b"v=spf1 -all", published(HOW)[KEY_NAME])
    verifier.answer(KeyAnswer("found", texts))
    assert verifier.results[0].result == "pass"


def test_a_key_on_trial_is_told():
    trial = config(key_flags=("y",))
    (result,) = check(signed(LETTER, trial), published(trial))
    assert (result.result, result.testing) == ("pass", True)


def test_lines_added_after_a_measured_body_do_not_count():
    measured = config(measured=True)
    whole = signed(LETTER, measured) + b"Comprad ya.\r\n"
    assert outcome(whole, published(measured)) == ("pass", "")


def test_octets_of_another_key_do_not_pass():
    other = config(selector="s2")
    keys = {KEY_NAME: published(other)["s2._domainkey.norte.example"]}
    assert outcome(keys=keys) == ("fail", "signature")


# --- several signatures ---------------------------------------------------------------


def test_signatures_are_judged_each_by_itself_and_a_key_is_asked_for_once():
    content = signed(signed(LETTER, HOW), config(algorithm="ed25519-sha256"))
    third = config(domain="lista.example", canonicalization="simple/simple")
    content = signed(content, third)
    keys = published(HOW, third)
    verifier = DkimVerifier(content, NOW_S)
    asked = []
    while (question := verifier.next_question()) is not None:
        asked.append(question.name)
        verifier.answer(KeyAnswer("found", (keys[question.name],)))
    assert asked == ["s1._domainkey.lista.example", KEY_NAME]
    assert [(r.domain, r.cause) for r in verifier.results] == [
        ("lista.example", ""),
        ("norte.example", "key_type"),
        ("norte.example", ""),
    ]


def test_no_more_signatures_are_checked_than_the_bound():
    field = b"DKIM-Signature: v=1\r\n" * (SIGNATURES_MAX + 5)
    results = check(field + LETTER, {})
    assert len(results) == SIGNATURES_MAX + 1
    assert results[-1].cause == "too_many"


def test_a_header_section_without_end_is_not_looked_at():
    content = b"X: y\r\n" * (HEADER_OCTETS_MAX // 6 + 1) + signed(LETTER, HOW)
    assert outcome(content) == ("policy", "header_too_long")


def test_a_message_without_from_is_not_signed():
    assert sign(b"To: b@sur.example\r\n\r\n", HOW, key_of(HOW, SEED), NOW_S) is None


# --- the facts ------------------------------------------------------------------------


def facts_of(content, keys=None):
    verifier = run(DkimVerifier(content, NOW_S), keys or published(HOW))
    return {type(fact): fact for fact in verifier.facts()}


def test_each_step_is_a_fact():
    facts = facts_of(signed(LETTER, HOW))
    assert list(facts) == [
        f.DkimSignatureRead,
        f.DkimKeyRead,
        f.DkimBodyHashed,
        f.DkimHeaderHashed,
        f.DkimSignatureJudged,
    ]
    body, header = facts[f.DkimBodyHashed], facts[f.DkimHeaderHashed]
    assert body.octets == "Hola, Benito:\r\n\r\nAna\r\n"
    assert (body.octets_before, body.octets_after) == (23, 22)
    assert body.hash == body.stated
    assert header.hash == header.signed
    assert [name for name, *_ in header.fields] == [
        *("From", "From", "To", "To", "Subject", "Subject"),
    ]
    assert [offset < 0 for _, offset, _, _ in header.fields] == [False, True] * 3


def test_the_facts_of_signing_are_those_of_checking():
    made = sign(LETTER, HOW, key_of(HOW, SEED), NOW_S, "norte-1")
    body, header, told = made.facts
    seen = facts_of(made.field + LETTER)
    assert body.hash == seen[f.DkimBodyHashed].hash
    assert header.hash == seen[f.DkimHeaderHashed].hash
    assert told.message == "norte-1"
    assert told.fields == seen[f.DkimSignatureRead].fields


def test_a_wrong_hash_says_how_much_of_the_body_is_as_it_was_signed():
    whole = signed(LETTER, HOW) + b"\r\n-- \r\nLista excursion\r\n"
    body = facts_of(whole)[f.DkimBodyHashed]
    assert body.hash != body.stated
    assert body.beginning == len("Hola, Benito:\r\n\r\nAna\r\n")
    assert (
        facts_of(whole.replace(b"Ana\r\n", b"Eva\r\n"))[f.DkimBodyHashed].beginning < 0
    )


def test_copies_say_which_field_was_changed():
    copied = config(copied=True)
    whole = signed(LETTER, copied).replace(b"Subject: Hola", b"Subject: [lista] Hola")
    facts = facts_of(whole, published(copied))
    assert facts[f.DkimSignatureJudged].changed == ("Subject",)
    gone = signed(LETTER, copied).replace(b"To: benito@sur.example\r\n", b"")
    assert facts_of(gone, published(copied))[f.DkimSignatureJudged].changed == ("To",)


def test_a_wrong_field_is_told_with_its_place():
    whole = with_tag(b"d=norte.example", b"d=norte..example")
    read = facts_of(whole)[f.DkimSignatureRead]
    assert (read.cause, read.tag) == ("bad_tag", "d")
    assert whole[read.offset :][read.error_offset :].startswith(b"norte..example")


def test_facts_are_bounded_whatever_the_message():
    names = ":".join(f"x{n}" for n in range(5_000))
    whole = signed(LETTER + b"x" * 100_000, config(fields=("From", *names.split(":"))))
    huge = whole.replace(b"h=From:", b"h=" + names.encode() + b":From:", 1)
    for fact in facts_of(huge).values():
        assert len(repr(fact)) < 8_000


@pytest.mark.parametrize("tag", [b"d", b"s"])
@pytest.mark.parametrize("algorithm", [b"rsa-sha256", b"nix"])
def test_no_name_of_a_signature_makes_a_fact_or_a_line_long(tag, algorithm):
    """A field written from it has to fit into lines (RFC 5322 §2.1.1)."""
    long = tag + b"=" + b"a." * 15_000 + b"example"
    names = {b"d": b"d=a.example", b"s": b"s=x"} | {tag: long}
    tags = b"; ".join((b"v=1; a=" + algorithm + b"; h=from", *names.values()))
    content = b"DKIM-Signature: " + tags + b"; b=AA==; bh=AA==\r\n" + LETTER
    (result,) = check(content, {})
    assert len(result.domain) + len(result.selector) <= 2 * 253
    field = results_field("mx.example", (dkim_result(result),))
    assert max(map(len, field.split(b"\r\n"))) <= 998
    for fact in facts_of(content).values():
        assert len(repr(fact)) < 8_000


# --- fields that may be there once ----------------------------------------------------

AGAIN = [
    (b"Subject: Otro\r\n", {}, "repeated_field"),
    (b"To: otro@malo.example\r\n", {"fields": ("From", "To")}, "repeated_field"),
    (b"Sender: otro@malo.example\r\n", {}, ""),
    (b"X-Note: otra\r\n", {"fields": ("From", "X-Note")}, ""),
    (b"From: otro@malo.example\r\n", {"oversigned": ("From",)}, "signature"),
    (b"X-Note: a\nFrom: otro@malo.example\r\n", {}, "repeated_field"),
    (b"X-Note: a\rSubject : Otro\r\n", {"oversigned": ("Subject",)}, "repeated_field"),
]


@pytest.mark.parametrize(("added", "how", "cause"), AGAIN)
def test_a_field_that_people_read_instead_of_the_signed_one_is_noticed(
    added, how, cause
):
    how = config(**{"oversigned": ()} | how)
    (result,) = check(added + signed(LETTER, how), published(how))
    assert result.cause == cause
    assert result.result == CAUSES[cause].result


def test_a_field_that_was_there_twice_when_it_was_signed_is_covered_twice():
    how = config(oversigned=())
    twice = b"Subject: Otro\r\n" + LETTER
    (result,) = check(signed(twice, how), published(how))
    assert result.result == "pass"


# --- the table ------------------------------------------------------------------------


def test_every_cause_is_used_and_cites_what_exists():
    folder = Path(__file__).parents[3] / "simulator/protocols/dkim"
    code = "".join(p.read_text() for p in folder.glob("*.py") if p.name != "codes.py")
    for cause, about in CAUSES.items():
        assert not cause or re.search(rf'"{cause}"', code), cause
        assert all(cite(section) for section in about.cites)
