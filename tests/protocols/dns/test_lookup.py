"""What who asks makes of what comes back, and what is remembered."""

import dns.flags
import pytest

from simulator.protocols.dns import Cache, DnsNameError, Lookup, LookupResult, Query
from simulator.protocols.dns.messages import encode, parts, read
from tests.protocols.dns.zones import asked_raw, server

MX = Query("sur.example", "MX")


def heard(name: str, rdtype: str) -> LookupResult:
    lookup = Lookup(Query(name, rdtype), 7)
    answer = lookup.receive(asked_raw(lookup.octets))
    assert answer is not None
    return answer


def test_what_the_results_are_called():
    assert heard("sur.example", "MX").result == "found"
    assert heard("mx1.sur.example", "MX").result == "no_data"
    assert heard("x.sur.example", "MX").result == "no_such_domain"
    assert heard("rota.example", "MX").result == "failed"
    assert heard("www.malo.example", "A").result == "failed"
    assert heard("grande.example", "MX").result == "truncated"


def test_an_answer_has_records_and_what_came_along():
    answer = heard("sur.example", "MX")
    assert answer.authoritative
    assert answer.ttl_s == 3600
    assert answer.of_type("MX") == (
        ("sur.example", 3600, "MX", "10 mx1.sur.example."),
        ("sur.example", 3600, "MX", "20 mx2.sur.example."),
    )
    assert [r[3] for r in answer.additional] == ["203.0.113.11", "203.0.113.12"]


def test_an_alias_that_leads_out_must_still_be_asked_for():
    assert heard("fuera.sur.example", "A").alias == "www.malo.example"
    assert heard("correo.sur.example", "A").alias == ""
    assert heard("correo.sur.example", "TXT").alias == "", "the SOA says: nothing there"


def test_only_the_response_that_was_asked_for_is_heard():
    lookup = Lookup(MX, 7)
    right = asked_raw(lookup.octets)
    assert lookup.receive(right) is not None
    assert lookup.receive(b"\x00\x08" + right[2:]) is None, "another identifier"
    assert lookup.receive(lookup.octets) is None, "a query"
    other = asked_raw(Lookup(Query("norte.example", "MX"), 7).octets)
    assert lookup.receive(other) is None, "another question"
    assert lookup.receive(b"") is None
    assert lookup.receive(right[:40]) is None


def test_a_response_in_capitals_is_the_same_question():
    lookup = Lookup(Query("SUR.example", "MX"), 7)
    message = read(asked_raw(lookup.octets))
    message.flags |= dns.flags.AA
    assert lookup.receive(encode(message)) is not None


@pytest.mark.parametrize("name", ["a..b", "x" * 64 + ".example", "a." * 128 + "b"])
def test_what_is_no_name_is_said_before_anybody_is_asked(name):
    with pytest.raises(DnsNameError):
        Lookup(Query(name, "A"), 7)


def test_the_parts_of_a_message_cover_all_of_it():
    data = asked_raw(Lookup(MX, 7).octets)
    spans = parts(data)
    assert [role for *_, role in spans] == [
        "id",
        "flags",
        "counts",
        "question",
        "answer",
        "additional",
    ]
    assert spans[0][0] == 0 and spans[-1][1] == len(data)
    ends = [end for _, end, _ in spans]
    assert [start for start, _, _ in spans[1:]] == ends[:-1]


SECOND_US = 1_000_000


def test_memory_lasts_as_long_as_the_records_say():
    cache = Cache()
    cache.put(MX, heard("sur.example", "MX"), 0)
    later = cache.get(MX, 100 * SECOND_US)
    assert later.ttl_s == 3500
    assert later.records[0][1] == 3500
    assert not later.authoritative
    assert cache.get(MX, 3600 * SECOND_US - 1) is not None
    assert cache.get(MX, 3600 * SECOND_US) is None


def test_no_is_remembered_for_as_long_as_the_soa_says():
    cache = Cache()
    question = Query("x.sur.example", "MX")
    cache.put(question, heard("x.sur.example", "MX"), 0)
    assert cache.get(question, 299 * SECOND_US).result == "no_such_domain"
    assert cache.get(question, 300 * SECOND_US) is None


@pytest.mark.parametrize("result", ["failed", "timed_out", "unreachable"])
def test_a_failure_is_not_remembered(result):
    cache = Cache()
    cache.put(MX, LookupResult(result, ttl_s=60), 0)
    assert cache.get(MX, 0) is None


def test_memory_is_bounded_and_the_oldest_goes():
    cache = Cache()
    answer = heard("sur.example", "MX")
    for n in range(501):
        cache.put(Query(f"n{n}.example", "MX"), answer, 0)
    assert cache.get(Query("n0.example", "MX"), 0) is None
    assert cache.get(Query("n1.example", "MX"), 0) is not None


def test_two_servers_say_the_same_octets():
    query = Lookup(MX, 7).octets
    assert asked_raw(query, server()) == asked_raw(query, server())
