"""Laws of DNS for whatever strangers send."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.dns import DnsNameError, Lookup, Query, read
from simulator.protocols.dns.command_lines import LookupCommand, parse_command
from simulator.protocols.dns.messages import encode, parts
from tests.protocols.dns.zones import asked_raw, server

SERVER = server()
QUERY = Lookup(Query("sur.example", "MX"), 7).octets
RESPONSE = asked_raw(QUERY, SERVER)


@st.composite
def damaged(draw, octets: bytes) -> bytes:
    """A true message in which some octets are others, or which is cut or longer."""
    data = bytearray(octets)
    for at in draw(st.lists(st.integers(0, len(data) - 1), max_size=6)):
        data[at] = draw(st.integers(0, 255))
    end = draw(st.integers(0, len(data)))
    return bytes(data[:end] if draw(st.booleans()) else data) + draw(
        st.binary(max_size=3)
    )


OCTETS = st.one_of(st.binary(max_size=600), damaged(QUERY), damaged(RESPONSE))


@given(OCTETS)
def test_a_server_survives_any_octets_and_answers_only_queries(octets):
    response = asked_raw(octets, SERVER)
    if response:
        assert octets[:2] == response[:2]
        assert response[2] & 0x80
        assert len(response) <= 1232
        assert read(response) is not None


@given(OCTETS)
def test_who_asks_survives_any_octets(octets):
    answer = Lookup(Query("sur.example", "MX"), 7).receive(octets)
    assert answer is None or octets[:2] == b"\x00\x07"


@given(OCTETS)
def test_the_parts_of_what_can_be_read_are_in_order_and_inside(octets):
    if read(octets) is None:
        return
    at = 0
    for start, end, _ in parts(octets):
        assert at <= start < end <= len(octets)
        at = end


@given(st.text(max_size=40), st.sampled_from(["MX", "A", "TXT", "ANY", "CNAME"]))
def test_any_name_is_asked_for_or_refused(name, rdtype):
    try:
        lookup = Lookup(Query(name, rdtype), 7)
    except DnsNameError:
        return
    assert lookup.receive(asked_raw(lookup.octets, SERVER)) is not None
    assert encode(lookup.query) == lookup.octets


WORDS = st.one_of(
    st.sampled_from(
        ["-type=mx", "-x", "@dns", "+short", "+zzz", "-t", "MX", "in", "a..b", "-q=zz"]
    ),
    st.text(max_size=12).filter(lambda text: text.split() == [text]),
)
"""Words as the prompt gives them: it splits at whatever Python takes for a space."""


@given(st.sampled_from(["dig", "nslookup"]), st.lists(WORDS, max_size=6))
def test_any_command_line_is_a_request_or_an_answer(program, words):
    parsed = parse_command([program, *words])
    if isinstance(parsed, LookupCommand):
        assert parsed.name and parsed.name == parsed.name.strip()
        Lookup(Query(parsed.name, parsed.type or "A"), 7)
    else:
        assert parsed and all(isinstance(line, str) for line in parsed)
