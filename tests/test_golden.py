"""Golden journals: what a lab records, and what it folds into, does not drift."""

import json
import subprocess
from functools import cache

import pytest

from simulator.journal import from_jsonl, to_jsonl
from simulator.lab import Lab
from simulator.projections.changes import apply, undo
from tests.clients.programs import need_node
from tests.golden.explain import differences, explained, run
from tests.golden.folding import (
    EVENTS_A_DIGEST,
    LINES_A_DIGEST,
    WHOLE,
    as_json,
    folded,
    summary,
)
from tests.golden.make import HERE, files
from tests.golden.runs import RUNS
from tools.run import ROOT

KEPT_SHORT = sorted(RUNS.keys() - WHOLE)


@cache
def lab(name: str) -> Lab:
    return RUNS[name]()


@pytest.mark.parametrize("name", RUNS)
def test_the_journal_is_the_golden_one(name: str):
    golden = (HERE / f"{name}.jsonl").read_bytes()
    assert to_jsonl(lab(name).journal) == golden
    assert to_jsonl(from_jsonl(golden)) == golden


@pytest.mark.parametrize("name", WHOLE)
def test_it_folds_into_the_golden_model(name: str):
    golden = json.loads((HERE / f"{name}.model.json").read_text(encoding="utf-8"))
    assert folded(lab(name)) == golden


@pytest.mark.parametrize("name", KEPT_SHORT)
def test_a_long_run_folds_into_what_its_summary_says(name: str):
    golden = json.loads((HERE / f"{name}.summary.json").read_text(encoding="utf-8"))
    fold = summary(lab(name))
    how = f"python -m tests.golden.explain {name}"
    assert _parts(fold["changes"], golden["changes"], EVENTS_A_DIGEST) == [], how
    for language, lines in fold["transcripts"].items():
        told = golden["transcripts"][language]
        assert _parts(lines, told, LINES_A_DIGEST) == [], f"{language}: {how}"
    assert fold == golden, how


def _parts(found: list[str], golden: list[str], size: int) -> list[range]:
    """The rows whose digests differ."""
    rows = max(len(found), len(golden))
    return [
        range(at * size, (at + 1) * size)
        for at in range(rows)
        if found[at : at + 1] != golden[at : at + 1]
    ]


@pytest.mark.parametrize("name", RUNS)
def test_changes_lead_to_every_model_and_back(name: str):
    fold = folded(lab(name))
    tree: dict = {}
    for seq, changes in enumerate(fold["changes"]):
        for path, before, after in changes:
            apply(tree, (tuple(path), before, after))
        expected = fold["models"].get(str(seq))
        assert expected is None or tree == expected
    for changes in reversed(fold["changes"]):
        for path, before, after in reversed(changes):
            undo(tree, (tuple(path), before, after))
    assert tree == {}


def test_the_browser_reaches_the_models_of_the_long_runs_too(tmp_path):
    for name in KEPT_SHORT:
        text = as_json(folded(lab(name)))
        (tmp_path / f"{name}.model.json").write_text(text, encoding="utf-8")
    command = [need_node("lit"), "--test", "tests/js/core/reducer.test.js"]
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={"CARTERO_GOLDEN": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("forwards and backwards") >= len(KEPT_SHORT)


def test_every_golden_file_belongs_to_a_run():
    made = {file for name in RUNS for file in files(name, lab(name))}
    found = {path.name for path in HERE.iterdir() if path.suffix in (".jsonl", ".txt")}
    found |= {path.name for path in HERE.glob("*.json") if path.name != "texts.json"}
    assert found == made


def test_a_difference_is_explained_with_its_place():
    before = run("primera-carta")
    after = json.loads(json.dumps(before))
    after["changes"][5].append([["conns", "c1", "state"], None, "MAIL"])
    after["es"][2] = "otra línea"
    assert list(explained(before, before)) == []
    changes, where, text, line = explained(before, after)
    assert changes.startswith("changes: 1 of ") and changes.endswith("number 5")
    assert where.endswith('absent -> [["conns", "c1", "state"], null, "MAIL"]')
    assert text.startswith("es: 1 of ") and "otra línea" in line


def test_differences_are_told_at_their_paths():
    before = {"a": [1, {"b": 2}], "c": 3}
    after = {"a": [1, {"b": 4}], "d": "é"}
    assert list(differences(before, after)) == [
        "a[1].b: 2 -> 4",
        "c: 3 -> absent",
        'd: absent -> "é"',
    ]
