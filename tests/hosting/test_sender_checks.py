"""A trial of SPF: what is typed is played, told, bounded, and wrong in its place."""

import re

import msgspec
import pytest

from simulator.hosting.mail_check import HERE
from simulator.hosting.refusals import Refusal
from simulator.hosting.sender_checks import (
    CASES_FILE,
    EXAMPLES,
    load_cases,
    play_spf,
    read_trial,
)
from simulator.hosting.sender_checks.spf import STEPS_MAX
from simulator.projections.catalogue import load, render
from simulator.projections.shapes.sender_checks import (
    RECORD_MAX,
    SILENT_MAX,
    ZONE_MAX,
    SpfTrial,
)
from tests.protocols.spf.test_suite import CASES
from tests.worlds import LANGUAGES
from tools.run import ROOT
from tools.spf_cases import write

RESULTS = {
    "mx": "pass",
    "stranger": "fail",
    "include": "pass",
    "redirect": "pass",
    "macro": "pass",
    "forwarded": "fail",
    "null": "pass",
    "mistake": "permerror",
    "two": "permerror",
    "lookups": "permerror",
    "void": "permerror",
    "silent": "temperror",
}
ANA = SpfTrial(
    address="192.0.2.10",
    helo="mx1.norte.example",
    sender="ana@norte.example",
    domain="norte.example",
    record="v=spf1 a -all",
)


def trial(**changes):
    return msgspec.structs.replace(ANA, **changes)


def example(name):
    [found] = [each.trial for each in EXAMPLES.spf if each.id == name]
    return play_spf(found)


@pytest.mark.parametrize("name", RESULTS)
def test_an_example_goes_as_it_is_called(name):
    assert example(name).result == RESULTS[name]


def test_every_example_is_known_and_has_a_name_in_every_language():
    assert {each.id for each in EXAMPLES.spf} == set(RESULTS)
    for catalogue in load().values():
        for name in RESULTS:
            assert f"ui.sender.example.{name}" in catalogue


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_of_every_example_can_be_told(lang):
    catalogue = load()[lang]
    names = {HERE: render(catalogue, "mail_check.here", {}, {})}
    for name in RESULTS:
        for step in example(name).steps:
            for text in (step.say, step.why, *(step.notes or ())):
                assert render(catalogue, text.key, text.params, names)


# --- the machine ------------------------------------------------------------------


def test_the_machine_stands_beside_every_step():
    for name in RESULTS:
        played = example(name)
        assert len(played.moments) == len(played.steps) > 1


def test_an_included_record_lies_on_the_one_that_includes_it_until_it_is_left():
    played = example("include")
    depths = [len(moment.frames) for moment in played.moments]
    assert depths == [1, 1, 1, 2, 2, 2, 1, 1]
    inner = played.moments[4].frames
    outer = played.rows[inner[0].row]
    at = slice(inner[0].start, inner[0].end)
    assert outer.record[at] == "include:envios.example"
    assert inner[0].matched is None
    assert inner[1].how == "include"
    assert played.moments[6].frames[0].matched is True


def test_the_gauges_grow_as_the_limits_are_used_up():
    played = example("lookups")
    used = [moment.lookups for moment in played.moments]
    assert used == sorted(used)
    assert used[-1] == EXAMPLES.lookups_max + 1
    assert example("void").moments[-1].void_lookups == EXAMPLES.void_lookups_max + 1


def test_a_long_record_loses_steps_in_the_middle_and_says_how_many():
    included = "v=spf1 " + " ".join(f"ip4:203.0.113.{n}" for n in range(200))
    parts = [included[at : at + 200] for at in range(0, len(included), 200)]
    zone = "otro.example. TXT " + " ".join(f'"{part}"' for part in parts)
    record = f"v=spf1 include:otro.example {included.removeprefix('v=spf1 ')}"
    played = play_spf(trial(record=record, zone=zone))
    assert played.left_out > 0
    assert len(played.steps) == len(played.moments) == STEPS_MAX
    assert played.steps[-1].fact.result == played.result == "neutral"


# --- what is wrong ----------------------------------------------------------------

WRONG = {
    "v=spf2 -all": ("version", "v=spf2"),
    "v=spf1 ipv4:192.0.2.1 -all": ("unknown_mechanism", "ipv4"),
    "v=spf1 ip4:192.0.2 -all": ("ip4_network", ":192.0.2"),
    "v=spf1 ip6:xyz -all": ("ip6_network", ":xyz"),
    "v=spf1 a/33 -all": ("prefix_length", "/33"),
    "v=spf1 include -all": ("needs_domain", "include"),
    "v=spf1 include:norte -all": ("domain_end", "norte"),
    "v=spf1 exists:%{x}.norte.example": ("macro_letter", "%{x}"),
    "v=spf1 exists:%x.norte.example": ("macro", "%x"),
    "v=spf1 exists:%{i0}.norte.example": ("macro_parts", "%{i0}"),
    "v=spf1 redirect=a.example redirect=b.example": (
        "modifier_twice",
        "redirect=b.example",
    ),
    "v=spf1 3=a.example": ("modifier_name", "3="),
    "v=spf1 -all:norte.example": ("no_argument", ":norte.example"),
    "v=spf1 ¿a? -all": ("character", "¿"),
    "v=spf1 a:ñandú.example b": ("character", "ñ"),
}


@pytest.mark.parametrize("record", WRONG)
def test_a_broken_record_says_where_and_why(record):
    reason, place = WRONG[record]
    played = play_spf(trial(record=record))
    found = played.mistake
    assert found.text.key == f"why.spf.problem.{reason}"
    assert record[found.start : found.end] == place
    assert played.result == ("none" if reason == "version" else "permerror")


def test_every_reason_of_the_engine_is_worded_and_can_be_seen_here():
    sources = (ROOT / "simulator/protocols/spf").glob("*.py")
    raised = {
        reason
        for source in sources
        for reason in re.findall(
            r'SpfSyntaxError\(\s*"(\w+)"', source.read_text(encoding="utf-8")
        )
    }
    # A record that long cannot be posted; it is told in a lab.
    assert raised | {"version"} == {why for why, _ in WRONG.values()} | {"too_long"}
    for catalogue in load().values():
        assert [r for r in raised if f"why.spf.problem.{r}" not in catalogue] == []


@pytest.mark.parametrize(
    ("changes", "field", "line"),
    [
        ({"address": "192.0.2"}, "address", 0),
        ({"address": ""}, "address", 0),
        ({"domain": "norte..example"}, "domain", 1),
        ({"zone": "a.example. A 192.0.2.1\n\nb.example. A hola"}, "zone", 3),
        ({"zone": "a.example. TXT (\n"}, "zone", None),
        ({"zone": "$INCLUDE /etc/passwd"}, "zone", 0),
        ({"zone": "norte.example. CNAME sur.example."}, "domain", 1),
    ],
)
def test_what_cannot_be_tried_is_told_at_its_field(changes, field, line):
    played = play_spf(trial(**changes))
    assert played.steps == ()
    assert played.problem.field == field
    assert line is None or played.problem.line == line
    for catalogue in load().values():
        assert render(
            catalogue, played.problem.text.key, played.problem.text.params, {}
        )


def test_a_name_that_does_not_answer_still_gives_the_records_that_are_typed():
    silent = trial(zone="norte.example. A 192.0.2.10", silent=("norte.example",))
    assert play_spf(silent).result == "pass"
    unknown = trial(record="v=spf1 mx -all", silent=("norte.example",))
    assert play_spf(unknown).result == "temperror"


@pytest.mark.parametrize(
    "changes",
    [
        {"zone": "x" * (ZONE_MAX + 1)},
        {"record": "x" * (RECORD_MAX + 1)},
        {"silent": ["a.example"] * (SILENT_MAX + 1)},
        {"address": 7},
    ],
)
def test_what_is_too_long_or_no_trial_is_refused(changes):
    posted = msgspec.to_builtins(ANA) | changes
    with pytest.raises(Refusal) as refused:
        read_trial(msgspec.json.encode(posted), SpfTrial)
    assert refused.value.key == "ui.sender.wrong.shape"


# --- the test suite, where it was fetched ------------------------------------------


def test_every_case_of_the_suite_can_be_played_as_a_page_does(tmp_path):
    write(tmp_path / CASES_FILE)
    cases = load_cases(tmp_path)
    wrong = [
        f"{section.id}/{case.id}"
        for section in cases.sections
        for case in section.cases
        if play_spf(as_posted(section, case)).result not in case.accepted
    ]
    assert wrong == []
    assert sum(len(section.cases) for section in cases.sections) == CASES
    assert "Redistribution" in cases.notice
    for catalogue in load().values():
        for section in cases.sections:
            assert f"ui.sender.section.{section.id}" in catalogue


def test_an_installation_without_the_suite_has_no_cases(tmp_path):
    assert load_cases(tmp_path).sections == ()


def as_posted(section, case):
    """What the page makes of a case, within the bounds of what may be posted."""
    lines = (line for at, line in enumerate(section.lines) if at != case.line)
    trial = SpfTrial(
        address=case.address,
        helo=case.helo,
        sender=case.sender,
        domain=case.domain,
        record=case.record,
        zone="\n".join(lines),
        silent=section.silent,
    )
    return read_trial(msgspec.json.encode(trial), SpfTrial)


def test_records_that_include_each_other_end():
    zone = 'sur.example. TXT "v=spf1 include:norte.example -all"'
    played = play_spf(trial(record="v=spf1 include:sur.example -all", zone=zone))
    assert played.result == "permerror"
    assert len(played.steps) < 40
