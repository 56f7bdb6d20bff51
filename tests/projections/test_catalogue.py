"""The catalogue: strict, the same in both languages, and written with care."""

import json
import re
import shutil
from pathlib import Path

import pytest

from simulator.projections.catalogue import (
    FOLDER,
    Text,
    TextError,
    Texts,
    differences,
    fill,
    load,
    placeholders,
    render,
)

LANGUAGES = tuple(load())
GOLDEN = json.loads((Path(__file__).parent.parent / "golden/texts.json").read_text())
LABELS = {"sur": "servidor sur"}
SPOKEN = ("say", "why", "next", "slips", "chapter", "code", "field", "machine", "verb")


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["template"])
def test_a_template_is_filled_in_as_the_browser_does(row):
    rules = row.get("rules", {})
    told = fill(row["template"], row["params"], row["labels"], rules)
    assert told == row["expected"]


def test_render_finds_the_text_of_a_key():
    catalogue = {"a": "{host:h} dice {n} {n#cosa|cosas}"}
    told = render(catalogue, "a", {"h": "sur", "n": 2}, LABELS)
    assert told == "Servidor sur dice 2 cosas"


@pytest.mark.parametrize(
    ("key", "params", "reason"),
    [
        ("b", {}, "no text has the key 'b'"),
        ("a", {}, "a: parameter 'h' is missing"),
        ("a", {"h": "norte"}, "a: host 'norte' has no label"),
    ],
)
def test_what_is_missing_is_an_error(key, params, reason):
    with pytest.raises(TextError, match=re.escape(reason)):
        render({"a": "{host:h}"}, key, params, LABELS)


@pytest.mark.parametrize(
    "template", ["{", "{}", "{a", "a}", "{a b}", "{x:y}", "{n#a}", "{Host}", "{{a}}"]
)
def test_a_stray_brace_is_an_error(template):
    with pytest.raises(TextError, match="brace"):
        placeholders(template)


def write(folder: Path, **files: str) -> Path:
    """A catalogue on disk; `es_a` is the file es/a.toml."""
    for language in LANGUAGES:
        (folder / language).mkdir()
        shutil.copy(FOLDER / language / "language.toml", folder / language)
    for name, text in files.items():
        language, _, stem = name.partition("_")
        (folder / language / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder


def test_several_files_make_one_catalogue(tmp_path):
    folder = write(
        tmp_path,
        es_a='[x]\ny = "uno"',
        es_b='"x.z" = "dos"',
        en_a='x.y = "one"\nx.z = "two"',
    )
    assert load(folder).written["es"] == {"x.y": "uno", "x.z": "dos"}
    assert load(folder).written["en"] == {"x.y": "one", "x.z": "two"}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"en_a": 'x = "one"'}, "es lacks x"),
        ({"es_a": 'x = "{n}"', "en_a": 'x = "{m}"'}, "x: es and en have different"),
        ({"es_a": 'x = "{n}"', "en_a": 'x = "{n#a|b}"'}, "x: es and en"),
        ({"es_a": 'x = "a"', "es_b": 'x = "b"'}, "es/b.toml: x was given before"),
        ({"es_a": "x = 1"}, "es/a.toml: x is no text"),
        ({"es_a": 'x = " "'}, "es/a.toml: x is no text"),
        ({"es_a": 'x = "a'}, "es/a.toml: "),
        ({"es_a": 'x = "{"'}, "a brace"),
    ],
)
def test_a_wrong_catalogue_is_refused(tmp_path, files, reason):
    with pytest.raises(TextError, match=re.escape(reason)):
        load(write(tmp_path, **files))


def test_a_text_that_a_language_lacks_comes_from_the_next_and_is_reported(tmp_path):
    found = load(write(tmp_path, es_a='x = "uno"\ny = "dos"', en_a='y = "two"'))
    assert (found["en"]["x"], found["en"]["y"]) == ("uno", "two")
    assert differences(found) == ["en lacks x"]


def test_an_english_article_is_no_difference(tmp_path):
    texts = load(write(tmp_path, es_a='a = "El {host:h}"', en_a='a = "{the:h}"'))
    assert differences(texts) == []


def test_every_language_has_every_text_with_the_same_placeholders():
    catalogues: Texts = load()
    assert differences(catalogues) == []
    assert list(catalogues)[:2] == ["es", "en"]
    assert len(catalogues["es"]) > 900
    assert FOLDER.is_dir()


def texts(language: str, roots: tuple[str, ...] = ()) -> dict[str, str]:
    """Key to template, of these roots only."""
    catalogue = load()[language]
    return {k: t for k, t in catalogue.items() if not roots or k.split(".")[0] in roots}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_tidy(language):
    for key, template in texts(language, SPOKEN).items():
        assert template == template.strip(), key
        assert "  " not in template, key
        assert not re.search(r"[^.]\.\.$", template), key


def test_spanish_questions_and_quotes_are_spanish():
    for key, template in texts("es").items():
        words = re.sub(r"\{[^}]*\}", "", template)
        assert words.count("¿") == words.count("?"), key
        assert words.count("¡") == words.count("!"), key
        assert words.count("«") == words.count("»"), key
        allowed = key == "slips.curly_quotes"
        assert allowed or not set(words) & set("“”"), key


def test_english_quotes_are_english():
    for key, template in texts("en", SPOKEN).items():
        assert not set(template) & set("«»¿¡áéíóúñ"), key
        assert template.count("“") == template.count("”"), key


def test_nothing_is_left_in_spanish():
    spanish = re.compile(
        r"\b(el|la|los|las|una|del|con|para|que|servidor|carta|sobre|buzón|punto)\b",
        re.I,
    )
    for key, template in texts("en", SPOKEN).items():
        assert not spanish.search(re.sub(r"\{[^}]*\}", "", template)), key


def test_a_text_is_a_key_and_its_parameters():
    assert Text("a") == Text("a", {})
