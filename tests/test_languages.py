"""Languages are data: which there are, who speaks for whom, and how they count."""

import re
from pathlib import Path

import pytest

from simulator.languages import Language, TextError, Texts, plural_form, read
from tools.run import ROOT

POLISH = "1 | 2-4/10 !12-14/100"


def write(folder: Path, **languages: str) -> Path:
    """A folder of languages; each is what it falls back to and has one text."""
    for tag, behind in languages.items():
        (folder / tag).mkdir()
        own = f'name = "{tag.upper()}"\nfalls_back_to = "{behind}"\n'
        (folder / tag / "language.toml").write_text(own, encoding="utf-8")
        (folder / tag / "a.toml").write_text(f'{tag} = "{tag}"', encoding="utf-8")
    return folder


def test_the_first_falls_back_to_none_and_the_others_follow(tmp_path):
    found = read(write(tmp_path, aa="zz", bb="yy", yy="zz", zz=""))
    assert list(found) == ["zz", "aa", "yy", "bb"]
    assert found.chain("bb") == ("bb", "yy", "zz")
    assert found["bb"]["zz"] == "zz" and "bb" not in found["yy"]


@pytest.mark.parametrize(
    "languages",
    [{"aa": "bb", "bb": "aa"}, {"aa": "", "bb": ""}, {"aa": "", "bb": "nobody"}, {}],
)
def test_a_chain_that_does_not_end_in_one_language_is_refused(tmp_path, languages):
    with pytest.raises(TextError):
        read(write(tmp_path, **languages))


@pytest.mark.parametrize(
    "line", ['plural = "some"', 'plural = "1 2 |"', 'article = "the"', "colour = 1"]
)
def test_a_wrong_language_file_is_refused_with_its_place(tmp_path, line):
    folder = write(tmp_path, aa="")
    (folder / "aa" / "language.toml").write_text(f'name = "A"\n{line}\n')
    with pytest.raises(TextError, match=re.escape("aa/language.toml: ")):
        read(folder)


def test_words_are_picked_from_the_nearest_language():
    languages = {"b": Language(name="B", falls_back_to="a"), "a": Language(name="A")}
    texts = Texts(languages, {"a": {}, "b": {}})
    assert texts.pick({"a": "uno", "b": "one"}, "b") == "one"
    assert texts.pick({"a": "uno"}, "b") == "uno"
    assert texts.complete({"a": "uno"}) == {"a": "uno", "b": "uno"}
    with pytest.raises(LookupError):
        texts.pick({"c": "?"}, "b")


@pytest.mark.parametrize(
    ("rule", "count", "form"),
    [("1", 0, 1), ("1", 1, 0), ("0-1", 0, 0), (POLISH, 1, 0), (POLISH, 22, 1)]
    + [(POLISH, 12, 2), (POLISH, 5, 2), (POLISH, 104, 1)],
)
def test_a_number_takes_the_form_of_its_language(rule, count, form):
    assert plural_form(rule, count) == form


def test_cartero_speaks_spanish_first():
    own = read()
    assert own.first == "es"
    assert [language.name for language in own.languages.values()][:2] == [
        "Español",
        "English",
    ]


CODE = [
    path
    for pattern in ("simulator/**/*.py", "templates/*", "static/src/**/*.[jt]s", "*.py")
    for path in ROOT.glob(pattern)
]
WIRE = re.compile(r"""lang=(\$\{wire \? )?['"]en['"]""")
"""What travels on the wire is English, as the standards are, and says so."""


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_names_a_language(path):
    text = WIRE.sub("", path.read_text(encoding="utf-8"))
    named = re.findall(r"""(?<!`\{)(?<![\w-])(?:['"](?:es|en)['"])(?!: ")""", text)
    assert named == []
