"""The house style that a formatter does not see: sizes, first words, nothing left over.

A longer file or function needs a reason, and the reasons stand here, in one place.
"""

import ast
import re
from pathlib import Path

import pytest

from tools.run import ROOT

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 40

ARGUED = {
    "simulator/journal/facts.py": "the vocabulary of all views is one page",
}

FOLDERS = ("app.py", "simulator", "tools", "bench", "tests")
PYTHON = sorted(
    path
    for folder in FOLDERS
    for path in (
        [ROOT / folder] if folder.endswith(".py") else ROOT.glob(f"{folder}/**/*.py")
    )
)
JAVASCRIPT = sorted([*ROOT.glob("static/src/**/*.js"), *ROOT.glob("tests/js/**/*.*js")])
STYLES = sorted(ROOT.glob("static/css/**/*.css"))

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, those of the functions inside it not counted."""
    inside = [
        node
        for node in ast.walk(function)
        if node is not function
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lines = set(range(function.lineno, (function.end_lineno or 0) + 1))
    for node in inside:
        lines -= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(lines)


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_a_python_file(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    if text:
        assert ast.get_docstring(tree), "a module opens with why it exists"
    if name_of(path) not in ARGUED:
        assert len(text.splitlines()) <= FILE_LINES_MAX
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert own_lines(node) <= FUNCTION_LINES_MAX, node.name
    assert not UNFINISHED.search(text)


@pytest.mark.parametrize("path", [*JAVASCRIPT, *STYLES], ids=name_of)
def test_a_file_of_the_browser(path):
    text = path.read_text(encoding="utf-8")
    assert text.lstrip().startswith(("/*", "//", "@import")), (
        "a file opens with why it exists"
    )
    assert len(text.splitlines()) <= FILE_LINES_MAX
    assert not UNFINISHED.search(text)


def test_every_argued_exception_is_still_needed():
    for name in ARGUED:
        assert len((ROOT / name).read_text().splitlines()) > FILE_LINES_MAX
