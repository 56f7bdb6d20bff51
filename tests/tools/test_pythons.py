"""Which Pythons the core's tests run on besides the one of `.venv`."""

import sys
from pathlib import Path

import pytest

from tools.pythons import candidates, chosen, interpreters
from tools.run import PYTHON_MIN

OLD, MIDDLE, NEW = (3, 11), (3, 12), (3, 13)
FOUND = {version: Path(f"python3.{version[1]}") for version in (MIDDLE, NEW, OLD)}


@pytest.mark.parametrize(
    ("own", "versions"),
    [(OLD, [NEW]), (NEW, [OLD]), (MIDDLE, [OLD, NEW]), ((3, 10), [OLD, NEW])],
)
def test_the_oldest_and_the_newest_besides_the_own_are_chosen(own, versions):
    assert chosen(FOUND, own) == [FOUND[version] for version in versions]


def test_nothing_is_chosen_where_there_is_only_the_own():
    assert chosen({OLD: Path("python3.11")}, OLD) == []
    assert chosen({}, OLD) == []


def test_too_old_ones_shims_and_other_programs_are_left_out(tmp_path):
    own = Path(sys.executable).resolve()
    for name in ("python3.10", "python3.12", "python3.13-config"):
        (tmp_path / name).symlink_to(own)
    shim = tmp_path / "python3.14"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert interpreters(sorted(tmp_path.iterdir())) == {
        (3, 12): tmp_path / "python3.12"
    }


def test_the_python_that_runs_the_tests_is_among_what_is_looked_at():
    assert all(path.name.startswith("python3.") for path in candidates())
    assert sys.version_info >= PYTHON_MIN
