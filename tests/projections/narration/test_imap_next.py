"""What to type next in IMAP is written with the tag that comes next."""

import re

import pytest

from simulator.projections.catalogue import load
from simulator.projections.narration import Narrator
from simulator.protocols.imap.states import VERBS
from tests.projections.tell import by_hand

LINES = ["a1 LOGIN benito benito-secreta", "LIST", "x NOOP", "y SELECT INBOX"]


def test_the_tag_counts_the_commands_that_were_completed():
    lab = by_hand("imap", "pc-benito", "sur", 143, LINES)
    narrator = Narrator(lab.journal)
    steps = [narrator.fold(event) for event in lab.journal]
    hints = [step.next for step in steps if step is not None and step.next]
    tags = [hint.params["tag"] for hint in hints if hint.key.startswith("next.imap.")]
    assert tags == ["a1", "a2", "a3", "a4", "a5"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_hint_that_names_commands_names_the_tag(language):
    texts = load()[language]
    hints = {k: text for k, text in texts.items() if k.startswith("next.imap.")}
    assert len(hints) > 20
    for key, text in hints.items():
        commands = set(re.findall(r"[A-Z]{4,}", text)) & set(VERBS)
        prompted = key.startswith("next.imap.go_")
        assert "{tag}" in text or not commands or prompted, key
