"""What a name server answers (RFC 1034 §4.3.2, RFC 2308, RFC 2181)."""

import dns.flags
import dns.message
import dns.opcode
import dns.rdataclass
import pytest

from simulator.protocols.dns import NameServer, Query
from simulator.protocols.dns.messages import encode, make_query, read
from simulator.protocols.dns.server import wire
from tests.protocols.dns.zones import asked, asked_raw, code, server, texts, zone


def test_mail_hosts_come_with_their_addresses():
    response = asked("sur.example", "MX")
    assert code(response) == "NOERROR"
    assert response.flags & dns.flags.AA
    assert texts(response.answer) == [
        "sur.example. MX 10 mx1.sur.example.",
        "sur.example. MX 20 mx2.sur.example.",
    ]
    assert texts(response.additional) == [
        "mx1.sur.example. A 203.0.113.11",
        "mx2.sur.example. A 203.0.113.12",
    ]


@pytest.mark.parametrize(
    ("name", "rdtype", "expected"),
    [
        ("nadie.sur.example", "A", "NXDOMAIN"),
        ("mx1.sur.example", "MX", "NOERROR"),
        ("b.c.sur.example", "A", "NOERROR"),
    ],
)
def test_no_comes_with_the_soa_that_says_for_how_long(name, rdtype, expected):
    response = asked(name, rdtype)
    assert (code(response), response.answer) == (expected, [])
    (soa,) = response.authority
    assert soa.ttl == 300, "the lesser of TTL and the SOA's last field"


def test_an_alias_is_followed_inside_what_the_server_knows():
    response = asked("Correo.Sur.Example", "A")
    assert response.answer[0].name.to_text() == "Correo.Sur.Example.", "as it was asked"
    assert [text.lower() for text in texts(response.answer)] == [
        "correo.sur.example. cname mx1.sur.example.",
        "mx1.sur.example. a 203.0.113.11",
    ]
    across = asked("otra.sur.example", "A")
    assert texts(across.answer)[-1] == "correo.norte.example. A 192.0.2.10"
    assert texts(asked("correo.sur.example", "CNAME").answer) == [
        "correo.sur.example. CNAME mx1.sur.example."
    ]


def test_an_alias_that_leads_out_is_only_named():
    response = asked("fuera.sur.example", "A")
    assert texts(response.answer) == ["fuera.sur.example. CNAME www.malo.example."]
    assert code(response) == "NOERROR"
    assert response.authority == []


def test_aliases_in_a_circle_are_a_failure_and_end():
    assert code(asked("uno.sur.example", "A")) == "SERVFAIL"


def test_a_wildcard_answers_for_names_that_are_not_there():
    response = asked("x.y.comodin.sur.example", "A")
    assert texts(response.answer) == ["x.y.comodin.sur.example. A 203.0.113.99"]
    assert code(asked("x.mx1.sur.example", "A")) == "NXDOMAIN"


def test_a_null_mx_is_one_record():
    response = asked("nulo.example", "MX")
    assert texts(response.answer) == ["nulo.example. MX 0 ."]
    assert response.additional == []


def test_a_zone_that_is_broken_and_names_of_others():
    assert code(asked("rota.example", "MX")) == "SERVFAIL"
    assert code(asked("www.malo.example", "A")) == "REFUSED"


def test_a_recursive_server_asks_others_first_if_it_is_wanted():
    engine = server(recursive=True)
    query = make_query(Query("www.malo.example", "A"), 7)
    decision = engine.decide(encode(query))
    assert decision.recurse and decision.response is not None
    assert decision.response.flags & dns.flags.RA
    query.flags &= ~dns.flags.RD
    alone = engine.decide(encode(query))
    assert not alone.recurse and code(alone.response) == "REFUSED"


def test_what_lies_elsewhere_is_not_ours_even_below_a_zone_of_ours():
    engine = server(recursive=True, elsewhere=("hija.sur.example",))
    query = encode(make_query(Query("www.hija.sur.example", "A"), 7))
    assert engine.decide(query).recurse
    query = encode(make_query(Query("mx1.sur.example", "A"), 7))
    assert not engine.decide(query).recurse


def test_what_is_too_long_for_a_datagram_is_cut_and_whole_over_tcp():
    response = asked("grande.example", "MX")
    assert response.flags & dns.flags.TC
    assert (response.answer, response.authority, response.additional) == ([], [], [])
    decision = server().decide(encode(make_query(Query("grande.example", "MX"), 7)))
    whole = read(wire(decision.query, decision.response, "tcp"))
    assert len(whole.answer[0]) == 40
    assert not whole.flags & dns.flags.TC


def test_addresses_that_do_not_fit_are_left_out_and_nothing_is_truncated():
    hosts = "".join(f"@ IN MX {n} servidor-de-correo-{n}\n" for n in range(12))
    engine = NameServer((zone("media.example", f"{hosts}* IN A 192.0.2.1\n"),))
    response = asked("media.example", "MX", engine)
    assert len(response.answer[0]) == 12
    assert response.additional == [] and not response.flags & dns.flags.TC
    query = make_query(Query("media.example", "MX"), 7, edns=True)
    assert len(read(asked_raw(encode(query), engine)).additional) == 12


def test_a_client_with_edns_has_more_room_up_to_1232_octets():
    query = make_query(Query("grande.example", "MX"), 7, edns=True)
    response = read(asked_raw(encode(query)))
    assert response.edns == 0 and response.payload == 1232
    assert response.flags & dns.flags.TC, "40 hosts are too many even so"


def query_with(**fields):
    query = make_query(Query("sur.example", "MX"), 7)
    for name, value in fields.items():
        setattr(query, name, value)
    return query


def test_what_this_server_does_not_do_has_its_codes():
    status = dns.message.make_query("sur.example", "SOA", id=7)
    status.set_opcode(dns.opcode.STATUS)
    assert code(read(asked_raw(encode(status)))) == "NOTIMP"
    transfer = dns.message.make_query("sur.example", "AXFR", id=7)
    assert code(read(asked_raw(encode(transfer)))) == "REFUSED"
    chaos = dns.message.make_query("version.bind", "TXT", "CH", id=7)
    assert code(read(asked_raw(encode(chaos)))) == "REFUSED"
    newer = query_with()
    newer.use_edns(1)
    assert code(read(asked_raw(encode(newer)))) == "BADVERS"
    assert code(read(asked_raw(encode(query_with(question=[]))))) == "FORMERR"


def test_a_response_is_not_answered_and_neither_is_noise():
    answer = asked_raw(encode(make_query(Query("sur.example", "MX"), 7)))
    assert asked_raw(answer) == b""
    assert asked_raw(b"") == b""
    assert asked_raw(b"\x00" * 11) == b""


def test_what_begins_as_a_query_and_is_none_is_a_format_error():
    response = asked_raw(b"\x12\x34\x01\x00\x00\x05" + b"\x00" * 6)
    assert response[:2] == b"\x12\x34"
    assert response[3] & 0x0F == 1
