"""CONTRIBUTING.md: its lists name files that are there, speak of the example, and no
other file does."""

import ast
import re
from functools import cache
from typing import NamedTuple

import pytest

from simulator.languages import read
from simulator.protocols.imap.commands import HANDLERS
from simulator.protocols.smtp.extensions import EXTENSIONS
from tools.run import ROOT

LANGUAGES = tuple(read().languages)
TEXTS = "simulator/projections/texts/"


class Recipe(NamedTuple):
    """One section: its title, the example's names, the paths as they are written."""

    title: str
    example: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def sources(self):
        """What is neither a test nor words."""
        wordless = ("tests/", TEXTS, "lessons/", "simulator/README.md")
        return [path for path in self.paths if not path.startswith(wordless)]

    def files(self):
        """Every file the list means."""
        for path in self.paths:
            for language in LANGUAGES if "LANGUAGE" in path else LANGUAGES[:1]:
                found = sorted(ROOT.glob(path.replace("LANGUAGE", language)))
                assert found, path
                yield from found


def recipes():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for section in text.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        told = re.search(r"^Example: (.*?)\.?$", body, re.MULTILINE)
        assert told, title
        sentence = told.group(1).partition(". ")[0]
        paths = re.findall(r"^- `([^`]+)`: ", body, re.MULTILINE)
        yield Recipe(title, tuple(re.findall("`([^`]+)`", sentence)), tuple(paths))


RECIPES = {recipe.title: recipe for recipe in recipes()}


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_every_file_of_a_list_speaks_of_its_example(recipe):
    for file in recipe.files():
        path = file.relative_to(ROOT).as_posix()
        text = path + file.read_text(encoding="utf-8")
        named = (rf"\b{re.escape(name)}\b" for name in recipe.example)
        assert any(re.search(name, text, re.IGNORECASE) for name in named), path


def names_in(source: str) -> set[str]:
    """What a module names: identifiers, and strings that are nothing else."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(name)) | ast.Name(id=name):
                found.add(name)
            case ast.alias(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Attribute(attr=name):
                found.add(name)
    return found


@cache
def names_by_module() -> dict[str, set[str]]:
    """Path to what a module of the simulator names."""
    return {
        file.relative_to(ROOT).as_posix(): names_in(file.read_text(encoding="utf-8"))
        for file in (ROOT / "simulator").rglob("*.py")
    }


@pytest.mark.parametrize(
    ("title", "folder", "names"),
    [
        ("A command of IMAP", "simulator/protocols", {"NAMESPACE"}),
        ("A command of POP3", "simulator/protocols/pop3", {"NOOP"}),
        ("A command of SMTP", "simulator/protocols/smtp", {"NOOP"}),
        ("An extension of SMTP", "simulator", {"SIZE"}),
        ("A fact", "simulator", {"MailboxFilled"}),
        ("An act", "simulator", {"Crash", "crash"}),
    ],
)
def test_no_other_module_names_the_example(title, folder, names):
    recipe = RECIPES[title]
    listed = {path for path in recipe.paths if path.endswith(".py")}
    assert names <= {*recipe.example}
    naming = {
        path
        for path, named in names_by_module().items()
        if path.startswith(f"{folder}/") and names & named
    }
    assert naming == {path for path in listed if path.startswith("simulator/")}


@pytest.mark.parametrize(
    ("title", "files_max"),
    [("An extension of SMTP", 8), ("A view", 5), ("An act", 3), ("A language", 0)],
)
def test_what_is_often_added_touches_few_sources(title, files_max):
    assert len(RECIPES[title].sources) <= files_max


def test_every_command_of_imap_has_a_file_where_the_list_says():
    folder = ROOT / "simulator/protocols/imap/commands"
    stems = {path.stem for path in folder.glob("*/*.py")} - {"__init__"}
    verbs = {verb.split()[-1].lower() for verb in HANDLERS}
    assert stems == verbs


def test_every_extension_of_smtp_has_a_file_where_the_list_says():
    folder = ROOT / "simulator/protocols/smtp/extensions"
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    for keyword in EXTENSIONS:
        defined = re.compile(rf'Extension\(\s*"{keyword}"')
        assert sum(bool(defined.search(text)) for text in texts) == 1, keyword


def test_every_lesson_has_the_files_of_the_list():
    files = {path.rpartition("/")[2] for path in RECIPES["A lesson"].paths[1:3]}
    wanted = {name.replace("LANGUAGE", lang) for name in files for lang in LANGUAGES}
    for lesson in ROOT.glob("lessons/*/*/lesson.toml"):
        assert {path.name for path in lesson.parent.iterdir()} == wanted, lesson
