"""The bundle: what it carries, how it starts, and that no machine misses a part."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools import bundle, wheels
from tools.run import ROOT


def target(python: str, system: str) -> wheels.Target:
    [found] = [
        t
        for t in wheels.TARGETS
        if t.python == python and dict(t.marks)["platform_system"] == system
    ]
    return found


def write_wheel(folder: Path, name: str, *requires: str) -> None:
    project, version = name.split("-")[:2]
    lines = ["Metadata-Version: 2.1", f"Name: {project}", f"Version: {version}"]
    lines += [f"Requires-Dist: {need}" for need in requires]
    with zipfile.ZipFile(folder / name, "w") as archive:
        metadata = f"{project}-{version}.dist-info/METADATA"
        archive.writestr(metadata, "\n".join(lines) + "\n\n")


@pytest.mark.parametrize(
    ("python", "system", "lacking"),
    [
        ("3.11", "Windows", ["cffi>=1.17", "tomli"]),
        ("3.13", "Windows", ["cffi>=1.17"]),
        ("3.11", "Linux", ["tomli"]),
        ("3.13", "Linux", []),
    ],
)
def test_conditions_are_judged_by_the_other_machine(tmp_path, python, system, lacking):
    write_wheel(
        tmp_path,
        "gevent-1.0-py3-none-any.whl",
        'cffi>=1.17; sys_platform == "win32"',
        'tomli; python_version < "3.12"',
        'pytest; extra == "test"',
    )
    assert wheels.missing(tmp_path, target(python, system)) == lacking


def test_a_part_that_is_too_old_or_for_another_machine_is_missing(tmp_path):
    write_wheel(tmp_path, "one-1.0-py3-none-any.whl", "two>=2")
    write_wheel(tmp_path, "two-1.0-py3-none-any.whl")
    linux = target("3.12", "Linux")
    assert wheels.missing(tmp_path, linux) == ["two>=2"]
    write_wheel(tmp_path, "two-2.1-cp312-cp312-win_amd64.whl")
    assert wheels.missing(tmp_path, linux) == ["two>=2"]
    assert wheels.missing(tmp_path, target("3.12", "Windows")) == []
    write_wheel(tmp_path, "two-2.1-cp312-cp312-manylinux_2_17_x86_64.whl")
    assert wheels.missing(tmp_path, linux) == []


def test_it_carries_the_product_and_nothing_of_the_workshop():
    names = {file.relative_to(ROOT).as_posix() for file in bundle.product_files()}
    assert {
        "app.py",
        "LEEME.md",
        "requirements.txt",
        "tools/run.py",
        "static/dist/manifest.json",
        "simulator/lab.py",
        "lessons/scenarios/primera-carta.toml",
    } <= names
    for name in names:
        assert not name.startswith(("static/src/", "static/css/", "tests/", "bench/"))
        assert "__pycache__" not in name and not name.endswith(".pyc")


def test_both_start_scripts_ask_for_what_the_run_script_knows():
    usage = subprocess.run(
        [sys.executable, ROOT / "tools/run.py", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for script in (bundle.START_LINUX, bundle.START_WINDOWS):
        assert "--wheels wheels --open" in script
    assert "--wheels" in usage and "--open" in usage


def test_the_linux_start_script_is_a_shell_script_that_goes_to_its_folder(tmp_path):
    folder = tmp_path / "una memoria USB"
    (folder / "tools").mkdir(parents=True)
    (folder / "tools/run.py").write_text(
        "import os, sys; print(os.getcwd(), *sys.argv[1:], sep='|')"
    )
    (folder / "cartero.sh").write_text(bundle.START_LINUX)
    answer = subprocess.run(
        ["sh", folder / "cartero.sh", "class"], cwd="/", capture_output=True, text=True
    )
    assert answer.stdout.strip() == f"{folder}|--wheels|wheels|--open|class"
