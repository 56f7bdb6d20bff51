"""`make test-pyodide`: the core's tests on the Python of the static edition, in Node.

Those that need nothing but Cartero and pytest: Hypothesis, browsers, sockets and other
processes do not exist in there.
"""

import re
import subprocess
import sys
import sysconfig

from tools.run import ROOT
from tools.static_edition.build import node
from tools.static_edition.folder import built

FOLDERS = ("acts", "journal", "mail", "net")
NOT_IN_THERE = re.compile(r"hypothesis|playwright|subprocess|socket|threading|gateway")


def files() -> list[str]:
    """The test files that can run there."""
    return [
        str(file.relative_to(ROOT))
        for folder in FOLDERS
        for file in sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        if not NOT_IN_THERE.search(file.read_text("utf-8"))
    ]


def main() -> int:
    """0 when they passed."""
    inside = ROOT / "tests" / "browser" / "pytest_inside.mjs"
    packages = sysconfig.get_paths()["purelib"]
    options = ("-q", "--noconftest", "-p", "no:cacheprovider")
    command = (node(), inside, built(), packages, *options, *files())
    return subprocess.run(list(map(str, command)), cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
