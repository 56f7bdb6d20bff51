"""The text of a lesson keeps within its column."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_a_long_line_of_code_breaks_and_no_word_beside_it_is_cut_off(visit, size):
    page = visit("/aprende/etiquetas-y-carpetas", size=size)
    page.get_by_role("button", name="2 De quién y de qué").click()
    expect(page.locator(".ct-l-prose pre")).to_be_visible()
    room = page.locator(".ct-lesson-scroll")
    assert room.evaluate("box => box.scrollWidth <= box.clientWidth")
