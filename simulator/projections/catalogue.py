"""The catalogue of texts, in Spanish and English, and how a template is filled in.

Why it exists: every sentence a learner reads is a key and parameters until the last
moment, so one journal speaks both languages, and a page may change language without
asking the server again. `static/src/texts.js` is its twin; `tests/golden/texts.json`
is the table both must agree with.

It refuses to guess: an unknown key, a missing parameter, a template with a stray brace
or a language that lacks a key is an error, never an empty place on the page.

A template knows these placeholders and nothing else:

- `{name}`: the parameter. A whole number from 10000 up is written in groups of three
  parted by a no-break space: 5 247 310.
- `{host:name}`: the label of the host whose id is the parameter. Where it opens the
  text it takes a capital.
- `{the:name}`: the same in an English sentence, where a label that is no proper name
  wants its article: "the north server", but "Ana's PC" and "mx1".
- `{name#one|many}`: `one` where the parameter is 1, else `many`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

LANGUAGES = ("es", "en")
FOLDER = Path(__file__).with_name("texts")
GROUP_FROM = 10_000
NO_BREAK_SPACE = "\u00a0"

Param = str | int
Catalogue = Mapping[str, str]
"""Key to template, in one language."""

_placeholder = re.compile(
    r"\{(?:host:(?P<host>[a-z_][a-z0-9_]*)|the:(?P<the>[a-z_][a-z0-9_]*)"
    r"|(?P<count>[a-z_][a-z0-9_]*)#(?P<one>[^{}|]*)\|(?P<many>[^{}]*)"
    r"|(?P<name>[a-z_][a-z0-9_]*))\}"
)
# a label with a digit in it, as mx1, is a machine's own name
_digit = re.compile("[0-9]")


class Text(msgspec.Struct, frozen=True):
    """A text before its language is known: a key of the catalogue and parameters."""

    key: str
    params: dict[str, Param] = {}


class TextError(ValueError):
    """A text or a catalogue that cannot be right; the message says which and why."""


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
        return fill(template, params or {}, labels or {})
    except TextError as error:
        raise TextError(f"{key}: {error}") from None


def fill(template: str, params: Mapping[str, Param], labels: Mapping[str, str]) -> str:
    """`template` with its placeholders replaced. Raises TextError."""

    def replace(match: re.Match[str]) -> str:
        kind, name = _what(match)
        if name not in params:
            raise TextError(f"parameter {name!r} is missing")
        value = params[name]
        if kind in ("host", "the"):
            label = _label(value, labels)
            if kind == "the" and label[:1].islower() and not _digit.search(label):
                label = f"the {label}"
            return label[:1].upper() + label[1:] if match.start() == 0 else label
        if kind == "count":
            return match["one"] if value == 1 else match["many"]
        return _shown(value)

    return _placeholder.sub(replace, template)


def placeholders(template: str) -> frozenset[tuple[str, str]]:
    """`(kind, name)` of each: kind is host, the, count or name. TextError: a stray
    brace."""
    if re.search(r"[{}]", _placeholder.sub("", template)):
        raise TextError(f"a brace that opens no placeholder: {template!r}")
    return frozenset(_what(match) for match in _placeholder.finditer(template))


@cache
def load(folder: Path = FOLDER) -> Mapping[str, Catalogue]:
    """Language to catalogue, every file of the language's folder merged, and checked.

    Raises TextError for broken TOML, a key given twice, or a difference between
    languages.
    """
    catalogues = {language: _read(folder / language) for language in LANGUAGES}
    wrong = differences(catalogues)
    if wrong:
        raise TextError("\n".join(wrong))
    return catalogues


def differences(catalogues: Mapping[str, Catalogue]) -> list[str]:
    """What the languages do not share: keys, placeholders; one line for each."""
    first, *others = catalogues
    wrong = []
    for other in others:
        mine, theirs = catalogues[first], catalogues[other]
        wrong += [f"{other} lacks {key}" for key in mine if key not in theirs]
        wrong += [f"{first} lacks {key}" for key in theirs if key not in mine]
        wrong += [
            f"{key}: {first} and {other} have different placeholders"
            for key in mine
            if key in theirs and _asked(mine[key]) != _asked(theirs[key])
        ]
    return wrong


def _asked(template: str) -> frozenset[tuple[str, str]]:
    """The placeholders, an article or none."""
    found = placeholders(template)
    return frozenset(("host" if k == "the" else k, name) for k, name in found)


def _what(match: re.Match[str]) -> tuple[str, str]:
    for kind in ("host", "the", "count", "name"):
        if match[kind]:
            return kind, match[kind]
    raise AssertionError(match)


def _label(host: Param, labels: Mapping[str, str]) -> str:
    label = labels.get(str(host))
    if label is None:
        raise TextError(f"host {host!r} has no label")
    return label


def _shown(value: Param) -> str:
    if isinstance(value, int) and value >= GROUP_FROM:
        return f"{value:,}".replace(",", NO_BREAK_SPACE)
    return str(value)


def _read(folder: Path) -> dict[str, str]:
    catalogue: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            tree = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise TextError(f"{folder.name}/{path.name}: {error}") from None
        for key, template in _flat(tree, ""):
            if not isinstance(template, str) or not template.strip():
                raise TextError(f"{folder.name}/{path.name}: {key} is no text")
            if key in catalogue:
                raise TextError(f"{folder.name}/{path.name}: {key} was given before")
            placeholders(template)
            catalogue[key] = template
    return catalogue


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
