"""Connections of one network address: so many at once, so many in a minute."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import StartRefused, config_from
from simulator.gateway import GatewayConfig
from simulator.gateway.admission import Admission
from simulator.journal import facts as f
from tests.gateway.rig import Client
from tests.hosting.test_rates import Clock

FIRST_LINES = {"smtp": "421 4.7.0 ", "pop3": "-ERR [SYS/TEMP] ", "imap": "* BYE "}


def admission(tmp_path, each=0, per_minute=0):
    clock = Clock()
    config = GatewayConfig(
        data=tmp_path, connections_each=each, connections_per_minute=per_minute
    )
    return Admission(config, clock), clock


def heard_until_reset(client: Client) -> bytes:
    """Octets that came before the connection ended, in whichever way."""
    octets = b""
    with contextlib.suppress(ConnectionResetError):
        while more := client.sock.recv(4096):
            octets += more
    return octets


@pytest.mark.parametrize(("service", "line"), FIRST_LINES.items(), ids=FIRST_LINES)
def test_one_too_many_of_an_address_is_told_at_the_greeting_and_leaves_no_trace(
    make_rig, service, line
):
    rig = make_rig(connections_each=2)
    clients = [rig.connect(service), rig.connect("smtp")]
    assert all(client.line() for client in clients)
    third = rig.connect(service)
    assert third.line().startswith(line)
    assert third.rest() == b""
    assert len(rig.facts(f.HostJoined)) == 2
    clients[0].close()
    rig.until(lambda: len(rig.listener) == 1)
    assert not rig.connect(service).line().startswith(line)


def test_too_many_in_a_minute_are_told_until_time_has_passed(make_rig):
    rig = make_rig(connections_per_minute=6)
    for _ in range(6):
        client = rig.connect()
        client.reply()
        client.close()
    rig.empty()
    assert rig.connect().reply().startswith("421 4.7.0 ")
    rig.pass_s(10)
    assert rig.connect().reply().startswith("220 ")
    assert rig.connect().reply().startswith("421 4.7.0 ")


def test_an_unfinished_handshake_counts(make_rig):
    rig = make_rig(connections_each=1)
    half = rig.connect("imaps")
    rig.until(lambda: len(rig.listener._admission) == 1)
    assert rig.connect().reply().startswith("421 4.7.0 ")
    assert heard_until_reset(rig.connect("smtps")) == b""
    half.close()
    rig.until(lambda: rig.listener._admission.enter("127.0.0.1"))


def test_a_class_behind_one_router_fits(tmp_path):
    """Forty mail clients with five connections each, all in the same second."""
    door = Admission(GatewayConfig(data=tmp_path), Clock())
    assert all(door.enter("203.0.113.7") for _ in range(40 * 5))
    assert not door.enter("203.0.113.7")
    assert door.enter("203.0.113.8")


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 100)), max_size=200),
    st.integers(1, 5),
    st.integers(1, 30),
)
def test_no_address_ever_has_more_than_its_share(
    tmp_path_factory, steps, each, per_minute
):
    door, clock = admission(tmp_path_factory.getbasetemp(), each, per_minute)
    began_s, here, entered = clock.now_s, 0, 0
    for comes, later_s in steps:
        clock.now_s += later_s
        if comes and door.enter("192.0.2.1"):
            here, entered = here + 1, entered + 1
        elif not comes and here:
            door.leave("192.0.2.1")
            here -= 1
        assert here <= each
        minutes = (clock.now_s - began_s) / 60
        assert entered <= per_minute * (1 + minutes) + 1e-6


def test_the_bounds_can_be_set_and_nonsense_is_refused_by_name():
    usual = config_from({}, []).gateway
    assert (usual.connections_each, usual.connections_per_minute) == (200, 600)
    other = config_from(
        {"CARTERO_CONNECTIONS_EACH": "5", "CARTERO_CONNECTIONS_PER_MINUTE": "0"}, []
    ).gateway
    assert (other.connections_each, other.connections_per_minute) == (5, 0)
    for variable in ("CARTERO_CONNECTIONS_EACH", "CARTERO_CONNECTIONS_PER_MINUTE"):
        with pytest.raises(StartRefused, match=variable):
            config_from({variable: "-1"}, [])
