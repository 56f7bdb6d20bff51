"""SASL mechanisms: both sides together, the RFCs' own numbers, and nonsense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.protocols.sasl import (
    MECHANISMS,
    Cancelled,
    Credentials,
    Failure,
    apop_digest,
    client_exchange,
    cram_md5_digest,
    read_response,
    server_exchange,
    write_initial,
    write_octets,
)

NAMES = st.text(min_size=1, max_size=20).filter(
    lambda t: "\0" not in t and t.isprintable()
)


def exchange(mechanism, user, password, *, initial=True):
    """What the server learns when both sides follow the rules."""
    server = server_exchange(mechanism, b"<1.2@norte.example>")
    client = client_exchange(mechanism, user, password)
    step = server.start(client.initial if initial else None)
    while isinstance(step, bytes):
        step = server.respond(client.respond(step))
    return step


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("initial", [True, False])
@given(user=NAMES, password=NAMES, wrong=NAMES)
def test_both_sides_understand_each_other(mechanism, initial, user, password, wrong):
    credentials = exchange(mechanism, user, password, initial=initial)
    assert isinstance(credentials, Credentials)
    assert (credentials.mechanism, credentials.user) == (mechanism, user)
    assert credentials.proven_by(password)
    assert credentials.proven_by(wrong) == (wrong == password)


def test_the_example_of_rfc_2195():
    challenge = b"<1896.697170952@postoffice.reston.mci.net>"
    digest = "b913a602c7eda7a495b4e6e7334d3890"
    assert cram_md5_digest("tanstaaftanstaaf", challenge) == digest


def test_with_cram_md5_the_password_does_not_travel():
    credentials = exchange("CRAM-MD5", "ana", "ejemplo123")
    assert credentials.password == ""
    assert len(credentials.digest) == 32


def test_plain_can_act_as_another():
    server = server_exchange("PLAIN", b"")
    assert server.start(b"otro\0ana\0clave") == Credentials(
        "PLAIN", "ana", "clave", "otro"
    )


def test_plain_and_login_ask_when_nothing_came_with_the_command():
    assert server_exchange("PLAIN", b"").start(None) == b""
    assert server_exchange("LOGIN", b"").start(None) == b"Username:"
    assert server_exchange("LOGIN", b"").start(b"ana") == b"Password:"


def test_cram_md5_takes_no_initial_response():
    server = server_exchange("CRAM-MD5", b"<x@y>")
    assert server.start(b"ana") == Failure("no_initial_response")


@pytest.mark.parametrize(
    "response",
    [b"", b"ana\0clave", b"\0\0clave", b"\0ana\0", b"a\0b\0c\0d", b"\0\xff\0x"],
)
def test_plain_refuses_nonsense(response):
    assert server_exchange("PLAIN", b"").respond(response) == Failure("malformed")


@pytest.mark.parametrize("response", [b"", b"ana", b"ana corto", b" " + b"0" * 32])
def test_cram_md5_refuses_nonsense(response):
    server = server_exchange("CRAM-MD5", b"<x@y>")
    assert server.respond(response) == Failure("malformed")


@pytest.mark.parametrize("mechanism", MECHANISMS)
@given(st.lists(st.binary(max_size=40), min_size=3, max_size=3))
def test_no_octets_make_a_server_raise(mechanism, responses):
    server = server_exchange(mechanism, b"<x@y>")
    step = server.start(None)
    while isinstance(step, bytes) and responses:
        step = server.respond(responses.pop())


def test_what_travels():
    assert write_octets(b"ana") == "YW5h" and write_octets(b"") == ""
    assert write_initial(b"") == "=" and write_initial(b"ana") == "YW5h"
    assert read_response(b"YW5h") == b"ana"
    assert read_response(b"") == b""
    assert read_response(b"=", initial=True) == b""
    assert read_response(b"*") == Cancelled()
    for nonsense in (b"=", b"YW5", b"YW 5h", b"\xff", b"A" * 4_000):
        assert read_response(nonsense) == Failure("malformed")


def test_an_unknown_mechanism():
    assert server_exchange("GSSAPI", b"") is None
    with pytest.raises(KeyError):
        client_exchange("GSSAPI", "ana", "x")


def test_the_example_of_rfc_1939():
    timestamp = b"<1896.697170952@dbc.mtview.ca.us>"
    digest = "c4c9334bac560ecc979e58001b3e22fb"
    assert apop_digest("tanstaaf", timestamp) == digest
    credentials = Credentials("APOP", "mrose", challenge=timestamp, digest=digest)
    assert credentials.proven_by("tanstaaf")
    assert not credentials.proven_by("tanstaaftanstaaf")
