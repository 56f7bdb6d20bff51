"""Words that Cartero does not use, in each language: what learners read is searched.

VOICE: one plain word for one thing. `FORBIDDEN` is a table, so another language brings
its own rows, and a word that is agreed on is one line more.
"""

import re

import pytest

from simulator.projections.catalogue import load
from simulator.teaching import Library
from simulator.teaching.text import markdown_of, prose
from tests.worlds import LANGUAGES
from tools.run import ROOT

READMES = {"es": "LEEME.md", "en": "README.md"}

FORBIDDEN = {
    "es": (
        r"e-?mail|mailer",
        r"usted(es)?|vosotros",
        r"ordenador(es)?|computador\w*|móvil(es)?|celular(es)?",
        r"ficheros?",
        r"diarios?",
        r"fronteras?",
        r"encript\w+",
        r"banderas?",
        r"(el|un|del|al) terminal",
        r"nombre de usuario",
        r"reloj de pared",
        r"(la|tu|su|una|sin) claves?",
        r"identificad[oa]s?",
        # a host's label brings its article: {the:host}, "a {the:host}", "de {the:host}"
        r"(el|al|del)(?= (\{host:|mx\d|ns\d))",
    ),
    "en": (
        r"emails?|mailer",
        r"laborator\w+",
        r"anew|afresh",
        r"for ever",
        r"half-done",
        r"rightly",
        r"letter by letter",
        r"in order now",
        r"lone dot",
        r"mend(s|ed|ing)?",
        r"hand(s|ed|ing)? in",
        r"mail programs?",
        r"is no (command|part)",
        r"beyond ASCII",
        r"proven|known already",
        r"shall|ought|henceforth|thereof|whence",
    ),
}
"""Language to patterns of whole words, whatever their case."""


def read_by_learners(language: str) -> dict[str, str]:
    """Where it stands to the words: the catalogue, the lessons, the README."""
    found = {f"texts: {key}": text for key, text in load()[language].items()}
    for slug, lesson in Library.load(ROOT / "lessons").lessons.items():
        words = lesson.words(language)
        found[f"{slug}: title"] = f"{words.title} {words.goal}"
        for name, section in words.sections.items():
            found[f"{slug}: {name}"] = prose(markdown_of(section))
    if language in READMES:
        text = (ROOT / READMES[language]).read_text(encoding="utf-8")
        found[READMES[language]] = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_forbidden_word_is_used(language):
    words = re.compile(rf"\b(?:{'|'.join(FORBIDDEN[language])})\b", re.IGNORECASE)
    said = [
        f"{place}: {found[0]}"
        for place, text in read_by_learners(language).items()
        for found in words.finditer(text)
    ]
    assert said == []
