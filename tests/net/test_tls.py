"""The modelled TLS: opaque, the same for the same seed, whole however it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.net.tls import (
    CLIENT_HELLO_OCTETS,
    FRAGMENT_OCTETS_MAX,
    HEADER_OCTETS,
    TAG_OCTETS,
    TlsError,
    Tunnel,
    alert,
    record,
)


def agreed(key: str = "7/c1") -> tuple[Tunnel, Tunnel]:
    """Client and server after their handshake."""
    client, server = Tunnel(key, True), Tunnel(key, False)
    flight = server.receive(client.start()).reply
    finished = client.receive(flight)
    assert finished.completed and client.done and not server.done
    assert server.receive(finished.reply).completed and server.done
    return client, server


def test_the_handshake_is_three_flights_of_type_22():
    client, server = Tunnel("k", True), Tunnel("k", False)
    hello = client.start()
    assert server.start() == b""
    assert hello[:5] == b"\x16\x03\x03" + CLIENT_HELLO_OCTETS.to_bytes(2)
    flight = server.receive(hello).reply
    assert flight[0] == 22 and len(flight) > 2_000
    finished = client.receive(flight).reply
    assert finished[0] == 22
    server.receive(finished)
    assert client.sent == server.received == len(hello) + len(finished)
    assert server.sent == client.received == len(flight)


@given(st.lists(st.binary(max_size=300), max_size=6), st.integers(1, 40))
def test_what_one_says_the_other_hears_however_it_is_cut(said, size):
    client, server = agreed()
    wire = b"".join(client.seal(data) for data in said)
    heard = b"".join(
        server.receive(wire[at : at + size]).plain for at in range(0, len(wire), size)
    )
    assert heard == b"".join(said)


def test_a_long_text_takes_several_records_and_each_adds_the_same():
    client, server = agreed()
    text = b"x" * (2 * FRAGMENT_OCTETS_MAX + 1)
    wire = client.seal(text)
    assert len(wire) == len(text) + 3 * (HEADER_OCTETS + TAG_OCTETS)
    assert wire[0] == 23 and server.receive(wire).plain == text


def test_nobody_on_the_wire_reads_it_and_no_two_records_look_alike():
    client, _ = agreed()
    first, second = client.seal(b"PASS secreto"), client.seal(b"PASS secreto")
    assert b"secreto" not in first and first[5:] != second[5:]


def test_the_same_key_gives_the_same_octets_and_another_key_others():
    assert agreed("a")[0].seal(b"hola") == agreed("a")[0].seal(b"hola")
    assert agreed("a")[0].seal(b"hola") != agreed("b")[0].seal(b"hola")


@pytest.mark.parametrize(
    "said", [b"EHLO x\r\n", b"\x16\x02\x00\x00\x00", b"\x16\x03\x03\xff\xff"]
)
def test_plain_text_is_not_tls(said):
    server = Tunnel("k", False)
    with pytest.raises(TlsError, match="not_tls"):
        for octet in said:
            server.receive(bytes((octet,)))
    with pytest.raises(TlsError, match="not_tls"):
        Tunnel("k", False).receive(alert())


def test_a_damaged_record_is_refused():
    client, server = agreed()
    wire = bytearray(client.seal(b"hola"))
    wire[6] ^= 1
    with pytest.raises(TlsError, match="damaged"):
        server.receive(bytes(wire))
    with pytest.raises(TlsError, match="damaged"):
        agreed()[1].receive(record(23, b""))


@given(st.binary(max_size=64))
def test_whatever_comes_it_is_data_or_a_tls_error(data):
    for side in (Tunnel("k", True), Tunnel("k", False), *agreed()):
        try:
            side.receive(data)
        except TlsError as error:
            assert error.reason in ("not_tls", "damaged")
