"""The table «who may import whom» of simulator/README.md, and the bans, by AST.

Nothing is imported to check it. A copy of the table stands here because a test that
read it from the prose would pass when the prose is edited away; a last test keeps the
two in step.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SIMULATOR = ROOT / "simulator"

BASE = {"rfc", "mail", "journal", "languages"}
ENGINES = {"agents", "protocols", "net"}
LAB = {"scenario", "lab", "acts"}
READERS = {"projections", "export"}
HOSTING = BASE | ENGINES | LAB | READERS | {"teaching"}
CLASSROOM = HOSTING | {"hosting"}
OUTSIDE = CLASSROOM | {"classroom"}
PACKAGES = OUTSIDE | {"browser", "gateway", "archive"}

ALLOWED = {
    "rfc": set(),
    "mail": set(),
    "journal": set(),
    "languages": set(),
    "protocols": {"mail", "rfc", "journal"},
    "net": {"journal"},
    "agents": {"protocols", "net", "mail", "journal", "rfc", "languages"},
    "acts": {"mail", "agents", "protocols", "net", "journal"},
    "scenario": {"mail", "agents", "protocols", "net", "acts", "languages"},
    "lab": (LAB - {"lab"}) | {"agents", "net", "journal", "mail"},
    "projections": {"journal", "mail", "rfc", "protocols", "languages"},
    "export": {"journal", "mail", "rfc", "protocols", "languages", "projections"},
    "teaching": LAB | {"projections", "journal", "rfc", "languages", "protocols"},
    "hosting": HOSTING,
    "classroom": CLASSROOM,
    "browser": OUTSIDE,
    "gateway": OUTSIDE,
    "archive": OUTSIDE,
    "web": PACKAGES,
}
"""Package to the packages of ours it may import, besides itself. A row may stand here
before its package does: the design says what it will be allowed."""

PARTS = {
    "agents": {"languages": ("Words",)},
    "projections": {"protocols": ("states", "codes", "services")},
    "export": {
        "protocols": ("states", "codes", "services"),
        "projections": ("shapes", "catalogue"),
    },
    "teaching": {"protocols": ("services",)},
    "scenario": {
        "protocols": ("Config", "config", "services"),
        "agents": ("Config", "config"),
        "net": ("Config", "config"),
    },
}
"""Where only some parts of a package may be imported: how a module or name must end."""

BANNED = {
    "socket",
    "asyncio",
    "gevent",
    "threading",
    "time",
    "random",
    "secrets",
    "datetime",
    "logging",
}
EXEMPT = {
    "net/chance.py": {"random"},
    "mail/dates.py": {"datetime"},
}
FREE_OF_BANS = {"web", "gateway", "archive"}


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
    """`simulator/lab.py` and `simulator/net/link.py` belong to lab and net."""
    return path.split("/")[0].removesuffix(".py")


def violations(path: str, source: str) -> list[str]:
    """What file `path` (relative to simulator/) imports that it may not."""
    package = package_of(path)
    found = []
    for module, name in imports(source):
        if module.startswith("."):
            found.append(f"{path}: relative import of {module}")
        elif module.split(".")[0] == "simulator":
            found += _ours(path, package, module, name)
        elif package not in FREE_OF_BANS:
            top = module.split(".")[0]
            if top in BANNED - EXEMPT.get(path, set()):
                found.append(f"{path}: {top} is banned")
            if top in ("flask", "flask_socketio", "app"):
                found.append(f"{path}: {top} only in web and app.py")
    return found


def _ours(path: str, package: str, module: str, name: str) -> list[str]:
    parts = module.split(".")[1:] + ([name] if name else [])
    if not parts:
        return [f"{path}: imports the whole of simulator"]
    target = parts[0]
    if target == package:
        return []
    if target not in ALLOWED[package]:
        return [f"{path}: {package} may not import {'.'.join(parts)}"]
    only = PARTS.get(package, {}).get(target)
    if only and not any(part.endswith(only) for part in parts[1:]):
        return [f"{path}: {package} may import only {only} of {target}, not {parts}"]
    return []


def modules():
    return sorted(SIMULATOR.rglob("*.py"))


@pytest.mark.parametrize("file", modules(), ids=lambda f: str(f.relative_to(ROOT)))
def test_every_module_imports_only_what_it_may(file):
    path = file.relative_to(SIMULATOR).as_posix()
    if path == "__init__.py":
        assert imports(file.read_text()) == []
        return
    assert package_of(path) in ALLOWED, f"{path}: which package is this?"
    assert violations(path, file.read_text()) == []


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
        ("web/channel.py", "import gevent\nfrom simulator.lab import Lab"),
        ("teaching/judge.py", "import msgspec\nfrom simulator.lab import Lab"),
    ],
)
def test_what_is_allowed_is_not_reported(path, source):
    assert violations(path, source) == []


def test_the_readme_lists_the_same_table():
    text = (SIMULATOR / "README.md").read_text()
    rows = dict(re.findall(r"^\| `?([^|]+?)`? \| [^|]+ \| ([^|]+) \|$", text, re.M))
    for names, allowed in rows.items():
        if names == "folder" or "---" in names:
            continue
        for name in re.findall(r"(\w+)(?:\.py|/)", names):
            told = {n for n in re.findall(r"`(\w+)`", allowed) if n in ALLOWED}
            assert ALLOWED[name] >= told, name
