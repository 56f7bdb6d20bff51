"""Acts as a lesson writes them: a table with one key."""

import pytest

from simulator.acts import (
    ACTS,
    Break,
    Crash,
    Fill,
    Lose,
    ServiceOff,
    Skip,
    Slow,
    encode_act,
)

WRITTEN = [
    ({"slow": ["sur", 500_000]}, Slow("sur", 500_000)),
    ({"lose": ["sur", 200_000]}, Lose("sur", 200_000)),
    ({"crash": "sur"}, Crash("sur")),
    ({"service_off": ["sur", "mta"]}, ServiceOff("sur", "mta")),
    ({"break": ["sur", "disk_full"]}, Break("sur", "disk_full")),
    ({"fill": "benito@sur.example"}, Fill("benito@sur.example")),
    ({"skip": "retry"}, Skip("retry")),
    ({"skip": True}, Skip()),
]


@pytest.mark.parametrize(("written", "act"), WRITTEN)
def test_a_table_of_a_lesson_becomes_its_act(written, act):
    assert encode_act(ACTS.from_table(written)) == encode_act(act)


def test_a_fault_that_is_none_is_refused():
    with pytest.raises(ValueError, match="fault: Invalid enum value 'fire'"):
        ACTS.from_table({"break": ["sur", "fire"]})
