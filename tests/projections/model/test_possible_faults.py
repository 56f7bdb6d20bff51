"""What can be broken at a machine now: only what makes sense, each with its repair."""

import pytest

from simulator.acts import ACTS
from simulator.lab import Lab
from simulator.projections.model import ModelFold
from simulator.scenario import scenario_view
from tests.worlds import opened


def faults(lab: Lab, host: str) -> dict:
    fold = ModelFold(scenario_view(lab.scenario))
    for event in lab.journal:
        fold.fold(event, None, None)
    return {each.id: each for each in fold.model.hosts[host].possible_faults or ()}


def done(*acts: dict) -> Lab:
    lab = opened()
    for act in acts:
        lab.apply(ACTS.decode(act), "student")
        lab.settle()
    return lab


def test_only_what_makes_sense_is_offered():
    lab = opened()
    assert list(faults(lab, "pc-ana")) == ["crash", "freeze", "cut", "slow", "lose"]
    server = list(faults(lab, "sur"))
    assert server[:6] == [*faults(lab, "pc-ana"), "fill-benito@sur.example"]
    assert {"disk_full", "busy", "closes_in_data", "service-mta"} <= set(server)
    off = done({"act": "crash", "host": "sur"})
    assert "freeze" not in faults(off, "sur")


def test_every_fault_breaks_and_its_repair_undoes_it():
    for name, fault in faults(opened(), "sur").items():
        lab = done(fault.act)
        broken = faults(lab, "sur")[name]
        assert broken.broken, name
        lab.apply(ACTS.decode(broken.repair), "student")
        lab.settle()
        assert faults(lab, "sur") == faults(opened(), "sur"), name


@pytest.mark.parametrize("name", ["open_relay", "lenient_end", "bare_line_ends"])
def test_what_a_scenario_begins_with_is_offered_only_for_repair(name):
    assert name not in faults(opened(), "sur")
    lab = done({"act": "break", "host": "sur", "fault": name})
    fault = faults(lab, "sur")[name]
    assert fault.broken
    lab.apply(ACTS.decode(fault.repair), "student")
    assert faults(lab, "sur") == faults(opened(), "sur")


def test_every_choice_is_an_act_that_breaks():
    for fault in faults(opened(), "sur").values():
        for choice in fault.choices or ():
            assert faults(done(choice.act), "sur")[fault.id].broken
    slow = faults(opened(), "sur")["slow"].choices
    assert [(choice.n, choice.act["latency_us"]) for choice in slow] == [
        (500, 500_000),
        (2_000, 2_000_000),
        (20_000, 20_000_000),
    ]


def test_a_machine_that_is_off_is_switched_on_and_a_crashed_one_restarted():
    crashed = faults(done({"act": "crash", "host": "sur"}), "sur")["crash"]
    assert crashed.repair == {"act": "restart", "host": "sur"}
    off = faults(done({"act": "power_off", "host": "sur"}), "sur")["crash"]
    assert off.repair == {"act": "power_on", "host": "sur"} and off.broken
