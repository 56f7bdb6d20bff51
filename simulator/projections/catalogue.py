"""The catalogue of texts in every language, and how a template is filled in.

Why it exists: every sentence a learner reads is a key and parameters until the last
moment, so one journal speaks every language, and a page may change language without
asking the server again. `static/src/core/texts.js` is its twin: both must agree with
the table `tests/golden/texts.json`. `simulator/languages.py` lists the languages.

It refuses to guess: an unknown key, a missing parameter or a template with a stray
brace is an error, never an empty place on the page.

A template knows these placeholders and nothing else:

- `{name}`: the parameter. A whole number from 10000 up is written in groups of three
  parted by a no-break space: 5 247 310.
- `{host:name}`: the label of the host whose id is the parameter. Where it opens a
  sentence it takes a capital.
- `{the:name}`: the same, where a label that is no proper name takes its language's
  article: "the north server", but "Ana's PC" and "mx1". A language may join it with the
  word before: `de {the:server}` is "del servidor norte", but "de mx1".
- `{name#one|many}`: the form for that number by its language's plural; a language
  may have more than two.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from simulator.languages import (
    FOLDER,
    Catalogue,
    Language,
    TextError,
    Texts,
    plural_form,
    read,
)

__all__ = [
    "FOLDER",
    "Catalogue",
    "Param",
    "Text",
    "TextError",
    "Texts",
    "differences",
    "fill",
    "load",
    "placeholders",
    "render",
]

GROUP_FROM = 10_000
NO_BREAK_SPACE = "\u00a0"

Param = str | int

_PLAIN: Catalogue = Language(name="").rules()

_NAME = "[a-z_][a-z0-9_]*"
_placeholder = re.compile(
    rf"(?:(?P<before>[^\W\d_]+) )?\{{the:(?P<the>{_NAME})\}}"
    rf"|\{{(?:host:(?P<host>{_NAME})"
    rf"|(?P<count>{_NAME})#(?P<forms>[^{{}}|]*(?:\|[^{{}}|]*)+)"
    rf"|(?P<name>{_NAME}))\}}"
)
# a label with a digit in it, as mx1, is a machine's own name
_digit = re.compile("[0-9]")
_opens_sentence = re.compile(r"(?:^|[.!?] )$")


class Text(msgspec.Struct, frozen=True):
    """A text before its language is known: a key of the catalogue and parameters."""

    key: str
    params: dict[str, Param] = {}


def render(
    catalogue: Catalogue,
    key: str,
    params: Mapping[str, Param] | None = None,
    labels: Mapping[str, str] | None = None,
) -> str:
    """The sentence of `key`. `labels`: host id to its label in the same language.

    Raises TextError for an unknown key, a missing parameter or an unknown host.
    """
    template = catalogue.get(key)
    if template is None:
        raise TextError(f"no text has the key {key!r}")
    try:
        return fill(template, params or {}, labels or {}, catalogue)
    except TextError as error:
        raise TextError(f"{key}: {error}") from None


def fill(
    template: str,
    params: Mapping[str, Param],
    labels: Mapping[str, str],
    rules: Catalogue = _PLAIN,
) -> str:
    """`template` with its placeholders replaced. `rules`: a catalogue, for its
    language's article and plural. Raises TextError."""

    def replace(match: re.Match[str]) -> str:
        kind, name = _what(match)
        if name not in params:
            raise TextError(f"parameter {name!r} is missing")
        value = params[name]
        if kind in ("host", "the"):
            before, told = match["before"] or "", _label(value, labels)
            if kind == "the":
                told = _with_article(before, told, rules)
            start = _opens_sentence.search(template[: match.start()])
            capital = before[0].isupper() if before else start
            return told[:1].upper() + told[1:] if capital else told
        if kind == "count":
            return _form(match["forms"].split("|"), value, rules)
        return _shown(value)

    return _placeholder.sub(replace, template)


def placeholders(template: str) -> frozenset[tuple[str, str]]:
    """`(kind, name)` of each: kind is host, the, count or name. TextError: a stray
    brace."""
    if re.search(r"[{}]", _placeholder.sub("", template)):
        raise TextError(f"a brace that opens no placeholder: {template!r}")
    return frozenset(_what(match) for match in _placeholder.finditer(template))


_loaded: dict[Path, Texts] = {}


def load(folder: Path = FOLDER) -> Texts:
    """Every language of the folder, checked.

    Raises TextError for what `read` refuses, a stray brace, a text that the first
    language lacks, and placeholders that are not those of the first language. A text
    that another language lacks is no error here: the language it falls back to speaks
    (`Texts.missing` tells).
    """
    if folder not in _loaded:
        _loaded[folder] = _checked(folder)
    return _loaded[folder]


def take_as_loaded(texts: Texts) -> None:
    """`load()` answers these from now on: where the program was built they were read,
    and where it runs there are no files of them."""
    _loaded[FOLDER] = texts


def _checked(folder: Path) -> Texts:
    found = read(folder)
    first = found.first
    lacked = f"{first} lacks "
    wrong = [line for line in found.missing() if line.startswith(lacked)]
    wrong += _disagreements(found.written)
    if wrong:
        raise TextError("\n".join(wrong))
    return found


def differences(texts: Texts) -> list[str]:
    """What the languages do not share: keys, placeholders; one line for each."""
    return [*texts.missing(), *_disagreements(texts.written)]


def _disagreements(catalogues: Mapping[str, Catalogue]) -> list[str]:
    """Placeholders that are not those of the first language."""
    (first, mine), *others = catalogues.items()
    asked = {key: _asked(key, template) for key, template in mine.items()}
    return [
        f"{key}: {first} and {other} have different placeholders"
        for other, theirs in others
        for key, template in theirs.items()
        if key in asked and _asked(key, template) != asked[key]
    ]


def _asked(key: str, template: str) -> frozenset[tuple[str, str]]:
    """The placeholders, an article or none."""
    try:
        found = placeholders(template)
    except TextError as error:
        raise TextError(f"{key}: {error}") from None
    return frozenset(("host" if k == "the" else k, name) for k, name in found)


def _what(match: re.Match[str]) -> tuple[str, str]:
    for kind in ("host", "the", "count", "name"):
        if match[kind]:
            return kind, match[kind]
    raise AssertionError(match)


def _with_article(before: str, label: str, rules: Catalogue) -> str:
    """`label` after the word `before`, with an article unless it is a proper name."""
    proper = _digit.search(label) or (label[:1].isupper() and label[1:2].islower())
    article = "{label}" if proper else rules.get("language.article", "{label}")
    joined = None if proper else rules.get(f"language.article.{before.lower()}")
    return (joined or f"{before} {article}".lstrip()).replace("{label}", label)


def _label(host: Param, labels: Mapping[str, str]) -> str:
    label = labels.get(str(host))
    if label is None:
        raise TextError(f"host {host!r} has no label")
    return label


def _form(forms: list[str], count: Param, rules: Catalogue) -> str:
    """The form of a word for `count` things."""
    last = len(forms) - 1
    if not isinstance(count, int):
        return forms[last]
    return forms[min(plural_form(rules.get("language.plural", "1"), count), last)]


def _shown(value: Param) -> str:
    if isinstance(value, int) and value >= GROUP_FROM:
        return f"{value:,}".replace(",", NO_BREAK_SPACE)
    return str(value)
