"""Faults as a lesson writes them."""

import msgspec
import pytest

from simulator.acts import (
    Break,
    Crash,
    Fill,
    Lose,
    ServiceOff,
    Skip,
    Slow,
    encode_act,
)
from simulator.teaching.scripts import ScriptedAct

WRITTEN = [
    ({"slow": ["sur", 500_000]}, Slow("sur", 500_000), "sur"),
    ({"lose": ["sur", 200_000]}, Lose("sur", 200_000), "sur"),
    ({"crash": "sur"}, Crash("sur"), "sur"),
    ({"service_off": ["sur", "mta"]}, ServiceOff("sur", "mta"), "sur"),
    ({"break": ["sur", "disk_full"]}, Break("sur", "disk_full"), "sur"),
    ({"fill": "benito@sur.example"}, Fill("benito@sur.example"), ""),
    ({"skip": "retry"}, Skip("retry"), ""),
    ({"skip": True}, Skip(), ""),
]


@pytest.mark.parametrize(("written", "act", "host"), WRITTEN)
def test_a_deed_becomes_an_act(written, act, host):
    deed = msgspec.convert(written, ScriptedAct)
    assert encode_act(deed.act()) == encode_act(act)
    assert deed.host == host


def test_a_fault_that_is_none_is_refused():
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"break": ["sur", "fire"]}, ScriptedAct)
