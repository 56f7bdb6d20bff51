"""A certificate in a real browser: what was done is kept, told, saved and replayed."""

import re

import pytest
from playwright.sync_api import expect

from simulator.teaching.exams import grade, read_record
from tests.e2e.live import LANGS, SIZES, settled, sideways, violations
from tests.e2e.watch.test_print import pages_of
from tests.teaching.exams.exams import source

LESSON, QUESTION, RIGHT = "varios-destinatarios", "se-puede-data", "si-a-dos"


def predicted(visit, **how):
    """Somebody who made one right prediction."""
    page = settled(visit(f"/aprende/{LESSON}", **how))
    page.locator(f"input[name={QUESTION}][value={RIGHT}]").check()
    page.locator(".ct-question .ct-go").click()
    expect(page.locator(".ct-l-verdict[data-right=true]")).to_be_visible()
    page.wait_for_function(f"() => localStorage.getItem('cartero.work.{LESSON}')")
    return settled(page)


def test_what_was_done_is_certified_and_replays_to_its_score(visit):
    page = predicted(visit)
    page.goto("/certificado/smtp")
    page.get_by_label("¿Qué nombre o apodo lleva?").fill("Ana")
    page.get_by_role("button", name="Hacer el certificado").click()
    expect(page.locator(".ct-certificate-who")).to_have_text("Ana")
    row = page.locator(".ct-certificate-marks tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("td").nth(1)).to_have_text(re.compile(r"1 de \d"))
    expect(page.locator(".ct-exam-score")).to_contain_text("1 de")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Guardar el archivo").click()
    record = read_record(saved.value.path().read_bytes())
    found = grade(record, source())
    assert (record.exam, found.score.got, found.complaints) == ("course.smtp", 1, ())
    expect(page.locator(".ct-exam-qr")).to_contain_text(record.digest)
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    page.goto("/certificado")
    expect(page.locator(".ct-certificate-marks tbody tr")).to_have_count(1)
    assert pages_of(settled(page).pdf(prefer_css_page_size=True)) == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_it_fits_and_is_accessible(visit, size, lang):
    theme = "dark" if lang == "en" else "light"
    page = settled(visit("/certificado", size=size, lang=lang, theme=theme))
    assert (sideways(page), violations(page)) == (0, [])
    page.locator("input[name=name]").fill("Ana")
    page.locator(".ct-certificate form .ct-go").click()
    expect(page.locator(".ct-exam-qr")).to_be_visible()
    assert (sideways(page), violations(page)) == (0, [])
