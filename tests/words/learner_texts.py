"""Every text a learner reads, by language and place: what tests of words search.

The catalogue, lessons, scenarios, experiments and READMEs; no code and nothing that
travels on a wire. Another language brings its README in `READMES`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from simulator.projections.catalogue import load
from simulator.teaching.text import markdown_of, prose
from tests.worlds import library
from tools.run import ROOT

READMES = {"es": "LEEME.md", "en": "README.md"}
BOTH = "lessons/README.md"
"""Two languages, one after the other, under the heading of this number."""

HALF = {"es": 1, "en": 2}
WRITTEN = ("subject", "body")
WRITTEN_IN = "es"
"""What people of the scenarios write to each other, and in which language."""

_CODE = re.compile(r"```.*?```|`[^`]*`", re.S)


@cache
def learner_texts(language: str) -> dict[str, str]:
    """Where it stands to the words."""
    catalogue = load()[language].items()
    found = {f"texts: {key}": t for key, t in catalogue if key[:9] != "language."}
    for slug, lesson in library().lessons.items():
        words = lesson.words(language)
        found[f"{slug}: title"] = f"{words.title} {words.goal}"
        for name, section in words.sections.items():
            found[f"{slug}: {name}"] = prose(markdown_of(section))
    for path in sorted((ROOT / "lessons").rglob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, text in enumerate(_spoken(data, language)):
            found[f"{path.relative_to(ROOT)}: {number}"] = text
    if language in READMES:
        found[BOTH] = re.split(r"\n## \w+\n", _without_code(BOTH))[HALF[language]]
        found[READMES[language]] = _without_code(READMES[language])
    return found


def _spoken(data: Any, language: str) -> Iterator[str]:
    """The words of a TOML file in a language; of messages, those people write."""
    for item in data if isinstance(data, list) else []:
        yield from _spoken(item, language)
    for key, value in data.items() if isinstance(data, dict) else []:
        if not isinstance(value, str):
            yield from _spoken(value, language)
        elif key == language or (key in WRITTEN and language == WRITTEN_IN):
            yield value


def _without_code(name: str) -> str:
    """A Markdown file of the project, its prose alone."""
    return _CODE.sub("", (ROOT / name).read_text(encoding="utf-8"))
