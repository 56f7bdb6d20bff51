"""Acts as a lesson writes them: a table with one key, or the whole act."""

import pytest

from simulator.acts import (
    ACTS,
    Break,
    Browse,
    Crash,
    Cut,
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
    (
        {"act": "browse", "host": "web-benito", "target": "/inbox"},
        Browse("web-benito", "/inbox"),
    ),
    ({"act": "cut", "link": "sur", "after_us": 5}, Cut("sur", 5)),
]


@pytest.mark.parametrize(("written", "act"), WRITTEN)
def test_a_table_of_a_lesson_becomes_its_act(written, act):
    assert encode_act(ACTS.from_table(written)) == encode_act(act)


def test_a_fault_that_is_none_is_refused():
    with pytest.raises(ValueError, match="fault: Invalid enum value 'fire'"):
        ACTS.from_table({"break": ["sur", "fire"]})


def test_a_whole_act_with_a_field_it_does_not_have_is_refused():
    with pytest.raises(ValueError, match="speed"):
        ACTS.from_table({"act": "cut", "link": "sur", "speed": 5})
