"""The languages Cartero speaks, found on disk: a language is data.

Why it exists: nothing else in the program names a language. One is a folder of
`projections/texts/`, called by its tag (`es`; RFC 5646 §2.1), with `language.toml`,
described here as `Language`, and files of texts. What such a folder lacks comes from
the language it falls back to; the one that falls back to none is the first, and has
every text.

It refuses to fill in templates: `projections/catalogue.py` does.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

T = TypeVar("T")

FOLDER = Path(__file__).parent / "projections" / "texts"
LANGUAGE_FILE = "language.toml"

Catalogue = Mapping[str, str]
"""Key to template, in one language."""

Words = Annotated[
    dict[
        Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}$")],
        Annotated[str, msgspec.Meta(pattern=r"\S")],
    ],
    msgspec.Meta(min_length=1),
]
"""The same text by language: `{"es": "servidor", "en": "server"}`."""


WithLabel = Annotated[str, msgspec.Meta(pattern=r"\{label\}")]

_TERM = r"!?\d+(-\d+)?(/[1-9]\d*)?"
_PLURAL = rf"^{_TERM}(( | \| ){_TERM})*$"


class TextError(ValueError):
    """A text or a catalogue that cannot be right; the message says which and why."""


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the program must know of a language besides its texts.

    `name`: as its speakers call it. `falls_back_to`: the tag of the language that
    speaks where a text is missing; "" in the first. `notices`: mail servers write
    their notices in it. `pairs`: marks such as `¿?` of which a text has as many of one
    as of the other. `article`: how `{the:host}` writes a `{label}` that is no
    proper name; `article_after`: the same joined with the word before it, as
    "del {label}" for `de`. `plural`: which form of `{n#one|many}` a number takes,
    see `plural_form`.
    """

    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    falls_back_to: str = ""
    notices: bool = False
    pairs: tuple[Annotated[str, msgspec.Meta(min_length=2, max_length=2)], ...] = ()
    article: WithLabel = "{label}"
    article_after: dict[Annotated[str, msgspec.Meta(pattern=r"^\w+$")], WithLabel] = {}
    plural: Annotated[str, msgspec.Meta(pattern=_PLURAL)] = "1"

    def rules(self) -> dict[str, str]:
        """What a page and filling in a template need, as texts of the catalogue."""
        after = self.article_after.items()
        return {
            "language.direction": self.direction,
            "language.article": self.article,
            "language.plural": self.plural,
            **{f"language.article.{word}": joined for word, joined in after},
        }


class Texts(Mapping[str, Catalogue]):
    """Tag to catalogue, complete, in the order of `languages`: the first, then those
    that fall back to it, and so on. `written`: only what stands in each folder."""

    def __init__(
        self,
        languages: Mapping[str, Language],
        written: Mapping[str, Catalogue],
        *,
        any_language: bool = False,
    ) -> None:
        self._any_language = any_language
        self.languages = _ordered(languages)
        self.written = {tag: written[tag] for tag in self.languages}
        self.first = next(iter(self.languages))
        self._whole: dict[str, Catalogue] = {}
        for tag, language in self.languages.items():
            behind = self._whole.get(language.falls_back_to, {})
            self._whole[tag] = {**behind, **self.written[tag], **language.rules()}

    def __getitem__(self, tag: str) -> Catalogue:
        return self._whole[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    def chain(self, tag: str) -> tuple[str, ...]:
        """`tag` and the languages that speak for it, the nearest first."""
        found = []
        while tag:
            found.append(tag)
            tag = self.languages[tag].falls_back_to
        if self._any_language:
            found += [other for other in self.languages if other not in found]
        return tuple(found)

    def in_any_language(self) -> "Texts":
        """The same, where words in one language, whichever, are enough: such as a
        teacher brings."""
        return Texts(self.languages, self.written, any_language=True)

    def pick(self, words: Mapping[str, T], tag: str) -> T:
        """What `words` hold for `tag`, or for the nearest language they have. Raises
        LookupError: for none."""
        for each in self.chain(tag):
            if each in words:
                return words[each]
        raise LookupError(f"neither {' nor '.join(self.chain(tag))}")

    def wrong_in(self, words: Mapping[str, str]) -> str:
        """Why `words` cannot be completed, or ""."""
        unknown = [tag for tag in words if tag not in self._whole]
        if unknown:
            return f"{unknown[0]!r} is no language here"
        if self.first in words or self._any_language:
            return ""
        return f"lacks its words in {self.first!r}"

    def complete(self, words: Mapping[str, T]) -> dict[str, T]:
        """`words` in every language, as `pick` finds them."""
        return {tag: self.pick(words, tag) for tag in self._whole}

    def section(self, tag: str, prefix: str) -> dict[str, str]:
        """The texts whose key begins with `prefix`, by the rest of the key."""
        whole = self._whole[tag].items()
        return {k.removeprefix(prefix): t for k, t in whole if k.startswith(prefix)}

    def words(self, key: str) -> Words:
        """One text in every language."""
        return {tag: catalogue[key] for tag, catalogue in self._whole.items()}

    def missing(self) -> list[str]:
        """`en lacks say.x`, for every text that another language has."""
        known = {key: tag for tag, texts in self.written.items() for key in texts}
        return [
            f"{tag} lacks {key}"
            for tag, texts in self.written.items()
            for key in known
            if key not in texts
        ]


@cache
def read(folder: Path = FOLDER) -> Texts:
    """Every language of the folder. Raises TextError: broken TOML, a key given twice,
    a chain of languages that does not end in the first."""
    languages, written = {}, {}
    for path in sorted(folder.glob(f"*/{LANGUAGE_FILE}")):
        tag = path.parent.name
        languages[tag] = _language(path)
        written[tag] = _texts(path.parent)
    if not languages:
        raise TextError(f"{folder}: no language")
    return Texts(languages, written)


def plural_form(rule: str, count: int) -> int:
    """Which form a number takes, counted from 0.

    `rule` has a condition for each form but the last, parted by `|`; all terms of a
    condition must hold: `2-4` (the number itself), `2-4/10` (its rest after division
    by 10), `!12-14/100` (not so). English: `1`. Polish: `1 | 2-4/10 !12-14/100`.
    """
    conditions = rule.split("|")
    for form, condition in enumerate(conditions):
        if all(_holds(term, count) for term in condition.split()):
            return form
    return len(conditions)


def _holds(term: str, count: int) -> bool:
    span, _, divisor = term.removeprefix("!").partition("/")
    low, _, high = span.partition("-")
    rest = count % int(divisor) if divisor else count
    return (int(low) <= rest <= int(high or low)) != term.startswith("!")


def _language(path: Path) -> Language:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Language)
    except msgspec.DecodeError as error:
        raise TextError(f"{path.parent.name}/{path.name}: {error}") from None


def _ordered(languages: Mapping[str, Language]) -> dict[str, Language]:
    """The first, then those that fall back to it, and so on; by tag among equals."""
    ordered: dict[str, Language] = {}
    left = dict(sorted(languages.items()))
    behind = {""}
    while left:
        ready = {t: each for t, each in left.items() if each.falls_back_to in behind}
        if not ready or (not ordered and len(ready) > 1):
            tags = ", ".join(ready or left)
            raise TextError(f"{tags}: exactly one language falls back to none")
        ordered |= ready
        behind = set(ready)
        left = {tag: each for tag, each in left.items() if tag not in ready}
    return ordered


def _texts(folder: Path) -> dict[str, str]:
    catalogue: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == LANGUAGE_FILE:
            continue
        place = f"{folder.name}/{path.name}"
        try:
            tree = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise TextError(f"{place}: {error}") from None
        for key, template in _flat(tree, ""):
            if not isinstance(template, str) or not template.strip():
                raise TextError(f"{place}: {key} is no text")
            if key in catalogue:
                raise TextError(f"{place}: {key} was given before")
            catalogue[key] = template
    return catalogue


def _flat(tree: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
