"""MTA-STS as a text (RFC 8461 §3, §4.1): record, policy, which hosts it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.mta_sts import (
    POLICY_OCTETS_MAX,
    PolicyError,
    host_matches,
    policy_id,
    read_policy,
)
from simulator.protocols.mta_sts.policy import MAX_AGE_S_MAX, MODES, MX_MAX

GOOD = b"version: STSv1\r\nmode: enforce\r\nmx: mx1.sur.example\r\nmax_age: 86400\r\n"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((b"v=STSv1; id=20160831085700Z;",), "20160831085700Z"),  # §3.1, its example
        ((b"v=STSv1; id=1",), "1"),
        ((b"v=STSv1 ;\tid=1 ; extra=x;",), "1"),
        ((b"v=spf1 -all", b"v=STSv1; id=7"), "7"),
        ((b"v=STSv1; id=1", b"v=STSv1; id=2"), ""),
        ((b"v=STSv1; id=",), ""),
        ((b"v=STSv1; id=a-b",), ""),
        ((b"v=STSv1; id=" + b"1" * 33,), ""),
        ((b"v=STSv1;",), ""),
        ((b"v=STSv1; x=1",), ""),
        ((b"id=1; v=STSv1",), ""),
        ((b"v=STSv1; id=1;; x=2",), ""),
        ((b"v=STSv1; id=1" + b"; a=b" * 2_000,), ""),
        ((), ""),
    ],
)
def test_the_record_gives_an_id_or_nothing(
    texts: tuple[bytes, ...], found: str
) -> None:
    assert policy_id(texts) == found


def test_a_policy_is_read_as_written() -> None:
    policy = read_policy(GOOD)
    assert (policy.mode, policy.mx) == ("enforce", ("mx1.sur.example",))
    assert policy.max_age_s == 86_400
    assert read_policy(GOOD.replace(b"\r\n", b"\n")) == policy
    assert read_policy(GOOD + b"mode: none\nmax_age: 5\nfuture: x y\n\n") == policy
    assert read_policy(GOOD.replace(b"86400", b"9999999999")).max_age_s == MAX_AGE_S_MAX
    assert read_policy(b"version:STSv1\nmode:none\nmax_age:0").mx == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "version"),
        (GOOD.replace(b"STSv1", b"STSv2"), "version"),
        (GOOD.replace(b"enforce", b"strict"), "mode"),
        (GOOD.replace(b"86400", b"-1"), "max_age"),
        (GOOD.replace(b"86400", b"12345678901"), "max_age"),
        (GOOD.replace(b"mx: mx1.sur.example\r\n", b""), "mx"),
        (GOOD + b"mx: mx1.*.example\n", "mx"),
        (GOOD + b"mx: m.example\n" * MX_MAX, "mx"),
        (GOOD + b"no colon\n", "line"),
        (GOOD + "a: ñ\n".encode(), "not_ascii"),
        (GOOD + b"a: b\n" * POLICY_OCTETS_MAX, "too_long"),
    ],
)
def test_what_is_no_policy_says_why(text: bytes, reason: str) -> None:
    with pytest.raises(PolicyError) as error:
        read_policy(text)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("pattern", "host", "matches"),
    [
        ("mx1.sur.example", "MX1.sur.example.", True),
        ("mx1.sur.example", "mx2.sur.example", False),
        ("*.sur.example", "mx2.sur.example", True),
        ("*.sur.example", "a.b.sur.example", False),
        ("*.sur.example", "sur.example", False),
        ("*.sur.example", "xsur.example", False),
        ("mx1.sur.example", "", False),
    ],
)
def test_a_star_stands_for_one_label(pattern: str, host: str, matches: bool) -> None:
    policy = read_policy(GOOD.replace(b"mx1.sur.example", pattern.encode()))
    assert host_matches(policy, host) is matches


LINES = st.sampled_from(
    [b"version: STSv1", b"mode: enforce", b"mode: none", b"mx: *.a.example"]
    + [b"max_age: 1", b"mx: b", b"x: y", b": ", b"mx:", b"\r", b"mode : testing\t"]
)
TEXTS = st.one_of(st.binary(max_size=300), st.lists(LINES).map(b"\n".join))


@given(TEXTS)
def test_any_text_is_a_policy_within_bounds_or_an_error(text: bytes) -> None:
    try:
        policy = read_policy(text)
    except PolicyError:
        return
    assert policy.mode in MODES
    assert 0 <= policy.max_age_s <= MAX_AGE_S_MAX
    assert policy.mx or policy.mode == "none"


@given(st.lists(st.binary(max_size=80).map(lambda b: b"v=STSv1;" + b), max_size=3))
def test_any_record_gives_a_short_id_or_nothing(texts: list[bytes]) -> None:
    found = policy_id(texts)
    assert len(found) <= 32 and (not found or found.isalnum())
