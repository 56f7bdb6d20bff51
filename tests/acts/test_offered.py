"""What the page offers to do are acts of the registry, with fields they have."""

import re

import msgspec

from simulator.acts import ACTS
from simulator.projections.served_journal import ServedJournal
from simulator.scenario import scenario_view
from simulator.teaching.playing import SHIPPED
from tests.worlds import demonstrated, scenario
from tools.run import ROOT

LOCAL = "static/src/views/type/local-commands.js"
"""Words of the page's own terminal, which are no acts."""

WRITTEN = re.compile(r"\{\s*act: '(\w+)'((?:,\s*\w+(?:: [^{},]+)?)*),?\s*\}")


def offered_in_the_browser():
    for file in sorted((ROOT / "static/src").rglob("*.js")):
        path = file.relative_to(ROOT).as_posix()
        if path != LOCAL:
            for found in WRITTEN.finditer(file.read_text(encoding="utf-8")):
                fields = re.findall(r",\s*(\w+)", found[2])
                yield path, found[1], set(fields)


def test_acts_written_in_the_browser_are_known_with_their_fields():
    structs = {spec.name: spec.struct for spec in ACTS}
    offered = list(offered_in_the_browser())
    assert len(offered) > 10
    for path, name, fields in offered:
        known = {field.name for field in msgspec.structs.fields(structs[name])}
        assert fields <= known, f"{path}: {name}"


def test_every_possible_fault_and_its_repair_is_an_act():
    names = set()
    for plan in sorted((SHIPPED / "scenarios").glob("*.toml")):
        lab = demonstrated(plan.stem)
        model = ServedJournal(lab.journal, scenario_view(scenario(plan.stem))).model
        for host in model["hosts"].values():
            for fault in host["possible_faults"]:
                choices = [choice["act"] for choice in fault.get("choices", [])]
                for written in (fault["act"], fault["repair"], *choices):
                    names.add(ACTS.spec_of(ACTS.decode(written)).name)
    assert {"crash", "freeze", "cut", "slow", "lose", "fill", "break"} <= names
