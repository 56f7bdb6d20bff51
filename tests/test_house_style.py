"""House style that a machine can judge: sizes, doors, openings, and no registries."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 40
LINE_CHARACTERS_MAX = 88

CODE = ("*.py", "*.js", "*.mjs", "*.css", "*.html")
TEXT = (*CODE, "*.md", "*.toml", "*.txt", "*.json", ".npmrc", "Makefile", ".ci/*")

REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi\.|pythonhosted\.|npmjs\.|yarnpkg\.|artifactory|nexus)"
    r"|--(?:extra-)?index-url|^registry\s*=",
    re.M,
)
ARGUED = re.compile(r"#.*\b(long|larga)\b", re.I)
"""A comment that argues why a function, or a file, is longer than the style wants."""


def listed(*patterns: str) -> list[Path]:
    """Files git knows or would add, of these patterns."""
    command = ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in names.decode().split("\0") if name]
    return sorted(p for p in paths if p.is_file() and "/fixtures/" not in str(p))


def ident(path: Path) -> str:
    return str(path.relative_to(ROOT))


def too_long_functions(source: str) -> list[str]:
    """Functions over the limit whose own lines hold no comment that argues it."""
    lines = source.splitlines()
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        assert node.end_lineno is not None
        length = node.end_lineno - node.lineno + 1
        own = lines[max(node.lineno - 3, 0) : node.end_lineno]
        if length > FUNCTION_LINES_MAX and not any(map(ARGUED.search, own)):
            found.append(f"{node.name}: {length} lines")
    return found


@pytest.mark.parametrize("path", listed(*CODE), ids=ident)
def test_files_are_short(path):
    lines = path.read_text().splitlines()
    argued = any(map(ARGUED.search, lines[:30]))
    assert len(lines) <= FILE_LINES_MAX or argued, f"{len(lines)} lines"


@pytest.mark.parametrize("path", listed("*.py"), ids=ident)
def test_lines_and_functions_are_short(path):
    source = path.read_text()
    long = [
        number
        for number, line in enumerate(source.splitlines(), start=1)
        if len(line) > LINE_CHARACTERS_MAX and "noqa: E501" not in line
    ]
    assert long == []
    assert too_long_functions(source) == []


@pytest.mark.parametrize("path", listed("*.py"), ids=ident)
def test_every_module_opens_with_why_it_exists(path):
    source = path.read_text()
    assert source == "" or ast.get_docstring(ast.parse(source)), "no docstring"


@pytest.mark.parametrize("path", listed("simulator/**/__init__.py"), ids=ident)
def test_every_package_is_a_door_with_a_list(path):
    """A folder whose `__init__.py` is a docstring and nothing else is no door."""
    tree = ast.parse(path.read_text())
    if len(tree.body) == 1 and ast.get_docstring(tree):
        return
    names = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert "__all__" in names


@pytest.mark.parametrize("path", listed(*TEXT), ids=ident)
def test_no_registry_address_is_written_down(path):
    if path.resolve() == Path(__file__).resolve():
        return
    found = REGISTRY.search(path.read_text())
    assert found is None, found.group(0)


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    left = [
        ident(path)
        for path in listed(*CODE)
        if path.name != Path(__file__).name and words.search(path.read_text())
    ]
    assert left == []


def test_the_judge_of_functions_sees_what_it_should():
    body = "    x = 1\n" * 40
    assert too_long_functions(f"def f():\n{body}") == ["f: 41 lines"]
    assert too_long_functions(f"def f():\n{body[:-10]}") == []
    assert too_long_functions(f"# Long: one table.\ndef f():\n{body}") == []


@pytest.mark.parametrize(
    "line",
    [
        "https://" + "pypi.org/simple",
        "pip install --index-url x",
        "registry = x",
        "https://registry." + "npmjs.org/lit",
    ],
)
def test_the_judge_of_registries_sees_what_it_should(line):
    assert REGISTRY.search(line)
