"""Escribe in a real browser: forks, undo, the world, who watches, phones, access."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.live import ROOMS, settled, sideways, themes, violations
from tests.e2e.typist import ENVELOPE, GREETING, enter


def test_only_a_deliberate_step_back_forks(visit):
    page = visit("/mira")
    expect(page.locator(".ct-step b")).to_have_text("1")
    page.goto("/escribe")
    enter(page, *GREETING)
    expect(page.get_by_role("tab")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".ct-t-reply")).to_have_count(1)
    enter(page, "HELO pc-ana")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(2)
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator(".ct-t-sent")).to_have_text(["C:Tú: HELO pc-ana"])
    tabs.nth(1).focus()
    page.keyboard.press("ArrowLeft")
    expect(tabs.nth(0)).to_be_focused()
    expect(page.locator(".ct-t-sent")).to_have_text(["C:Tú: EHLO pc-ana"])


def test_undo_folds_the_line_under_attempts_and_redo_brings_it_back(visit):
    page = visit("/escribe")
    enter(page, *GREETING, "NOOP")
    sent = page.locator(".ct-t-sent")
    page.get_by_role("button", name="Deshacer").click()
    expect(sent).to_have_count(1)
    expect(page.locator(".ct-attempts summary")).to_have_text("Intentos (1)")
    page.get_by_role("button", name="Rehacer").click()
    expect(sent).to_have_count(2)
    page.get_by_role("button", name="Reiniciar").click()
    expect(page.locator(".ct-term[data-mode=local]")).to_be_visible()
    expect(sent).to_have_count(0)


def test_a_reload_keeps_the_conversation(visit):
    page = visit("/escribe")
    enter(page, *GREETING, *ENVELOPE)
    before = page.locator(".ct-t-reply").count()
    page.reload()
    expect(page.locator(".ct-t-reply")).to_have_count(before)
    enter(page, "DATA")
    expect(page.locator(".ct-term[data-mode=letter]")).to_be_visible()


def test_a_letter_is_composed_and_a_cut_cable_leaves_the_line_unanswered(visit):
    page = visit("/escribe")
    page.get_by_role("button", name="Escribir una carta").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Para").fill("carla@sur.example")
    dialog.get_by_label("Asunto").fill("Una prueba")
    dialog.get_by_label("Texto").fill("Hola, Carla.")
    assert violations(page) == []
    dialog.get_by_role("button", name="Enviar la carta").click()
    expect(dialog).not_to_be_visible()
    enter(page, *GREETING)
    page.get_by_text("Cables", exact=True).click()
    page.get_by_role("button", name="Cortar el cable del servidor sur").click()
    enter(page, "NOOP")
    expect(page.get_by_role("log")).to_contain_text("ya no da señales")
    expect(page.locator(".ct-term[data-mode=local]")).to_be_visible()
    page.get_by_role("button", name="Reparar el cable del servidor sur").click()


def test_whoever_only_watches_sees_the_session_and_cannot_type(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    boot = json.loads(page.locator("#boot").text_content() or "{}")
    other = visit(f"{boot['share']}#/type")
    expect(other.locator(".ct-term-bar")).to_contain_text("Estás mirando")
    expect(other.locator(".ct-t-reply")).to_have_count(2)
    expect(other.locator("#ct-line")).not_to_be_editable()
    expect(other.locator(".ct-send")).to_be_disabled()
    enter(page, "NOOP")
    expect(other.locator(".ct-t-reply")).to_have_count(3)


def test_chips_stay_hidden_for_who_hid_them(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    page.get_by_role("button", name="Ayuda de comandos").click()
    page.reload()
    expect(page.locator(".ct-t-reply")).to_have_count(2)
    expect(page.locator(".ct-chip")).to_have_count(0)


def test_on_a_phone_the_line_stays_in_sight_above_the_keyboard(visit):
    page = visit("/escribe", size="phone", has_touch=True)
    enter(page, *GREETING)
    page.set_viewport_size({"width": 390, "height": 508})
    line = page.locator("#ct-line")
    expect(line).to_be_focused()
    expect(line).to_be_in_viewport(ratio=1)
    expect(page.locator(".ct-keybar")).to_be_in_viewport(ratio=1)
    settled(page)
    log = page.locator(".ct-term-log").bounding_box()
    assert log["height"] >= 150
    page.keyboard.insert_text("MAIL FROM:ana")
    line.evaluate("e => e.setSelectionRange(10, 10)")
    page.get_by_role("button", name="<", exact=True).tap()
    expect(line).to_have_value("MAIL FROM:<ana")
    expect(line).to_be_focused()
    assert sideways(page) == 0


def test_the_line_asks_the_phone_to_keep_its_hands_off(visit):
    page = visit("/escribe")
    line = page.locator("#ct-line")
    for name, value in {
        "autocomplete": "off",
        "autocapitalize": "off",
        "autocorrect": "off",
        "spellcheck": "false",
        "enterkeyhint": "send",
        "translate": "no",
    }.items():
        expect(line).to_have_attribute(name, value)


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_typing_is_accessible_everywhere(visit, size, lang):
    page = visit("/escribe", size=size, lang=lang)
    expect(page.locator(".ct-connect")).to_be_visible()
    for _ in themes(page):
        assert violations(page) == []
    enter(page, *GREETING, "VERFY x", *ENVELOPE)
    for _ in themes(page):
        assert violations(page) == []
    enter(page, "DATA", "Subject: Hola", "QUIT", "")
    for _ in themes(page):
        assert violations(page) == []
    page.keyboard.press("Escape")
    for _ in themes(page):
        assert sideways(page) == 0
        assert violations(page) == []


@pytest.mark.parametrize("viewport", [(320, 640), (683, 384)])
def test_typing_at_200_percent_and_320_pixels(visit, viewport):
    width, height = viewport
    page = visit("/escribe", viewport={"width": width, "height": height})
    enter(page, *GREETING)
    assert sideways(page) == 0
    page.keyboard.press("Escape")
    assert sideways(page) == 0
    page.locator("#ct-line").scroll_into_view_if_needed()
    expect(page.locator("#ct-line")).to_be_in_viewport(ratio=1)
