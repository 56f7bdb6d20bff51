"""«Lo que ve un espía» in a real browser: three columns, and what leaks in each."""

import pytest
from playwright.sync_api import expect

from tests.e2e.live import ROOMS, sideways, themes, violations
from tests.e2e.watching import settled

READ = [8, 5, 3]
"""What the spy sees in each way, of eight things."""

WIDER = """() => {
  const page = document.querySelector('ct-spy');
  return page.scrollWidth - page.clientWidth;
}"""


def spied(page):
    expect(page.locator(".ct-spy-way")).to_have_count(3)
    settled(page)
    return page


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_the_same_session_is_seen_in_three_ways(visit, size, lang):
    page = spied(visit("/mira#/spy", size=size, lang=lang))
    expect(page.locator(".ct-spy-table tbody tr")).to_have_count(8)
    for way, read in enumerate(READ, 1):
        column = page.locator(f".ct-spy-table tbody td:nth-of-type({way})")
        expect(column).to_have_count(8)
        expect(page.locator(f"tbody td:nth-of-type({way}).ct-spy-read")).to_have_count(
            read
        )
    clear, started, implicit = page.locator(".ct-spy-way").all()
    expect(clear).to_contain_text("Es un reloj")
    expect(clear.locator(".ct-spy-dark")).to_have_count(0)
    expect(started).to_contain_text("Ready to start TLS")
    expect(started).not_to_contain_text("Es un reloj")
    expect(implicit.locator("pre")).to_have_count(0)
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0
        assert page.evaluate(WIDER) == 0
