"""Mira in use: the class, the keyboard, the ear, memory, phones and motion."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.live import Visits
from tests.e2e.watching import (
    LAST,
    LETTER,
    STORE,
    go,
    reached_again,
    ready,
    settled,
    step_of,
)


def all_classes(found: Locator) -> list[str]:
    return found.evaluate_all("all => all.map((each) => each.className)")


# --- the class ------------------------------------------------------------------------


def test_ask_the_class_covers_the_reply_everywhere(visit):
    page = ready(visit("/mira"))
    go(page, 6)
    page.get_by_role("button", name="Pregunta a la clase").click()
    page.get_by_role("tab", name="Transcripción").click()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("status")).to_contain_text("¿Qué contestará")
    covered = page.locator("ct-app").inner_text()
    assert "2.1.0" not in covered and "Sender OK" not in covered
    assert step_of(page) == 7
    coming = page.locator(".ct-ticks i:nth-child(n+7)")
    assert not re.search(r"ct-c\d", " ".join(all_classes(coming)))
    page.keyboard.press("PageDown")
    assert step_of(page) == 7
    expect(page.locator(".ct-ticks i").nth(6)).to_have_class(re.compile("ct-c2"))
    expect(page.locator(".ct-now")).to_contain_text("2.1.0 Sender OK")
    expect(page.locator(".ct-transcript-text")).to_contain_text("S: 250 2.1.0")


def test_the_question_before_the_greeting_does_not_say_who_speaks(visit):
    page = ready(visit("/mira"))
    page.get_by_role("button", name="Pregunta a la clase").click()
    for _ in range(10):
        page.keyboard.press("PageDown")
        if page.locator(".ct-ask").count():
            break
    expect(page.get_by_role("status")).to_contain_text("¿Qué pasa ahora?")
    page.keyboard.press("PageDown")
    expect(page.locator(".ct-now")).to_contain_text("220")


def test_chapters_and_rungs_lead_there(visit):
    page = ready(visit("/mira"))
    page.get_by_role("button", name=re.compile("servidor norte pasa la carta")).click()
    assert step_of(page) > LETTER
    page.locator(".ct-rung button").first.click()
    settled(page)
    assert step_of(page) < LAST


# --- keyboard, ear, memory ------------------------------------------------------------


def test_a_presenter_s_remote_works_wherever_the_focus_is(visit):
    page = ready(visit("/mira"))
    timeline = page.get_by_role("slider")
    speed = page.get_by_label("Velocidad")
    speed.select_option("2")
    for focused in (timeline, speed, page.locator("[data-host=sur]")):
        go(page, 5)
        focused.focus()
        for key, step in (("PageDown", 6), ("PageDown", 7), ("PageUp", 6)):
            page.keyboard.press(key)
            assert step_of(page) == step, key
    expect(speed).to_have_value("2")
    for focused in (timeline, speed):
        focused.focus()
        page.keyboard.press(".")
        expect(page.get_by_role("button", name="Pausa")).to_be_visible()
        page.keyboard.press(".")
    go(page, 5)
    timeline.focus()
    for key, step in (("ArrowRight", 6), ("ArrowLeft", 5), ("End", LAST), ("Home", 1)):
        page.keyboard.press(key)
        assert step_of(page) == step, key


def test_the_keyboard_map(visit):
    page = ready(visit("/mira"))
    for key, step in (
        ("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1),
        ("End", LAST), ("Home", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert step_of(page) == step, key
    page.keyboard.press("4")
    expect(page.get_by_label("Velocidad")).to_have_value("4")
    page.keyboard.press(".")
    expect(page.get_by_role("button", name="Pausa")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Reproducir")).to_be_visible()
    page.keyboard.press("d")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.keyboard.press("Control+d")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_single_keys_can_be_switched_off(visit):
    page = ready(visit("/mira"))
    page.keyboard.press("?")
    page.get_by_label("Usar teclas de una sola letra").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    page.keyboard.press("p")
    assert page.locator("html").get_attribute("data-mode") == ""
    page.keyboard.press("ArrowRight")
    assert step_of(page) == 2


def test_the_ladder_is_one_tab_stop_and_arrows_walk_it(visit):
    page = ready(visit("/mira"))
    go(page, 10)
    assert page.locator(".ct-rung button[tabindex='0']").count() == 1
    page.locator(".ct-now button").focus()
    page.keyboard.press("ArrowUp")
    settled(page)
    expect(page.locator(".ct-now button")).to_be_focused()
    assert step_of(page) == 9
    page.keyboard.press("ArrowDown")
    assert step_of(page) == 10


def test_only_the_sentence_announces_itself(visit):
    page = ready(visit("/mira"))
    live = page.locator("[role=status], [role=log], [aria-live]:not([aria-live=off])")
    expect(live).to_have_count(1)
    expect(page.get_by_role("slider")).to_have_attribute(
        "aria-valuetext", re.compile(r"^Paso 1 de 32: Ana pulsa Enviar")
    )


def test_the_transcript_is_whole_and_copied(visit):
    page = ready(visit("/mira"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Último paso").click()
    page.get_by_role("tab", name="Transcripción").click()
    page.get_by_role("button", name="Copiar").click()
    expect(page.get_by_role("button", name="Copiado")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "C: MAIL FROM:<ana@norte.example>" in text
    assert text.count("\n32. ") == 1


def test_language_changes_without_losing_the_place(visit):
    page = ready(visit("/mira"))
    go(page, 9)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Español")).to_be_visible()
    assert step_of(page) == 9
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("link", name="Watch", exact=True).first).to_be_visible()


def test_a_reload_returns_to_lab_and_step(visit):
    page = ready(visit("/mira"))
    lab = page.evaluate(f"() => {STORE}.boot.lab")
    go(page, 17)
    page.reload()
    ready(page)
    expect(page.locator(".ct-step b")).to_have_text("17")
    assert page.evaluate(f"() => {STORE}.boot.lab") == lab


def test_two_tabs_on_one_lab_agree(visit):
    page = ready(visit("/mira"))
    other = ready(visit(page.url, beside=page))
    page.get_by_role("button", name="Último paso").click()
    page.get_by_role("button", name="Encender el PC de Benito").click()
    count = "() => document.querySelector('ct-app').ctx.store.next"
    page.wait_for_function(f"() => ({count})() > 100")
    settled(page)
    total = page.evaluate(count)
    other.wait_for_function(f"() => ({count})() === {total}")


def test_a_shared_address_is_for_watching(visit):
    page = ready(visit("/mira"))
    share = page.evaluate(f"() => {STORE}.boot.share")
    page.get_by_role("button", name="Último paso").click()
    guest = ready(visit(share))
    expect(guest.locator(".ct-step b")).to_have_text(str(LAST))
    expect(guest.get_by_role("button", name="Encender el PC de Benito")).to_have_count(
        0
    )


def test_a_lost_server_is_said_and_what_is_there_stays(
    browser, own_server, browser_context_args
):
    visits = Visits(browser, own_server.url, browser_context_args)
    page = ready(visits("/mira"))
    go(page, 12)
    own_server.stop()
    expect(page.locator(".ct-notice")).to_contain_text("No hay contacto")
    page.keyboard.press("ArrowRight")
    assert step_of(page) == 13
    own_server.start()
    reached_again(page)
    expect(page.locator(".ct-notice")).to_have_count(0)
    assert step_of(page) == 13
    visits.close()


# --- phone and motion -----------------------------------------------------------------


def test_a_phone_shows_the_two_that_talk_and_the_way(visit):
    page = ready(visit("/mira", size="phone"))
    go(page, 9)
    shown = page.locator(".ct-node:visible")
    assert [node.get_attribute("data-host") for node in shown.all()] == [
        "pc-ana",
        "norte",
    ]
    expect(page.locator(".ct-stations .ct-here")).to_have_text(["Ana", "norte"])
    expect(page.locator(".ct-journey .ct-mini-to")).to_have_text("benito")
    page.get_by_role("link", name="Detalles").click()
    expect(page.locator("ct-inspector")).to_be_visible()
    expect(page.locator("ct-stage")).to_be_hidden()
    assert step_of_slider(page) == 9


def step_of_slider(page: Page) -> int:
    return int(page.get_by_role("slider").input_value()) + 1


def test_motion_moves_with_the_playhead_and_stops_with_it(visit):
    page = ready(visit("/mira", reduced_motion="no-preference"))
    go(page, 3)
    page.get_by_role("button", name="Paso adelante").click()
    where = """() => new DOMMatrix(getComputedStyle(
      document.querySelector('.ct-packet-track')).translate === 'none' ? '' :
      `translate(${getComputedStyle(document.querySelector('.ct-packet-track'))
        .translate.replace(' ', ',')})`).m41"""
    flying = f"() => {STORE}.playhead.fraction > 0.3 && ({where})()"
    early = page.wait_for_function(flying).json_value()
    page.wait_for_function(f"() => {STORE}.playhead.arrived")
    late = page.evaluate(where)
    assert late > early > 0
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"() => {STORE}.playhead.arrived") is True


def test_less_motion_shows_the_packet_where_it_lands(visit):
    page = ready(visit("/mira"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"() => {STORE}.playhead.arrived") is True
    settled(page)
    packet = page.locator(".ct-packet").bounding_box()
    tile = page.locator("[data-host=pc-ana] .ct-tile").bounding_box()
    assert abs(packet["x"] - (tile["x"] + tile["width"])) < 3
