"""Received fields of other programs, and the dates in them, read."""

import email.utils
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import date_at, field, received
from simulator.mail.dates import EPOCH, unix_seconds
from simulator.mail.trace import ReceivedLine, read_received

AT = "Mon, 23 Nov 2026 09:00:03 +0100"
AT_S = 1_795_420_803


def told(line: ReceivedLine) -> tuple[str, ...]:
    return (line.helo, line.reverse, line.address, line.by, line.protocol)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "from mail.norte.example (mail.norte.example [198.51.100.5])"
            " (using TLSv1.3 with cipher X (256/256 bits)) (No client certificate)"
            f" by mx.sur.example (Postfix) with ESMTPS id 4f for <b@sur.example>; {AT}",
            ("mail.norte.example",) * 2 + ("198.51.100.5", "mx.sur.example", "ESMTPS"),
        ),
        (
            f"from a.example (unknown [IPv6:2001:db8::1]) by b.example with SMTP; {AT}",
            ("a.example", "", "2001:db8::1", "b.example", "SMTP"),
        ),
        (
            "from dsl.norte.example ([192.0.2.7] helo=pc.example)"
            f" by mx.sur.example with esmtp (Exim 4.98) id 1; {AT}",
            ("pc.example", "dsl.norte.example", "192.0.2.7", "mx.sur.example", "esmtp"),
        ),
        (
            f"from [192.0.2.7] (helo=pc.example) by mx.sur.example with esmtp; {AT}",
            ("pc.example", "", "192.0.2.7", "mx.sur.example", "esmtp"),
        ),
        (
            f"from unknown (HELO pc.example) (192.0.2.7) by b.example with SMTP; {AT}",
            ("pc.example", "", "192.0.2.7", "b.example", "SMTP"),
        ),
        (f"by b.example with HTTP id x1; {AT}", ("", "", "", "b.example", "HTTP")),
        (f"(qmail 12 invoked by uid 0); {AT}", ("",) * 5),
        (
            f"from [10.0.0.1] by b.example; {AT}",
            ("[10.0.0.1]", "", "", "b.example", ""),
        ),
    ],
)
def test_the_lines_of_known_programs_are_read(value, expected):
    line = read_received(value)
    assert told(line) == expected
    assert line.at_s == AT_S


def test_a_line_of_our_own_is_read_as_it_was_written():
    octets = received(
        helo="pc.norte.example",
        address="2001:db8::7",
        by="smtp.norte.example",
        protocol="ESMTPSA",
        identifier="n1",
        date=date_at(5_000_000),
        recipient="b@sur.example",
    )
    value = field(octets, "Received")
    assert value is not None
    line = read_received(value.decode())
    assert told(line) == (
        "pc.norte.example",
        "",
        "2001:db8::7",
        "smtp.norte.example",
        "ESMTPSA",
    )
    assert (line.identifier, line.recipient) == ("n1", "b@sur.example")
    assert line.at_s == EPOCH.unix_us // 1_000_000 + 5


@given(st.text(st.sampled_from('from by;()[]<>=.:1 aé\0\u202e"\\'), max_size=300))
def test_any_text_is_read_as_a_line(value):
    assert isinstance(read_received(value), ReceivedLine)
    assert isinstance(read_received(f"from {value} by {value}; {value}"), ReceivedLine)


ZONES = st.integers(-840, 840).map(lambda m: timezone(timedelta(minutes=m)))


@given(st.datetimes(datetime(1970, 1, 2), timezones=ZONES))
def test_a_date_is_what_the_standard_library_reads(moment):
    text = email.utils.format_datetime(moment.replace(microsecond=0))
    expected = email.utils.parsedate_to_datetime(text).timestamp()
    assert unix_seconds(text) == expected
    assert unix_seconds(f"{text} (somewhere)") == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("23 Nov 26 09:00 EST", AT_S - 3 + 6 * 3600),
        ("Mon, 23 Nov 2026 08:00:60 GMT", AT_S + 56),
        ("Mon, 31 Feb 2026 08:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_old_forms_are_read_and_what_is_no_date_is_none(text, seconds):
    assert unix_seconds(text) == seconds
