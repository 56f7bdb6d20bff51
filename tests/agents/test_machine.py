"""What a program is given of the world."""

from dataclasses import FrozenInstanceError

import pytest

from simulator.acts import Join, Leave
from simulator.journal.facts import HostFrozen
from tests.worlds import opened


@pytest.mark.parametrize("name", ["sur", "192.0.2.10", "SUR.example", "sur.example."])
def test_a_host_is_found_by_id_address_and_name_in_any_case(name):
    assert opened().world.machines["pc-ana"].table.find(name) == "sur"


@pytest.mark.parametrize("name", ["", "oeste.example", "203.0.113.99"])
def test_a_name_of_no_host_is_found_nowhere(name):
    assert opened().world.machines["pc-ana"].table.find(name) == ""


def test_the_machine_of_a_real_program_has_an_address_while_it_is_plugged_in():
    lab = opened("pasarela")
    table = next(iter(lab.world.machines.values())).table
    lab.apply(Join("thunderbird", "127.0.0.1", {"es": "t", "en": "t"}), "gateway")
    assert table.addresses["thunderbird"] == "127.0.0.1"
    assert table.find("thunderbird") == ""
    lab.apply(Leave("thunderbird"), "gateway")
    assert "thunderbird" not in table.addresses


def test_a_fact_that_a_machine_records_is_its_own_and_happens_now():
    lab = opened()
    machine = lab.world.machines["sur"]
    machine.record(HostFrozen(), "c1")
    event = lab.journal[lab.last_seq]
    assert (event.host, event.conn) == ("sur", "c1")
    assert event.at_us == lab.world.clock.now_us


def test_a_machine_cannot_be_changed():
    machine = opened().world.machines["sur"]
    with pytest.raises(FrozenInstanceError):
        machine.id = "norte"
