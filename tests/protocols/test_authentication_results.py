"""Authentication-Results and Received-SPF: written, and taken out when forged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.authentication_results import (
    MethodResult,
    received_spf,
    results_field,
    without_results,
)

OURS = "mx1.sur.example"


def test_each_method_has_a_line():
    spf = MethodResult("spf", "fail", "a.example", (("smtp.mailfrom", "x@a.example"),))
    dkim = MethodResult(
        "dkim", "pass", "b.example", (("header.d", "b.example"),), "ok!"
    )
    assert results_field(OURS, (spf, dkim)) == (
        b"Authentication-Results: mx1.sur.example;\r\n"
        b"\tspf=fail smtp.mailfrom=x@a.example;\r\n"
        b"\tdkim=pass reason=ok! header.d=b.example\r\n"
    )


def test_without_results_it_says_none():
    assert results_field(OURS, ()) == (
        b"Authentication-Results: mx1.sur.example;\r\n\tnone\r\n"
    )


def test_what_is_no_plain_word_is_quoted_and_stays_on_its_line():
    spf = MethodResult("spf", "none", "", (("smtp.mailfrom", 'a"\r\n;b\\@x.example'),))
    assert b'smtp.mailfrom="a\\"??;b\\\\@x.example"\r\n' in results_field(OURS, (spf,))


def test_what_is_no_token_is_quoted():
    values = (("header.b", "aB3+/x=="), ("header.s", "s_1"), ("header.i", "@a.example"))
    assert (
        b'header.b="aB3+/x==" header.s=s_1 header.i=@a.example\r\n'
    ) in results_field(OURS, (MethodResult("dkim", "pass", "a.example", values),))


def test_received_spf_quotes_an_address_of_ipv6():
    field = received_spf(
        result="none",
        receiver=OURS,
        address="2001:db8::1",
        sender="",
        helo="mx.norte.example",
        identity="helo",
        text="",
    )
    assert b'client-ip="2001:db8::1";' in field
    assert b'envelope-from="";' in field


def test_received_spf_names_what_was_checked():
    field = received_spf(
        result="pass",
        receiver=OURS,
        address="192.0.2.1",
        sender="ana@norte.example",
        helo="mx.norte.example",
        identity="mailfrom",
        text="it (may)",
    )
    assert field == (
        b"Received-SPF: pass (it ?may?)\r\n"
        b"\tclient-ip=192.0.2.1;\r\n"
        b'\tenvelope-from="ana@norte.example";\r\n'
        b"\thelo=mx.norte.example;\r\n"
        b"\treceiver=mx1.sur.example;\r\n"
        b"\tidentity=mailfrom\r\n"
    )


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        (" mx1.sur.example; none", True),
        ("mx1.sur.example", True),
        (" MX1.Sur.Example 1; spf=pass", True),
        ("\r\n\tmx1.sur.example;\r\n\tspf=pass", True),
        (" (a (b) \\) c) mx1.sur.example; spf=pass", True),
        (' "mx1.sur.example"; spf=pass', True),
        (' "mx1.\\sur.example"; spf=pass', True),
        (" mx1.sur.example(x); spf=pass", True),
        (" mx1.sur.example.malo.example; spf=pass", False),
        (" (mx1.sur.example) otro.example; spf=pass", False),
        (" (((", False),
        ("", False),
    ],
)
def test_a_field_is_ours_by_its_first_word(value, ours):
    field = f"authentication-RESULTS:{value}\r\n"
    content = f"Subject: a\r\n{field}To: b\r\n\r\n{field}".encode()
    kept = b"Subject: a\r\nTo: b\r\n\r\n" + field.encode()
    assert without_results(content, OURS) == (kept if ours else content)


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r", b"\r\r\n"])
def test_what_is_a_field_once_lines_are_whole_is_taken_out(end):
    """A bare CR or LF is the end of a line when the message is passed on."""
    forged = b"Authentication-Results: " + OURS.encode() + b";\n dmarc=pass" + end
    rest = b"To: b\r\n\r\nHola.\r\n"
    content = b"X-Note: a" + end + forged + rest
    left = without_results(content, OURS)
    assert b"dmarc=pass" not in left
    assert left.startswith(b"X-Note: a") and left.endswith(rest)


@given(st.text(alphabet='()"\\ \t;mx1.', max_size=60), st.binary(max_size=40))
def test_no_field_makes_it_stumble(value, rest):
    content = b"Authentication-Results: " + value.encode() + b"\r\n\r\n" + rest
    assert without_results(content, OURS) in (content, b"\r\n" + rest)
