"""Python's poplib reads in every way it knows."""

import poplib

import pytest

from tests.clients.programs import ANA, ANA_SECRET, LETTER, TEXT
from tests.gateway.rig import HOST, PATIENCE_S

WAYS = {"clear": [], "stls": [False], "tls": [True]}


def opened(gate, way):
    """A connection that has not logged in."""
    if way == "tls":
        port, context = gate.ports["pop3s"], gate.trusting
        return poplib.POP3_SSL(HOST, port, timeout=PATIENCE_S, context=context)
    box = poplib.POP3(HOST, gate.ports["pop3"], timeout=PATIENCE_S)
    if way == "stls":
        box.stls(gate.trusting)
    return box


@pytest.mark.parametrize("login", ["pass", "apop"])
@pytest.mark.parametrize("way", WAYS)
def test_a_letter_comes_down_whole(gate, way, login):
    gate.deliver()
    box = opened(gate, way)
    if login == "apop":
        box.apop("ana", ANA_SECRET)
    else:
        box.user(ANA)
        box.pass_(ANA_SECRET)
    assert box.stat()[0] == 1
    lines = box.retr(1)[1]
    assert lines[-2:] == [TEXT.encode(), b".empieza con punto"]
    box.quit()
    assert gate.handshakes() == WAYS[way]
    assert gate.refusals() == []


def test_unique_ids_are_the_same_in_every_session(gate):
    gate.deliver(LETTER, LETTER)
    seen = []
    for _ in range(2):
        box = opened(gate, "clear")
        box.user("ana")
        box.pass_(ANA_SECRET)
        seen.append(box.uidl()[1])
        box.quit()
    assert seen[0] == seen[1] and len(seen[0]) == 2


def test_only_quit_deletes(gate):
    gate.deliver()
    box = opened(gate, "clear")
    box.user("ana")
    box.pass_(ANA_SECRET)
    box.dele(1)
    box.close()
    gate.rig.empty()
    for left in (1, 0):
        box = opened(gate, "clear")
        box.utf8()
        box.user("ana")
        box.pass_(ANA_SECRET)
        assert box.stat()[0] == left
        if left:
            box.dele(1)
        box.quit()
        gate.rig.empty()


def test_what_capa_says_is_so(gate):
    box = opened(gate, "clear")
    told = box.capa()
    assert set(told) >= {"STLS", "SASL", "UTF8", "UIDL", "TOP", "RESP-CODES"}
    assert told["IMPLEMENTATION"] == ["Cartero"] and told["EXPIRE"] == ["NEVER"]
    with pytest.raises(poplib.error_proto, match=r"-ERR \[AUTH\]"):
        box.apop("ana", "no")
    box.user("ana")
    box.pass_(ANA_SECRET)
    other = opened(gate, "clear")
    other.user("ana")
    with pytest.raises(poplib.error_proto, match=r"-ERR \[IN-USE\]"):
        other.pass_(ANA_SECRET)
    box.quit()
