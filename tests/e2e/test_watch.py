"""Mira in a real browser: the story at every size, by mouse, keyboard and ear."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import LANGS, SIZES, THEMES, Visits, sideways, violations

LETTER, LAST = 12, 32
RAW_KEY = re.compile(r"\b(?:ui|say|why|next|slips|chapter|offer|error)\.[a-z_]+")
STORE = "document.querySelector('ct-app').ctx"


def ready(page: Page) -> Page:
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= {LAST}")
    return page


def go(page: Page, step: int) -> None:
    """Scrub to `step`, as the slider does, and wait until all is drawn."""
    page.get_by_role("slider").fill(str(step - 1))
    expect(page.locator(".ct-step b")).to_have_text(str(step))
    settled(page)


def settled(page: Page) -> None:
    page.evaluate("""async () => {
      for (let i = 0; i < 3; i++) {
        const parts = [...document.querySelectorAll('*')];
        await Promise.all(parts.map(part => part.updateComplete));
        await new Promise(requestAnimationFrame);
      }
    }""")


def step_of(page: Page) -> int:
    return int(page.locator(".ct-step b").inner_text())


def on_the_phone(page: Page) -> bool:
    return page.viewport_size["width"] <= 760


# --- the whole, at every size, in both themes and languages ---------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_view_is_accessible(visit, size, theme, lang):
    page = visit("/", size=size, theme=theme, lang=lang)
    ready(page)
    assert violations(page) == []
    if size == "projector":
        page.keyboard.press("p")
    page.goto("/mira")
    ready(page)
    for step in (1, 5, LETTER, LAST):
        go(page, step)
        assert violations(page) == []
        assert sideways(page) == 0
    if on_the_phone(page):
        page.goto("/mira#/watch/details")
        ready(page)
    page.get_by_role("tab").nth(1).click()
    assert violations(page) == []
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


def test_forced_colours_are_accessible_too(visit):
    page = ready(visit("/mira", forced_colors="active"))
    go(page, LETTER)
    assert violations(page) == []


@pytest.mark.parametrize("width,height", [(320, 640), (683, 384), (768, 1024)])
def test_small_windows_and_zoom_scroll_only_downwards(visit, width, height):
    page = ready(visit("/mira", viewport={"width": width, "height": height}))
    for step in (1, 5, LETTER, LAST):
        go(page, step)
        assert sideways(page) == 0
    ladder = page.locator("ct-ladder").bounding_box()
    assert ladder["height"] > 60


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_smaller_than_14_px_and_no_target_than_40(visit, size):
    page = ready(visit("/mira", size=size))
    if size == "projector":
        page.keyboard.press("p")
    go(page, LETTER)
    small = page.evaluate("""() => {
      const found = new Set();
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const { parentElement: element, data } = walk.currentNode;
        if (!data.trim() || !element.checkVisibility()) continue;
        if (element.closest('.ct-vh, script, noscript')) continue;
        const px = parseFloat(getComputedStyle(element).fontSize);
        if (px < 14) found.add(`${element.className} ${px}`);
      }
      return [...found];
    }""")
    assert small == []
    least = 48 if on_the_phone(page) else 40
    targets = page.evaluate(
        """least => [...document.querySelectorAll('button, select, [role=tab]')]
          .filter(e => e.checkVisibility() && !e.closest('.ct-vh'))
          .filter(e => !e.closest('.ct-chapters, .ct-wire'))
          .filter(e => e.getBoundingClientRect().height < least - 0.5)
          .map(e => `${e.className} ${e.getBoundingClientRect().height}`)""",
        least,
    )
    assert targets == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_key_of_a_text_is_ever_seen(visit, lang):
    page = ready(visit("/mira", lang=lang))
    page.get_by_role("button", name=re.compile("Pregunta|Ask")).wait_for()
    for step in range(1, LAST + 1):
        go(page, step)
        assert RAW_KEY.findall(page.locator("ct-app").inner_text()) == []


# --- the first screen -----------------------------------------------------------------


@pytest.mark.parametrize(
    "door,place",
    [
        ("Mira una carta viajar", "#/watch"),
        ("Escríbela tú", "#/type"),
        ("Aprende paso a paso", "#/learn"),
    ],
)
def test_three_doors(visit, door, place):
    page = visit("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "¿Cómo viaja un correo electrónico?"
    )
    page.get_by_role("link", name=door).click()
    assert page.url.endswith(place)
    expect(page.locator(".ct-home")).to_have_count(0)


# --- the story ------------------------------------------------------------------------


def test_the_letter_travels_to_its_end(visit):
    page = ready(visit("/mira"))
    assert step_of(page) == 1
    expect(page.get_by_role("button", name="Reproducir")).to_be_visible()
    page.get_by_role("button", name="Último paso").click()
    page.get_by_role("button", name="Encender el PC de Benito").click()
    page.wait_for_function(f"() => {STORE}.store.steps.length > {LAST}")
    page.get_by_role("button", name="Último paso").click()
    inbox = page.evaluate(f"() => {STORE}.store.model.inboxes['pc-benito']")
    assert [letter["subject"] for letter in inbox] == ["Excursión del viernes"]
    expect(page.locator("[data-host=pc-benito]")).not_to_contain_text("apagado")


def test_what_is_on_the_envelope_and_in_the_letter(visit):
    page = ready(visit("/mira"))
    cover, sheet = page.locator(".ct-cover"), page.locator(".ct-sheet")
    seen = {}
    for step in range(1, 17):
        go(page, step)
        if cover.count():
            seen[step] = (cover.inner_text(), sheet.count())
    texts = list(seen.values())
    assert "sin escribir" in texts[0][0] and "nadie todavía" in texts[0][0]
    sender = next(t for t, _ in texts if "ana@norte.example" in t)
    assert "nadie todavía" in sender
    assert any("benito@sur.example" in t and not paper for t, paper in texts)
    go(page, LETTER)
    expect(sheet).to_contain_text("Subject: Excursión del viernes")
    expect(page.locator(".ct-packet .ct-paper-sheet")).to_have_count(1)
    expect(page.locator(".ct-mini-cover")).to_have_count(2)


def test_the_ladder_hangs_from_the_machines_and_is_virtual(visit):
    page = ready(visit("/mira"))
    go(page, 28)
    rungs = page.locator(".ct-rung")
    assert 5 <= rungs.count() <= 40
    now = page.locator(".ct-rung [aria-current=step]")
    expect(now).to_have_count(1)
    row = page.locator(".ct-now")
    assert row.get_attribute("aria-setsize") == str(LAST)
    assert row.get_attribute("aria-posinset") == "28"
    arrow = page.locator(".ct-now .ct-arrow").bounding_box()
    for host, x in (("norte", arrow["x"]), ("sur", arrow["x"] + arrow["width"])):
        tile = page.locator(f"[data-host={host}] .ct-tile").bounding_box()
        assert abs(tile["x"] + tile["width"] / 2 - x) < 4
    pane = page.locator("ct-ladder").bounding_box()
    box = row.bounding_box()
    assert box["y"] + box["height"] <= pane["y"] + pane["height"] + 1


def test_a_multi_line_reply_keeps_its_hyphens(visit):
    page = ready(visit("/mira"))
    go(page, 5)
    expect(page.locator(".ct-now .ct-line").first).to_have_text(
        "250-smtp.norte.example greets pc-ana.norte.example"
    )
    expect(page.locator(".ct-now .ct-line").last).to_have_text("250 HELP")


def test_projector_mode_cuts_nothing_off(visit):
    page = ready(visit("/mira", size="projector"))
    page.keyboard.press("p")
    for step in range(1, LAST + 1):
        go(page, step)
        cut = page.evaluate("""() => {
          const pane = document.querySelector('ct-ladder').getBoundingClientRect();
          const wide = [...document.querySelectorAll(
            '.ct-now .ct-line, .ct-says, .ct-node > b, .ct-cover dd, .ct-sheet p')]
            .filter(e => e.checkVisibility())
            .filter(e => e.scrollWidth > e.clientWidth + 1
              || getComputedStyle(e).textOverflow === 'ellipsis');
          const out = [...document.querySelectorAll('.ct-now .ct-line')].filter(e => {
            const box = e.getBoundingClientRect();
            return box.left < pane.left || box.right > pane.right
              || box.top < pane.top - 1 || box.bottom > pane.bottom + 1;
          });
          return [...wide, ...out].map(e => e.textContent);
        }""")
        assert cut == [], step


def test_a_machine_opens_with_programs_ports_and_letters(visit):
    page = ready(visit("/mira"))
    page.get_by_role("button", name="Último paso").click()
    page.locator("[data-host=sur]").click()
    dialog = page.get_by_role("dialog")
    for text in ("25", "587", "110", "benito@sur.example", "carla@sur.example"):
        expect(dialog).to_contain_text(text)
    dialog.get_by_text("Excursión del viernes").click()
    expect(dialog).to_contain_text("Return-Path: <ana@norte.example>")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_parts_of_a_line_explain_themselves(visit):
    page = ready(visit("/mira"))
    go(page, 6)
    page.locator(".ct-role-verb").hover()
    expect(page.locator(".ct-part-says")).to_have_text("El comando: qué se pide.")
    expect(page.locator(".ct-wire")).to_contain_text("CR LF")
    link = page.get_by_role("link", name=re.compile("RFC 5321 §4.1.1.2"))
    assert link.get_attribute("href").endswith("/rfc5321#section-4.1.1.2")
    page.get_by_text("Ver los octetos").click()
    expect(page.locator(".ct-hex")).to_contain_text("4d 41 49 4c")


def test_the_session_says_where_it_stands(visit):
    page = ready(visit("/mira"))
    go(page, 9)
    expect(page.locator(".ct-phases [aria-current=step]")).to_have_text("destinatarios")
    expect(page.locator(".ct-states .ct-lit")).to_have_text("RCPT")
    expect(page.locator(".ct-legal")).to_contain_text("DATA")
    assert page.locator(".ct-legal button, .ct-phases button").count() == 0


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
    page.keyboard.press("PageDown")
    assert step_of(page) == 7
    expect(page.locator(".ct-now")).to_contain_text("2.1.0 Sender OK")
    expect(page.locator(".ct-transcript-text")).to_contain_text("S: 250 2.1.0")


def test_chapters_and_rungs_lead_there(visit):
    page = ready(visit("/mira"))
    page.get_by_role("button", name=re.compile("servidor norte se la pasa")).click()
    assert step_of(page) > LETTER
    page.locator(".ct-rung button").first.click()
    settled(page)
    assert step_of(page) < LAST


# --- keyboard, ear, memory ------------------------------------------------------------


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
    total = page.evaluate(count)
    other.wait_for_function(f"() => ({count})() === {total}")


def test_a_shared_address_is_for_watching(visit):
    page = ready(visit("/mira"))
    share = page.evaluate(f"() => {STORE}.boot.share")
    guest = ready(visit(share))
    if guest.locator(".ct-home").count():
        guest.get_by_role("link", name="Mira una carta viajar").click()
    guest.get_by_role("button", name="Último paso").click()
    settled(guest)
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
    expect(page.locator(".ct-notice")).not_to_contain_text("No hay contacto")
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
    page.wait_for_function(f"() => {STORE}.playhead.fraction > 0.3")
    early = page.evaluate(where)
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
    packet = page.locator(".ct-packet").bounding_box()
    tile = page.locator("[data-host=pc-ana] .ct-tile").bounding_box()
    assert abs(packet["x"] - (tile["x"] + tile["width"])) < 3
