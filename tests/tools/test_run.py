"""Set-up: made once, remade when broken or moved, plain words when it cannot be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import run

SCRIPT = Path(run.__file__)


def bare_environment(folder: Path) -> run.Environment:
    """As a bundle makes it: without pip, which takes a tenth of the time."""
    return run.Environment(folder, wheels=folder.parent)


def executable(path: Path, prints: str) -> None:
    path.write_text(f"#!/bin/sh\necho {prints}\n")
    path.chmod(0o755)


def start_with_version(
    version: str, env: dict[str, str]
) -> subprocess.CompletedProcess:
    pretend = (
        f"import runpy, sys; sys.version_info = {version}; sys.version = '3.8.1 x'"
    )
    code = f"{pretend}; sys.argv = ['run.py']; runpy.run_path({str(SCRIPT)!r})"
    return subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [("es_CO.UTF-8", "necesita Python 3.11"), ("en_GB.UTF-8", "needs Python 3.11")],
)
def test_an_old_python_is_told_in_plain_words(tmp_path, language, words):
    env = {"PATH": str(tmp_path), "LC_ALL": language, "PYTHONUTF8": "1"}
    answer = start_with_version("(3, 8, 1)", env)
    assert answer.returncode != 0
    assert words in answer.stderr and "3.8.1" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_old_python_hands_over_to_a_newer_one(tmp_path):
    executable(tmp_path / "python3.13", "started by 3.13")
    answer = start_with_version("(3, 8, 1)", {"PATH": str(tmp_path)})
    assert answer.returncode == 0
    assert "started by 3.13" in answer.stdout


def test_an_environment_is_made_once(tmp_path):
    environment = bare_environment(tmp_path / "venv")
    environment.make()
    mark = environment.folder / "mark"
    mark.touch()
    environment.make()
    assert mark.exists()


def test_a_moved_environment_is_remade(tmp_path):
    bare_environment(tmp_path / "before").make()
    moved = bare_environment(tmp_path / "after")
    (tmp_path / "before").rename(moved.folder)
    (moved.folder / "mark").touch()
    assert not moved.is_sound()
    moved.make()
    assert moved.is_sound()
    assert not (moved.folder / "mark").exists()


@pytest.mark.parametrize("wound", ["gone", "not_python", "no_settings"])
def test_a_broken_environment_is_remade(tmp_path, wound):
    environment = bare_environment(tmp_path / "venv")
    environment.make()
    if wound == "no_settings":
        (environment.folder / "pyvenv.cfg").unlink()
    else:
        environment.python.unlink()
    if wound == "not_python":
        environment.python.write_text("#!/nowhere\n")
    assert not environment.is_sound()
    environment.make()
    assert environment.is_sound()


def test_an_environment_without_pip_is_no_use_without_wheels(tmp_path):
    bare_environment(tmp_path / "venv").make()
    assert not run.Environment(tmp_path / "venv").is_sound()


def test_a_digest_follows_names_and_contents(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "a.js").write_text("one")
    first = run.digest([folder])
    assert run.digest([folder]) == first
    (folder / "a.js").write_text("two")
    second = run.digest([folder])
    (folder / "a.js").rename(folder / "b.js")
    assert len({first, second, run.digest([folder]), run.digest([folder], "x")}) == 4


def test_a_stamp_counts_only_for_what_it_was_made_from(tmp_path):
    stamp = tmp_path / "stamp"
    assert not run.is_made(stamp, "key")
    stamp.write_text("key")
    assert run.is_made(stamp, "key")
    assert not run.is_made(stamp, "other key")


@pytest.mark.parametrize(
    ("version", "taken"), [("v18.20.4", False), ("v20.1.0", True), ("v24.19.0", True)]
)
def test_only_a_node_that_is_new_enough_is_used(tmp_path, monkeypatch, version, taken):
    executable(tmp_path / "node", version)
    executable(tmp_path / "npm", "10.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (run.node_path() is not None) == taken


def test_without_npm_there_is_no_node(tmp_path, monkeypatch):
    executable(tmp_path / "node", "v24.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.node_path() is None


def test_the_node_that_is_asked_for_is_the_one_the_browser_parts_need():
    engines = json.loads((run.ROOT / "package.json").read_text())["engines"]
    assert engines["node"] == f">={run.NODE_MAJOR_MIN}"


def test_a_bundle_keeps_its_environment_in_the_cache_of_the_person(
    tmp_path, monkeypatch
):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = run.environment_for(wheels).folder
    (wheels / "a-1-py3-none-any.whl").touch()
    second = run.environment_for(wheels).folder
    assert first != second
    assert first.is_relative_to(tmp_path / "cache")
    assert run.environment_for(None).folder == run.ROOT / ".venv"


def set_up(**more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, SCRIPT, "setup", "--dev"],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
    )


def test_what_is_made_needs_no_network_and_says_nothing():
    """Set up for real (`make test` has by now), then with every way out shut."""
    assert set_up().returncode == 0
    again = set_up(PIP_NO_INDEX="1", PIP_FIND_LINKS="", npm_config_offline="true")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
