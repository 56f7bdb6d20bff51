"""DKIM is told: signing, and every way a signature can end."""

import msgspec
import pytest

from simulator.journal import INLINE_OCTETS_MAX
from simulator.journal import facts as f
from simulator.projections.catalogue import load, render
from simulator.projections.narration.authentication.dkim import TAGS
from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes.events import Step
from simulator.protocols.dkim.codes import CAUSES
from simulator.scenario import scenario_view
from tests.agents.mta.test_signing import RSA, sent
from tests.projections.tell import labels, narrated

UNNAMED = {"unsigned", "syntax", "twice", "too_long", "too_many", "header_too_long"}
"""Causes of fields from which no domain could be read, or of no field at all."""


@pytest.mark.parametrize("cause", [cause or "valid" for cause in CAUSES])
def test_every_cause_is_told_and_explained(cause):
    known = load()["es"]
    family = "judged_unnamed" if cause in UNNAMED else "judged"
    assert f"say.dkim.{family}.{cause}" in known
    assert f"why.dkim.judged.{cause}" in known


def test_a_server_that_signs_says_for_whom_and_where_the_key_is():
    lab = sent(RSA)
    told = [n for n in narrated(lab) if n.say and n.say.key == "say.dkim.signed"]
    (signed,) = told
    said = render(load()["es"], signed.say.key, signed.say.params, labels(lab, "es"))
    assert (
        said
        == "El servidor norte firma la carta con la clave privada de norte.example."
    )
    assert signed.why.params["name"] == "s1._domainkey.norte.example"
    assert signed.why.params["fields"] == "From, To, Subject, Date, Message-ID"
    assert [note.key for note in signed.notes] == [
        "why.dkim.note.body_relaxed",
        "why.dkim.note.header_relaxed",
    ]


def test_the_step_of_signing_shows_the_field():
    lab = sent(RSA)
    served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served()
    steps = [
        e for e in served if isinstance(e, Step) and e.say.key == "say.dkim.signed"
    ]
    assert steps[0].octets.startswith("DKIM-Signature: v=1; a=rsa-sha256;")


def test_every_tag_of_a_signature_can_be_touched():
    lab = sent(msgspec.structs.replace(RSA, copied=True, lifetime_s=60, measured=True))
    served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served()
    steps = [
        e for e in served if isinstance(e, Step) and e.say.key == "say.dkim.signed"
    ]
    (step,) = steps
    roles = [role for _, _, role in step.beat.spans]
    assert roles[:7] == [f"dkim_{name}" for name in ("v", "a", "c", "d", "s", "t", "x")]
    for start, _, role in step.beat.spans:
        assert step.octets[start:].startswith(f"{role.removeprefix('dkim_')}=")
    assert step.letter is None


@pytest.mark.parametrize("tag", TAGS)
def test_every_tag_is_explained(tag):
    assert f"ui.part.dkim_{tag}" in load()["es"]


def test_a_step_that_shows_the_beginning_of_its_octets_says_how_many_are_left():
    lab = sent(RSA)
    steps = ServedJournal(lab.journal, scenario_view(lab.scenario)).served()
    (signed,) = [s for s in steps if isinstance(s.fact, f.DkimMessageSigned)]
    assert isinstance(signed, Step) and signed.octets is not None
    assert (len(signed.octets), signed.octets_left) == (
        INLINE_OCTETS_MAX,
        signed.fact.field_length - INLINE_OCTETS_MAX,
    )
    whole = [s for s in steps if isinstance(s.fact, f.SmtpReplySent)]
    assert whole and all(s.octets_left is None for s in whole)
