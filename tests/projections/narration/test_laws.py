"""Laws of the narrator: all that can happen is told well, and nothing is foreseen."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from simulator import rfc
from simulator.acts import (
    Break,
    Close,
    Collect,
    Crash,
    Cut,
    Fill,
    Freeze,
    Lose,
    MakeRoom,
    Open,
    Paste,
    PowerOff,
    PowerOn,
    Repair,
    Reset,
    Restart,
    Restore,
    Send,
    ServiceOff,
    ServiceOn,
    Skip,
    Slow,
    Thaw,
    TypeLine,
)
from simulator.journal.facts import kind_of
from simulator.lab import Lab, LabError
from simulator.projections.catalogue import load, render
from simulator.projections.narration import Narrator
from tests.projections.tell import labels, narrated, texts_of
from tests.worlds import LANGUAGES, demonstrated, opened

SPOKEN_CHARACTERS_MAX = 85
SHAPES = {"open", "command", "reply", "letter", "close", "local", "fault", "typed"}

WORDS = [
    *("EHLO pc", "HELO pc", "HELO", "MAIL FROM:<ana@norte.example>", "MAIL FROM:<>"),
    *("MAIL FROM: <a@b.example>", "RCPT TO:<benito@sur.example>", "RCPT TO:<carla>"),
    *("RCPT TO:<ocupado@sur.example>", "RCPT TO:<lleno@sur.example>", "DATA", "."),
    *("RCPT TO:<todos@sur.example>", "RCPT TO:<Postmaster>", "VRFY benito", "VRFY x"),
    *("EXPN todos", "EXPN benito", "HELP", "HELP x", "NOOP", "RSET", "QUIT", "", " "),
    *(
        "Subject: ñ",
        "x",
        "..",
        "STARTTLS",
        "DATA x",
        "é",
        "MAIL FROM:<a@b.example> X=1",
    ),
    *("USER benito", "PASS benito-secreta", "PASS x", "STAT", "LIST", "LIST 1", "UIDL"),
    *("RETR 1", "RETR 7", "DELE 1", "TOP 1 0", "TOP 1", "CAPA", "RETR  1", "UIDL 1"),
]
LINE = st.sampled_from(WORDS).map(TypeLine)
OTHER = st.sampled_from(
    [
        Open("pc-ana", "sur", 25),
        Open("pc-ana", "norte", 587),
        Open("pc-ana", "sur", 110),
        Open("pc-ana", "sur", 9),
        Close(),
        Cut("sur"),
        Restore("sur"),
        PowerOff("sur"),
        PowerOn("sur"),
        PowerOn("pc-benito"),
        Collect("pc-ana"),
        Skip(),
        Skip("retry"),
        *(Crash("sur"), Restart("sur"), Freeze("norte"), Thaw("norte")),
        *(Slow("sur", 500_000), Lose("sur", 300_000), Reset("c1")),
        *(Break("sur", "busy"), Break("norte", "disk_full"), Repair("sur", "busy")),
        *(ServiceOff("sur", "mta"), ServiceOn("sur", "mta"), ServiceOff("sur", "pop3")),
        *(Fill("benito@sur.example"), MakeRoom("benito@sur.example")),
        Send("pc-ana", "carla@sur.example, nadie@sur.example", "", "hola"),
        Send("pc-ana", "ana@norte.example", "A mí", "hola"),
        Paste("EHLO pc\nMAIL FROM:<ana@norte.example>\nRCPT TO:<benito@sur.example>"),
    ]
)
ACTS = st.lists(st.one_of(LINE, LINE, LINE, OTHER), max_size=14)
ACTORS = st.sampled_from(["student", "auto"])


def lived(port: int, acts, actor: str) -> Lab:
    """A lab in which all that makes sense of `acts` was done."""
    lab = opened()
    for act in (Open("pc-ana", "sur", port), *acts):
        try:
            lab.apply(act, actor)
        except LabError:
            continue
        lab.settle()
    return lab


@given(st.sampled_from([25, 110]), ACTS, ACTORS)
def test_every_step_of_any_run_renders_in_every_language(port, acts, actor):
    lab = lived(port, acts, actor)
    hosts = {h.id for h in lab.scenario.hosts}
    chapters = 0
    for narration in narrated(lab):
        beat = narration.beat
        chapters += narration.new_chapter is not None
        assert beat.shape in SHAPES
        assert {beat.from_, beat.to} <= hosts
        assert 0 <= beat.chapter < max(1, chapters)
        assert narration.why is not None
        for place in beat.rfc:
            rfc.cite(place)
        for kind, text in texts_of(narration):
            for language in LANGUAGES:
                names = labels(lab, language)
                words = render(load()[language], text.key, text.params, names)
                limit = SPOKEN_CHARACTERS_MAX if kind == "say" else 400
                assert len(words) <= limit, words


@given(ACTS)
def test_the_narrator_never_looks_ahead(acts):
    lab = lived(25, acts, "student")
    whole = Narrator(lab.journal)
    so_far = copy.copy(lab.journal)
    so_far.events = []
    growing = Narrator(so_far)
    for event in lab.journal:
        so_far.events.append(event)
        assert growing.fold(event) == whole.fold(event)


def test_segments_locks_and_interventions_are_silent():
    lab = demonstrated()
    narrator = Narrator(lab.journal)
    silent = {kind_of(e.fact) for e in lab.journal if narrator.fold(e).beat is None}
    assert silent == {
        "lab.opened",
        "lab.intervened",
        "tcp.flight_sent",
        "message.queued",
        "message.dequeued",
        "queue.attempt_begun",
        "smtp.transaction_ended",
        "mailbox.locked",
        "mailbox.unlocked",
    }
