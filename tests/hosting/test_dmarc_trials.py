"""A trial of DMARC: its edges, whose policy applies, what is wrong with it."""

import msgspec
import pytest

from simulator.hosting.mail_check import HERE
from simulator.hosting.sender_checks import EXAMPLES, play_dmarc
from simulator.projections.catalogue import load, render
from simulator.projections.shapes.sender_checks import (
    DmarcPolicy,
    DmarcSignature,
    DmarcTrial,
)
from tests.worlds import LANGUAGES

ANSWERS = {
    "both": ("pass", "norte.example", "p", "none"),
    "spoofed": ("fail", "norte.example", "p", "reject"),
    "forwarded": ("pass", "norte.example", "p", "none"),
    "list": ("fail", "norte.example", "p", "quarantine"),
    "relaxed": ("pass", "norte.example", "p", "none"),
    "strict": ("fail", "norte.example", "p", "reject"),
    "subdomain": ("fail", "norte.example", "sp", "reject"),
    "unknown": ("fail", "norte.example", "np", "reject"),
    "testing": ("fail", "norte.example", "p", "none"),
    "psd": ("fail", "example", "p", "reject"),
    "nothing": ("none", "", "", "none"),
}
"""Result, whose policy, by which tag, and what it asks for."""

NORTE = DmarcTrial(
    author="norte.example",
    spf_domain="correo.norte.example",
    signatures=(DmarcSignature(domain="malo.example"),),
    policies=(DmarcPolicy(domain="norte.example", record="v=DMARC1; p=reject"),),
)


def trial(**changes):
    return msgspec.structs.replace(NORTE, **changes)


def policy(record, domain="norte.example"):
    return trial(policies=(DmarcPolicy(domain=domain, record=record),))


def example(name):
    [found] = [each.trial for each in EXAMPLES.dmarc if each.id == name]
    return play_dmarc(found)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_example_goes_as_it_is_called(name):
    found = example(name)
    told = found.result, found.policy_domain, found.tag, found.disposition
    assert told == ANSWERS[name]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_has_a_name_and_every_step_of_it_can_be_told(lang):
    catalogue = load()[lang]
    names = {HERE: render(catalogue, "mail_check.here", {}, {})}
    assert {each.id for each in EXAMPLES.dmarc} == set(ANSWERS)
    for name in ANSWERS:
        assert f"ui.sender.triangle.{name}" in catalogue
        for step in example(name).steps:
            for text in (step.say, step.why, *(step.notes or ())):
                assert render(catalogue, text.key, text.params, names)


def test_an_edge_stands_for_each_domain_that_was_compared():
    spf, dkim = play_dmarc(NORTE).edges
    assert (spf.mechanism, spf.domain, spf.aligned) == (
        "spf",
        "correo.norte.example",
        True,
    )
    assert spf.organization == "norte.example"
    assert (dkim.mechanism, dkim.passed, dkim.aligned) == ("dkim", True, False)


def test_the_walk_goes_up_the_names_eight_questions_at_most():
    deep = ".".join("abcdefghijkl") + ".norte.example"
    walked = play_dmarc(trial(author=deep, spf_domain="", signatures=())).walked
    assert walked[0] == f"_dmarc.{deep}"
    assert walked[-1] == "_dmarc.example"
    assert len(walked) == 8


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        ("v=DMARC1; p=reject", []),
        ("p=reject", ["ui.sender.policy.version"]),
        ("v=DMARC1; p=reyect", ["ui.sender.policy.wrong"]),
        ("v=DMARC1; p=reject; pct=50", ["ui.sender.policy.ignored"]),
        (
            "v=DMARC1; p=reject; adkim=x; hola",
            ["ui.sender.policy.wrong", "ui.sender.policy.ignored"],
        ),
    ],
)
def test_what_is_passed_over_in_a_record_is_told_while_it_is_typed(record, keys):
    found = play_dmarc(policy(record)).mistakes
    assert [each.text.key for each in found] == keys
    for catalogue in load().values():
        for each in found:
            assert render(catalogue, each.text.key, each.text.params, {})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"author": "norte..example"}, "author"),
        ({"zone": "hola"}, "zone"),
        ({"policies": (DmarcPolicy(domain="a..b", record="v=DMARC1"),)}, "domain"),
    ],
)
def test_what_cannot_be_tried_is_told_at_its_field(changes, field):
    played = play_dmarc(trial(**changes))
    assert (played.problem.field, played.steps) == (field, ())


def test_without_a_domain_in_from_there_is_no_policy_to_look_for():
    played = play_dmarc(trial(author=""))
    assert (played.result, played.edges, played.walked) == ("none", (), ())
