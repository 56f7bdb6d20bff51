"""Mira in a real browser: the story, at every size, theme and language."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import LANGS, ROOMS, SIZES, settled, sideways, themes, violations
from tests.e2e.watching import LAST, LETTER, STORE, go, on_the_phone, ready, step_of

RAW_KEY = re.compile(r"\b(?:ui|say|why|next|slips|chapter|offer|error)\.[a-z_]+")


# --- the whole, at every size, in both themes and languages ---------------------------


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_every_view_is_accessible(visit, size, lang):
    page = visit("/", size=size, lang=lang)
    ready(page)
    for _ in themes(page):
        assert violations(page) == []
    if size == "projector":
        page.keyboard.press("p")
    page.goto("/mira")
    ready(page)
    for step in (1, 5, LETTER, LAST):
        go(page, step)
        for _ in themes(page):
            assert violations(page) == []
            assert sideways(page) == 0
    if on_the_phone(page):
        page.goto("/mira#/watch/details")
        ready(page)
    page.get_by_role("tab").nth(1).click()
    for _ in themes(page):
        assert violations(page) == []
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in themes(page):
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
    # A term to be explained stands within a line of text (WCAG 2.2, 2.5.8).
    least, term = 48 if on_the_phone(page) else 40, 24
    targets = page.evaluate(
        """([least, term]) =>
          [...document.querySelectorAll('button, select, [role=tab]')]
          .filter(e => e.checkVisibility() && !e.closest('.ct-vh'))
          .filter(e => !e.closest('.ct-chapters, .ct-wire'))
          .filter(e => e.getBoundingClientRect().height <
            (e.matches('.ct-word') ? term : least) - 0.5)
          .map(e => `${e.className} ${e.getBoundingClientRect().height}`)""",
        [least, term],
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
        ("Escríbela tú", "/escribe"),
        ("Aprende paso a paso", "#/learn"),
    ],
)
def test_three_doors(visit, door, place):
    page = visit("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "¿Cómo viaja un correo electrónico?"
    )
    page.get_by_role("link", name=door).click()
    expect(page).to_have_url(re.compile(f"{re.escape(place)}$"))
    expect(page.locator(".ct-home")).to_have_count(0)


# --- the story ------------------------------------------------------------------------


def test_the_letter_travels_to_its_end(visit):
    page = ready(visit("/mira"))
    assert step_of(page) == 1
    expect(page.get_by_role("button", name="Reproducir")).to_be_visible()
    page.get_by_role("button", name="Último paso").click()
    page.get_by_role("button", name="Encender el PC de Benito").click()
    page.wait_for_function(f"() => {STORE}.store.steps.length > {LAST}")
    settled(page)
    page.get_by_role("button", name="Último paso").click()
    inbox = page.evaluate(f"() => {STORE}.store.model.inboxes['pc-benito']")
    assert [letter["subject"] for letter in inbox] == ["Viernes a las nueve"]
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
    expect(sheet).to_contain_text("Subject: Viernes a las nueve")
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
    dialog.get_by_text("Viernes a las nueve").first.click()
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


def test_codes_keywords_and_states_say_what_they_mean(visit):
    page = ready(visit("/mira"))
    says = page.locator(".ct-part-says")
    go(page, 2)
    expect(page.locator(".ct-legal")).to_have_text(
        "El servidor todavía no ha saludado."
    )
    expect(page.locator(".ct-states .ct-lit")).to_have_text("CLOSED")
    go(page, 5)
    page.locator(".ct-role-text").nth(1).focus()
    expect(says).to_contain_text("Una extensión")
    go(page, 7)
    page.locator(".ct-role-code").focus()
    expect(says).to_contain_text("5 sobre el sistema de correo")
    page.locator(".ct-role-enhanced").focus()
    expect(says).to_contain_text("1.0 dirección: otro caso")
    page.locator(".ct-states code").filter(has_text="DATA").focus()
    expect(page.locator(".ct-state-says")).to_contain_text("Todo lo que llega es carta")


def test_the_session_says_where_it_stands(visit):
    page = ready(visit("/mira"))
    go(page, 9)
    expect(page.locator(".ct-phases [aria-current=step]")).to_have_text("destinatarios")
    expect(page.locator(".ct-states .ct-lit")).to_have_text("RCPT")
    expect(page.locator(".ct-legal")).to_contain_text("DATA")
    assert page.locator(".ct-legal button, .ct-phases button").count() == 0
