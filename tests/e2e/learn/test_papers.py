"""What is read and printed without the application: a teacher's pages, and reports."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.live import sideways, violations
from tests.e2e.watch.test_print import PAPER_PX, pages_of
from tests.e2e.watching import ready

STAMPS = "/docente/leccion/leer-los-received"
PAPERS = (
    "/docente",
    "/docente/plan/cuatro-semanas",
    STAMPS,
    f"{STAMPS}/hoja",
    f"{STAMPS}/respuestas",
)


@pytest.mark.parametrize(
    ("size", "theme", "lang"), [("phone", "dark", "en"), ("projector", "light", "es")]
)
def test_a_teachers_pages_can_be_read_everywhere(visit, size, theme, lang):
    page = visit(PAPERS[0], size=size, theme=theme, lang=lang)
    for path in PAPERS:
        page.goto(f"{path}?lang={lang}")
        assert violations(page) == [], path
        assert sideways(page) == 0, path


def test_aprende_and_the_menu_lead_to_the_teachers_pages(visit):
    page = visit("/aprende")
    page.locator(".ct-learn-foot").get_by_role("link", name="Para el docente").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Para el docente")
    page.go_back()
    page.get_by_role("button", name="Más").first.click()
    page.locator("ct-more").get_by_role("link", name="Para el docente").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Para el docente")


def test_a_report_has_the_name_and_the_day_of_this_browser_and_is_whole_on_paper(visit):
    page = ready(visit("/mira#/save"))
    script = "kept => localStorage.setItem('cartero.progress', kept)"
    page.evaluate(script, json.dumps({"version": 1, "lessons": {}, "name": "Nutria"}))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Ver la memoria").click()
    report = opened.value
    expect(report.locator("[data-name]")).to_have_text("Nutria")
    expect(report.locator("[data-now]")).not_to_be_empty()
    assert violations(report) == []
    report.set_viewport_size({"width": PAPER_PX, "height": PAPER_PX})
    report.emulate_media(media="print")
    assert sideways(report) == 0
    expect(report.get_by_role("button", name="Imprimir")).to_be_hidden()
    sheets = report.locator(".ladder svg").count()
    assert pages_of(report.pdf(prefer_css_page_size=True)) >= sheets + 1
