"""Small readers and writers: sets, dates, patterns, strings, addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail.header_addresses import GROUP_END, HeaderAddress, addresses
from simulator.protocols.imap.commands.authenticated.list import matches
from simulator.protocols.imap.config import ImapServerConfig
from simulator.protocols.imap.grammar.dates import (
    date_time,
    day_of,
    take_date_time,
    weekday,
)
from simulator.protocols.imap.grammar.sets import (
    beyond,
    positions,
    take_set,
    uids_in,
    write_set,
)
from simulator.protocols.imap.grammar.tokens import (
    CommandSyntaxError,
    CommandText,
    Cursor,
)
from simulator.protocols.imap.grammar.writing import astring, mailbox, string


def cursor(octets, utf8=False):
    return Cursor(CommandText(octets, {}), utf8)


# --- sets -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "count", "numbers"),
    [
        (b"1", 5, [1]),
        (b"2,4:5", 5, [2, 4, 5]),
        (b"4:2", 5, [2, 3, 4]),
        (b"*", 5, [5]),
        (b"4:*", 5, [4, 5]),
        (b"*:4", 5, [4, 5]),
        (b"1,1:2,2", 5, [1, 2]),
        (b"3,1", 5, [1, 3]),
    ],
)
def test_a_set_of_message_numbers(written, count, numbers):
    taken = take_set(cursor(written))
    assert not beyond(taken, count)
    assert positions(taken, count) == numbers


@pytest.mark.parametrize(
    "written", [b"0", b"1:0", b",", b"1,", b"1:", b":1", b"1::2", b"01", b"**", b"x"]
)
def test_what_is_no_set(written):
    with pytest.raises(CommandSyntaxError, match="bad_set"):
        take_set(cursor(written))


def test_numbers_beyond_and_the_star_of_an_empty_mailbox():
    assert beyond(take_set(cursor(b"6")), 5)
    assert beyond(take_set(cursor(b"1:4294967295")), 5)
    assert beyond(take_set(cursor(b"*")), 0)


def test_uids_that_nobody_has_are_ignored_and_the_star_is_the_last():
    uids = [3, 7, 9]
    assert uids_in(take_set(cursor(b"1:4294967295")), uids) == uids
    assert uids_in(take_set(cursor(b"20:*")), uids) == [9]
    assert uids_in(take_set(cursor(b"4:6,8")), uids) == []
    assert uids_in(take_set(cursor(b"1:*")), []) == []


@given(st.lists(st.integers(1, 60), min_size=1, unique=True).map(sorted))
def test_a_set_that_is_written_is_read_again(numbers):
    taken = take_set(cursor(write_set(numbers).encode()))
    assert positions(taken, 60) == numbers
    assert uids_in(taken, list(range(1, 61))) == numbers


# --- dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (b'"23-Nov-2026 09:00:00 +0100"', "Mon, 23 Nov 2026 09:00:00 +0100"),
        (b'" 1-feb-2000 23:59:60 -0830"', "Tue, 1 Feb 2000 23:59:60 -0830"),
    ],
)
def test_a_date_comes_back_as_it_was(written, kept):
    assert take_date_time(cursor(written)) == kept
    back = date_time(kept).lower()
    assert back == written.lower()


@pytest.mark.parametrize(
    "written",
    [
        b'"1-Feb-2000 10:00:00 +0000"',
        b'"30-Feb-2000 10:00:00 +0000"',
        b'"01-Foo-2000 10:00:00 +0000"',
        b'"01-Feb-2000 24:00:00 +0000"',
        b'"01-Feb-2000 10:00:00"',
    ],
)
def test_what_is_no_date(written):
    with pytest.raises(CommandSyntaxError, match="bad_date"):
        take_date_time(cursor(written))


@pytest.mark.parametrize(
    ("day", "name"), [((2026, 11, 23), 0), ((2000, 2, 29), 1), ((1970, 1, 1), 3)]
)
def test_the_day_of_the_week(day, name):
    assert weekday(day) == name


def test_days_in_letters_of_all_ages():
    assert day_of("Mon, 23 Nov 2026 09:00:00 +0100") == (2026, 11, 23)
    assert day_of("1 Jan 99 10:00 EST") == (1999, 1, 1)
    assert day_of("1 Jan 05") == (2005, 1, 1)
    assert day_of("ayer por la tarde") is None
    assert day_of("40 Jan 2005") is None


# --- patterns -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("*", "a/b/c", True),
        ("%", "a", True),
        ("%", "a/b", False),
        ("a/%", "a/b", True),
        ("a/%", "a/b/c", False),
        ("a/*", "a/b/c", True),
        ("%/%", "a/b", True),
        ("*c", "a/b/c", True),
        ("a%c", "abc", True),
        ("a%c", "a/c", False),
        ("a*c", "a/c", True),
        ("inbox", "INBOX", True),
        ("in%", "INBOX", False),
        ("a", "ab", False),
        ("", "a", False),
        ("%%", "ab", True),
        ("*%*", "", True),
    ],
)
def test_patterns_of_list(pattern, name, fits):
    assert matches(pattern, name, "/") is fits


def test_no_pattern_takes_for_ever():
    assert not matches("*a" * 300 + "b", "a" * 600, "/")


# --- strings --------------------------------------------------------------------------


def test_strings_are_quoted_where_they_may_be():
    assert string(b'a "b" \\') == [b'"a \\"b\\" \\\\"']
    assert string(b"a\r\nb") == [b"{4}\r\n", b"a\r\nb"]
    assert string("ñ".encode()) == [b"{2}\r\n", "ñ".encode()]
    assert string(b"") == [b'""']
    assert astring(b"abc") == [b"abc"] and astring(b"NIL") == [b'"NIL"']
    assert mailbox("INBOX") == b"INBOX"
    assert mailbox("año") == b"a&APE-o" and mailbox("año", True) == '"año"'.encode()


@given(st.binary(max_size=30).filter(lambda b: b"\0" not in b))
def test_a_string_that_is_written_is_read_again(octets):
    chunks = string(octets)
    if len(chunks) == 1:
        assert cursor(chunks[0]).string() == octets
    else:
        assert chunks[1] == octets


# --- addresses ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (b"ana@norte.example", [(None, None, "ana", "norte.example")]),
        (b"Ana <ana@norte.example>", [("Ana", None, "ana", "norte.example")]),
        (b'"Ana, la\\" jefa" <a@b.c>', [('Ana, la" jefa', None, "a", "b.c")]),
        (b"a@b.c (Ana (otra))", [("Ana (otra)", None, "a", "b.c")]),
        (b"a@b.c, d@e.f", [(None, None, "a", "b.c"), (None, None, "d", "e.f")]),
        (b"<@r1,@r2:a@b.c>", [(None, "@r1,@r2", "a", "b.c")]),
        (b'"a b"@c.d', [(None, None, "a b", "c.d")]),
        (b"ana", [(None, None, "ana", "")]),
        (b"", []),
        (b" , ,", []),
        (
            b"Amigos: a@b.c, d@e.f;, g@h.i",
            [
                (None, None, "Amigos", None),
                (None, None, "a", "b.c"),
                (None, None, "d", "e.f"),
                GROUP_END,
                (None, None, "g", "h.i"),
            ],
        ),
        (b"Nadie:;", [(None, None, "Nadie", None), GROUP_END]),
    ],
)
def test_addresses_of_a_header(value, found):
    assert addresses(value) == tuple(HeaderAddress(*one) for one in found)


@given(st.text('ab <>@,;:"\\().[]ñ', max_size=40))
def test_addresses_never_fail(text):
    for address in addresses(text.encode("utf-8")):
        assert address.host is not None or address.name is None


# --- configuration --------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"idle_timeout_us": 1},
        {"extensions": ("CONDSTORE",)},
        {"mechanisms": ("GSSAPI",)},
        {"delimiter": "*"},
        {"delimiter": "//"},
        {"command_octets_max": 10},
    ],
)
def test_what_an_rfc_forbids_cannot_be_configured(wrong):
    with pytest.raises(ValueError):
        ImapServerConfig(host_name="norte.example", **wrong)
