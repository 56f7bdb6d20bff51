"""Line ends made whole, and nothing else touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import whole_lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b""),
        (b"x", b"x\r\n"),
        (b"\n.\n", b"\r\n.\r\n"),
        (b"\r.\r\n", b"\r\n.\r\n"),
        (b"\r\n.\r", b"\r\n.\r\n"),
        (b"\n\r", b"\r\n\r\n"),
        (b"\r\r\n", b"\r\n\r\n"),
        (b"a\0\nb\r\n", b"a\0\r\nb\r\n"),
    ],
)
def test_every_bare_line_end_becomes_crlf(before, after):
    assert whole_lines(before) == after


@given(st.text("ab.\r\n\0", max_size=30).map(str.encode))
def test_no_bare_cr_or_lf_is_left_and_the_rest_stays(content):
    after = whole_lines(content)
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", after)
    assert re.sub(rb"[\r\n]", b"", after) == re.sub(rb"[\r\n]", b"", content)
    assert after.endswith(b"\r\n") or not content
    assert whole_lines(after) is after
