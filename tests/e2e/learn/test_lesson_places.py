"""What a lesson names is on the page or one press away, at every size."""

import re

import pytest
from playwright.sync_api import expect

from simulator.teaching.text import places_in
from tests.e2e.live import settled
from tests.worlds import library

LIBRARY = library()
LATER = (
    "ui.world.repair",
    "ui.world.skip",
    "ui.type.start_tls",
    "offer.collect",
)
"""Controls, of whatever machine, that may appear only once the step has come so far;
until then the page says so."""


def named(slug, lang):
    """`(number of the step, place, words)` of what its text names."""
    loaded = LIBRARY.lessons[slug]
    words = loaded.texts[lang]
    found = []
    for number, step in enumerate(loaded.lesson.steps):
        section = words.sections[step.id]
        said = "\n\n".join([section.body, *section.hints])
        found += [(number, *place) for place in places_in(said)]
    return found


NAMING = [slug for slug in LIBRARY.lessons if named(slug, "es")]


def turn_to(page, number):
    show_text(page)
    button = page.locator(".ct-l-steps button").nth(number)
    button.click()
    expect(button).to_have_attribute("aria-current", "step")


def keep_pointing(page):
    """What is pointed at stays marked, however long the machine takes to look."""
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('.ct-pointed { animation-play-state: paused; }');
            document.adoptedStyleSheets.push(sheet);
        }"""
    )


def show_text(page):
    """On a phone: the half with the text; while one types it is out of reach."""
    page.evaluate("document.activeElement.blur()")
    pane = page.locator(".ct-l-pane").first
    if pane.is_visible():
        pane.click()


def read_all(page):
    """Open every hint."""
    more = page.get_by_role("button", name=re.compile("^(Pista|Hint) "))
    while more.count():
        more.click()


def awaited(page, place, words):
    """Whether the control is one of those, and is not there yet."""
    named_so = page.locator(".ct-lesson-tool").get_by_text(words, exact=True)
    return place.partition("/")[0] in LATER and not named_so.count()


def shown(page, place, words):
    """What the pressed words brought into sight."""
    kind = place.partition("/")[0]
    if kind in ("details", "machine", "account"):
        dialog = page.locator("dialog[open]")
        expect(dialog).to_be_visible()
        if kind == "account":
            expect(dialog.locator("ct-account form")).to_be_visible()
        dialog.get_by_role("button", name=re.compile("^(Cerrar|Close)$")).click()
        expect(dialog).to_have_count(0)
        return
    target = page.locator(".ct-pointed")
    expect(target).to_be_in_viewport()
    if kind != "terminal":
        expect(target).to_have_accessible_name(words)
    target.evaluate("each => each.classList.remove('ct-pointed')")


@pytest.mark.parametrize("size", ["laptop", "phone"])
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("slug", NAMING)
def test_what_a_lesson_names_is_one_press_away(visit, slug, lang, size):
    page = visit(f"/aprende/{slug}", size=size, lang=lang)
    keep_pointing(page)
    for number, place, words in named(slug, lang):
        turn_to(page, number)
        read_all(page)
        ref = page.locator(f'.ct-l-place[data-place="{place}"]').first
        later = awaited(settled(page), place, words)
        ref.click()
        if later:
            expect(page.locator(".ct-notice")).to_contain_text(words)
        else:
            shown(page, place, words)
