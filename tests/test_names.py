"""A public name means one thing in the whole project, and the glossary tells which."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tools.run import ROOT

SIMULATOR = ROOT / "simulator"
PER_PROTOCOL = {"Response", "WhatNext", "codes", "states"}
"""What each protocol has of its own: the same thing, in another language."""
OVERUSED = ("World", "Letter", "Session", "Item", "Line", "Wire", "Question", "Server")
"""Words that once meant two to four things; `protocols/` has a Session per protocol."""


@cache
def trees() -> dict[Path, ast.Module]:
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SIMULATOR.rglob("*.py"))
    }


def given(tree: ast.Module) -> list[str]:
    """The names in the `__all__` of a door."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return ast.literal_eval(node.value)
    return []


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def origins() -> dict[str, set[str]]:
    """Name in a door to the modules that define it, doors behind doors opened."""
    doors = {module_of(p): t for p, t in trees().items() if p.name == "__init__.py"}
    sources = {
        door: {
            alias.asname or alias.name: f"{node.module}"
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for door, tree in doors.items()
    }

    def origin(module: str, name: str) -> str:
        behind = sources.get(module, {}).get(name)
        return module if behind in (None, module) else origin(behind, name)

    found = defaultdict(set)
    for door, tree in doors.items():
        for name in given(tree):
            found[name].add(origin(door, name))
    return found


def test_a_name_in_a_door_has_one_definition():
    twice = {name: sorted(m) for name, m in origins().items() if len(m) > 1}
    assert set(twice) <= PER_PROTOCOL, twice
    for modules in twice.values():
        assert all(module.startswith("simulator.protocols.") for module in modules)


@pytest.mark.parametrize("name", OVERUSED)
def test_an_overused_word_names_one_class(name):
    places = {
        module_of(path)
        for path, tree in trees().items()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == name
    }
    outside = [
        place for place in places if name != "Session" or "protocols" not in place
    ]
    assert len(outside) <= 1, places


# --- the glossary of simulator/README.md ----------------------------------------------

ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| `([\w/.]+)` \|$", re.M)


def glossary() -> list[tuple[str, str, str]]:
    text = (SIMULATOR / "README.md").read_text(encoding="utf-8")
    section = text.partition("\n## Glossary\n")[2].partition("\n## ")[0]
    return ROW.findall(section)


def test_the_glossary_has_about_forty_rows_in_order():
    names = [name for name, _, _ in glossary()]
    assert 35 <= len(names) <= 50
    assert names == sorted(names, key=str.lower)


@pytest.mark.parametrize(("name", "meaning", "file"), glossary())
def test_a_row_of_the_glossary_names_what_the_file_defines(name, meaning, file):
    text = (SIMULATOR / file).read_text(encoding="utf-8")
    assert re.search(rf"^(class|def) {name}\b|^{name}\b.*=", text, re.M)
    assert meaning.strip().endswith(".") is False
