"""`make test-pyodide`: the core's tests on the Python of the static edition, in Node.

All but those of what is not there, which are named with the reason. Of Hypothesis there
is a stand-in, which skips (`without_hypothesis.py`).
"""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

from tools.run import ROOT
from tools.static_edition.build import node
from tools.static_edition.folder import built

TESTS = ROOT / "tests"
PARTS = ("acts", "journal", "mail", "net", "protocols", "test_lab.py")
"""Folders and files of tests."""

NOT_IN_THERE = {
    "subprocess": "another program cannot be started",
    "socket": "a socket cannot be opened",
    "imaplib": "its test double stands in for what Python 3.14 keeps to itself",
    "simulator.gateway": "the gateway is of a server",
    "cryptography": "it compares with a library in machine code",
    "dkim": "it compares with a library that needs one in machine code",
}
"""Modules that a test may import, and why it is not run then."""

IMPORTED = re.compile(
    rf"^(?:from|import) ({'|'.join(map(re.escape, NOT_IN_THERE))})\b", re.M
)


def files() -> dict[Path, str]:
    """The test files; why one is not run there, else nothing."""
    found = {}
    for part in PARTS:
        path = TESTS / part
        for file in [path] if path.is_file() else sorted(path.rglob("test_*.py")):
            needed = IMPORTED.search(file.read_text("utf-8"))
            found[file] = NOT_IN_THERE[needed[1]] if needed else ""
    return found


def main() -> int:
    """0 when they passed."""
    inside = ROOT / "tests" / "browser" / "pytest_inside.mjs"
    packages = sysconfig.get_paths()["purelib"]
    options = ("-q", "--noconftest", "-p", "no:cacheprovider")
    told = {file.relative_to(ROOT): why for file, why in files().items()}
    ours = [file for file, why in told.items() if not why]
    command = (node(), inside, built(), packages, *options, *ours)
    code = subprocess.run(list(map(str, command)), cwd=ROOT).returncode
    for file, why in told.items():
        if why:
            print(f"not in there: {file}: {why}")
    return code


if __name__ == "__main__":
    sys.exit(main())
