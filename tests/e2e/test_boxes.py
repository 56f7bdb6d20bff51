"""Buzones in a real browser: delete here, look there; what it cost; what is cut off."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import ROOMS, sideways, themes, violations
from tests.e2e.watching import STORE, open_place, settled

WORLD = "/escenario/tres-maneras"
BOOK = "El libro"


def boxes(page):
    """Buzones, at the end of the story so far."""
    page.wait_for_function(f"() => {STORE}?.store.events.length > 0")
    open_place(page, "boxes")
    expect(page.locator(".ct-bx-column").first).to_be_visible()
    return page


def column(page, name):
    return page.locator(".ct-bx-column").filter(
        has=page.get_by_role("heading", name=name)
    )


def to_end(page):
    """Show all that the act brought, without waiting for its animation."""
    settled(page)
    page.evaluate(f"() => {STORE}.playhead.toEnd()")
    settled(page)


def click(page, button):
    """Press it; what came of it is shown."""
    before = page.evaluate(f"() => {STORE}.store.steps.length")
    button.click()
    page.wait_for_function(f"() => {STORE}.store.steps.length > {before}")
    expect(page.locator(".ct-bx")).to_be_visible()
    to_end(page)


def log_in(page):
    """Benito, at the window of his browser."""
    window = page.locator(".ct-bw-page")
    click(page, window.get_by_role("button", name="Abrir el correo web"))
    window.get_by_label("Usuario").fill("benito")
    window.get_by_label("Contraseña").fill("benito-secreta")
    click(page, window.get_by_role("button", name="Entrar"))
    expect(window.get_by_role("link", name=BOOK)).to_be_visible()
    return window


def test_the_form_of_an_account_shows_what_really_happens_when_it_is_tried(visit):
    """Opened by the slide's scene, where it is set up wrong."""
    page = visit("/escena/s07-d3#/boxes/account", size="phone")
    account = page.locator("ct-account")
    told = account.get_by_role("log")
    collect = account.get_by_role("button", name="Guardar y recoger")
    expect(account.get_by_label("Puerto").first).to_have_value("110")
    account.get_by_label("Puerto").first.fill("996")
    collect.click()
    expect(told).to_contain_text("996")
    account.get_by_label("Puerto").first.fill("995")
    account.get_by_label("Cifrado").first.select_option("TLS desde el principio")
    collect.click()
    expect(told).to_contain_text("«Llegada» ya está en el PC de Ana")
    assert sideways(page) == 0 and violations(page) == []


def test_what_is_deleted_in_the_browser_is_missed_on_the_phone_and_not_on_the_pc(visit):
    page = boxes(visit(WORLD))
    pc, phone = column(page, "PC de Benito"), column(page, "teléfono de Benito")
    server = column(page, "En el servidor sur")
    click(page, pc.get_by_role("button", name="Recoger"))
    click(page, phone.get_by_role("button", name="Mirar el buzón"))
    expect(pc.locator("li")).to_have_count(7)
    expect(phone.locator("li")).to_have_count(7)
    window = log_in(page)
    click(page, window.get_by_role("link", name=BOOK))
    expect(window).to_contain_text("Te dejé el libro")
    read = server.locator("li").filter(has_text=BOOK)
    expect(read).to_contain_text("leída")
    click(page, window.get_by_role("button", name="Borrar"))
    expect(window.get_by_role("link", name=BOOK)).to_have_count(0)
    expect(server.locator("li")).to_have_count(6)
    expect(phone.locator("li").filter(has_text=BOOK)).to_contain_text("ya no está")
    click(page, phone.get_by_role("button", name="Mirar el buzón"))
    expect(phone.locator("li").filter(has_text=BOOK)).to_have_count(0)
    click(page, pc.get_by_role("button", name="Recoger"))
    expect(pc.locator("li").filter(has_text=BOOK)).to_have_count(1)
    server.get_by_label("Carpeta").select_option("Papelera")
    expect(server.locator("li")).to_contain_text([BOOK])


def test_a_flag_set_on_the_phone_is_seen_on_the_server(visit):
    page = boxes(visit(WORLD))
    phone = column(page, "teléfono de Benito")
    click(page, phone.get_by_role("button", name="Mirar el buzón"))
    click(page, phone.get_by_role("button", name=f"Destacar: {BOOK}"))
    server = column(page, "En el servidor sur").locator("li").filter(has_text=BOOK)
    expect(server).to_contain_text("destacada")
    expect(phone.get_by_role("button", name=f"No destacar: {BOOK}")).to_be_visible()


def test_a_letter_is_written_in_the_browser(visit):
    page = boxes(visit(WORLD))
    window = log_in(page)
    click(page, window.get_by_role("link", name="Escribir"))
    window.get_by_label("Para").fill("carla@sur.example")
    window.get_by_label("Asunto").fill("Mañana")
    window.get_by_label("Texto").fill("Hola, Carla.\n¿Vienes?")
    click(page, window.get_by_role("button", name="Enviar"))
    expect(window).to_contain_text("Enviada.")


def test_meters_are_zeroed_and_count_from_there(visit):
    page = boxes(visit(WORLD))
    meters = page.locator("ct-meters")
    expect(meters).to_contain_text("Todavía no se ha hablado")
    click(page, column(page, "PC").get_by_role("button", name="Recoger"))
    expect(meters.locator("tbody tr")).to_have_count(1)
    meters.get_by_role("button", name="Poner a cero").click()
    expect(meters.locator("tbody tr")).to_have_count(0)
    click(page, column(page, "teléfono").get_by_role("button", name="Mirar el buzón"))
    expect(meters.locator("tbody tr")).to_have_count(1)
    expect(meters.locator("tbody tr")).to_contain_text("IMAP")


def number(cell) -> int:
    return int(re.sub(r"\D", "", cell.inner_text()))


def test_a_task_is_guessed_then_measured_in_every_way(visit):
    page = boxes(visit(WORLD))
    found = page.locator("ct-comparison")
    expect(found.locator("tbody tr")).to_have_count(0)
    found.get_by_role("button", name="Ver la lista").click()
    rows = found.locator("tbody tr")
    expect(rows).to_have_count(4)
    octets = [number(rows.nth(i).locator("td").first) for i in range(4)]
    assert octets[0] > 50 * max(octets[1:])
    near = number(rows.nth(1).locator("td").last)
    found.get_by_role("button", name="300 ms").click()
    settled(page)
    assert number(rows.nth(1).locator("td").last) > 5 * near
    rows.nth(2).locator("summary").click()
    expect(rows.nth(2)).to_contain_text("SELECT INBOX")
    found.get_by_role("button", name="Leer todo sin conexión").click()
    expect(rows).to_have_count(3)
    expect(rows.last).to_contain_text("No puede")


def test_who_is_cut_off_says_so_and_keeps_the_copies(visit):
    page = visit("/escenario/descarga-cortada")
    page.get_by_role("button", name="Ver la demostración").click()
    page.wait_for_function(f"() => {STORE}.store.steps.length >= 138")
    to_end(page)
    boxes(page)
    web = column(page, "navegador de Benito")
    expect(web).to_contain_text("Sin red no hay página")
    expect(web).to_contain_text("la página no llegó")
    pc, old = column(page, "PC de Benito"), column(page, "PC viejo")
    expect(pc.locator("li")).to_have_count(4)
    expect(old.locator("li")).to_have_count(6)
    click(page, web.get_by_role("button", name="Reparar el cable"))
    expect(web).not_to_contain_text("Sin red")


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_it_is_accessible_and_fits(visit, size, lang):
    page = visit(WORLD, size=size, lang=lang)
    page.wait_for_function(f"() => {STORE}?.store.events.length > 0")
    page.evaluate(f"() => {STORE}.link.travel('play')")
    page.wait_for_function(f"() => {STORE}.store.steps.length >= 167")
    to_end(page)
    if size == "projector":
        page.keyboard.press("p")
    boxes(page)
    page.locator(".ct-cmp-choice button").first.click()
    settled(page)
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0


# --- the list of scenarios ------------------------------------------------------------


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_the_list_of_scenarios_is_accessible_and_fits(visit, size, lang):
    page = visit("/mira#/scenarios", size=size, lang=lang)
    expect(page.locator(".ct-sc li").first).to_be_visible()
    settled(page)
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0


def test_a_scenario_is_chosen_and_its_demonstration_played(visit):
    page = visit("/mira#/scenarios")
    here = page.locator(".ct-sc a[aria-current=page]")
    expect(here).to_contain_text("La primera carta")
    page.get_by_role("link", name="Un buzón, tres maneras de leerlo").click()
    page.wait_for_url("**/escenario/tres-maneras**")
    page.get_by_role("button", name="Ver la demostración").click()
    page.wait_for_function(f"() => {STORE}.store.steps.length >= 167")
    to_end(page)
    expect(page.get_by_role("button", name="Ver la demostración")).to_have_count(0)


def test_a_story_says_from_its_beginning_that_a_demonstration_follows(visit):
    page = visit("/escenario/cola-y-reintentos")
    expect(page.locator(".ct-offers")).to_contain_text("trae una demostración")
    page.get_by_role("button", name="Ir al final").click()
    expect(page.get_by_role("button", name="Ver la demostración")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".ct-offers")).to_have_count(0)


def test_on_a_narrow_projector_every_way_stands_beside_the_list(visit):
    page = visit("/escenario/tres-maneras#/boxes", size="laptop")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.keyboard.press("p")
    settled(page)
    columns = [each.bounding_box() for each in page.locator(".ct-bx-column").all()]
    first, *ways = columns
    assert len(ways) == 3
    assert all(way["x"] >= first["x"] + first["width"] for way in ways)
    assert all(way["y"] < 768 for way in ways)
