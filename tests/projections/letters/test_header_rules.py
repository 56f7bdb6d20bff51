"""Which rules of RFC 5322 §3.6 a header section breaks."""

import pytest

from simulator.projections.letters.view import octets_view

GOOD = "Date: Mon, 23 Nov 2026 09:00:00 +0100\r\nFrom: ana@norte.example\r\n"


@pytest.mark.parametrize(
    ("header", "broken"),
    [
        (GOOD, []),
        (GOOD.replace("From", "FROM").replace("Date", "date"), []),
        ("", ["missing Date", "missing From"]),
        ("From: ana@norte.example\r\n", ["missing Date"]),
        (GOOD + "Subject: uno\r\nsubject: dos\r\n", ["repeated Subject"]),
        (GOOD + "Received: a\r\nReceived: b\r\nComments: c\r\nComments: d\r\n", []),
        (
            GOOD.replace("ana@", '"Ana, la de norte" <ana@').replace("e\r\n", "e>\r\n"),
            [],
        ),
        (GOOD.replace("ana@", "eva@norte.example, ana@"), ["sender Sender"]),
        (
            GOOD.replace("ana@", "eva@norte.example, ana@")
            + "Sender: eva@norte.example\r\n",
            [],
        ),
        (GOOD + "Subject : hola\r\n", ["space Subject"]),
        (GOOD.replace("From:", "From: carla@sur.example\r\nFrom:"), ["repeated From"]),
    ],
)
def test_a_header_section_breaks_the_rules_it_breaks(header, broken):
    letter = octets_view(f"{header}\r\nHola\r\n".encode(), "")
    assert [f"{one.rule} {one.field}" for one in letter.broken] == broken


def test_a_field_in_the_body_is_missing_in_the_header_section():
    letter = octets_view(b"From: ana@norte.example\r\n\r\nDate: hoy\r\n", "")
    assert [one.field for one in letter.broken] == ["Date"]
