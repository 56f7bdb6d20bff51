"""Four eras: the year is moved by keys, slider and buttons, and its wire is shown."""

import re

from playwright.sync_api import expect


def test_the_year_is_moved_and_what_it_adds_is_lit(visit):
    page = visit("/#/eras", size="phone", lang="es")
    year = page.locator(".ct-eras-now h2")
    expect(year).to_have_text("1982")
    expect(page.locator(".ct-eras-talk li[data-new]")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(year).to_have_text("1995")
    lit = page.locator(".ct-eras-talk li[data-new]")
    expect(lit.filter(has_text="250-8BITMIME")).to_have_count(2)
    page.get_by_role("slider").fill("2")
    expect(year).to_have_text("2005")
    page.get_by_role("button", name="2026").click()
    expect(year).to_have_text("2026")
    expect(lit.filter(has_text="DKIM-Signature")).to_have_count(1)
    page.get_by_role("button", name="Ver solo lo nuevo").click()
    expect(page.locator(".ct-eras-talk li:not([data-new])")).to_have_count(0)
    assert page.url.endswith("#/eras/2026")
    assert page.evaluate("document.body.scrollWidth <= innerWidth")
    page.get_by_role("button", name="1982").click()
    page.get_by_role("link", name="Mirar la carta de 1982").click()
    expect(page).to_have_url(re.compile(r"/escenario/cuatro-epocas-1982\b.*#/watch"))
