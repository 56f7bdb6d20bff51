"""Progress without accounts: it outlives the server, travels as a file, is printed."""

import json

from playwright.sync_api import Page, expect

from tests.e2e.live import Visits
from tests.e2e.watching import reached_again, settled

L09 = "/aprende/primera-sesion-smtp"
KEPT = "JSON.parse(localStorage.getItem('cartero.progress'))"


def predict(page: Page, words: str) -> None:
    page.locator(".ct-l-options label").filter(has_text=words).click()
    page.get_by_role("button", name="Guardar mi predicción").click()
    expect(page.locator(".ct-l-verdict").first).to_be_visible()


def test_a_lesson_goes_on_at_its_step_when_the_server_has_started_again(
    browser, forgetful_server, browser_context_args
):
    visits = Visits(browser, forgetful_server.url, browser_context_args)
    page = visits(L09)
    predict(page, "El servidor, que se presenta")
    steps = page.locator(".ct-l-steps button")
    steps.nth(3).click()
    expect(page.locator("#ct-step-title")).to_have_text("Te toca, con ayuda")
    settled(page)
    page.reload()
    expect(page.locator("#ct-step-title")).to_have_text("Te toca, con ayuda")
    expect(page.locator(".ct-l-expired")).to_have_count(0)
    forgetful_server.stop()
    forgetful_server.start()
    reached_again(page, "ended")
    app = page.locator("ct-app")
    expect(app).to_contain_text("El servidor se ha reiniciado")
    page.get_by_role("link", name="Seguir con uno nuevo").click()
    expect(page.locator("#ct-step-title")).to_have_text("Te toca, con ayuda")
    expect(page.locator(".ct-l-expired")).to_contain_text("El laboratorio de antes")
    expect(steps.nth(0)).to_have_attribute("data-solved", "true")
    expect(steps.nth(3)).to_have_attribute("data-solved", "false")
    steps.nth(0).click()
    expect(page.locator(".ct-l-expired")).to_have_count(0)
    settled(page)
    assert page.evaluate(KEPT)["lessons"]["primera-sesion-smtp"]["done"] == 1
    visits.close()


def test_progress_is_named_taken_to_another_browser_and_refused_when_spoilt(
    visit, tmp_path
):
    page = visit(L09)
    predict(page, "El servidor, que se presenta")
    settled(page)
    page.goto("/aprende")
    page.get_by_role("button", name="Elegir un animal").click()
    name = page.get_by_label("Cómo quieres que te llame")
    expect(name).not_to_have_value("")
    animal = name.input_value()
    with page.expect_download() as download:
        page.get_by_role("button", name="Guardar en un archivo").click()
    file = tmp_path / "mine.json"
    download.value.save_as(file)

    other = visit("/aprende", lang="en", size="phone")
    bring = other.get_by_label("Bring a file")
    told = other.locator(".ct-me [role=status]")
    before = other.evaluate("JSON.stringify(localStorage)")
    for spoilt, words in (
        ("{", "This file is broken"),
        ('{"kind": "photo"}', "not a progress"),
        (file.read_text().replace('"done":1', '"done":-1'), "changed it by hand"),
    ):
        (tmp_path / "spoilt.json").write_text(spoilt)
        bring.set_input_files(tmp_path / "spoilt.json")
        expect(told).to_contain_text(words)
        assert other.evaluate("JSON.stringify(localStorage)") == before
    bring.set_input_files(file)
    expect(told).to_contain_text("Brought: 1 lesson.")
    expect(other.get_by_label("What should I call you")).to_have_value(animal)
    resume = other.locator(".ct-resume")
    expect(resume).to_contain_text("Your first SMTP session")
    other.goto("/")
    expect(other.locator(".ct-home-course")).to_contain_text(f"Hello, {animal}.")


def test_what_counts_is_said_in_words_on_the_first_screen(visit):
    page = visit("/")
    scores = {
        "task": {"got": 2, "of": 2},
        "predict": {"got": 2, "of": 3},
        "quiz": {"got": 1, "of": 1},
    }
    lesson = {"done": 7, "of": 7, "finished": True, "finishedOn": 9, "scores": scores}
    kept = {
        "version": 1,
        "last": "primera-sesion-smtp",
        "lessons": {"primera-sesion-smtp": {**lesson, "unaided": ["con-ayuda"]}},
    }
    script = "kept => localStorage.setItem('cartero.progress', kept)"
    page.evaluate(script, json.dumps(kept))
    page.reload()
    expect(page.locator(".ct-first-tries li")).to_have_text(
        [
            "Predicciones acertadas a la primera: 2 de 3",
            "Pruebas a la primera: 1 de 1",
            "Tareas sin pistas: 1",
        ]
    )


def test_a_lesson_is_printed_whole_with_what_was_answered(visit):
    page = visit(L09)
    predict(page, "El cliente, que saluda")
    settled(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    paper = page.locator(".ct-paper-step")
    expect(paper).to_have_count(7)
    expect(paper.nth(0)).to_contain_text("☒ El cliente, que saluda")
    expect(paper.nth(0)).to_contain_text("su 220 significa")
    expect(paper.nth(3)).to_contain_text("☐ En el buzón de Benito")
    expect(paper.nth(6)).not_to_contain_text("Falta un paso")
    expect(page.locator(".ct-lesson-step")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(paper).to_have_count(0)
