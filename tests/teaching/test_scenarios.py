"""Scenarios of the lessons: plain worlds where nothing has happened yet."""

import pytest

from simulator.acts import Collect
from simulator.lab import Lab, LabError
from simulator.teaching.playing import SHIPPED, find_scenario, model_of

AT_REST = ["sesion-smtp", "errores", "puntos", "destinatarios", "sobre-y-carta"]


@pytest.mark.parametrize("name", AT_REST)
def test_a_session_begins_with_empty_mailboxes(name):
    lab = Lab(find_scenario(name, SHIPPED), 1)
    lab.open()
    boxes = model_of(lab)["mailboxes"]
    assert set(boxes) >= {"benito@sur.example", "carla@sur.example"}
    assert not any(box["messages"] for box in boxes.values())


@pytest.mark.parametrize("name", AT_REST)
def test_a_program_that_only_sends_says_so(name):
    lab = Lab(find_scenario(name, SHIPPED), 1)
    with pytest.raises(LabError, match="collects_nowhere"):
        lab.apply(Collect("pc-ana"))


def test_benito_has_five_messages_and_the_second_is_the_big_one():
    lab = Lab(find_scenario("pop3", SHIPPED), 1)
    messages = model_of(lab)["mailboxes"]["benito@sur.example"]["messages"]
    lengths = [message["length"] for message in messages]
    assert len(lengths) == 5
    assert lengths[1] >= 5 * 1024 * 1024
    assert max(lengths[:1] + lengths[2:]) < 1_000
    assert {message["reverse_path"] for message in messages} == {
        "ana@norte.example",
        "carla@sur.example",
    }
