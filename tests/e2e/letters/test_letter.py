"""Carta and the compose window in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.live import ROOMS, sideways, themes, violations
from tests.e2e.watching import STORE, open_place, ready, settled

SEND = f"""async () => {{
  const {{ link, playhead }} = {STORE};
  await link.act({{ act: 'send', host: 'pc-ana', to: 'benito@sur.example',
    subject: 'Fotos', body: '.punto\\n\\nmañana\\n', rich: true, attachments: [
      {{ name: 'nota.txt', kind: 'note', text: 'café' }},
      {{ name: 'sobre.png', kind: 'picture' }}] }});
}}"""
DELIVERED = f"""() => {STORE}.store.steps.some((step) =>
  step.fact.kind === 'message.delivered' && step.fact.subject === 'Fotos')"""


def opened(page):
    """The letter of `SEND`, delivered and laid open."""
    ready(page)
    page.evaluate(SEND)
    page.wait_for_function(DELIVERED)
    settled(page).evaluate(f"() => {STORE}.playhead.toEnd()")
    open_place(page, "letter")
    expect(page.locator(".ct-lt-head h2")).to_have_text("Fotos")
    return page


def tab(page, name):
    page.locator(f"#ct-lt-tab-{name}").click()
    settled(page)


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_every_way_to_see_a_letter_is_accessible(visit, size, lang):
    page = visit("/mira", size=size, lang=lang)
    ready(page)
    if size == "projector":
        page.keyboard.press("p")
    opened(page)
    for name in ("read", "fields", "parts", "octets"):
        tab(page, name)
        page.evaluate("""() => document.querySelectorAll('.ct-lt-tree details')
          .forEach((each) => { each.open = true; })""")
        for _ in themes(page):
            assert violations(page) == []
            assert sideways(page) == 0


def test_a_stop_shows_the_letter_as_it_was_there(visit):
    page = opened(visit("/mira"))
    tab(page, "fields")
    way = page.locator(".ct-lt-way a")
    expect(way).to_have_count(4)
    expect(page.locator(".ct-lt-fresh dt")).to_have_text(["Return-Path"])
    expect(page.locator(".ct-lt-gone")).to_be_visible()
    way.nth(1).click()
    expect(page.locator(".ct-lt-fresh dt")).to_have_text(["Received"])
    expect(page.locator(".ct-lt-envelope")).to_contain_text("<benito@sur.example>")
    way.nth(0).click()
    expect(page.locator(".ct-lt-fresh dt")).to_have_count(0)
    assert page.locator("dt", has_text="Received").count() == 0


def test_dots_are_stuffed_on_the_wire_and_not_in_the_mailbox(visit):
    page = ready(visit("/mira"))
    page.evaluate(SEND.replace("rich: true", "rich: false"))
    page.wait_for_function(DELIVERED)
    settled(page).evaluate(f"() => {STORE}.playhead.toEnd()")
    open_place(page, "letter")
    page.locator(".ct-lt-way a").nth(2).click()
    tab(page, "octets")
    expect(page.locator(".ct-lt-stuffed")).to_have_count(0)
    page.get_by_label("Por el cable").check()
    expect(page.locator(".ct-lt-stuffed")).to_have_count(1)
    expect(page.locator(".ct-of-dot")).to_have_count(1)


def test_html_is_inert(visit):
    page = opened(visit("/mira"))
    page.get_by_label("Ver la forma HTML").check()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("sandbox", "")
    expect(page.frame_locator("iframe").locator("p").last).to_have_text("mañana")


def test_the_list_knows_no_more_than_the_playhead(visit):
    page = opened(visit("/mira"))
    expect(page.locator(".ct-lt-list li")).to_have_count(2)
    page.evaluate(f"() => {STORE}.playhead.first()")
    expect(page.locator(".ct-lt-list li")).to_have_count(1)


def test_an_answer_joins_the_conversation(visit):
    page = ready(visit("/mira"))
    on = "async () => { const { link } = " + STORE + "; "
    page.evaluate(on + "await link.act({act: 'power_on', host: 'pc-benito'}); }")
    opened(page)
    page.get_by_role("button", name="Responder").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Para")).to_have_value("ana@norte.example")
    expect(dialog.get_by_label("Asunto")).to_have_value("Re: Fotos")
    expect(dialog.locator("pre")).to_contain_text("In-Reply-To: <")
    dialog.get_by_label("Texto").fill("Gracias.")
    dialog.get_by_role("button", name="Enviar la carta").click()
    expect(dialog).not_to_be_visible()
    page.wait_for_function(DELIVERED.replace("'Fotos'", "'Re: Fotos'"))
    settled(page).evaluate(f"() => {STORE}.playhead.toEnd()")
    expect(page.locator(".ct-lt-list li").nth(2)).to_contain_text("Responde a la")


def test_the_compose_window_shows_what_goes_out(visit):
    page = visit("/escribe")
    page.get_by_role("button", name="Escribir una carta").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Para").fill("benito@sur.example")
    dialog.get_by_label("Asunto").fill("Mañana")
    dialog.get_by_text("Más campos").click()
    dialog.get_by_label("Bcc").fill("carla@sur.example")
    dialog.get_by_role("button", name="una nota").click()
    dialog.get_by_label("Texto de la nota").fill("café")
    source = dialog.locator("pre")
    expect(source).to_contain_text("Subject: =?utf-8?q?Ma=C3=B1ana?=")
    expect(source).to_contain_text('filename="nota.txt"')
    expect(source).not_to_contain_text("carla")
    envelope = dialog.locator(".ct-compose-envelope")
    expect(envelope).to_contain_text("<carla@sur.example>")
    assert violations(page) == []


def test_a_refused_letter_says_why_in_the_compose_window(visit):
    page = visit("/escribe")
    page.get_by_role("button", name="Escribir una carta").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Para").fill("benito")
    dialog.get_by_role("button", name="Enviar la carta").click()
    expect(page.get_by_role("alert")).to_have_count(1)
    why = dialog.get_by_role("alert")
    expect(why).to_contain_text("«benito»")
    why.get_by_role("button").click()
    expect(why).to_have_count(0)
    expect(dialog).to_be_visible()


def test_the_letter_of_a_mailbox_is_one_click_away(visit):
    page = ready(visit("/mira"))
    page.keyboard.press("e")
    expect(page.locator(".ct-lt-head h2")).to_have_text("Viernes a las nueve")
    page.keyboard.press("Escape")
    expect(page.locator("ct-stage")).to_be_visible()
