"""The grammar of paths (RFC 5321 §4.1.2), valid and invalid, one line each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import (
    AddressError,
    Mailbox,
    parse_domain,
    parse_forward_path,
    parse_mailbox,
    parse_reverse_path,
)

LABEL = "x" * 63
LONG_DOMAIN = f"{LABEL}.{LABEL}.{LABEL}.{'x' * 63}"
assert len(LONG_DOMAIN) == 255

VALID = [
    ("<ana@norte.example>", "ana@norte.example"),
    ("<a@b>", "a@b"),
    ("<ana.maria@norte.example>", "ana.maria@norte.example"),
    ("<!#$%&'*+-/=?^_`{|}~@norte.example>", "!#$%&'*+-/=?^_`{|}~@norte.example"),
    ('<"ana maria"@norte.example>', '"ana maria"@norte.example'),
    ('<"a\\"b\\\\c"@norte.example>', '"a\\"b\\\\c"@norte.example'),
    ('<"<@>"@norte.example>', '"<@>"@norte.example'),
    ('<""@norte.example>', '""@norte.example'),
    ("<ana@[192.0.2.1]>", "ana@[192.0.2.1]"),
    ("<ana@[255.255.255.255]>", "ana@[255.255.255.255]"),
    ("<ana@[IPv6:2001:db8::1]>", "ana@[IPv6:2001:db8::1]"),
    ("<ana@[ipv6:::1]>", "ana@[ipv6:::1]"),
    ("<ana@[IPv6:::ffff:192.0.2.1]>", "ana@[IPv6:::ffff:192.0.2.1]"),
    ("<@malo.example:ana@norte.example>", "ana@norte.example"),
    ("<@malo.example,@b.example:ana@norte.example>", "ana@norte.example"),
    ("<ana@xn--espaol-zwa.example>", "ana@xn--espaol-zwa.example"),
    ("<ana@123.example>", "ana@123.example"),
    (f"<{'a' * 64}@norte.example>", f"{'a' * 64}@norte.example"),
]

INVALID = [
    ("", "syntax_brackets", ""),
    ("ana@norte.example", "syntax_brackets", "ana@norte.example"),
    ("ana@norte.example x", "syntax_brackets", "ana@norte.example"),
    ("<ana@norte.example", "syntax_brackets", ""),
    ("<ana@norte.example SIZE=1", "syntax_brackets", " "),
    ("<", "syntax_local_part", ""),
    ("<ana", "syntax_at", "ana"),
    ("<ana>", "syntax_at", "ana"),
    ("<@norte.example>", "syntax_local_part", "@"),
    ("<.ana@norte.example>", "syntax_local_part", "."),
    ("<ana.@norte.example>", "syntax_local_part", "."),
    ("<ana..maria@norte.example>", "syntax_local_part", "."),
    ("<ana maria@norte.example>", "syntax_local_part", " "),
    ("<ana@maria@norte.example>", "syntax_domain", "@"),
    ("<ana(x)@norte.example>", "syntax_local_part", "("),
    ("< ana@norte.example>", "syntax_local_part", " "),
    ('<"ana@norte.example>', "syntax_quotes", '"ana@norte.example>'),
    ('<"a"b"@norte.example>', "syntax_local_part", "b"),
    ("<ana@>", "syntax_domain", ">"),
    ("<ana@norte..example>", "syntax_domain", "."),
    ("<ana@.example>", "syntax_domain", "."),
    ("<ana@norte.example.>", "syntax_domain", ">"),
    ("<ana@-norte.example>", "syntax_domain", "-norte"),
    ("<ana@norte-.example>", "syntax_domain", "norte-"),
    ("<ana@norte_1.example>", "syntax_domain", "_"),
    ("<ana@norte .example>", "syntax_domain", " "),
    (f"<ana@{'x' * 64}.example>", "syntax_domain", "x" * 64),
    ("<ana@[192.0.2]>", "syntax_literal", "[192.0.2]"),
    ("<ana@[192.0.2.256]>", "syntax_literal", "[192.0.2.256]"),
    ("<ana@[192.0.2.1>", "syntax_literal", "[192.0.2.1>"),
    ("<ana@[IPv6:2001:db8::1%eth0]>", "syntax_literal", "[IPv6:2001:db8::1%eth0]"),
    ("<ana@[2001:db8::1]>", "syntax_literal", "[2001:db8::1]"),
    ("<ana@[X400:abc]>", "syntax_literal", "[X400:abc]"),
    ("<@malo..example:ana@norte.example>", "syntax_route", "."),
    ("<ana@norte.example,benito@sur.example>", "syntax_two_paths", ","),
    ("<ana@norte.example;benito@sur.example>", "syntax_two_paths", ";"),
    (f"<{'a' * 65}@norte.example>", "local_part_too_long", "a" * 65),
    (f"<a@{LONG_DOMAIN}x>", "syntax_domain", "x" * 64),
    (f"<a@{LONG_DOMAIN}.x>", "domain_too_long", f"{LONG_DOMAIN}.x"),
]


@pytest.mark.parametrize(("text", "mailbox"), VALID)
@pytest.mark.parametrize("parse", [parse_forward_path, parse_reverse_path])
def test_valid_paths(parse, text, mailbox):
    path = parse(f"ab{text} rest", 2)
    assert path.text == mailbox
    assert path.end == 2 + len(text)
    assert path.routed == text.startswith("<@")


@pytest.mark.parametrize(("text", "reason", "blamed"), INVALID)
@pytest.mark.parametrize("parse", [parse_forward_path, parse_reverse_path])
def test_invalid_paths_and_what_is_blamed(parse, text, reason, blamed):
    with pytest.raises(AddressError) as caught:
        parse(text)
    error = caught.value
    assert (error.reason, text[error.start : error.end]) == (reason, blamed)
    assert error.end > error.start or error.start == len(text)


def test_the_null_path_only_sends_and_the_bare_postmaster_only_receives():
    null = parse_reverse_path("<>")
    assert (null.text, null.mailbox, null.end) == ("", None, 2)
    with pytest.raises(AddressError, match="syntax_null_path"):
        parse_forward_path("<>")
    postmaster = parse_forward_path("<PostMaster>")
    assert (postmaster.text, postmaster.mailbox) == (
        "PostMaster",
        Mailbox("PostMaster", ""),
    )
    with pytest.raises(AddressError, match="syntax_at"):
        parse_reverse_path("<Postmaster>")


def test_a_path_of_256_octets_with_its_brackets_is_the_longest():
    """§4.5.3.1.3: the source route counts too."""
    mailbox = f"{'a' * 64}@{LABEL}.example"
    route = "@" + ".".join([LABEL, "b" * 49])
    longest = f"<{route}:{mailbox}>"
    assert len(longest) == 253
    assert parse_forward_path(longest).text == mailbox
    fits = f"<{route}xxx:{mailbox}>"
    assert parse_forward_path(fits).end == 256
    with pytest.raises(AddressError, match="path_too_long"):
        parse_forward_path(f"<{route}xxxx:{mailbox}>")


def test_spans_mark_the_parts():
    text = "FROM:<@a.example:ana@norte.example>"
    path = parse_reverse_path(text, 5)
    assert [(text[a:b], role) for a, b, role in path.spans] == [
        ("<@a.example:ana@norte.example>", "path"),
        ("ana", "local_part"),
        ("norte.example", "domain"),
    ]


def test_quoted_forms_are_equal_and_domains_ignore_case():
    plain = parse_mailbox("ana@NORTE.example")
    assert plain.key == parse_mailbox('"a\\na"@norte.example').key
    assert plain.key != parse_mailbox("Ana@norte.example").key
    assert str(plain) == "ana@NORTE.example"


@pytest.mark.parametrize("text", ["", "ana", "ana@norte.example ", "<ana@a.example>"])
def test_a_mailbox_must_be_the_whole_text(text):
    with pytest.raises(AddressError):
        parse_mailbox(text)


def test_a_domain_may_be_a_literal():
    assert parse_domain("[192.0.2.1] x") == 11
    assert parse_domain("norte.example x") == 13


@given(st.text(alphabet='<>@.,:;"\\[] aA0-IPv6:é\0', max_size=30))
def test_whatever_is_written_the_parser_answers_or_blames(text):
    for parse in (parse_forward_path, parse_reverse_path):
        try:
            path = parse(text)
        except AddressError as error:
            assert 0 <= error.start <= error.end <= len(text)
        else:
            assert text[0] == "<" and text[path.end - 1] == ">"
            assert path.text in text
