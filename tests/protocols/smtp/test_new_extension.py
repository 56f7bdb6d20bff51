"""What a new extension costs: a file and its line in the registry, besides texts.

A copy of the tree gets the made-up extension of `new_extension/` and plays it; nothing
here is changed. The list of files is what CONTRIBUTING.md promises.
"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.projections.catalogue import load
from simulator.protocols.smtp.extensions import EXTENSIONS, Extension

ROOT = Path(__file__).parents[3]
MADE_UP = Path(__file__).parent / "new_extension"
REGISTRY = "simulator/protocols/smtp/extensions/__init__.py"
EXTENSION = "simulator/protocols/smtp/extensions/postage.py"
FILES_MAX = 8
"""Besides tests and texts."""

ENGINES = {
    "server.py",  # chunks, TLS
    "commands.py",  # handlers; the client's choice of a mechanism
    "session.py",  # what STARTTLS and AUTH change
    "session_states.py",
    "config.py",  # what must be configured together; a server without a certificate
    "grammar.py",  # SMTPUTF8 in VRFY
    "engine.py",  # the client says STARTTLS
    "states.py",  # what the client waits for
}
POLICY = {"notices.py", "relay.py", "submission.py"}
"""Who is told what (DSN), who may log in (AUTH)."""

PAGES = {
    "smtp.py",  # the states AUTH and BDAT, for the narrator
    "smtp_words.py",
    "gateway_help.py",  # STARTTLS of real ports and terminals
    "connections.py",
    "line_shapes.py",  # what follows AUTH is nobody's to read
    "overheard.py",  # AUTH says the password that a spy would like to read
}
SCENARIOS = {"teams.py", "roles.py"}
"""Those that are made, and announce what any in a file may."""


def words_of(extension: Extension) -> set[str]:
    """Its keyword, parameters and verbs that are words."""
    words = {extension.keyword}
    words |= {parameter.keyword for parameter in extension.parameters}
    return words | {verb.name for verb in extension.verbs if verb.name.isalpha()}


def contents(tree: Path) -> dict[str, bytes]:
    """Path to octets of every source of the simulator."""
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in sorted(tree.glob("simulator/**/*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def register(tree: Path) -> None:
    """Do what a contributor does."""
    shutil.copy(MADE_UP / "postage.py", tree / EXTENSION)
    registry = tree / REGISTRY
    source = registry.read_text(encoding="utf-8")
    line = "from simulator.protocols.smtp.extensions.size import SIZE\n"
    told = "from simulator.protocols.smtp.extensions.postage import POSTAGE\n"
    assert line in source and "        CHUNKING,\n    )\n" in source
    source = source.replace(line, told + line)
    source = source.replace(
        "        CHUNKING,\n    )\n", "        CHUNKING,\n        POSTAGE,\n    )\n"
    )
    registry.write_text(source, encoding="utf-8")
    for language in load():
        texts = tree / "simulator/projections/texts" / language
        shutil.copy(MADE_UP / "texts.toml", texts / "postage.toml")


@pytest.fixture
def tree(tmp_path):
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "simulator", tmp_path / "simulator", ignore=ignore)
    return tmp_path


def test_a_new_extension_is_played_with_two_files_and_texts(tree):
    before = contents(tree)
    register(tree)
    after = contents(tree)
    touched = {path for path in after if after[path] != before.get(path)}
    code = {path for path in touched if "/texts/" not in path}
    assert code == {EXTENSION, REGISTRY}
    assert len(code) <= FILES_MAX
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tree), str(ROOT)])}
    played = subprocess.run(
        [sys.executable, "-m", "tests.protocols.smtp.new_extension.play"],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert played.returncode == 0, played.stderr
    assert "POSTAGE" not in EXTENSIONS


def test_few_files_know_a_word_of_an_extension():
    words = {word for each in EXTENSIONS.values() for word in words_of(each)}
    knowing = set()
    for path in (ROOT / "simulator").glob("**/*.py"):
        own = {"extensions", "imap", "pop3"} & {*path.parts, path.stem}
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        if not own and found & words:
            knowing.add(path.name)
    assert knowing == ENGINES | POLICY | PAGES | SCENARIOS


@pytest.mark.parametrize("language", load())
@pytest.mark.parametrize("keyword", EXTENSIONS)
def test_every_text_of_an_extension_is_in_the_catalogue(keyword, language):
    catalogue = load()[language]
    assert [k for k in EXTENSIONS[keyword].text_keys if k not in catalogue] == []
