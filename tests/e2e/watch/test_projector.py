"""Projector mode: whole demonstrations on the walls of classrooms, by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import violations
from tests.e2e.watch.legible import clashes, crossed
from tests.e2e.watching import LAST, LETTER, STORE, settled, step_of

WALLS = {
    "1024x768": {"viewport": {"width": 1024, "height": 768}},
    "1280x720": {"viewport": {"width": 1280, "height": 720}},
    "1280x720 at 125 %": {
        "viewport": {"width": 1024, "height": 576},
        "device_scale_factor": 1.25,
    },
    "853x480": {"viewport": {"width": 853, "height": 480}},
    "800x600": {"viewport": {"width": 800, "height": 600}},
}
FURTHER = {
    "#/letter": ".ct-lt-open",
    "#/boxes": ".ct-bx",
    "#/break": ".ct-bench",
    "#/save": ".ct-save",
}
"""Pages beside the story, to something that is there once each is drawn."""

HEADLINE_PX, RUNG_PX = 32, 22


def on_the_wall(visit, wall: str, path: str = "/mira", **how) -> Page:
    """A page in projector mode; the whole story has arrived."""
    page = visit(path, **WALLS[wall], **how)
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= {LAST}")
    settled(page).keyboard.press("p")
    page.wait_for_selector(":root[data-mode=show]")
    return settled(page)


def px(page: Page, selector: str) -> float:
    size: str = page.locator(selector).first.evaluate(
        "e => getComputedStyle(e).fontSize"
    )
    return float(size.removesuffix("px"))


def show(page: Page, step: int) -> None:
    page.evaluate(f"(n) => {STORE}.playhead.seek(n)", step - 1)
    settled(page)


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("path", ["/mira", "/escenario/correo-con-dns"])
def test_nothing_covers_anything_on_any_wall(visit, wall, path, lang):
    page = on_the_wall(visit, wall, path, lang=lang)
    for step in (1, 3, LETTER, 15, 27, LAST):
        show(page, step)
        assert clashes(page) == [], step
        assert crossed(page) == [], step
        assert px(page, ".ct-says") >= HEADLINE_PX
    page.keyboard.press("i")
    assert clashes(page) == [], "details"
    page.keyboard.press("i")
    expect(page.locator(".ct-transcript-text")).to_be_visible()
    assert clashes(page) == [], "transcript"


def test_the_type_grows(visit):
    page = on_the_wall(visit, "1280x720")
    show(page, LETTER)
    assert px(page, ".ct-says") >= HEADLINE_PX
    assert px(page, ".ct-now .ct-line") >= RUNG_PX
    assert px(page, ".ct-node > b") >= 18


@pytest.mark.parametrize("wall", WALLS)
def test_the_panel_is_hidden_and_shown_by_key_and_button(visit, wall):
    page = on_the_wall(visit, wall)
    panel = page.locator(".ct-side")
    button = page.get_by_role("button", name="Panel de detalles")
    shown = panel.is_visible()
    assert shown == wall.startswith("1280"), "beside the story where both have room"
    for press in (lambda: page.keyboard.press("o"), button.click):
        press()
        shown = not shown
        expect(panel).to_be_visible(visible=shown)
        expect(button).to_have_attribute("aria-pressed", str(shown).lower())
        expect(page.locator(".ct-says")).to_be_visible()


@pytest.mark.parametrize("wall", WALLS)
def test_further_pages_are_legible_on_the_wall(visit, wall):
    page = on_the_wall(visit, wall)
    page.keyboard.press("End")
    for path, there in FURTHER.items():
        page.goto(path)
        page.wait_for_selector(f"main {there}")
        assert clashes(settled(page)) == [], path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible(visit, theme):
    page = on_the_wall(visit, "1024x768", theme=theme)
    show(page, LETTER)
    page.keyboard.press("i")
    assert violations(page) == []


def test_a_class_demonstration_is_given_by_keys_alone(visit):
    page = visit("/mira", **WALLS["1024x768"])
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= {LAST}")
    keys = page.keyboard
    keys.press("p")
    for step in range(2, LETTER + 1):
        keys.press("PageDown")
        assert step_of(page) == step
    keys.press("i")
    expect(page.get_by_text("La carta: la leen las personas")).to_be_visible()
    keys.press("i")
    expect(page.locator(".ct-transcript-text")).to_contain_text("MAIL FROM")
    keys.press("o")
    expect(page.locator(".ct-stage, ct-stage")).to_be_visible()
    keys.press("PageUp")
    assert step_of(page) == LETTER - 1
    keys.press("End")
    assert step_of(page) == LAST
    turn_on = page.get_by_role("button", name="Encender el PC de Benito")
    expect(turn_on).to_be_visible()
    keys.press("a")
    page.wait_for_function(f"() => {STORE}.store.steps.length > {LAST}")
    keys.press("End")
    expect(turn_on).to_have_count(0)
    for key, found in (("e", ".ct-lt-open"), ("b", ".ct-bx"), ("r", ".ct-bench")):
        keys.press(key)
        expect(page.locator(found)).to_be_visible()
        assert clashes(page) == [], key
        keys.press("Escape")
        expect(page.locator("ct-stage")).to_be_visible()
