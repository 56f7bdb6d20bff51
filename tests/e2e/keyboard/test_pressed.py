"""A pressed button says at once that it works, and the keyboard keeps its place."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import Visits
from tests.e2e.watching import STORE, open_place, settled

PRESS = """(button) => {
  button.focus();
  button.click();
  return button.getAttribute('aria-busy');
}"""
"""In one go: whatever comes later than the press itself is not seen."""

FOCUS = """() => {
  const { activeElement } = document;
  return activeElement === document.body ? '' : activeElement.tagName;
}"""

BUTTONS = {
    "/mira": ".ct-offers button, ct-offers button",
    "/escenario/tres-maneras#/boxes": ".ct-bx-column button:enabled",
}


def opened(visit: Visits, path: str) -> Page:
    """A page whose story is here and shown to its end."""
    address, _, page_id = path.partition("#/")
    page = visit(address)
    page.wait_for_function(f"() => {STORE}?.store.events.length > 0")
    if page_id:
        open_place(page, page_id)
    page.evaluate(f"() => {STORE}.playhead.toEnd()")
    settled(page)
    return page


@pytest.mark.parametrize("path", BUTTONS)
def test_a_pressed_button_is_busy_at_once_and_the_focus_stays(
    visit: Visits, path: str
) -> None:
    page = opened(visit, path)
    button = page.locator(BUTTONS[path]).first
    assert button.evaluate(PRESS) == "true"
    expect(page.locator("button[aria-busy=true]")).to_have_count(0)
    settled(page)
    assert page.evaluate(FOCUS) != ""


def test_a_removed_row_leaves_the_focus_to_its_neighbour(visit: Visits) -> None:
    page = opened(visit, "/escenario/tres-maneras#/boxes")
    pc = page.locator(".ct-bx-column").filter(has_text="PC de Benito")
    pc.get_by_role("button", name="Recoger").evaluate(PRESS)
    settled(page)
    delete = pc.locator(".ct-bx-doings button").first
    assert delete.evaluate(PRESS) == "true"
    settled(page)
    assert page.evaluate(FOCUS) == "BUTTON"


def test_help_gives_the_focus_back_to_its_button(visit: Visits) -> None:
    page = opened(visit, "/mira")
    button = page.get_by_role("button", name="Ayuda")
    button.click()
    page.keyboard.press("Escape")
    settled(page)
    assert button.evaluate("(each) => each === document.activeElement")
