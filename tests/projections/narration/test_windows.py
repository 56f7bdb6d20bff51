"""A narrator that begins at the keyframe of a window knows what the model knows."""

from collections.abc import Iterator

import pytest

from simulator.acts import Open, TypeLine
from simulator.journal import Event
from simulator.journal import facts as f
from simulator.lab import Lab
from simulator.projections.catalogue import load, render
from simulator.projections.model import ModelFold
from simulator.projections.narration import Narration, Narrator
from simulator.projections.shapes.recorded import plain
from simulator.scenario import scenario_view
from tests.projections.tell import labels
from tests.worlds import demonstrated

Narrations = list[Narration]

PC = {143: "pc-benito", 110: "pc-benito", 25: "pc-ana"}

SESSIONS = {
    "read only": (
        143,
        ("a LOGIN benito benito-secreta", "b EXAMINE INBOX", "c CLOSE", "d LOGOUT"),
    ),
    "idle": (
        143,
        (
            "a LOGIN benito benito-secreta",
            "b SELECT INBOX",
            "c IDLE",
            "DONE",
            "d LOGOUT",
        ),
    ),
    "marked": (
        110,
        ("USER benito", "PASS benito-secreta", "DELE 1", "STAT", "QUIT"),
    ),
    "envelope": (
        25,
        (
            "EHLO pc",
            "MAIL FROM:<ana@norte.example>",
            "RCPT TO:<benito@sur.example>",
            "RCPT TO:<carla@sur.example>",
            "RSET",
            "QUIT",
        ),
    ),
}


def _typed(port: int, lines: tuple[str, ...]) -> tuple[Lab, list[int]]:
    """A session by hand, and where it was at rest."""
    lab = demonstrated("imap" if port == 143 else "primera-carta")
    rests = []
    for act in (Open(PC[port], "sur", port), *map(TypeLine, lines)):
        lab.apply(act)
        lab.settle()
        rests.append(lab.last_seq + 1)
    return lab, rests[:-1]


def _read_aloud(lab: Lab, told: Narrations) -> list[list[str]]:
    """Sentence, reason and hint of each event, in words."""
    catalogue, names = load()["en"], labels(lab, "en")
    return [
        [
            render(catalogue, text.key, text.params, names)
            for text in (each.say, each.why, each.next)
            if text is not None
        ]
        for each in told
    ]


def _told(narrator: Narrator, events: list[Event]) -> Narrations:
    return [narrator.fold(event) for event in events]


def _from_keyframes(
    lab: Lab, bases: list[int]
) -> Iterator[tuple[Narrations, Narrations]]:
    """What is told from each of `bases` on by a narrator that begins there, and by one
    that heard everything."""
    events = list(lab.journal)
    whole = _told(Narrator(lab.journal), events)
    fold = ModelFold(scenario_view(lab.scenario))
    for event in events:
        if event.seq in bases:
            later = ModelFold(scenario_view(lab.scenario))
            later.resume(plain(fold.model))
            told = _told(Narrator(lab.journal, later.model), events[event.seq :])
            yield told, whole[event.seq :]
        each = whole[event.seq]
        fold.fold(event, each.beat, each.new_chapter)


@pytest.mark.parametrize("name", SESSIONS)
def test_narration_between_two_commands_goes_on_as_without_the_window(name):
    lab, rests = _typed(*SESSIONS[name])
    for told, expected in _from_keyframes(lab, rests):
        assert _read_aloud(lab, told) == _read_aloud(lab, expected)


def test_a_notice_in_the_queue_is_a_notice_after_the_keyframe():
    lab = demonstrated("rebotes")
    written = {
        e.fact.message for e in lab.journal if isinstance(e.fact, f.NoticeComposed)
    }
    bases = [
        e.seq + 1
        for e in lab.journal
        if isinstance(e.fact, f.MessageQueued) and e.fact.message in written
    ]
    assert bases
    seen = 0
    for told, expected in _from_keyframes(lab, bases):
        assert _keys(told) == _keys(expected)
        seen += len(_keys(told))
    assert seen


def _keys(told: Narrations) -> list[str]:
    """Of the sentences about a notice that travels."""
    keys = [each.say.key for each in told if each.say]
    travels = ("say.open", "say.smtp")
    return [k for k in keys if k.startswith(travels) and k.endswith(".notice")]
