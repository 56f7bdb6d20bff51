"""The glossary in a real browser: searched, reached; terms explain themselves."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import settled, sideways, violations
from tests.e2e.watching import LETTER, go

LOOKS = [("laptop", "light"), ("laptop", "dark"), ("phone", "light")]


def entries(page: Page):
    return page.locator(".ct-gl-entry")


def note(page: Page):
    return page.locator(".ct-explained")


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_whoever_types_a_word_finds_it_without_its_accent(visit, size, theme):
    page = visit("/glosario", size=size, theme=theme)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("buzon lleno")
    expect(page.locator(".ct-gl-count")).to_have_text("1 resultado")
    expect(entries(page)).to_contain_text("x.2.2")
    assert violations(page) == []
    assert sideways(page) == 0


def test_the_name_in_the_other_language_is_found_and_a_link_ends_the_search(visit):
    page = visit("/glosario")
    page.get_by_role("searchbox").fill("envelope")
    expect(entries(page).first.get_by_role("heading")).to_have_text("sobre")
    entries(page).first.get_by_role("heading").get_by_role("link").click()
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.locator("#gl-envelope")).to_be_focused()
    expect(page.locator("#gl-envelope")).to_be_in_viewport()


def test_nothing_found_is_said(visit):
    page = visit("/glosario")
    page.get_by_role("searchbox").fill("zzz")
    expect(page.get_by_role("status")).to_contain_text("Nada con «zzz»")
    expect(entries(page)).to_have_count(0)


@pytest.mark.parametrize(("lang", "status"), [("es", "borrador"), ("en", "Draft")])
def test_an_address_opens_its_entry_with_section_status_and_what_shows_it(
    visit, lang, status
):
    page = visit("/glosario#rcpt", lang=lang)
    expect(page.locator("#gl-rcpt")).to_be_in_viewport()
    page.goto("/glosario#/glossary/rcpt")
    rcpt = page.locator("#gl-rcpt")
    expect(rcpt).to_be_in_viewport()
    expect(rcpt).to_contain_text("RFC 5321 §4.1.1.3")
    expect(rcpt).to_contain_text(status)
    expect(rcpt.locator("a[href^='/escena/s21-3']")).to_have_count(1)
    expect(rcpt.locator("a[href='/aprende/varios-destinatarios']")).to_have_count(1)


def test_the_status_of_each_rfc_is_a_table(visit):
    page = visit("/glosario#/glossary/rfc-2821")
    row = page.locator("#gl-rfc-2821")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("propuesta de norma, sustituido por RFC 5321")
    expect(page.locator("#gl-rfc-1939")).to_contain_text("norma de Internet")
    assert violations(page) == []


def test_it_is_reached_by_its_key_by_the_menu_and_from_the_help(visit):
    page = settled(visit("/mira"))
    page.keyboard.press("v")
    expect(page.locator(".ct-gl h1")).to_be_visible()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("link", name="Glosario").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".ct-gl h1")).to_be_visible()
    page.locator(".ct-more-button").first.click()
    page.get_by_role("link", name="Glosario").click()
    expect(page.locator(".ct-gl h1")).to_be_visible()


def test_a_term_explains_itself_by_keyboard_and_gives_the_focus_back(visit):
    page = visit("/aprende/primera-sesion-smtp")
    word = page.locator(".ct-l-prose .ct-word").first
    word.focus()
    page.keyboard.press("Enter")
    expect(note(page)).to_be_visible()
    expect(note(page).get_by_role("link")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(note(page)).to_have_count(0)
    expect(word).to_be_focused()
    assert "/aprende/primera-sesion-smtp" in page.url
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".ct-gl-entry[aria-current]")).to_be_focused()


def test_a_term_in_the_sentence_of_the_story_explains_itself(visit):
    page = settled(visit("/mira"))
    go(page, LETTER)
    page.locator(".ct-says .ct-word", has_text="línea en blanco").click()
    expect(note(page)).to_be_visible()
    page.mouse.click(5, 400)
    expect(note(page)).to_have_count(0)


def test_no_term_stands_in_what_can_be_pressed_and_none_twice(visit):
    page = settled(visit("/mira"))
    page.keyboard.press("End")
    settled(page).keyboard.press("e")
    page.get_by_role("tab", name="Cabecera").click()
    expect(page.locator("ct-letter-fields .ct-word").first).to_be_visible()
    terms = page.locator("ct-letter-fields .ct-word").evaluate_all(
        "words => words.map(word => word.dataset.term)"
    )
    assert len(terms) == len(set(terms)) > 1
    assert page.locator(":is(a, button, label, code) .ct-word").count() == 0


def test_terms_move_nothing_when_they_come(visit):
    """They come after the first screen: a link breaks as the text did."""
    page = visit("/aprende/primera-sesion-smtp")
    expect(page.locator(".ct-l-prose .ct-word").first).to_be_visible()
    moved = page.locator(".ct-l-prose p").evaluate_all("""paragraphs =>
      paragraphs.filter(paragraph => {
        const bare = paragraph.cloneNode(true);
        for (const word of bare.querySelectorAll('.ct-word'))
          word.replaceWith(word.textContent);
        bare.normalize();
        paragraph.after(bare);
        const [a, b] = [paragraph, bare].map(each => each.getBoundingClientRect());
        bare.remove();
        return a.height !== b.height;
      }).length""")
    assert moved == 0
