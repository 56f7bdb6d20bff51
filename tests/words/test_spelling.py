"""Spelling of what learners read, by Hunspell and our list of words beside this file.

A word that Hunspell does not know is a mistake, or belongs in `<language>.txt`: names
and terms of the field. A word in the list that nobody writes any more is a mistake,
too. Without Hunspell a newcomer's test is skipped; CI's fails.
"""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.clients.programs import missing, need
from tests.words.learner_texts import learner_texts

DICTIONARIES = {
    "es": ("es_ES", "hunspell-es"),
    "en": ("en_GB", "hunspell-en-gb"),
}
"""Language to its dictionary, and the Debian package that has it."""

_FORMS = re.compile(r"\{[a-z_0-9]+#([^{}]*)\}")
_NOT_WORDS = re.compile(
    r"\{[^{}]*\}"  # placeholders
    r"|<[^<> ]*>|\]\([^()]*\)"  # tags and addresses, targets of links
    r"|\S*[@_\\/]\S*|\S+[.:=]\w\S*"  # addresses, paths, names of machines and files
    r"|\w*\d\w*|\b[^\W\d_]*[A-Z]{2}[^\W\d_]*\b"  # numbers, abbreviations, commands
)


def listed(language: str) -> list[str]:
    """Our own words of a language, in small letters."""
    path = Path(__file__).parent / f"{language}.txt"
    return path.read_text(encoding="utf-8").split()


def plain(text: str) -> str:
    """`text` with only what should be in a dictionary."""
    forms = _FORMS.sub(lambda match: match[1].replace("|", " "), text)
    return _NOT_WORDS.sub(" ", forms).replace("’", "'").replace("*", " ")


@cache
def unknown(language: str) -> dict[str, str]:
    """Word that Hunspell does not know, to a place where it is written."""
    dictionary, package = DICTIONARIES[language]
    command = [need("hunspell"), "-d", dictionary, "-i", "utf-8", "-l"]
    texts = {place: plain(text) for place, text in learner_texts(language).items()}
    asked = "\n".join(texts.values())
    done = subprocess.run(command, input=asked, capture_output=True, text=True)
    if done.returncode:
        missing(f"Hunspell has no {dictionary} (Debian: {package})")
    return {
        word: next(p for p, text in texts.items() if re.search(rf"\b{word}\b", text))
        for word in sorted(set(done.stdout.split()))
        if len(word) > 1
    }


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_word_is_in_a_dictionary_or_in_our_list(language):
    ours = set(listed(language))
    found = unknown(language).items()
    assert {w: place for w, place in found if w.lower() not in ours} == {}


@pytest.mark.parametrize("language", DICTIONARIES)
def test_our_list_has_only_words_in_use(language):
    words = listed(language)
    assert words == sorted(set(words))
    used = {word.lower() for word in unknown(language)}
    assert set(words) - used == set()


def test_placeholders_names_and_code_are_no_words():
    text = plain("{n#carta|cartas} de {the:host} en mx1, a <b@sur.example>: RCPT/DATA")
    assert text.split() == ["carta", "cartas", "de", "en", ",", "a", ":"]
