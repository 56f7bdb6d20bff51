"""Printing: every page whole, laid out for A4, and afterwards as it was."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import SIZES
from tests.e2e.watch.legible import clashes
from tests.e2e.watching import LAST, LETTER, STORE, go, ready, settled, step_of

PAPER_PX = 703
"""Of A4 between margins of 12 mm, at 96 px an inch."""

PAGES = {
    "/": ".ct-main",
    "/mira": ".ct-rung",
    "/escribe": "ct-type",
    "/aprende": ".ct-learn",
    "/aprende/sobre-y-carta": ".ct-lesson-text",
    "/mira#/letter": ".ct-lt-open",
    "/mira#/save": ".ct-save",
    "/escenario/tres-maneras#/boxes": ".ct-bx",
    "/rompe": ".ct-bench",
}

HIDDEN = """() => [...document.querySelectorAll('.ct-main *')].filter((box) => {
  const {overflowX, overflowY} = getComputedStyle(box);
  const cut = overflowX !== 'visible' || overflowY !== 'visible';
  return cut && box.checkVisibility()
    && !box.closest('.ct-vh, svg, select, input, textarea')
    && (box.scrollHeight > box.clientHeight + 2
      || box.scrollWidth > box.clientWidth + 2);
}).map(box => box.className || box.localName)"""
"""Parts that hold more than they show."""


def lay_out(page: Page) -> Page:
    """As the browser does before it prints: told, and then drawn for paper."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": PAPER_PX, "height": PAPER_PX})
    settled(page).evaluate("document.fonts.ready.then(() => {})")
    high = page.evaluate("document.body.scrollHeight")
    page.set_viewport_size({"width": PAPER_PX, "height": min(high, 20_000)})
    return settled(page)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_on_paper(visit, path, size):
    page = visit(path, size=size, theme="dark")
    page.wait_for_selector(PAGES[path])
    settled(page)
    lay_out(page)
    assert page.evaluate(HIDDEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_PX
    assert clashes(page, ".ct-main") == []
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


@pytest.mark.parametrize("size", SIZES)
def test_mira_prints_the_whole_ladder_and_transcript_over_pages(visit, size):
    page = ready(visit("/mira", size=size, theme="dark"))
    if size == "projector":
        page.keyboard.press("p")
    go(page, LETTER)
    assert pages_of(page.pdf(prefer_css_page_size=True)) >= 3
    settled(page)
    assert step_of(page) == LETTER
    assert page.evaluate("'paper' in document.documentElement.dataset") is False
    assert page.evaluate(f"() => {STORE}.link.wouldFork") is False
    lay_out(page)
    expect(page.locator(".ct-rung")).to_have_count(LAST)
    expect(page.locator(".ct-transcript-text")).to_contain_text(f"{LAST}. ")
    broken = page.evaluate("""() => [...document.querySelectorAll('.ct-rung')]
      .filter(each => getComputedStyle(each).breakInside !== 'avoid').length""")
    assert broken == 0


def test_paper_does_not_answer_the_question_on_show(visit):
    page = ready(visit("/mira"))
    go(page, 5)
    page.keyboard.press("q")
    page.keyboard.press("ArrowRight")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    settled(page)
    assert page.locator(".ct-rung").count() <= 7


def test_the_line_one_types_in_stays_off_the_paper(visit):
    page = visit("/escribe")
    line = page.locator("#ct-line")
    expect(line).to_be_visible()
    settled(page)
    lay_out(page)
    expect(line).to_be_hidden()


A4_MM = 297 - 2 * 12
SHEET_MM = """() => [...document.querySelectorAll('.a4')].map(sheet => [
  sheet.querySelector('h1').textContent, sheet.offsetHeight / 96 * 25.4,
  sheet.scrollWidth])"""


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("paper", ["hojas", "respuestas"])
def test_every_worksheet_and_every_key_is_one_page_of_a4(visit, paper, lang):
    page = visit(f"/docente/{paper}?lang={lang}")
    page.set_viewport_size({"width": PAPER_PX, "height": PAPER_PX})
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate("document.fonts.ready")
    sheets = page.evaluate(SHEET_MM)
    assert len(sheets) >= 35
    assert [each for each in sheets if each[1] > A4_MM or each[2] > PAPER_PX] == []
    assert pages_of(page.pdf(prefer_css_page_size=True)) == len(sheets)
