"""The house style that a formatter does not see: sizes, doors, openings, leftovers.

A longer file needs a reason, and the reasons stand here, in one place. Line lengths of
Python are ruff's (`make lint`), which also runs here once over everything.
"""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from tools.run import ROOT

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 40
WITH_INNER_LINES_MAX = 60
"""Lines of a function, those of the functions inside it counted."""

FOLDER_FILES_MAX = 20
"""Sources in one folder, its door not counted: what the eye takes in at once."""

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

DOORS = sorted(ROOT.glob("simulator/**/__init__.py"))
WRITTEN = ("*.py", "*.js", "*.mjs", "*.css", "*.html", "*.md", "*.toml", "*.txt")
WRITTEN_TOO = ("*.json", "*.mk", ".npmrc", "Makefile", ".ci/*", ".gitignore")

REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi\.|pythonhosted\.|npmjs\.|yarnpkg\.|artifactory|nexus)"
    r"|--(?:extra-)?index-url|^registry\s*=",
    re.M,
)
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


def all_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def long_functions(tree: ast.Module) -> list[str]:
    """Names of the functions over one of the limits."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (
            own_lines(node) > FUNCTION_LINES_MAX
            or all_lines(node) > WITH_INNER_LINES_MAX
        )
    ]


def full_folders(files: Iterable[Path]) -> dict[Path, int]:
    """The folders with too many sources, and how many they have."""
    counts = Counter(file.parent for file in files if file.name != "__init__.py")
    return {folder: n for folder, n in counts.items() if n > FOLDER_FILES_MAX}


def has_list(tree: ast.Module) -> bool:
    """Whether a door says what it gives: `__all__`, or nothing but a docstring."""
    if len(tree.body) == 1 and ast.get_docstring(tree):
        return True
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets)


def written() -> list[Path]:
    """Every text file git knows or would add."""
    patterns = [*WRITTEN, *WRITTEN_TOO]
    command = ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in names.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path != Path(__file__)]


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_a_python_file(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    if text:
        assert ast.get_docstring(tree), "a module opens with why it exists"
    if name_of(path) not in ARGUED:
        assert len(text.splitlines()) <= FILE_LINES_MAX
    assert long_functions(tree) == []
    assert not UNFINISHED.search(text)


def test_no_folder_holds_more_sources_than_the_eye_takes_in():
    assert full_folders([*PYTHON, *JAVASCRIPT, *STYLES]) == {}


@pytest.mark.parametrize("path", DOORS, ids=name_of)
def test_every_package_is_a_door_with_a_list(path):
    assert has_list(ast.parse(path.read_text(encoding="utf-8")))


def test_no_registry_address_is_written_down():
    found = {
        name_of(path): match.group(0)
        for path in written()
        if (match := REGISTRY.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_ruff_has_nothing_to_say_about_lines():
    command = [sys.executable, "-m", "ruff", "check", "-q", "--select", "E501"]
    result = subprocess.run(
        [*command, *FOLDERS], cwd=ROOT, capture_output=True, text=True
    )
    assert result.stdout == ""


@pytest.mark.parametrize("path", [*JAVASCRIPT, *STYLES], ids=name_of)
def test_a_file_of_the_browser(path):
    text = path.read_text(encoding="utf-8")
    assert text.lstrip().startswith(("/*", "//", "@import")), (
        "a file opens with why it exists"
    )
    assert len(text.splitlines()) <= FILE_LINES_MAX
    if path.suffix != ".css":
        assert [line for line in text.splitlines() if len(line) > 100] == []
    assert not UNFINISHED.search(text)


def test_every_argued_exception_is_still_needed():
    for name in ARGUED:
        assert len((ROOT / name).read_text().splitlines()) > FILE_LINES_MAX


def test_the_judges_see_what_they_should():
    body = "    x = 1\n" * 40
    assert long_functions(ast.parse(f"def f():\n{body}")) == ["f"]
    assert long_functions(ast.parse(f"def f():\n{body[:-10]}")) == []
    inner = "    def g():\n" + "    " + body.replace("\n", "\n    ")[:-4]
    nested = f"def f():\n{body[:250]}{inner}"
    assert own_lines(ast.parse(nested).body[0]) <= FUNCTION_LINES_MAX
    assert long_functions(ast.parse(nested)) == ["f", "g"]
    shorter = nested[: -len("        x = 1\n") * 2]
    assert long_functions(ast.parse(shorter)) == ["f"]
    folder = Path("simulator/net")
    files = [folder / f"{number}.py" for number in range(20)]
    assert full_folders([*files, folder / "__init__.py"]) == {}
    assert full_folders([*files, folder / "more.py"]) == {folder: 21}
    assert has_list(ast.parse('"""Doc."""\n__all__ = ["x"]\nx = 1'))
    assert has_list(ast.parse('"""Doc."""'))
    assert not has_list(ast.parse('"""Doc."""\nfrom simulator.lab import Lab'))


@pytest.mark.parametrize(
    "line",
    [
        "https://pypi" + ".org/simple",
        "pip install --index-url x",
        "registry = x",
        "https://registry.npm" + "js.org/lit",
    ],
)
def test_the_judge_of_registries_sees_what_it_should(line):
    assert REGISTRY.search(line)
