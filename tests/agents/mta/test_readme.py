"""The page about this folder names every module of it, and only what exists."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "simulator" / "agents" / "mta"
TEXT = (FOLDER / "README.md").read_text("utf-8")
FILES = re.findall(r"`((?:\.\./|protocols/)?[\w/]+\.py)`", TEXT)


def test_every_file_named_in_the_readme_exists():
    top = FOLDER.parents[1]
    missing = [
        name
        for name in FILES
        if not ((top if name.startswith("protocols/") else FOLDER) / name).exists()
    ]
    assert missing == []


def test_every_module_of_the_mta_is_named_in_the_readme():
    modules = {path.name for path in FOLDER.glob("*.py")} - {"__init__.py"}
    assert modules <= set(FILES)
