"""Records as people paste them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.dns import (
    PASTED_OCTETS_MAX,
    DnsAtHand,
    Query,
    UnnamedRecord,
    ZoneError,
    pasted_records,
)

NAMES = {"spf": "norte.example", "dkim": "n26._domainkey.norte.example"}
KEY = "v=DKIM1; k=rsa; p=" + "A" * 600


def texts(pasted: str, name: str) -> tuple[bytes, ...]:
    records = DnsAtHand(pasted_records(pasted, NAMES))
    return records.answer(Query(f"{name}.", "TXT")).texts


@pytest.mark.parametrize(
    ("pasted", "name", "expected"),
    [
        ("v=spf1 mx -all", "norte.example", b"v=spf1 mx -all"),
        (f'"{KEY}"', NAMES["dkim"], KEY.encode()),
        (f"x.example. TXT {KEY}", "x.example", KEY.encode()),
        ('x.example. 3600 IN TXT "v=spf1 " "-all"', "x.example", b"v=spf1 -all"),
        ('; <<>> DiG\n\nx.example.\t60\tIN\tTXT\t"a\\"b"', "x.example", b'a"b'),
        ('x.example\ttext = "v=spf1 -all"', "x.example", b"v=spf1 -all"),
        (
            'x.example text =\r\n\r\n\t"v=DKIM1; "\r\n\t"p=a"',
            "x.example",
            b"v=DKIM1; p=a",
        ),
        (
            'x.example. IN TXT ( "v=DKIM1; "\n "p=a" ) ; key',
            "x.example",
            b"v=DKIM1; p=a",
        ),
    ],
)
def test_a_text_record_is_found_however_it_was_copied(pasted, name, expected):
    assert texts(pasted, name) == (expected,)


@pytest.mark.parametrize(
    "filler", ["\n", " ", '"', "\\", '" "', '"\n"', "x text =\n", "v=spf1 "]
)
def test_nothing_that_is_pasted_is_read_more_than_a_few_times(filler):
    """With a pattern that goes back, each of these lasts for hours."""
    many = filler * (PASTED_OCTETS_MAX // len(filler) - 20)
    with suppress(ZoneError):
        pasted_records(f'x.example text ={many}"', NAMES)


def test_a_value_whose_name_could_be_any_is_told_with_its_line():
    with pytest.raises(UnnamedRecord) as wrong:
        pasted_records("x.example. IN A 192.0.2.1\nv=DMARC1; p=none", NAMES)
    assert wrong.value.line == 2


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("x.example. IN A 192.0.2.1\nx.example. IN A nowhere", 2),
        ("$INCLUDE /etc/passwd", 0),
        ("x" * (PASTED_OCTETS_MAX + 1), 0),
    ],
)
def test_what_is_wrong_is_told_with_its_line(pasted, line):
    with pytest.raises(ZoneError) as wrong:
        pasted_records(pasted, NAMES)
    assert wrong.value.line == line


def test_what_is_not_at_hand_does_not_exist_or_nobody_knows():
    zone = pasted_records("a.x.example. IN A 192.0.2.1", {})
    asked = Query("x.example.", "TXT")
    whole, some = DnsAtHand(zone), DnsAtHand(zone, whole=False)
    assert whole.answer(asked).result == "no_data"
    assert [some.answer(asked).result for _ in range(2)] == ["failed"] * 2
    assert (whole.wanted, some.wanted) == ([], [asked])
    assert some.answer(Query("a.x.example.", "A")).result == "found"


@given(st.text(st.sampled_from('v=spf1 DKIM;"\\\n\t().INTXT$é@*'), max_size=200))
def test_any_text_is_records_or_told(pasted):
    try:
        pasted_records(pasted, NAMES)
    except ZoneError as error:
        assert 0 <= error.line <= pasted.count("\n") + 2
