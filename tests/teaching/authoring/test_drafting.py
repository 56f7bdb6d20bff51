"""A recorded session becomes a lesson that its solution solves and the check takes."""

import io
import tomllib
import zipfile
from random import Random

import msgspec
import pytest

from simulator.acts import ACTS
from simulator.projections.shapes.authoring import DraftGoal, DraftMove, DraftStep
from simulator.teaching import check_folder, playing
from simulator.teaching.authoring import (
    DraftError,
    Drafting,
    authoring_page,
    packed,
    read_draft,
    recording,
    unpacked,
)
from simulator.teaching.playing import SHIPPED
from simulator.teaching.scripts import to_table
from tests.any_act import any_act
from tests.teaching.authoring.drafts import (
    CALL,
    TEXTS,
    greeting_draft,
    played,
    random_draft,
    scenario_called,
    with_goals,
)

SCENARIOS = sorted(path.stem for path in (SHIPPED / "scenarios").glob("*.toml"))


def taken_home(draft, scenario, folder):
    """The folder somebody unpacks of the downloaded file."""
    octets = packed(Drafting(draft, scenario, TEXTS))
    zipfile.ZipFile(io.BytesIO(octets)).extractall(folder)
    return octets


def missing(draft, scenario, taken=()):
    page = authoring_page(draft, scenario, TEXTS, taken)
    return {(part.said.key.rpartition(".")[2], part.step) for part in page.missing}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_session_by_chance_becomes_a_lesson_that_the_check_accepts(tmp_path, name):
    scenario = scenario_called(name)
    draft = random_draft(scenario, Random(name))
    assert missing(draft, scenario) == set()
    octets = taken_home(draft, scenario, tmp_path)
    assert check_folder(tmp_path) == []
    assert packed(Drafting(unpacked(octets), scenario, TEXTS)) == octets


def test_other_ways_become_near_misses_and_alternatives(tmp_path):
    draft, scenario = greeting_draft()
    taken_home(draft, scenario, tmp_path)
    folder = tmp_path / "una-prueba"
    lesson = tomllib.loads((folder / "lesson.toml").read_text(encoding="utf-8"))
    step, quiz = lesson["steps"]
    assert step["solution"] == [
        {"open": ["pc-ana", "sur", 25]},
        {"line": "EHLO pc-ana"},
        {"line": "QUIT"},
    ]
    assert [(miss["name"], miss["fails"]) for miss in step["near_misses"]] == [
        ("QUIT", ["meta-1"]),
        ("Despídete antes de colgar.", ["meta-2"]),
    ]
    assert [len(way["acts"]) for way in step["alternatives"]] == [3]
    assert step["goals"][1]["seen"]["code"] == {">=": 200, "<": 300}
    assert quiz["kind"] == "quiz"
    words = (folder / "es.md").read_text(encoding="utf-8")
    assert [miss["hint"] for miss in step["near_misses"]] == [1, "camino-2"]
    closed = {"kind": "tcp.connection_closed", "host": "pc-ana", "by": "pc-ana"}
    assert step["near_misses"][1]["shows"] == closed
    assert "> Mira.\n> Prueba.\n> Escribe `QUIT`" in words
    assert "> (camino-2) Despídete antes de colgar." in words
    assert "con `EHLO` y \\<ana@norte.example\\>.\n\\# Nada más" in words


def test_what_is_missing_is_told_by_step():
    draft, scenario = greeting_draft()
    replace = msgspec.structs.replace
    assert missing(replace(draft, moves=(), line=(), steps=()), scenario) == {
        ("moves", -1)
    }
    assert missing(replace(draft, title="¿?"), scenario) == {("title", -1)}
    assert missing(draft, scenario, {"una-prueba"}) == {("taken", -1)}
    assert missing(with_goals(draft), scenario) == {("goal", 0)}
    (step,) = draft.steps
    bare = DraftStep(at=step.at, goals=step.goals)
    assert missing(replace(draft, steps=(bare,)), scenario) == {("write", 0)}
    alone = [move for move in draft.moves if move.id in draft.line]
    assert missing(replace(draft, moves=tuple(alone)), scenario) == {
        ("turn", 0),
        ("turns", -1),
    }
    long = replace(step, words="palabra " * 40 + "«")
    assert missing(replace(draft, steps=(long,)), scenario) == {
        ("long", 0),
        ("pairs", 0),
    }


def test_goals_in_order_and_in_two_steps(tmp_path):
    draft, scenario = greeting_draft()
    replace = msgspec.structs.replace
    (step,) = draft.steps
    ordered = replace(draft, steps=(replace(step, in_order=True),))
    assert missing(ordered, scenario) == set()
    backwards = replace(step, in_order=True, goals=step.goals[::-1])
    assert missing(replace(draft, steps=(backwards,)), scenario) == {("unsolved", 0)}
    first = replace(step, goals=step.goals[:1])
    second = replace(step, at=draft.line[2], goals=step.goals[1:])
    told = missing(replace(draft, steps=(first, second)), scenario)
    assert told == set()


def test_acts_are_written_as_short_as_they_can_be_and_read_back():
    chance = Random(7)
    for name in ("primera-carta", "tres-maneras"):
        lab = played(scenario_called(name), ())
        for _ in range(300):
            act = any_act(chance, lab)
            assert ACTS.from_table(to_table(act)) == act


HOSTILE = [
    ({"slug": "../../etc/passwd"}, "etc-passwd"),
    ({"slug": "", "title": "..\\..\\x"}, "x"),
    ({"title": "A" * 300}, "a" * 48),
]


@pytest.mark.parametrize(("change", "slug"), HOSTILE)
def test_a_name_cannot_lead_out_of_its_folder(change, slug):
    draft, scenario = greeting_draft()
    draft = msgspec.structs.replace(draft, **change)
    octets = packed(Drafting(draft, scenario, TEXTS))
    names = zipfile.ZipFile(io.BytesIO(octets)).namelist()
    assert names == [
        f"{slug}/{file}" for file in ("lesson.toml", "es.md", "draft.json")
    ]


def changed(**more):
    draft, scenario = greeting_draft()
    return msgspec.structs.replace(draft, **more), scenario


ODD = DraftMove(id="x", after="nadie", act={"act": "close"})
WRONG = {
    "moves": {"moves": (ODD,)},
    "line": {"line": ("nadie",)},
    "act": {"moves": (DraftMove(id="x", act={"act": "vuela"}),), "line": ()},
    "steps": {"steps": (DraftStep(at="nadie"),)},
    "goal": {"steps": None},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_draft_that_is_none_is_refused_with_a_reason(what):
    draft, scenario = greeting_draft()
    change = WRONG[what]
    if what == "goal":
        draft = with_goals(draft, DraftGoal(move=draft.line[0], event=400))
        change = {}
    draft = msgspec.structs.replace(draft, **change)
    with pytest.raises(DraftError) as error:
        authoring_page(draft, scenario, TEXTS, ())
    assert error.value.text.key == f"ui.author.wrong.{what}"


@pytest.mark.parametrize("act", ["join", "octets", "answer"])
def test_acts_of_others_are_no_moves(act):
    move = DraftMove(id="x", act={"act": act, "question": "step", "value": "x"})
    draft, scenario = changed(moves=(move,), line=())
    with pytest.raises(DraftError):
        authoring_page(draft, scenario, TEXTS, ())


@pytest.mark.parametrize(
    ("octets", "key"),
    [
        (b"{", "draft"),
        (b"[]", "draft"),
        (b'{"lang":"es","scenario":"x","title":"%s"}' % (b"x" * 400), "draft"),
        (b'{"lang":"es","scenario":"x","minutes":900}', "draft"),
        (b"x" * 400_001, "big"),
    ],
)
def test_what_is_no_draft_is_refused(octets, key):
    with pytest.raises(DraftError) as error:
        read_draft(octets)
    assert error.value.text.key == f"ui.author.wrong.{key}"


def zipped(*files):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("octets", "key"),
    [
        (b"PK no", "file"),
        (zipped(("a/lesson.toml", b"")), "file"),
        (zipped(("a/draft.json", b"{}"), ("b/draft.json", b"{}")), "file"),
        (zipped(("a/draft.json", b"x" * 10_000_000)), "big"),
        (zipped(("a/draft.json", b"\xff"))[:-30], "file"),
    ],
    ids=["no zip", "no draft", "two drafts", "too big", "cut off"],
)
def test_a_file_that_holds_no_draft_is_refused(octets, key):
    with pytest.raises(DraftError) as error:
        unpacked(octets)
    assert error.value.text.key == f"ui.author.wrong.{key}"


def test_a_way_on_which_too_much_happens_is_no_way(monkeypatch):
    draft, scenario = greeting_draft()
    draft = with_goals(draft, DraftGoal(move=draft.line[0], event=0, words="Llama"))
    monkeypatch.setattr(playing, "EVENTS_MAX", played(scenario, (CALL,)).last_seq)
    page = authoring_page(draft, scenario, TEXTS, ())
    refused = {move.id: move.refused.key for move in page.moves if move.refused}
    assert set(refused.values()) == {"ui.author.wrong.long"}
    assert draft.line[0] not in refused
    assert {turn.kind for turn in page.turns} == {"broken"}


def test_many_ways_on_which_too_much_happens_are_refused(monkeypatch):
    draft, scenario = greeting_draft()
    monkeypatch.setattr(recording, "EVENTS_IN_ALL_MAX", 40)
    with pytest.raises(DraftError, match=r"wrong\.long"):
        authoring_page(draft, scenario, TEXTS, ())
