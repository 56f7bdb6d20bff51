"""Drills in a real browser: by keys and by touch, right and wrong, with reasons."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import LANGS, SIZES, settled, sideways, violations

DRILLS = "/ejercicios?seed=7"
"""The same questions every time."""
KINDS = ("El siguiente comando", "Qué código", "La línea en blanco")


def right_of(page: Page) -> int:
    """Index of the right option, as the page asked the server for it."""
    page.wait_for_selector(".ct-drill-option[data-mark=right]")
    options = page.locator(".ct-drill-option")
    marks = options.evaluate_all("them => them.map(it => it.dataset.mark ?? '')")
    return int(marks.index("right"))


@pytest.mark.both_editions
def test_questions_go_on_by_keys_alone(visit):
    page = settled(visit(DRILLS))
    for kind in KINDS:
        page.get_by_role("button", name=kind).click()
        settled(page)
        page.keyboard.press("1")
        verdict = page.locator(".ct-drill-verdict")
        good = right_of(page) == 0
        expect(verdict).to_contain_text("¡Eso es!" if good else "No.")
        expect(page.locator(".ct-drill-why a").first).to_contain_text("RFC")
        expect(page.locator(".ct-drill-next")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".ct-drill-verdict")).to_have_count(0)
        settled(page)
    expect(page.locator(".ct-drills > .ct-hint")).to_contain_text("de 3.")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_it_fits_and_is_accessible(visit, size, lang):
    theme = "dark" if lang == "en" else "light"
    page = settled(visit(DRILLS, size=size, lang=lang, theme=theme))
    page.locator(".ct-drill-option").first.click()
    expect(page.locator(".ct-drill-verdict")).to_be_visible()
    assert (sideways(page), violations(page)) == (0, [])
