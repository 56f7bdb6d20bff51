"""What the static edition's modules import for their functions alone waits."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.run import ROOT
from tools.static_edition import packed_modules
from tools.static_edition.build import WHEELS, WITH_A_SERVER
from tools.static_edition.compiling import OURS, compiled

EVERY_ORDER = """
import random, sys
from tests.tools.test_put_off import installed, sources

def forget():
    for name in [each for each in sys.modules if each.partition(".")[0] == "simulator"]:
        del sys.modules[name]

forget()
names = installed(sources())
for seed in range(3):
    forget()
    for name in random.Random(seed).sample(names, len(names)):
        module = __import__(name, fromlist=("",))
        put_off = getattr(vars(module)["__builtins__"], "later", {})
        for later, (modules, _) in list(put_off.items()):
            module_of_that_name = f"{name}.{later}" in names and modules != (name,)
            assert not module_of_that_name, f"{name}.{later}"
            getattr(module, later)
print(len(names))
"""


def installed(sources: dict[str, bytes]) -> list[str]:
    """Modules, compiled as for a page, are found from now on; their names."""
    sys.modules["packed_modules"] = packed_modules
    pack, places = b"", {}
    for file, source in sources.items():
        octets = compiled(source, f"/app/{file}")
        places[f"{file}c"] = (len(pack), len(pack) + len(octets))
        pack += octets
    packed_modules.install(pack, places)
    return packed_modules.waiting(places, OURS.removeprefix("/app/"))


def sources() -> dict[str, bytes]:
    """Ours that a page gets."""
    files = Path(ROOT, "simulator").rglob("*.py")
    return {
        str(file.relative_to(ROOT)): file.read_bytes()
        for file in files
        if not set(WITH_A_SERVER) & set(file.parts)
    }


@pytest.fixture
def packed(monkeypatch):
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    before = set(sys.modules)
    yield installed
    for name in set(sys.modules) - before:
        del sys.modules[name]


FIRST = b"""
from __future__ import annotations
import json
import xml.dom
import xml.sax
from simulator import made_up_third as third
from simulator.made_up_second import Kind
from simulator.made_up_third import THREE, twice

class Mine(Kind):
    pass

def four() -> THREE:
    return len([json, Mine]) * twice(1)

def elements():
    return xml.dom.Node, xml.sax.parse, third.THREE

def lost():
    return nowhere
"""
SOURCES = {
    "simulator/made_up.py": FIRST,
    "simulator/made_up_second.py": b"class Kind: pass",
    "simulator/made_up_third.py": b"THREE = 3\ndef twice(n): return 2 * n\n",
}


def test_what_a_function_needs_is_there_when_it_is_called(packed):
    packed(SOURCES)
    import simulator.made_up as made_up

    assert "simulator.made_up_second" in sys.modules
    assert "simulator.made_up_third" not in sys.modules
    assert made_up.four() == 4
    assert made_up.elements()[2] == 3
    with pytest.raises(NameError):
        made_up.lost()
    with pytest.raises(AttributeError):
        _ = made_up.nowhere


def test_a_module_can_be_asked_for_what_it_only_passes_on(packed):
    packed(SOURCES)
    from simulator.made_up import THREE

    assert THREE == 3


def test_they_come_by_and_by(packed):
    names = packed({"simulator/made_up.py": b"A = 1", "simulator/made_up_2.py": b""})
    assert packed_modules.bring_some(names, 0.0) is True
    while packed_modules.bring_some(names, 0.001):
        pass
    assert {"simulator.made_up", "simulator.made_up_2"} <= set(sys.modules)


def test_what_a_page_gets_imports_only_what_is_packed_with_it():
    packages = {"dnspython": "dns", "markdown-it-py": "markdown_it"}
    packed = {packages.get(name, name) for name in WHEELS} | {"simulator"}
    for file, source in sources().items():
        for node in ast.walk(ast.parse(source)):
            names = [alias.name for alias in getattr(node, "names", ())]
            if isinstance(node, ast.ImportFrom):
                names = [str(node.module)]
            if isinstance(node, ast.Import | ast.ImportFrom):
                tops = {name.partition(".")[0] for name in names}
                assert tops <= packed | sys.stdlib_module_names, file


def test_our_modules_can_be_imported_in_any_order_and_find_all_they_need():
    told = subprocess.run(
        [sys.executable, "-c", EVERY_ORDER],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    assert int(told.stdout) == len(sources())
