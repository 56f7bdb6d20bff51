"""An exam in a real browser: made, sat through a reload and a restart, handed in."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from simulator.acts import Open, TypeLine
from simulator.teaching.exams import grade, read_record
from tests.e2e.live import LANGS, SIZES, Visits, settled, sideways, violations
from tests.e2e.typist import enter
from tests.e2e.watch.test_print import pages_of
from tests.teaching.exams.exams import CODE, solution, source, tasks


@pytest.fixture
def visit_own(browser, own_server, browser_context_args):
    """Pages of a server that may be stopped."""
    visits = Visits(browser, own_server.url, browser_context_args)
    yield visits
    visits.close()


def begin(page: Page, nickname: str = "Ana") -> Page:
    page.locator("input[name=nickname]").fill(nickname)
    page.locator(".ct-exam-page .ct-go").click()
    return at_task(page, 1)


def at_task(page: Page, number: int) -> Page:
    expect(page).to_have_url(re.compile(rf"/examen/[^/]+/[^/]+/{number}$"))
    expect(page.locator(".ct-l-steps [aria-current=step]")).to_have_text(
        re.compile(f"^{number}")
    )
    return settled(page)


def go(page: Page, number: int) -> Page:
    page.locator(".ct-exam .ct-l-steps button").nth(number - 1).click()
    return at_task(page, number)


def type_solution(page: Page, number: int) -> None:
    for act in solution(tasks()[number - 1]):
        if isinstance(act, Open):
            enter(page, f"telnet {act.target}.example {act.port}")
        else:
            assert isinstance(act, TypeLine)
            enter(page, act.text)


def accuse(page: Page) -> None:
    """Cause and machine are right; nothing proves it."""
    found = tasks()[2].mystery
    page.locator("select[name=cause]").select_option(found.kind.cause)
    page.locator("select[name=machine]").select_option(found.machine)
    expect(page.get_by_text("Tu respuesta está guardada")).to_be_visible()
    settled(page)


def hand_in(page: Page) -> None:
    """Pressed twice by mistake, it goes on; then it is handed in."""
    submit = page.locator(".ct-lesson-foot .ct-go")
    submit.dblclick()
    expect(submit).to_have_text("Entregar")
    submit.click()
    sure = page.get_by_role("alertdialog")
    expect(sure).to_contain_text("Queda 1 tarea")
    sure.get_by_role("button", name="Entregar").click()


def test_the_file_of_an_exam_is_worth_what_the_page_shows(visit_own, own_server):
    page = visit_own("/examen")
    page.get_by_text("SMTP a mano").click()
    page.get_by_label("Tu primera sesión SMTP").check()
    page.get_by_label("Número de examen").fill("7")
    page.get_by_label("Nivel de los misterios").select_option("2")
    address = f"{own_server.url}/examen/{CODE}"
    made = page.get_by_label("Dirección para los estudiantes")
    expect(made).to_have_value(address)
    page.goto(address)
    page = begin(settled(page))
    for hidden in (".ct-l-hints", "ct-help-tool", ".ct-goals-strip"):
        expect(page.locator(hidden)).to_have_count(0)
    type_solution(page, 1)
    accuse(go(page, 3))
    expect(page.locator(".ct-exam .ct-l-steps .ct-i")).to_have_count(2)
    page.reload()
    expect(at_task(page, 3).get_by_text("Tu respuesta está guardada")).to_be_visible()

    own_server.stop()
    own_server.start()
    page.goto(f"{address}/Ana/3")
    expect(page.get_by_text("Tu respuesta está guardada")).to_be_visible()
    settled(page)
    hand_in(page)
    expect(page.locator(".ct-exam-score")).to_contain_text("8 de 15")
    settled(page)

    with page.expect_download() as saved:
        page.get_by_role("button", name="Guardar el archivo").click()
    record = read_record(saved.value.path().read_bytes())
    found = grade(record, source())
    assert (found.score.got, found.score.of, found.complaints) == (8, 15, ())
    expect(page.locator(".ct-exam-qr")).to_contain_text(record.digest)
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    page.goto(f"{address}/Ana/1")
    expect(page).to_have_url(f"{address}/Ana")


def test_when_time_is_up_the_exam_is_handed_in(visit):
    page = visit(f"/examen/{CODE}")
    lines = json.dumps({"began": 1, "handed": 0, "lines": {}})
    page.evaluate(
        "([key, kept]) => localStorage.setItem(key, kept)",
        [f"cartero.exam.{CODE}/Eva", lines],
    )
    page.goto(f"/examen/{CODE}/Eva/1")
    expect(page.locator(".ct-exam-score")).to_contain_text("0 de 15")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_of_it_fits_and_is_accessible(visit, size, lang):
    theme = "dark" if lang == "en" else "light"
    page = visit("/examen", size=size, lang=lang, theme=theme)
    expect(page.locator(".ct-exam-made")).to_be_visible()
    assert (sideways(page), violations(page)) == (0, [])
    page.goto(f"/examen/{CODE}")
    page = begin(settled(page), "Pilar")
    assert (sideways(page), violations(page)) == (0, [])
    go(page, 3)
    assert (sideways(page), violations(page)) == (0, [])
    page.locator(".ct-lesson-foot .ct-go").click()
    page.get_by_role("alertdialog").get_by_role("button").first.click()
    expect(page.locator(".ct-exam-score")).to_be_visible()
    assert (sideways(page), violations(page)) == (0, [])
