"""What a teacher puts on the pages of students, in real browsers."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.classes.test_class import ClassOfFive, bar
from tests.e2e.live import Visits, settled, themes, violations


@pytest.fixture
def klass(visit: Visits) -> ClassOfFive:
    return ClassOfFive(visit)


def cover(page: Page):
    return page.get_by_role("dialog")


def test_stopped_screens_are_covered_and_nothing_typed_is_lost(klass: ClassOfFive):
    teacher = klass.teacher
    desk, phone = klass.student("Lince"), klass.student("Otter", "phone", "en")
    desk.goto("/escribe")
    settled(desk)
    line = desk.locator("ct-type input").first
    line.fill("EHLO pc-ana.nor")
    bar(teacher).get_by_role("button", name="Detener las pantallas").click()
    expect(cover(desk)).to_contain_text("Atención aquí")
    expect(cover(phone)).to_contain_text("Eyes up here")
    expect(bar(teacher)).to_contain_text("Las pantallas de la clase están detenidas")
    expect(cover(teacher)).to_have_count(0)
    for page in (desk, phone):
        for _ in themes(page):
            assert not violations(page)
    before = desk.locator("ct-app").inner_text()
    for key in ("Escape", "Escape", "Escape", "Tab", "x", "t", "ArrowRight", "Enter"):
        desk.keyboard.press(key)
    desk.mouse.click(20, 20)
    desk.keyboard.press("m")
    expect(cover(desk)).to_be_visible()
    assert desk.locator("ct-app").inner_text() == before
    phone.reload()
    expect(cover(phone)).to_contain_text("Eyes up here")
    bar(teacher).get_by_role("button", name="Soltar las pantallas").click()
    for page in (desk, phone):
        expect(cover(page)).to_have_count(0)
    expect(line).to_be_focused()
    desk.keyboard.type("te")
    expect(line).to_have_value("EHLO pc-ana.norte")
