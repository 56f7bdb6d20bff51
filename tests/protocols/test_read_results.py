"""Authentication-Results and Received-SPF of others, read (RFC 8601, RFC 7208 §9.1)."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.mail import field
from simulator.protocols.authentication_results import (
    MethodResult,
    received_spf,
    results_field,
)
from simulator.protocols.read_results import (
    PROPERTIES_MAX,
    RESULTS_MAX,
    read_arc_results,
    read_received_spf,
    read_results,
)

RESULTS = (
    MethodResult("spf", "fail", properties=(("smtp.mailfrom", "ana@norte.example"),)),
    MethodResult(
        "dkim", "pass", properties=(("header.d", "a b"),), reason='so "it" is'
    ),
)


def test_what_a_server_of_ours_writes_is_read_back():
    octets = results_field("mx.sur.example", RESULTS)
    value = field(octets, "Authentication-Results")
    assert value is not None
    read = read_results(value.decode())
    assert (read.authserv_id, read.results, read.unread) == (
        "mx.sur.example",
        RESULTS,
        0,
    )
    none = field(results_field("mx.sur.example", ()), "Authentication-Results")
    assert none is not None
    assert read_results(none.decode()).results == ()


def test_comments_and_versions_are_passed_over_and_nonsense_is_counted():
    read = read_results(
        "mx.example 1; dkim/1=pass (2048-bit; key) header.b=ab/c= ; what; =; spf="
    )
    assert [(each.method, each.result) for each in read.results] == [("dkim", "pass")]
    assert read.unread == 3


def test_the_instance_of_arc_is_no_name():
    read = read_arc_results("i=1; lista.example; dkim=pass")
    assert (read.authserv_id, len(read.results)) == ("lista.example", 1)


def test_received_spf_is_read_back():
    octets = received_spf(
        result="pass",
        receiver="mx.sur.example",
        address="192.0.2.1",
        sender="ana@norte.example",
        helo="smtp.norte.example",
        identity="mailfrom",
        text="it may",
    )
    value = field(octets, "Received-SPF")
    assert value is not None
    read = read_received_spf(value.decode())
    assert (read.result, read.comment) == ("pass", "it may")
    assert dict(read.pairs)["client-ip"] == "192.0.2.1"
    assert dict(read.pairs)["envelope-from"] == "ana@norte.example"


@given(st.text(st.sampled_from('mx a=;."\\()/1\0é'), max_size=400))
def test_any_text_is_read_within_bounds(value):
    for read in (read_results(value), read_arc_results(value)):
        assert len(read.results) <= RESULTS_MAX
    assert len(read_received_spf(value).pairs) <= PROPERTIES_MAX


def test_more_results_than_are_read_are_counted():
    read = read_results("mx; " + ";".join(["spf=pass"] * (RESULTS_MAX + 7)))
    assert (len(read.results), read.unread) == (RESULTS_MAX, 7)
