"""The table «who may import whom» of simulator/README.md, and the bans, by AST.

Nothing is imported to check it, and every import counts: inside a package, inside a
function, under TYPE_CHECKING. A copy of the table stands here because a test that read
it from the prose would pass when that is edited away; a last test keeps both in step.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SIMULATOR = ROOT / "simulator"

BASE = {"rfc", "mail", "journal", "languages", "bounded_json"}
ENGINES = {"agents", "protocols", "net"}
LAB = {"scenario", "lab", "acts"}
HOSTING = BASE | ENGINES | LAB | {"projections", "export", "teaching"}
CLASSROOM = HOSTING | {"hosting"}
OUTSIDE = CLASSROOM | {"classroom"}

ALLOWED = {
    **{package: set() for package in BASE},
    "protocols": {"mail", "rfc", "journal"},
    "net": {"journal"},
    "agents": {"protocols", "net", "mail", "journal", "rfc", "languages"},
    "acts": {"mail", "agents", "net", "journal", "bounded_json"},
    "scenario": {"mail", "agents", "protocols", "net", "acts", "languages"},
    "lab": {"scenario", "acts", "agents", "net", "journal", "mail"},
    "projections": {"journal", "mail", "rfc", "protocols", "languages"},
    "export": {"journal", "mail", "rfc", "protocols", "languages", "projections"},
    "teaching": LAB
    | {"projections", "journal", "rfc", "languages", "protocols"}
    | {"mail", "agents", "net", "bounded_json"},
    "hosting": HOSTING,
    "classroom": CLASSROOM,
    "browser": OUTSIDE - {"classroom"},
    "gateway": OUTSIDE,
    "archive": OUTSIDE,
    "web": OUTSIDE | {"gateway", "archive"},
}
"""Package to the packages of ours it may import, besides itself."""

COVERED = ("canonical", "hashing", "header", "signature", "tags")  # of DKIM: grammar
PARTS = {
    "agents": {"languages": ("Words",)},
    "projections": {"protocols": ("states", "codes", "services", *COVERED)},
    "export": {
        "protocols": ("states", "codes", "services"),
        "projections": ("shapes", "catalogue"),
    },
    "teaching": {
        "protocols": ("services", "states", "codes", "config", "questions", "client"),
        "agents": ("config",),
        "net": ("chance",),
    },
    "scenario": {
        "protocols": ("Config", "config", "services"),
        "agents": ("Config", "config"),
        "net": ("Config", "config"),
    },
}
"""Where only some parts of a package may be imported: how a module or name must end."""

LAYERS = {
    "agents": {
        "config": set(),
        "driver": set(),
        "visitor": set(),
        "wiretap": {"config", "machine"},
        "machine": {"config"},
        "dial": {"config", "machine"},
        "dns": {"machine"},
        "store": {"config", "driver", "machine"},
        "mta": {"config", "driver", "machine", "dial", "store"},
        "mua": {"config", "driver", "machine", "dial", "mta"},
        "webmail": {"config", "driver", "machine", "dial", "mta", "mua"},
        "terminal": {"machine", "dns"},
    },
    "projections": {
        "catalogue": set(),
        "message_names": set(),
        "shapes": {"catalogue"},
        "concealing": set(),
        "part_of_journal": set(),
        "slips": {"catalogue"},
        **dict.fromkeys(("changes", "spf_machine", "state_tables"), {"shapes"}),
        "letters": {"shapes", "message_names"},
        "narration": {"catalogue", "shapes", "message_names", "slips"},
        "model": {"catalogue", "shapes", "message_names", "narration"},
        "window": {"shapes", "model"},
    },
    "protocols": {
        **dict.fromkeys(("engine", "authentication_results", "mta_sts"), set()),
        "read_results": {"authentication_results"},
        **dict.fromkeys(("lines", "sasl", "services"), set()),
        "dns": {"services"},
        "dkim": {"engine"},
        "http": {"engine"},
        "imap": {"engine", "lines", "sasl"},
        "pop3": {"engine", "lines", "sasl"},
        "smtp": {"engine", "lines", "sasl"},
        **dict.fromkeys(("spf", "dmarc"), {"dns"}),
    },
}
"""Inside a package: part to the parts it may import, besides itself. A part is a module
or a folder of modules."""

ASSEMBLERS = {"agents": {"world"}, "projections": {"served_journal"}}
"""The parts that put all others of their package together; its door does, too."""

HIDDEN_INPUTS = {"time", "datetime", "random", "secrets"}
MACHINE = {"socket", "asyncio", "gevent", "threading", "logging"} | HIDDEN_INPUTS
FLASK = {"flask", "flask_socketio"}
BANNED = MACHINE | FLASK | {"app"}
EXEMPT = {"net/chance.py": {"random"}, "mail/dates.py": {"datetime"}}
"""DESIGN.md: one module draws, one reads what a date is."""

FREE_OF_BANS = {"gateway": MACHINE, "archive": MACHINE, "web": MACHINE | FLASK}
"""What the outermost packages may use of it."""

Graph = dict[str, set[str]]
"""Module of ours to the modules of ours it imports."""


def imports(source: str) -> list[tuple[str, str]]:
    """`(module, name)` of every import, at any depth; name is "" for `import x`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found += [(module, alias.name) for alias in node.names]
    return found


def package_of(path: str) -> str:
    """`lab.py` and `net/link.py` belong to lab and net."""
    return path.split("/")[0].removesuffix(".py")


def part_of(path: str) -> str:
    """`agents/world.py` and `agents/mta/queue.py` belong to the parts world and mta of
    their package; "" for its door."""
    parts = path.removesuffix(".py").split("/")
    return "" if parts[1:] in ([], ["__init__"]) else parts[1]


def violations(path: str, source: str) -> list[str]:
    """What file `path` (relative to simulator/) imports that it may not."""
    package = package_of(path)
    may = EXEMPT.get(path, set()) | FREE_OF_BANS.get(package, set())
    found = []
    for module, name in imports(source):
        top = module.split(".")[0]
        if module.startswith("."):
            found.append(f"{path}: relative import of {module}")
        elif top == "simulator":
            found += _ours(path, package, module, name)
        elif top in BANNED - may:
            found.append(f"{path}: {top} is banned")
    return found


def _ours(path: str, package: str, module: str, name: str) -> list[str]:
    parts = module.split(".")[1:] + ([name] if name else [])
    if not parts:
        return [f"{path}: imports the whole of simulator"]
    target = parts[0]
    if target == package:
        return _inside(path, package, parts[1:])
    if target not in ALLOWED[package]:
        return [f"{path}: {package} may not import {'.'.join(parts)}"]
    only = PARTS.get(package, {}).get(target)
    if only and not any(part.endswith(only) for part in parts[1:]):
        return [f"{path}: {package} may import only {only} of {target}, not {parts}"]
    return []


def _inside(path: str, package: str, target: list[str]) -> list[str]:
    """`target`: what of its own package file `path` imports."""
    layers, part = LAYERS.get(package), part_of(path)
    if layers is None or part in {"", *ASSEMBLERS.get(package, set())}:
        return []
    if not target or target[0] not in {part, *layers[part]}:
        return [f"{path}: {package}/{part} may not import {'.'.join(target)}"]
    return []


def sources() -> dict[str, str]:
    """Module of ours to its text."""
    found = {}
    for file in sorted(SIMULATOR.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix().removesuffix(".py").replace("/", ".")
        found[name.removesuffix(".__init__")] = file.read_text()
    return found


def graph_of(texts: dict[str, str]) -> Graph:
    """Who imports whom. `from package import name` leads to the module `name`, else to
    the door of `package`; that Python runs the doors above a module does not count."""
    graph: Graph = {}
    for name, text in texts.items():
        wanted = ((module, f"{module}.{alias}") for module, alias in imports(text))
        targets = {deep if deep in texts else module for module, deep in wanted}
        graph[name] = targets & set(texts)
    return graph


def reached(graph: Graph, start: str) -> set[str]:
    """Every module that `start` imports, however many steps away."""
    found: set[str] = set()
    todo = [start]
    while todo:
        new = graph[todo.pop()] - found
        found |= new
        todo += new
    return found


def cycles(texts: dict[str, str]) -> list[set[str]]:
    """The knots: modules that import each other, directly or not."""
    graph = graph_of(texts)
    behind = {name: reached(graph, name) for name in graph}
    knots = {
        frozenset(other for other in behind[name] if name in behind[other])
        for name in graph
        if name in behind[name]
    }
    return sorted(map(set, knots), key=sorted)


def modules() -> list[str]:
    files = sorted(SIMULATOR.rglob("*.py"))
    return [file.relative_to(SIMULATOR).as_posix() for file in files]


@pytest.mark.parametrize("path", modules())
def test_every_module_imports_only_what_it_may(path):
    text = (SIMULATOR / path).read_text()
    if path == "__init__.py":
        assert imports(text) == []
        return
    package, part = package_of(path), part_of(path)
    assert package in ALLOWED, f"{path}: which package is this?"
    known = {"", *LAYERS.get(package, {part}), *ASSEMBLERS.get(package, set())}
    assert part in known, f"{path}: which part of {package} is this?"
    assert violations(path, text) == []


def test_no_modules_import_each_other():
    assert cycles(sources()) == []


def test_every_row_is_of_a_package_or_part_that_exists():
    here = {package_of(path) for path in modules()} - {"__init__"}
    assert set(ALLOWED) == here
    for package, layers in LAYERS.items():
        inside = {part_of(path) for path in modules() if package_of(path) == package}
        assert {"", *layers, *ASSEMBLERS.get(package, set())} == inside


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("protocols/smtp/server.py", "import socket"),
        ("protocols/smtp/server.py", "from time import monotonic"),
        ("protocols/smtp/server.py", "def f():\n    import random"),
        ("protocols/smtp/server.py", "from simulator.net import Clock"),
        ("protocols/smtp/server.py", "import simulator.agents.mta.mta"),
        ("net/link.py", "from simulator.mail import Path"),
        ("net/link.py", "import random"),
        ("net/chance.py", "import time"),
        ("mail/dates.py", "import random"),
        ("journal/event.py", "from simulator import rfc"),
        ("projections/model/x.py", "from simulator.lab import Lab"),
        (
            "projections/model/x.py",
            "from simulator.protocols.smtp import SmtpServer",
        ),
        ("export/transcript.py", "from simulator import lab"),
        ("export/transcript.py", "from .jsonl import text"),
        ("export/svg.py", "from simulator.projections.model import ModelFold"),
        ("lab.py", "from simulator.protocols.smtp import states"),
        ("acts/faults.py", "import logging"),
        ("agents/mta/mta.py", "from simulator import acts"),
        ("scenario/loading.py", "from simulator.protocols.smtp import SmtpServer"),
        ("teaching/judge.py", "from flask import g"),
        ("hosting/labs.py", "from gevent import sleep"),
        ("hosting/labs.py", "from simulator.web import Visitors"),
        ("gateway/listener.py", "import flask"),
        ("web/pages.py", "import app"),
        ("acts/spec.py", "from simulator.scenario import Scenario"),
        ("agents/dial.py", "from simulator.agents.mta import Mta"),
        ("agents/mta/queue.py", "from simulator.agents.mua import Mua"),
        ("agents/mta/queue.py", "from simulator.agents import World"),
        ("projections/narration/dns.py", "from simulator.projections import model"),
        ("protocols/pop3/server.py", "from simulator.protocols.imap import codes"),
        (
            "agents/mta/queue.py",
            "if TYPE_CHECKING:\n    from simulator.agents.world import World",
        ),
        ("mail/message.py", "import simulator"),
    ],
)
def test_a_planted_violation_is_caught(path, source):
    assert len(violations(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("net/chance.py", "import random"),
        ("mail/dates.py", "from datetime import UTC"),
        ("protocols/pop3/server.py", "from simulator.journal import Fact"),
        ("protocols/pop3/server.py", "from simulator.protocols.lines import Line"),
        ("projections/model/x.py", "from simulator.protocols.smtp import states"),
        (
            "projections/model/x.py",
            "from simulator.protocols.pop3.codes import REASONS",
        ),
        (
            "scenario/loading.py",
            "from simulator.protocols.smtp import SmtpServerConfig",
        ),
        ("export/svg.py", "from simulator.projections.shapes import Step"),
        ("lab.py", "from simulator.acts import Act"),
        ("agents/mta/queue.py", "from simulator.agents.mta.outbox import Outbox"),
        ("agents/world.py", "from simulator.agents.webmail import Webmail"),
        ("agents/__init__.py", "from simulator.agents.world import World"),
        ("gateway/listener.py", "from gevent import socket"),
        ("web/channel.py", "import gevent\nfrom simulator.lab import Lab"),
        ("teaching/judge.py", "import msgspec\nfrom simulator.lab import Lab"),
    ],
)
def test_what_is_allowed_is_not_reported(path, source):
    assert violations(path, source) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("from simulator.net.b import B", "from simulator.net.a import A"),
        ("import simulator.net.b", "from simulator.net import a"),
        (
            "from simulator.net.b import B",
            "if TYPE_CHECKING:\n    from simulator.net.a import A",
        ),
        (
            "def f():\n    from simulator.net.b import B",
            "from simulator.net.a import A",
        ),
        ("from simulator.net import B", "from simulator.net.a import A"),
    ],
)
def test_a_planted_cycle_is_found(first, second):
    door = "from simulator.net.b import B"
    texts = {
        "simulator.net": door,
        "simulator.net.a": first,
        "simulator.net.b": second,
        "simulator.net.c": "from simulator.net.a import A",
    }
    knot = cycles(texts)
    assert len(knot) == 1
    assert {"simulator.net.a", "simulator.net.b"} <= knot[0]
    assert "simulator.net.c" not in knot[0]


def test_modules_in_a_row_are_no_cycle():
    texts = {
        "simulator.net": "from simulator.net.b import B",
        "simulator.net.a": "from simulator.net.c import C",
        "simulator.net.b": "from simulator.net import a, c",
        "simulator.net.c": "import simulator",
    }
    assert cycles(texts) == []


def test_the_readme_lists_the_same_table():
    text = (SIMULATOR / "README.md").read_text()
    rows = re.findall(r"^\| (`[^|]+`) \| [^|]+ \| ([^|]+) \|$", text, re.M)
    told: dict[str, set[str]] = {}
    for names, allowed in rows:
        above = set(told) if "all of the above" in allowed else set()
        named = {word for word in re.findall(r"`(\w+)`", allowed) if word in ALLOWED}
        for name in re.findall(r"(\w+)(?:\.py|/)", names):
            told[name] = named | above
    assert told == ALLOWED
