"""At 200 % zoom and on a phone: nothing is wider than the window, and every way on is
reached: navigation, menu, next step."""

import pytest
from playwright.sync_api import expect

from tests.e2e.live import settled, sideways

PAGES = [
    "/",
    "/mira",
    "/escribe",
    "/aprende",
    "/aprende/primera-sesion-smtp",
    "/mapa",
    "/mapa#/map/S08/9",
    "/rompe",
    "/experimento/buzon-lleno#/break/new",
    "/mira#/letter",
    "/mira#/boxes",
    "/mira#/save",
    "/mira#/scenarios",
]
ROOMS = {"zoomed": (683, 384), "phone": (390, 844)}
WAYS = ".ct-tabs a, .ct-tabs button, .ct-lesson-buttons button, .ct-switches button"


@pytest.mark.parametrize("path", PAGES)
def test_the_ways_on_are_reached(visit, path):
    page = visit(path)
    for room, (width, height) in ROOMS.items():
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        assert sideways(page) == 0, room
        ways = page.locator(WAYS).locator("visible=true")
        expect(page.locator(".ct-tabs a").locator("visible=true")).to_have_count(4)
        for way in ways.all():
            if way.is_enabled():
                way.click(trial=True)
