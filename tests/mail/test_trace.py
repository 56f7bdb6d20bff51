"""Trace fields as RFC 5321 §4.4 has them, dates, and the envelope."""

import email.utils
import re

import pytest

from simulator.mail import (
    EPOCH,
    Envelope,
    Epoch,
    date_at,
    domain_of,
    field,
    hops,
    received,
    return_path,
    without_return_path,
)

STAMP = re.compile(
    r"from \S+ \(\[\S+\]\) by \S+ with (SMTP|ESMTP) id \S+( for <\S+>)?;"
    r" \w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)


def stamp(**changes) -> bytes:
    settings = {
        "helo": "pc.norte.example",
        "address": "192.0.2.7",
        "by": "smtp.norte.example",
        "protocol": "ESMTP",
        "identifier": "norte-1",
        "date": date_at(0),
        **changes,
    }
    return received(**settings)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"recipient": "benito@sur.example"},
        {"helo": "[192.0.2.7]", "protocol": "SMTP"},
        {"address": "2001:db8::7"},
    ],
)
def test_a_time_stamp_line_has_its_clauses_in_order(changes):
    octets = stamp(**changes)
    assert octets.endswith(b"\r\n")
    assert all(len(line) <= 78 for line in octets.split(b"\r\n"))
    value = field(octets, "Received") or b""
    assert STAMP.fullmatch(re.sub(r"\s+", " ", value.decode()))


def test_an_ipv6_client_is_a_tagged_literal():
    assert b"([IPv6:2001:db8::7])" in stamp(address="2001:db8::7")


def test_return_path_and_hops():
    assert return_path("ana@norte.example") == b"Return-Path: <ana@norte.example>\r\n"
    assert return_path("") == b"Return-Path: <>\r\n"
    header = stamp() + b"X-Received: no\r\nReceived : yes\r\nSubject: Received: no\r\n"
    assert hops(header) == 2
    assert hops(b"") == 0


def test_dates_are_rfc_5322_and_pure():
    assert date_at(0) == "Mon, 23 Nov 2026 09:00:00 +0100"
    assert date_at(90_061_999_999) == "Tue, 24 Nov 2026 10:01:01 +0100"
    assert date_at(0, Epoch("2027-02-03T04:05:06-05:00")) == (
        "Wed, 3 Feb 2027 04:05:06 -0500"
    )
    parsed = email.utils.parsedate_to_datetime(date_at(0))
    assert parsed.timestamp() == EPOCH.at(0).timestamp()


@pytest.mark.parametrize("text", ["2026-11-23T09:00:00", "yesterday", ""])
def test_an_epoch_needs_a_moment_with_an_offset(text):
    with pytest.raises(ValueError):
        Epoch(text)


def test_the_envelope_grows_by_recipients_and_knows_a_notification():
    envelope = Envelope("ana@norte.example").with_recipient("benito@sur.example")
    assert envelope.forward_paths == ("benito@sur.example",)
    assert not envelope.is_notification
    assert Envelope("").is_notification


@pytest.mark.parametrize(
    ("path", "domain"),
    [
        ("ana@NORTE.example", "norte.example"),
        ('"a@b"@norte.example', "norte.example"),
        ("Postmaster", ""),
        ("", ""),
    ],
)
def test_the_domain_of_a_path(path, domain):
    assert domain_of(path) == domain


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"Subject: x\r\n\r\nReturn-Path: <a>\r\n", None),
        (b"Return-Path: <a>\r\nSubject: x\r\n\r\nb", b"Subject: x\r\n\r\nb"),
        (b"A: 1\r\nreturn-path:\r\n <a>\r\nB: 2\r\n\r\n", b"A: 1\r\nB: 2\r\n\r\n"),
        (b"Return-Path: <a>\r\nA: 1\r\nReturn-Path: <b>\r\n", b"A: 1\r\n"),
        (b"", None),
    ],
)
def test_return_paths_that_came_with_a_message_are_taken_out(content, kept):
    assert without_return_path(content) == (content if kept is None else kept)
