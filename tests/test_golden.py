"""Golden journals: what a lab records, and what it folds into, does not drift."""

import json

import pytest

from simulator.journal import from_jsonl, to_jsonl
from simulator.projections.changes import put
from tests.golden.make import GOLDEN, HERE, folded


@pytest.mark.parametrize("name", GOLDEN)
def test_the_journal_is_the_golden_one(name: str):
    golden = (HERE / f"{name}.jsonl").read_bytes()
    assert to_jsonl(GOLDEN[name]().journal) == golden
    assert to_jsonl(from_jsonl(golden)) == golden


@pytest.mark.parametrize("name", GOLDEN)
def test_it_folds_into_the_golden_model(name: str):
    golden = json.loads((HERE / f"{name}.model.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(folded(GOLDEN[name]()))) == golden


@pytest.mark.parametrize("name", GOLDEN)
def test_changes_lead_to_every_model_and_back(name: str):
    golden = json.loads((HERE / f"{name}.model.json").read_text(encoding="utf-8"))
    tree: dict = {}
    for seq, changes in enumerate(golden["changes"]):
        for path, _, after in changes:
            put(tree, tuple(path), json.loads(json.dumps(after)))
        expected = golden["models"].get(str(seq))
        assert expected is None or tree == expected
    for changes in reversed(golden["changes"]):
        for path, before, _ in reversed(changes):
            put(tree, tuple(path), before)
    assert tree == {}
