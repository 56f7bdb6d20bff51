"""«Crea tu lección», whole: play, undo, mark, write, reload, download, and learn it."""

import zipfile

import pytest
from playwright.sync_api import expect

from simulator.teaching import check_folder
from tests.e2e.live import LiveServer, Visits, settled, sideways, violations
from tests.e2e.typist import enter

WORLD = "/escenario/sesion-smtp"


def write(page, label, words):
    """Fill in a field, as a person who leaves it."""
    field = page.get_by_label(label, exact=True).first
    field.fill(words)
    field.blur()
    settled(page)


def undo(page, times=1):
    for _ in range(times):
        button = page.get_by_role("button", name="Deshacer")
        expect(button).to_be_enabled()
        button.click()
        settled(page)


def recorded(page):
    """Greet and leave; then leave at once, and greet and hang up."""
    enter(page, "telnet sur 25", "EHLO pc-ana", "QUIT")
    undo(page, 2)
    enter(page, "QUIT")
    undo(page)
    enter(page, "NOOP")
    page.goto(f"{WORLD}#/author")
    settled(page)


def mark(page, sentence, words):
    """Mark an event of the right way, and call the goal something."""
    event = page.locator(".ct-author-event").filter(has_text=sentence).first
    event.get_by_role("checkbox").check()
    settled(page)
    name = event.get_by_label("Cómo se llama esta meta")
    name.fill(words)
    name.blur()
    settled(page)


def written(page):
    write(page, "Título", "Saludar y despedirse")
    write(page, "Qué se consigue, en una línea", "Te despides bien de un servidor.")
    write(page, "Título del paso", "Una sesión corta")
    write(page, "Qué pasa y qué hay que hacer", "Llama al servidor sur y saluda.")
    write(page, "Un empujón", "Primero se saluda.")
    write(page, "Dónde mirar o qué probar", "Mira los comandos de abajo.")
    write(page, "Lo que hay que escribir, letra por letra", "EHLO pc-ana y QUIT")
    write(page, "Qué se ha visto, cuando ya está hecho", "La sesión acaba con QUIT.")


@pytest.fixture
def made(visit, tmp_path):
    """The folder of a lesson that was recorded in the page."""
    page = visit(f"{WORLD}#/type")
    recorded(page)
    missing = page.locator(".ct-author-list")
    expect(missing).to_contain_text("Escribe un título")
    expect(missing).to_contain_text("Marca al menos una cosa")
    other = page.locator(".ct-author-turns li").filter(has_text="EHLO pc-ana")
    other.get_by_role("button", name="Este es el buen camino").click()
    settled(page)
    mark(page, "250", "Saludo")
    mark(page, "221", "Despedida")
    written(page)
    expect(page.locator(".ct-author-turns [data-kind=wrong]")).to_have_count(2)
    write(page, "Qué decir a quien vaya por aquí", "Te has ido sin saludar.")
    assert violations(page) == []
    page.reload()
    settled(page)
    expect(page.get_by_label("Título", exact=True)).to_have_value(
        "Saludar y despedirse"
    )
    expect(missing).to_contain_text("La lección está lista")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Descargar la lección").click()
    file = tmp_path / "lesson.zip"
    waited.value.save_as(file)
    page.get_by_text("Empezar de nuevo").click()
    page.get_by_role("button", name="Borrar el borrador").click()
    settled(page)
    expect(page.get_by_label("Título", exact=True)).to_have_value("")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Abrir la lección").click()
    expect(page.get_by_label("Título", exact=True)).to_have_value(
        "Saludar y despedirse"
    )
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) == 0
    folder = tmp_path / "mias"
    zipfile.ZipFile(file).extractall(folder)
    return folder


def test_a_teacher_records_a_lesson_and_a_student_does_it(
    made, browser, browser_context_args
):
    assert check_folder(made) == []
    server = LiveServer(CARTERO_LESSONS=str(made))
    visits = Visits(browser, server.url, browser_context_args)
    try:
        page = visits("/aprende/saludar-y-despedirse")
        enter(page, "telnet sur 25", "EHLO pc-ana", "QUIT")
        expect(page.locator(".ct-l-after")).to_contain_text("La sesión acaba con QUIT.")
        assert visits.manners == []
    finally:
        visits.close()
        server.stop()
