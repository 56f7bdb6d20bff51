"""The narrator has a text for all that engines say, and short enough to be said."""

import re
from pathlib import Path

import pytest

from simulator.projections.catalogue import load, placeholders, render
from simulator.projections.narration import imap, pop3, smtp
from simulator.projections.narration.words import clip, decoded, lines_of, person_of
from simulator.protocols.dkim import codes as dkim_codes
from simulator.protocols.imap import codes as imap_codes
from simulator.protocols.imap import states as imap_states
from simulator.protocols.pop3 import codes as pop3_codes
from simulator.protocols.pop3 import states as pop3_states
from simulator.protocols.smtp import codes as smtp_codes
from simulator.protocols.smtp import states as smtp_states
from tests.projections.tell import labels, narrated
from tests.worlds import LANGUAGES, SCENARIOS, demonstrated

SOURCE = Path(smtp.__file__).parent
AGENTS = SOURCE.parents[1] / "agents"
SPOKEN_CHARACTERS_MAX = 85
HOSTS = ("pc-benito", "norte")
LABELS = {
    "es": {"pc-benito": "PC de Benito", "norte": "servidor norte"},
    "en": {"pc-benito": "Benito's PC", "norte": "north server"},
}
TYPICAL = {
    "after": "o",
    "before": "a",
    "code": 250,
    "flags": "\\Seen \\Flagged",
    "folder": "Excursiones",
    "items": "(FLAGS BODY[HEADER.FIELDS",
    "k": 2,
    "line": "RCPT TO:<benito@sur.example>",
    "mailbox": "benito@sur.example",
    "n": 2,
    "name": "pc-ana.norte.example",
    "octets": 5_247_310,
    "password": "benito-secreta",
    "path": "benito@sur.example",
    "pattern": "*",
    "person": "Benito",
    "port": "587",
    "set": "2:5,7",
    "string": "benito@sur.example",
    "subject": "Excursión del viernes",
    "target": "mx1.sur.example",
    "total": 3,
    "verb": "RCPT",
}


def known() -> set[str]:
    return set(load()["es"])


@pytest.mark.parametrize("reason", smtp_codes.REASONS)
def test_every_smtp_reason_is_told_and_explained(reason):
    if smtp_codes.REASONS[reason].code < 400:
        assert f"say.smtp.yes.{reason}.client" in known()
        assert f"why.smtp.yes.{reason}" in known()
    else:
        assert f"say.smtp.no.{reason}" in known()
        assert f"why.smtp.no.{reason}" in known()


@pytest.mark.parametrize("reason", pop3_codes.REASONS)
def test_every_pop3_reason_is_told_and_explained(reason):
    assert f"say.pop3.no.{reason}" in known()
    assert f"why.pop3.no.{reason}" in known()


@pytest.mark.parametrize("reason", imap_codes.REASONS)
def test_every_imap_reason_is_told_and_explained(reason):
    if imap_codes.REASONS[reason].status == "BYE":
        assert f"say.imap.alone.{reason}.client" in known()
        assert f"why.imap.alone.{reason}" in known()
    else:
        assert f"say.imap.no.{reason}" in known()
        assert f"why.imap.no.{reason}" in known()


@pytest.mark.parametrize("verb", [v for v in smtp_states.VERBS if v.isalpha()])
def test_every_smtp_verb_is_told(verb):
    key = verb.lower()
    assert {f"verb.smtp.{key}", f"why.smtp.ask.{key}"} <= known()
    assert {f"say.smtp.ask.{key}.client", f"say.smtp.ask.{key}.you"} <= known()


@pytest.mark.parametrize("verb", [v for v in pop3_states.VERBS if v])
def test_every_pop3_verb_is_told(verb):
    key = {"=": "response"}.get(verb, verb.lower())
    assert {f"verb.pop3.{key}", f"why.pop3.ask.{key}"} <= known()
    assert {f"say.pop3.ask.{key}.client", f"say.pop3.ask.{key}.you"} <= known()


@pytest.mark.parametrize("verb", imap_states.VERBS)
def test_every_imap_verb_is_told(verb):
    key = imap.name_of(verb)
    assert f"verb.imap.{verb.lower().replace(' ', '_')}" in known()
    assert f"why.imap.ask.{key}" in known()
    assert {f"say.imap.ask.{key}.client", f"say.imap.ask.{key}.you"} <= known()
    assert imap.notes_of(verb)
    assert {note.key for note in imap.notes_of(verb)} <= known()


def test_every_state_and_code_has_its_meaning():
    states = [("smtp", s) for s in smtp_states.State]
    states += [("pop3", s) for s in pop3_states.State]
    states += [("imap", s) for s in imap_states.State]
    assert {f"machine.{p}.{s.lower()}" for p, s in states} <= known()
    assert {f"code.{code}" for code in smtp_codes.CODES} <= known()
    assert {f"code.first.{digit}" for digit in smtp_codes.CLASSES} <= known()
    assert {f"code.second.{digit}" for digit in smtp_codes.CATEGORIES} <= known()
    used = {r.enhanced.partition(".")[2] for r in smtp_codes.REASONS.values()}
    assert {f"enhanced.{code}" for code in used - {""}} <= known()
    responses = {r.code for r in pop3_codes.REASONS.values()} - {""}
    assert {f"code.pop3.{code}" for code in responses} <= known()
    responses = {r.code for r in imap_codes.REASONS.values()} - {""}
    responses |= {r.status for r in imap_codes.REASONS.values()}
    assert {f"code.imap.{code}" for code in responses} <= known()


def test_every_state_in_which_one_types_has_a_next_step():
    told = {*smtp.NEXT_IN_STATE.values()}
    told |= {*pop3.NEXT_IN_STATE.values()}
    told |= {*imap.NEXT_IN_STATE.values()}
    assert told <= known()
    typing = set(smtp_states.State) - {smtp_states.State.CLOSED}
    assert set(smtp.NEXT_IN_STATE) == typing


def test_a_variant_for_somebody_needs_one_for_a_program():
    for key in known():
        stem, _, role = key.rpartition(".")
        if key.startswith(("say.", "why.")) and role in ("you", "relay"):
            assert f"{stem}.client" in known(), key


@pytest.mark.parametrize(
    "path", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.stem
)
def test_a_demonstration_is_told_in_short_sentences(path):
    """With the real names of its machines and people."""
    lab = demonstrated(path.stem)
    steps = [step.say for step in narrated(lab) if step.say]
    for language, catalogue in load().items():
        names = labels(lab, language)
        told = {render(catalogue, say.key, say.params, names) for say in steps}
        assert {s for s in told if len(s) > SPOKEN_CHARACTERS_MAX} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_short_enough_to_be_said(language):
    catalogue = load()[language]
    spoken = [k for k in catalogue if k.startswith(("say.", "chapter."))]
    assert len(spoken) > 250
    for key in spoken:
        names = {name for _, name in placeholders(catalogue[key])}
        params = {name: TYPICAL.get(name, HOSTS[name == "server"]) for name in names}
        words = render(catalogue, key, params, LABELS[language])
        assert len(words) <= SPOKEN_CHARACTERS_MAX, f"{key}: {words}"
        assert words[0].isupper() or words[0] in "«“0123456789", f"{key}: {words}"


def test_every_key_in_the_narrators_source_exists():
    """Every whole key written in the narrator's source."""
    pattern = re.compile(r'"((?:say|why|next|slips|field|chapter)\.[a-z0-9_.]+)"')
    for path in SOURCE.rglob("*.py"):
        for key in pattern.findall(path.read_text("utf-8")):
            whole = key in known()
            stem = any(k.startswith(f"{key}.") for k in known())
            assert whole or stem, f"{path.name}: {key}"


def test_every_sentence_of_the_catalogue_can_be_said():
    """The pieces of every key stand in the narrator's source or in a table."""
    source = "".join(p.read_text("utf-8") for p in SOURCE.rglob("*.py"))
    pieces = set(re.findall(r"[a-z0-9]+", source))
    whole = {*smtp_codes.REASONS, *pop3_codes.REASONS}
    whole |= {v.lower() for v in (*smtp_states.VERBS, *pop3_states.VERBS)}
    whole |= {v.lower() for v in imap_states.VERBS} | {*imap_codes.REASONS}
    whole |= {*dkim_codes.CAUSES}
    for key in known():
        if key.startswith(("say.", "chapter.")):
            last = re.sub(r"\.(client|you|relay)$", "", key).rpartition(".")[2]
            last = re.sub(r"class\d", "class", last)
            head = last.partition("_")[0]
            rest = set(last.split("_")) - ({head} if head in whole else set())
            assert last in whole or rest <= pieces, key


def test_octets_are_read_as_words():
    assert decoded("=?utf-8?q?Excursi=C3=B3n?=") == "Excursión"
    assert decoded("=?x-unknown?q?abc?=") == "=?x-unknown?q?abc?="
    assert decoded("canciÃ³n") == "canción"
    assert decoded("canción") == "canción"
    assert lines_of("a\r\n\r\nb") == ["a", "", "b"]
    assert lines_of("a\r\n") == ["a"]
    assert person_of("ana@norte.example") == "Ana"
    assert person_of("ana.lopez@norte.example") == "ana.lopez@norte.example"
    assert clip("x" * 50) == "x" * 39 + "…"
