"""What a lesson names of the page is there, and is called so, in every language."""

import re
from html.parser import HTMLParser

import pytest

from simulator.projections.catalogue import load
from simulator.teaching.checks.places import (
    wrong_pages,
    wrong_pair_of_places,
    wrong_places,
)
from simulator.teaching.library import load_folder
from simulator.teaching.playing import SHIPPED
from simulator.teaching.text import (
    markdown_of,
    parse_text,
    places_in,
    to_html,
    to_inline_html,
)
from tests.worlds import library, scenario

TEXTS = load()
SCENARIO = scenario("primera-carta")
FOLDERS = sorted(file.parent for file in SHIPPED.glob("*/*/lesson.toml"))
QUOTED = {"es": re.compile("«([^»]*)»"), "en": re.compile("“([^”]*)”")}


def lesson(body):
    return parse_text(f"# T\nMeta.\n\n## haz: Haz\n{body}\n", "es.md")


def wrong(body):
    return [r for _, r in wrong_places(lesson(body), "es", SCENARIO, TEXTS)]


@pytest.mark.parametrize(
    "right",
    [
        "[Cables](page:ui.world.cables)",
        "[Encender el PC de Benito](page:offer.power_on/pc-benito)",
        "Mira [su buzón](page:machine/sur) y [lo demás](page:details).",
        "Mira [su cuenta](page:account/pc-ana).",
        "> En [la terminal](page:terminal).",
    ],
)
def test_what_the_page_calls_so_may_be_named(right):
    assert wrong(right) == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("[Cable](page:ui.world.cables)", "is called 'Cables', not 'Cable'"),
        ("[Cables](page:ui.world.cabels)", "no text has the key"),
        ("[Encender](page:offer.power_on/luna)", "no machine is called 'luna'"),
        ("[su buzón](page:machine)", "says no machine"),
        ("[su cuenta](page:account)", "says no machine"),
        ("[Cortar su cable](page:ui.world.cut)", "page:ui.world.cut"),
    ],
)
def test_what_the_page_does_not_have_is_a_problem(words, reason):
    (found,) = wrong(words)
    assert reason in found


def test_languages_lead_to_the_same_places():
    there, nowhere = lesson("[Cables](page:ui.world.cables)"), lesson("Los cables.")
    assert list(wrong_pair_of_places(there, there)) == []
    ((_, reason),) = wrong_pair_of_places(there, nowhere)
    assert "ui.world.cables" in reason


def test_a_place_is_a_button_and_a_citation_stays_a_link():
    said = to_html("[Cables](page:ui.world.cables), [RFC](rfc:5321#3.1)")
    place = '<button type="button" class="ct-l-place" data-place="ui.world.cables">'
    assert f"{place}Cables</button>, <a " in said
    assert said.count("</button>") == said.count("</a>") == 1


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_a_label_of_the_page_is_never_quoted_without_its_place(folder, lang):
    texts = TEXTS[lang].items()
    labels = {
        said for key, said in texts if key.startswith("ui.") and said[0].isupper()
    }
    text = load_folder(folder, (lang,)).texts[lang]
    for section in text.sections.values():
        for quoted in QUOTED[lang].findall(markdown_of(section)):
            assert places_in(quoted) or quoted not in labels, quoted


@pytest.mark.parametrize(
    "markdown",
    [
        '[x](<page:a" onclick="alert(1)>)',
        "[x](page:a'onclick='alert)",
        "[x](page:<img/src=x/onerror=alert(1)>)",
        '[<img src=x onerror=alert(1)>](page:details "t")',
        "<page:details>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1)) <script>alert(1)</script>",
        "![x](page:details) <b onclick=alert(1)>[x](page:details)</b>",
    ],
)
def test_nothing_written_in_a_lesson_becomes_markup_of_its_own(markdown):
    allowed = {"p": set(), "button": {"type", "class", "data-place"}}
    seen = Tags()
    for html in (to_html(markdown), to_inline_html(markdown)):
        seen.feed(html)
    for tag, names in seen.found:
        assert names == allowed[tag], (tag, names)


class Tags(HTMLParser):
    """`found`: every element, with the names of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name for name, _ in attrs}))


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_mission_names_no_place_because_escribe_points_at_nothing(lang):
    missions = library().missions
    for section in missions.words(lang).sections.values():
        assert places_in(markdown_of(section)) == []


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        ("[Cartas por dentro](scenario:cartas-por-dentro)", []),
        ("[Cartas](scenario:cartas-por-dentro)", ["is called 'Cartas por dentro'"]),
        ("[Cartas](scenario:../pop3)", ["there is no scenario"]),
        ("[Un solo octeto](experiment:un-octeto)", []),
        ("[Un octeto](experiment:un-octeto)", ["is called 'Un solo octeto'"]),
        ("[Un octeto](experiment:scenarios)", ["there is no experiment"]),
        ("[Los puertos](lesson:nada)", ["there is no lesson"]),
    ],
)
def test_a_link_to_another_page_has_its_title(words, reasons):
    found = [reason for _, reason in wrong_pages(lesson(words), "es", TEXTS)]
    assert len(found) == len(reasons)
    assert all(said in reason for said, reason in zip(reasons, found, strict=True))


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("scenario:cartas-por-dentro", "/escenario/cartas-por-dentro#/watch"),
        ("experiment:un-octeto", "/experimento/un-octeto"),
        ("lesson:los-puertos", "/aprende/los-puertos"),
    ],
)
def test_a_link_to_another_page_opens_it_in_both_editions(link, address):
    told = to_html(f"[Palabras]({link})")
    assert f'href="{address}"' in told
    assert "target" not in told
