"""What we sign dkimpy accepts, what dkimpy signs we accept; altered, neither does."""

from collections import Counter

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.mail.mime import header_fields
from simulator.protocols.dkim import key_of
from simulator.protocols.dkim.header import ONCE
from tests.protocols.dkim.checking import SEED, check, config, published, signed
from tests.protocols.dkim.letters import NAMES, letters
from tests.protocols.dkim.oracle import dkimpy_accepts, pem_of

WAYS = ("simple", "relaxed")
ways = st.sampled_from(WAYS)
names = st.lists(st.sampled_from(NAMES), max_size=8)


@given(letters(), ways, ways, names, names, st.booleans())
@settings(max_examples=100, deadline=None)
def test_dkimpy_accepts_what_we_sign(content, header, body, some, twice, measured):
    how = config(
        canonicalization=f"{header}/{body}",
        fields=("From", *some),
        oversigned=tuple(twice),
        measured=measured,
    )
    whole = signed(content, how)
    assert check(whole, published(how))[0].result == "pass"
    assert dkimpy_accepts(whole, published(how))


@given(letters(), ways, ways, names, st.booleans())
@settings(max_examples=100, deadline=None)
def test_we_accept_what_dkimpy_signs(content, header, body, some, measured):
    """But where a field that may be there once is signed less often than it is there:
    dkimpy leaves that to others (RFC 6376 §8.15)."""
    how = config()
    field = dkim.sign(
        content,
        how.selector.encode(),
        how.domain.encode(),
        pem_of(key_of(how, SEED)),
        canonicalize=(header.encode(), body.encode()),
        include_headers=[name.encode() for name in ("From", *some)],
        length=measured,
    )
    (result,) = check(field + content, published(how), now_s=4_000_000_000)
    there = Counter(
        name.lower() for name, _, _ in header_fields(content, 0, len(content))
    )
    covered = Counter(name.lower() for name in ("From", *some))
    again = any(there[name] > count for name, count in covered.items() if name in ONCE)
    assert result.cause == ("repeated_field" if again else "")


@given(letters(), ways, ways, st.integers(0, 10_000), st.integers(32, 126))
@settings(max_examples=150, deadline=None)
def test_dkimpy_judges_an_altered_message_as_we_do(content, header, body, at, octet):
    """Alterations of line ends are left out: dkimpy mends them before it looks."""
    how = config(canonicalization=f"{header}/{body}")
    whole = bytearray(signed(content, how))
    field = len(whole) - len(content)
    at = field + at % len(content)
    if whole[at] in b"\r\n":
        return
    whole[at] = octet
    ours = check(bytes(whole), published(how))[0].result == "pass"
    theirs = dkimpy_accepts(bytes(whole), published(how))
    assert theirs is None or ours == theirs


@pytest.mark.parametrize("header", WAYS)
@pytest.mark.parametrize("body", WAYS)
def test_all_ways_at_once(header, body):
    content = b"From: a@norte.example\r\n\r\nHola\r\n"
    how = config(canonicalization=f"{header}/{body}", copied=True, lifetime_s=10**9)
    whole = signed(content, how)
    assert check(whole, published(how))[0].result == "pass"
    assert dkimpy_accepts(whole, published(how))
