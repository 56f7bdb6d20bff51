"""A fold that writes to a place the model does not have does not pass mypy."""

import pytest
from mypy import api

from tools.run import ROOT

FOLD = """
from simulator.projections.shapes import Model


def fold(model: Model) -> None:
    {line}
"""
RIGHT = """conn = model.conns["c1"]
    conn.state = "MAIL"
    conn.octets.client += 3
    conn.envelope = None
    model.mailboxes["ana@norte.example"].messages[0].flags = ["Seen"]"""
WRONG = {
    'model.conns["c1"].stat = "MAIL"': "attr-defined",
    'model.conns["c1"].state = 3': "assignment",
    'model.conns["c1"].envelope.done = "queued"': "union-attr",
    "model.conns[1].open = False": "index",
    'model.conns["c1"].paper = [1]': "list-item",
    'model.chapters[0].key = "chapter.relay"': "misc",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, str]:
    """What mypy says of each line; one run, for each starts it anew."""
    folder = tmp_path_factory.mktemp("folds")
    lines = [RIGHT, *WRONG]
    for number, line in enumerate(lines):
        (folder / f"fold{number}.py").write_text(FOLD.format(line=line))
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--no-error-summary"]
    report, errors, _ = api.run([*options, str(folder)])
    assert not errors
    return {
        line: "\n".join(row for row in report.split("\n") if f"fold{number}.py" in row)
        for number, line in enumerate(lines)
    }


def test_what_is_right_is_accepted(said):
    assert said[RIGHT] == ""


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_is_an_error(said, line):
    assert f"[{WRONG[line]}]" in said[line]
