"""`make test-pythons`: the core's tests on the oldest and the newest Python there are.

The core is everything that needs no server, socket, browser or other program; its
golden journals must be equal on every Python (law 3). `make test` runs it on the Python
of `.venv`, so that one is left out here. Each other Python gets an environment of its
own under `build/`. It refuses to download an interpreter: Debian, pyenv or uv bring
them, and it looks where they put them.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.run import PYTHON_MIN, ROOT, Environment, SetupFailed, runs

BEYOND_THE_CORE = (
    "e2e",
    "clients",
    "deploy",
    "gateway",
    "web",
    "tools",
    "words",
    "browser/test_in_pyodide.py",
    "export/test_wireshark.py",
    "test_docs.py",
    "test_house_style.py",
    "test_voice.py",
    "test_workshop.py",
)
"""Tests that drive servers, sockets, browsers and programs, or look at text alone."""
VERSION = re.compile(r"python3\.(\d+)$")
FOLDERS = ("~/.pyenv/versions/*/bin", "~/.local/share/uv/python/*/bin")
"""Where pyenv and uv keep their interpreters."""

Version = tuple[int, int]


def candidates() -> Iterator[Path]:
    """Files that are called `python3.N`, on the search path and in FOLDERS."""
    named = [f"python3.{minor}" for minor in range(PYTHON_MIN[1], 30)]
    yield from (Path(found) for name in named if (found := shutil.which(name)))
    for pattern in FOLDERS:
        folder = Path(pattern).expanduser()
        yield from sorted(Path(folder.anchor).glob(f"{folder}/python3.*"[1:]))


def interpreters(paths: Iterable[Path]) -> dict[Version, Path]:
    """Version to a Python that runs, for those that are new enough."""
    found: dict[Version, Path] = {}
    for path in paths:
        match = VERSION.search(path.name)
        version = (3, int(match[1])) if match else (0, 0)
        if version >= PYTHON_MIN and version not in found and runs(str(path)):
            found[version] = path
    return found


def chosen(found: dict[Version, Path], own: Version) -> list[Path]:
    """The oldest that is supported, and the newest; not `own`, which `.venv` has."""
    versions = {PYTHON_MIN, max(found, default=own)} - {own}
    return [found[version] for version in sorted(versions) if version in found]


def run_here() -> int:
    """The core's tests on the Python that runs this."""
    version = ".".join(map(str, sys.version_info[:2]))
    environment = Environment(ROOT / "build" / f"python-{version}")
    try:
        environment.make()
        environment.install("requirements-dev.txt", "python")
        environment.fetch("requirements-dev.txt", "pyspf")
    except SetupFailed as failure:
        print(f"Python {version}: {failure}", file=sys.stderr)
        return 1
    ignored = [f"--ignore=tests/{name}" for name in BEYOND_THE_CORE]
    print(f"The core's tests on Python {version}:", flush=True)
    command = [str(environment.python), "-m", "pytest", "-p", "no:cacheprovider"]
    shared = ["-n", str(os.cpu_count() or 1), "--dist", "worksteal"]
    return subprocess.run([*command, *shared, *ignored], cwd=ROOT).returncode


def main() -> int:
    """0 when the tests passed on every Python that was chosen."""
    if "--here" in sys.argv[1:]:
        return run_here()
    own = sys.version_info[:2]
    pythons = chosen(interpreters(candidates()), own)
    if not pythons:
        print(f"No Python besides {own[0]}.{own[1]} is installed here.")
    command = ["-m", "tools.pythons", "--here"]
    environment = {key: os.environ[key] for key in os.environ if key != "VIRTUAL_ENV"}
    codes = [
        subprocess.run([path, *command], cwd=ROOT, env=environment).returncode
        for path in pythons
    ]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
