"""The way of a message by its Received lines: what is believed, what is odd."""

import pytest

from simulator.hosting.mail_check.hops import HOPS_MAX, read_hops, same_house, total_s
from simulator.mail import date_at
from simulator.mail.dates import EPOCH

AT_S = EPOCH.unix_us // 1_000_000
NOW_S = AT_S + 3_600


def line(helo: str, by: str, second: int, address: str = "192.0.2.1") -> str:
    date = date_at(second * 1_000_000)
    return f"from {helo} ([{address}]) by {by} with ESMTP id a; {date}"


WAY = [
    line("mx.sur.example", "buzon.sur.example", 9),
    line("smtp.norte.example", "mx.sur.example", 7),
    line("pc-ana", "smtp.norte.example", 2),
]


def test_the_lowest_line_comes_first_with_its_delay_and_only_own_ones_are_proven():
    hops = read_hops(WAY, 2, NOW_S, AT_S)
    assert [hop.line for hop in hops] == [3, 2, 1]
    assert [hop.trust for hop in hops] == ["claimed", "proven", "proven"]
    assert [hop.delay_s for hop in hops] == [2, 5, 2]
    assert [hop.marks for hop in hops] == [(), (), ()]
    assert total_s(hops) == 7


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        ([WAY[1], line("a.malo.example", "mx.malo.example", 2)], ("unchained",)),
        ([WAY[1], line("pc-ana", "smtp.norte.example", 308)], ("backwards",)),
        ([WAY[1], line("pc-ana", "smtp.norte.example", 307)], ()),
        (
            [WAY[1], line("pc-ana", "smtp.norte.example", 7_000)],
            ("future", "backwards"),
        ),
        ([WAY[1], "from x by smtp.norte.example"], ("undated",)),
        ([WAY[1], "nothing to see here"], ("malformed", "undated")),
        ([line("localhost", "sur.example", 7, "127.0.0.1"), WAY[2]], ()),
        ([line("pc-ana", "sur.example", 7), WAY[2]], ()),
    ],
)
def test_what_is_odd_about_the_lowest_line_is_marked(lines, marks):
    assert read_hops(lines, 1, NOW_S, AT_S)[0].marks == marks


def test_a_line_nobody_can_read_stays_and_is_nobodys():
    (hop,) = read_hops(["\0 \u202e ok"], 1, NOW_S, None)
    assert (hop.trust, hop.written, hop.delay_s) == ("unknown", "\0 \u202e ok", None)
    assert total_s((hop,)) is None


def test_a_hundred_lines_are_read_and_no_more():
    assert len(read_hops([WAY[0]] * 10_000, 10_000, NOW_S, None)) == HOPS_MAX


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("mx1.sur.example", "MX1.sur.example.", True),
        ("mx1.sur.example", "mx2.sur.example", True),
        ("sur.example", "mx.sur.example", True),
        ("sur.example", "norte.example", False),
        ("sur.example", "example", False),
        ("mx.sur.example", "mx.sur.example.malo.example", False),
    ],
)
def test_a_house_is_a_domain_of_two_labels_at_least(one, other, same):
    assert same_house(one, other) is same
    assert same_house(other, one) is same
