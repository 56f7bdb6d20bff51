"""The workshop keeps its word: commands named exist, nothing foreign is tracked."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.chromium import ChromiumMissing, find_chromium
from tools.lock import locked
from tools.run import ROOT, lock_of

MADE = ("node_modules/", "static/dist/", ".venv/", "build/", ".stamps/")


def git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """Names of tracked files that are there; none outside a git checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return [
        name for name in git("ls-files", "-z").split("\0") if (ROOT / name).is_file()
    ]


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text()
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.M)
    defined = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    assert set(phony.split()) == defined
    return defined


def test_make_alone_runs_the_run_script():
    answer = subprocess.run(
        ["make", "--dry-run", "-C", ROOT], capture_output=True, text=True, check=True
    )
    assert answer.stdout.rstrip().splitlines()[-2].endswith("tools/run.py")


@pytest.mark.parametrize("target", sorted(targets()))
def test_every_target_is_sound(target):
    answer = subprocess.run(
        ["make", "--dry-run", "-C", ROOT, target], capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    for module in re.findall(r"-m ((?:tools|bench)[\w.]*)", answer.stdout):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()
    for script in re.findall(r"run (?:--silent )?(\w+)$", answer.stdout, re.M):
        assert script in json.loads((ROOT / "package.json").read_text())["scripts"]


def test_nothing_that_is_made_is_tracked(tracked):
    assert [name for name in tracked if name.startswith(MADE)] == []
    assert [name for name in tracked if name.endswith((".pyc", ".whl", ".zip"))] == []


def test_tracked_files_are_small(tracked):
    """Nothing third-party and no build result slips in as one big file."""
    big = [name for name in tracked if (ROOT / name).stat().st_size > 300_000]
    assert big == []


def test_the_lock_file_says_what_but_not_from_where():
    assert (
        "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text().split()
    )
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    packages = json.loads(lock)["packages"]
    assert len(packages) > 5
    assert all("integrity" in package for name, package in packages.items() if name)


@pytest.mark.parametrize("name", [path.name for path in ROOT.glob("requirements*.txt")])
def test_every_requirement_is_pinned(name):
    lines = (ROOT / name).read_text().split("\n")
    for line in filter(None, lines):
        pinned, _, where = line.partition("; sys_platform ")
        assert re.fullmatch(r"-r requirements\.txt|[\w\[\]-]+==[\d.]+", pinned), line
        assert re.fullmatch(r'|[!=]= "\w+"', where), line


@pytest.mark.parametrize("name", [path.name for path in ROOT.glob("requirements*.txt")])
def test_every_requirement_is_locked_with_what_it_needs(name):
    lock = lock_of(ROOT / name)
    packages = list(locked(lock))
    assert all(hashes for _, hashes in packages)
    assert all(re.fullmatch(r"==[^,*]+", str(each.specifier)) for each, _ in packages)
    versions = {canonicalize_name(each.name): each.specifier for each, _ in packages}
    assert len(versions) == len(packages)
    for line in (ROOT / name).read_text().split("\n"):
        if "==" in line:
            asked = Requirement(line)
            assert versions[canonicalize_name(asked.name)] == asked.specifier, line
    assert "://" not in lock.read_text()


def test_browser_packages_are_pinned():
    package = json.loads((ROOT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert versions
    assert all(re.fullmatch(r"[\d.]+", version) for version in versions.values())


def test_ci_is_a_sound_script_that_runs_tests_and_lint():
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    text = script.read_text()
    assert "set -euo pipefail" in text
    for target in ("test", "test-pythons", "lint", "bundle-check"):
        assert f"make {target}" in text


def test_properties_are_the_same_on_every_run():
    if os.environ.get("HYPOTHESIS_PROFILE", "ci") == "ci":
        assert settings.default.derandomize
    assert not settings.get_profile("soak").derandomize
    assert settings.get_profile("soak").max_examples >= 1_000


def test_a_missing_browser_is_told_in_plain_words(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(ChromiumMissing, match="sudo apt install chromium"):
        find_chromium()
    (tmp_path / "browser").touch()
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "browser"))
    assert find_chromium() == Path(tmp_path / "browser")
