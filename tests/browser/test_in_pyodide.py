"""Law 3 between CPython and a browser's Python: the same journals, octet by octet."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.acts import encode_act
from tests.test_any_moment import NAMES, lived
from tools.run import ROOT
from tools.static_edition.build import node
from tools.static_edition.folder import built

HERE = Path(__file__).parent
SEEDS = (11, 12)


def output_of(*command: object) -> dict[str, list[object]]:
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, list[object]] = json.loads(done.stdout.splitlines()[-1])
    return told


def plays() -> list[list[object]]:
    """Whatever anybody may do, as inputs of a lab."""
    return [
        [
            name,
            seed,
            [
                [done.after_seq, done.at_rest, done.actor, encode_act(done.act)]
                for done in lived(name, seed).interventions
            ],
        ]
        for name in NAMES
        for seed in SEEDS
    ]


@pytest.mark.long
def test_any_list_of_interventions_has_the_same_journal_in_cpython_and_in_pyodide(
    tmp_path,
):
    """Demonstrations, too, and what is served of each journal."""
    script, played = HERE / "journals.py", tmp_path / "plays.json"
    played.write_text(json.dumps(plays()))
    there = output_of(node(), HERE / "journals.mjs", built(), script, played)
    here = output_of(sys.executable, "-m", "tests.browser.journals", played)
    assert len(here) > 3 * 15
    assert there == here
