"""A sentence about an outcome exists only after the event that made it true.

Run over every demonstration, golden run, lesson and experiment, and over acts in any
order.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.journal.facts import SmtpReplySent
from simulator.lab import Lab
from simulator.projections.catalogue import load
from simulator.projections.narration import Narrator
from simulator.teaching.experiments import load_experiments, run_experiment
from simulator.teaching.playing import Stage, begin, finish
from tests.golden.runs import RUNS
from tests.projections.narration.outcomes import LAWS, Past, broken
from tests.projections.narration.runs import typed
from tests.projections.narration.test_laws import ACTORS, ACTS, lived
from tests.projections.tell import by_hand
from tests.worlds import SCENARIOS, demonstrated, library, scenario

NAMES = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
KNOWN = {name: scenario(name) for name in NAMES}
EXPERIMENTS = load_experiments(SCENARIOS.parent / "experiments", KNOWN)
LESSONS = library().lessons


def told_too_early(lab: Lab) -> list[str]:
    """Sentences of a lab that speak of what has not happened."""
    narrator, past = Narrator(lab.journal), Past()
    found: list[str] = []
    for event in lab.journal:
        past.add(event)
        found += broken(past, narrator.fold(event))
        if isinstance(event.fact, SmtpReplySent):
            past.heard(event.fact)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_demonstration_tells_only_what_has_happened(name):
    assert told_too_early(demonstrated(name)) == []


@pytest.mark.parametrize("name", sorted(RUNS.keys() - set(NAMES)))
def test_a_golden_run_tells_only_what_has_happened(name):
    assert told_too_early(RUNS[name]()) == []


@pytest.mark.parametrize("slug", EXPERIMENTS)
def test_an_experiment_tells_only_what_has_happened(slug):
    experiment = EXPERIMENTS[slug]
    lab = run_experiment(experiment, KNOWN[experiment.scenario])
    assert told_too_early(lab) == []


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_tells_only_what_has_happened(slug):
    lesson = LESSONS[slug].lesson
    first, *rest = lesson.steps
    lab = Stage(lesson, scenario(lesson.scenario)).at(first.id)
    finish(lab, first)
    for step in rest:
        begin(lab, step)
        finish(lab, step)
    assert told_too_early(lab) == []


@given(st.sampled_from([25, 110]), ACTS, ACTORS)
def test_acts_in_any_order_tell_only_what_has_happened(port, acts, actor):
    assert told_too_early(lived(port, acts, actor)) == []


ENTER = ("a1 LOGIN benito benito-secreta",)
MARK = "a3 STORE 1 +FLAGS (\\Deleted)"


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("a2 EXAMINE INBOX", "a4 CLOSE"), "say.imap.yes.close_read_only.client"),
        (("a2 SELECT INBOX", "a4 CLOSE"), "say.imap.yes.close_none.client"),
        (("a2 SELECT INBOX", MARK, "a4 CLOSE"), "say.imap.yes.close.client"),
        (("LIST", "SELECT INBOX"), "next.imap.tag_missing"),
        (("a2 SELECT INBOX", "a3 FETCH 1 BODY[]"), "say.imap.yes.fetch_letters.client"),
    ],
)
def test_imap_by_hand_tells_only_what_has_happened(lines, key):
    lab = by_hand("imap", "pc-benito", "sur", 143, [*ENTER, *lines])
    assert told_too_early(lab) == []
    assert key in said(lab)


USER = ("USER benito", "PASS benito-secreta")
ALL = tuple(f"DELE {n}" for n in range(1, 6))


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("STAT",), "say.pop3.yes.stat.client"),
        (("DELE 1", "STAT"), "say.pop3.yes.stat_marked.client"),
        ((*ALL, "STAT"), "say.pop3.yes.stat_none_marked.client"),
        (("DELE 1", "LIST"), "say.pop3.yes.list_marked.client"),
        ((*ALL, "UIDL"), "say.pop3.yes.uidl_none_marked.client"),
        (("DELE 1", "QUIT"), "say.pop3.yes.quit_removed.client"),
    ],
)
def test_pop3_by_hand_tells_only_what_has_happened(lines, key):
    lab = by_hand("pop3", "pc-benito", "sur", 110, [*USER, *lines])
    assert told_too_early(lab) == []
    assert key in said(lab)


def test_a_null_sender_typed_by_hand_is_not_called_a_notice():
    lines = ["EHLO pc", "MAIL FROM:<>", "RCPT TO:<benito@sur.example>", "DATA", "", "."]
    keys = said(typed(*lines))
    assert "say.smtp.yes.sender_ok_null.client" in keys
    assert "say.delivered.null_sender" in keys


def said(lab: Lab) -> set[str]:
    """The keys of everything told in a lab."""
    narrator = Narrator(lab.journal)
    keys: set[str] = set()
    for event in lab.journal:
        told = narrator.fold(event)
        keys.update(text.key for text in (told.say, told.why, told.next) if text)
    return keys


@pytest.mark.parametrize("pattern", LAWS)
def test_a_law_is_about_keys_that_exist(pattern):
    assert any(re.match(pattern, key) for key in load()["es"])
