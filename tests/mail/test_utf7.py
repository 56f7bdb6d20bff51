"""Modified UTF-7: the RFC's own words, both ways, and every other spelling refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import utf7


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("INBOX", b"INBOX"),
        ("~peter/mail/台北/日本語", b"~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ("Borradores año", b"Borradores a&APE-o"),
        ("a & b", b"a &- b"),
        ("&", b"&-"),
        ("😀", b"&2D3eAA-"),
        ("\t", b"&AAk-"),
        ("", b""),
    ],
)
def test_both_ways(name, wire):
    assert utf7.encode(name) == wire
    assert utf7.decode(wire) == name


@pytest.mark.parametrize(
    "wire",
    [
        b"&",
        b"a&b",
        b"&APE",
        b"&AGE-",  # a letter that stands for itself
        b"&U,BTFw-&ZeVnLIqe-",  # RFC 3501 §5.1.3: no superfluous shift
        b"&A-",
        b"&APE=-",
        b"&A/E-",
        b"&2D0-",  # half of a surrogate pair
        b"a\xc3\xb1o",
        b"\x01",
        b"&Jjo!",
    ],
)
def test_every_other_spelling_is_refused(wire):
    assert utf7.decode(wire) is None


@given(st.text(max_size=30))
def test_every_name_comes_back(name):
    assert utf7.decode(utf7.encode(name)) == name
    assert utf7.encode(name).isascii()


@given(st.binary(max_size=20))
def test_octets_name_one_mailbox_or_none(octets):
    name = utf7.decode(octets)
    assert name is None or utf7.encode(name) == octets
