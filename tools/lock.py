"""`make lock`: write what pip installs, to the last package, with a hash of each file.

`requirements.txt` says what Cartero needs; `requirements.lock` beside it also has what
those need in turn, for every system and Python. uv solves for all of them at once. pip
then refuses any file whose hash is not in the lock (`--require-hashes`). Versions that
are in a lock stay until `make lock` is given `--upgrade` or the list asks for others.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from tools.run import PYTHON_MIN, ROOT, lock_of

HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


def locked(lock: Path) -> Iterator[tuple[Requirement, list[str]]]:
    """Every package of a lock file, and the hashes of its files."""
    text = lock.read_text().replace("\\\n", " ")
    for line in filter(None, text.split("\n")):
        yield Requirement(line.partition("--hash")[0]), HASH.findall(line)


def write(requirements: Path, *options: str) -> None:
    """The lock file of a list of requirements. Raises CalledProcessError."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    how = ["--generate-hashes", "--no-header", "--no-annotate", "--python-version"]
    oldest = ".".join(map(str, PYTHON_MIN))
    where = ["--output-file", str(lock_of(requirements)), str(requirements)]
    subprocess.run([*command, *how, oldest, *options, *where], check=True, cwd=ROOT)


if __name__ == "__main__":
    for each in sorted(ROOT.glob("requirements*.txt")):
        write(each, *sys.argv[1:])
