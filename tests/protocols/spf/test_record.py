"""SPF records: terms, their places, and those of mistakes (RFC 7208 §4.6.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.spf.macros import (
    SpfSyntaxError,
    expand,
    parse_macros,
    shortened,
)
from simulator.protocols.spf.record import is_record, parse_record


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (b"v=spf1", True),
        (b"V=SPF1 -all", True),
        (b"v=spf1 ", True),
        (b"v=spf10 -all", False),
        (b"v=spf1-all", False),
        (b"v=spf", False),
        (b" v=spf1 -all", False),
        (b"", False),
    ],
)
def test_a_record_begins_with_its_version_and_a_space(octets, expected):
    assert is_record(octets) is expected


def test_terms_keep_their_text_and_place():
    record = parse_record(b"v=spf1  a:mail.sur.example/24//64 -ip4:192.0.2.0/25 ?all ")
    assert [(t.name, t.qualifier, t.start, t.end) for t in record.directives] == [
        ("a", "+", 8, 33),
        ("ip4", "-", 34, 51),
        ("all", "?", 52, 56),
    ]
    assert (record.directives[0].prefix4, record.directives[0].prefix6) == (24, 64)
    assert record.directives[1].prefix4 == 25
    assert record.spans == (
        (0, 6, "version"),
        (8, 33, "directive"),
        (34, 51, "directive"),
        (52, 56, "directive"),
    )


def test_modifiers_may_stand_anywhere_and_unknown_ones_are_kept_out():
    record = parse_record(b"v=spf1 exp=e.sur.example x=%{d} -all redirect=a.example")
    assert [term.text for term in record.directives] == ["-all"]
    assert record.explanation.text == "exp=e.sur.example"
    assert record.redirect.text == "redirect=a.example"


@pytest.mark.parametrize(
    ("text", "reason", "wrong"),
    [
        ("v=spf1 moo -all", "unknown_mechanism", "moo"),
        ("v=spf1 -moo", "unknown_mechanism", "moo"),
        ("v=spf1 :x", "unknown_mechanism", ":"),
        ("v=spf1 all:x", "no_argument", ":x"),
        ("v=spf1 include", "needs_domain", "include"),
        ("v=spf1 include: -all", "needs_domain", ":"),
        ("v=spf1 redirect=", "needs_domain", "="),
        ("v=spf1 ptr/24", "needs_domain", "ptr/24"),
        ("v=spf1 a:museum", "domain_end", "museum"),
        ("v=spf1 a:192.0.2.1", "domain_end", "192.0.2.1"),
        ("v=spf1 a:x.example/33", "prefix_length", "/33"),
        ("v=spf1 a:x.example//129", "prefix_length", "//129"),
        ("v=spf1 a/024", "prefix_length", "/024"),
        ("v=spf1 a/24/64", "prefix_length", "/64"),
        ("v=spf1 a/24/16", "prefix_length", "/24/16"),
        ("v=spf1 ip4:192.0.2", "ip4_network", ":192.0.2"),
        ("v=spf1 ip4:192.0.2.1/33", "prefix_length", "/33"),
        ("v=spf1 ip6:1::2::3", "ip6_network", ":1::2::3"),
        ("v=spf1 ip6:fe80::1%25eth0", "ip6_network", ":fe80::1%25eth0"),
        ("v=spf1 ip6", "ip6_network", ""),
        ("v=spf1 a:%{x}.example", "macro_letter", "%{x}"),
        ("v=spf1 a:%{c}.example", "macro_letter", "%{c}"),
        ("v=spf1 a:%{d0}.example", "macro_parts", "%{d0}"),
        ("v=spf1 a:%{d-r}.example", "macro", "%{d-r}"),
        ("v=spf1 a:%x.example", "macro", "%x"),
        ("v=spf1 foo=%", "macro", "%"),
        ("v=spf1 exp=a.example exp=b.example", "modifier_twice", "exp=b.example"),
        ("v=spf1 1a=b", "modifier_name", "1a="),
        ("v=spf1 =all", "modifier_name", "="),
        ("v=spf1 a:\u00f1.example", "character", "\u00f1"),
        ("v=spf1 a\tmx", "character", "\t"),
    ],
)
def test_a_mistake_has_a_reason_and_a_place(text, reason, wrong):
    with pytest.raises(SpfSyntaxError) as caught:
        parse_record(text.encode("latin-1"))
    error = caught.value
    assert (error.reason, text[error.start : error.end]) == (reason, wrong)


VALUES = {
    "s": "strong-bad@email.example.com",
    "o": "email.example.com",
    "d": "email.example.com",
    "l": "strong-bad",
    "i": "192.0.2.3",
    "v": "in-addr",
    "h": "mx.example.org",
}


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        # RFC 7208 §7.4
        ("%{s}", "strong-bad@email.example.com"),
        ("%{o}", "email.example.com"),
        ("%{d}", "email.example.com"),
        ("%{d4}", "email.example.com"),
        ("%{d3}", "email.example.com"),
        ("%{d2}", "example.com"),
        ("%{d1}", "com"),
        ("%{dr}", "com.example.email"),
        ("%{d2r}", "example.email"),
        ("%{l}", "strong-bad"),
        ("%{l-}", "strong.bad"),
        ("%{lr}", "strong-bad"),
        ("%{lr-}", "bad.strong"),
        ("%{l1r-}", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
        ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
        (
            "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}",
            "3.2.0.192.in-addr.strong.lp._spf.example.com",
        ),
        (
            "%{d2}.trusted-domains.example.net",
            "example.com.trusted-domains.example.net",
        ),
        ("%%%_%-", "% %20"),
        ("%{S}", "strong-bad%40email.example.com"),
        ("%{d99999999999999999999}", "email.example.com"),
        ("%{d002}", "example.com"),
    ],
)
def test_macros_expand_as_the_examples_of_the_rfc(text, expanded):
    assert expand(parse_macros(text), VALUES, 1_000) == expanded


def test_a_name_that_is_too_long_loses_labels_on_the_left():
    name = ".".join(["abcdefgh"] * 40) + ".example"
    short = shortened(name)
    assert len(short) <= 253 < len(short) + len("abcdefgh.")
    assert name.endswith(f".{short}")


def test_an_expansion_never_grows_beyond_its_limit():
    parts = parse_macros("%{s}" * 10_000 + ".example.com")
    assert expand(parts, VALUES, 300) == (VALUES["s"] * 20 + ".example.com")[-300:]


@given(st.binary(max_size=200))
def test_any_octets_are_a_record_or_a_mistake_inside_them(octets):
    octets = b"v=spf1 " + octets
    try:
        record = parse_record(octets)
    except SpfSyntaxError as error:
        assert 0 <= error.start <= error.end <= len(octets)
    else:
        text = octets.decode("latin-1")
        assert all(text[t.start : t.end] == t.text for t in record.directives)
