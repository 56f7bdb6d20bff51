"""The registry: what is known of every act, and a made-up act from end to end."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from simulator.acts import (
    ACTS,
    Act,
    ActSpec,
    Doer,
    Join,
    ScriptError,
    ShortForm,
    encode_act,
    host_params,
    parse_script,
)
from simulator.acts.conditions import not_running
from simulator.journal.facts import HostFrozen, LabIntervened
from simulator.lab import Lab, LabError
from tests.worlds import opened, scenario


class Doze(Act, frozen=True, tag="doze"):
    """A made-up act: the machine freezes, after an act of its own name."""

    host: str


def doze(doer: Doer, act: Doze) -> None:
    doer.world.network.hosts[act.host].frozen = True
    doer.world.clock.record(act.host, "", HostFrozen())


DOZE = ActSpec(
    Doze,
    problem=lambda world, act: not_running(world, act.host),
    apply=doze,
    label="freeze",
    params=host_params,
    short=ShortForm(("host",)),
)
README = Path(__file__).parents[2] / "simulator" / "README.md"
WITH_DOZE = ACTS.plus(DOZE)


@pytest.fixture
def lab():
    """A lab that knows the made-up act."""
    return Lab(scenario(), seed=7, acts=WITH_DOZE)


def test_a_new_act_is_read_from_the_socket_a_lesson_and_a_script():
    assert WITH_DOZE.decode({"act": "doze", "host": "sur"}) == Doze("sur")
    assert WITH_DOZE.from_table({"doze": "sur"}) == Doze("sur")
    assert parse_script("doze sur", "x", WITH_DOZE) == [(1, Doze("sur"))]


def test_a_new_act_is_done_told_and_replayed(lab):
    lab.apply(Doze("sur"))
    assert lab.world.network.hosts["sur"].frozen
    done = [e.fact for e in lab.journal.events if isinstance(e.fact, LabIntervened)]
    assert done[-1] == LabIntervened(actor="student", act="doze", target="sur")
    assert lab.fork(lab.last_seq).journal.events == lab.journal.events


def test_a_new_act_is_refused_as_its_specification_says(lab):
    with pytest.raises(LabError, match=r"error\.unknown_host"):
        lab.apply(Doze("nadie"))
    assert lab.interventions == []


def test_an_act_of_one_registry_is_unknown_to_the_others():
    with pytest.raises(msgspec.ValidationError, match="doze"):
        ACTS.decode({"act": "doze", "host": "sur"})
    with pytest.raises(ScriptError, match="`doze` is no act"):
        parse_script("doze sur", "x")
    with pytest.raises(KeyError):
        opened().apply(Doze("sur"))


def some_value(of):
    """Of a plain type one of ours; of a choice the first."""
    values = {"str": "x", "int": 1, "bool": True, "dict": {}}
    name = getattr(of, "__name__", "")
    return values[name] if name in values else get_args(of)[0]


@pytest.mark.parametrize("spec", list(ACTS), ids=lambda spec: spec.name)
def test_every_act_says_what_it_is_and_is_read_as_it_is_written(spec):
    assert spec.struct.__doc__
    fields = msgspec.structs.fields(spec.struct)
    example = {field.name: some_value(field.type) for field in fields if field.required}
    act = ACTS.decode({"act": spec.name, **example})
    assert ACTS.decode(encode_act(act)) == act
    assert ACTS.spec_of(act) is spec
    if spec.short is not None:
        named = {*spec.short.fields, *filter(None, [spec.short.optional])}
        assert named <= {field.name for field in fields}
        assert {field.name for field in fields if field.required} <= named


def test_only_a_real_program_does_what_the_gateway_does():
    with pytest.raises(LabError, match=r"error\.gateway_only"):
        opened().apply(Join("real-1", "203.0.113.1", {"es": "x"}))


def test_the_readme_tells_every_act_and_no_field_that_is_not_there():
    text = " ".join(README.read_text(encoding="utf-8").split())
    for spec in ACTS:
        fields = {field.name for field in msgspec.structs.fields(spec.struct)}
        told = re.findall(rf"`{spec.name}(?:\(([^)`]*)\))?`", text)
        assert told, spec.name
        assert {name for each in told for name in each.split(", ") if name} <= fields
