"""Pieces of lessons and slides by keys alone: words, a timeline, messages."""

from playwright.sync_api import expect

from tests.e2e.live import sideways, violations
from tests.e2e.test_learn import begun, tab_to

L27 = "/aprende/pop-imap-web-medidos"
FIXES = [
    ("que", "maneras"),
    ("que", "con-dele"),
    ("que", "con-dele"),
    None,
    ("que", "con-top"),
    ("cuando", "sin-memoria"),
    None,
]
TIMELINE = ["Telnet", "dos máquinas", "POP", "SMTP", "Archie", "La Web"]
TIMELINE += ["navegador", "JMAP"]


def press(page, place):
    place.focus()
    page.keyboard.press("Enter")


def test_words_that_are_wrong_are_marked_and_corrected(visit):
    page = visit(L27, size="phone")
    page.get_by_role("button", name="5 Corrige la diapositiva").click()
    begun(page)
    sentences = page.locator("ct-fix")
    expect(sentences).to_have_count(len(FIXES))
    for sentence, fix in zip(sentences.all(), FIXES, strict=True):
        if fix is None:
            press(page, sentence.get_by_role("button", name="Está bien así"))
        else:
            press(page, sentence.locator(f"[data-word={fix[0]}]"))
            sentence.locator("select").select_option(fix[1])
    assert violations(page) == []
    assert sideways(page) == 0
    press(page, page.get_by_role("button", name="Comprobar"))
    wrong = page.locator(".ct-l-verdict[data-right=false]")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("la corrección es otra")
    sentences.nth(1).locator("select").select_option("otro")
    press(page, page.get_by_role("button", name="Comprobar"))
    expect(page.locator(".ct-l-after")).to_contain_text("Cinco frases corregidas")
    expect(page.locator(".ct-fix-claim")).to_have_count(len(FIXES))
    scene = sentences.nth(2).get_by_role("link", name="Verlo")
    expect(scene).to_have_attribute("href", "/escena/s07-d1#/type")


def test_a_slide_asks_what_its_lesson_asks(visit):
    page = visit("/#/map/S03", size="projector")
    page.get_by_text("Hazlo aquí: La línea del tiempo").click()
    pick = page.locator(".ct-order-pick")
    expect(pick).to_have_count(len(TIMELINE))
    for tool in TIMELINE:
        press(page, pick.filter(has_text=tool))
    press(page, page.get_by_role("button", name="Comprobar"))
    verdict = page.locator(".ct-l-verdict")
    expect(verdict).to_contain_text("Bien ordenadas: 7 de 8.")
    expect(page.locator(".ct-order-held")).to_have_count(7)
    tab_to(page, ".ct-order-made li:nth-child(4) [data-do=up]")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("button", name="Comprobar"))
    expect(page.locator(".ct-axis li")).to_have_count(len(TIMELINE))
    expect(page.locator(".ct-axis li").last).to_contain_text("2019")
    assert violations(page) == []
    assert sideways(page) == 0


def test_the_deck_shows_families_of_rfcs_and_ends_with_what_was_seen(visit):
    page = visit("/#/map/S05", size="phone", lang="en")
    page.get_by_text("Do it here").click()
    selects = page.locator(".ct-practice select")
    expect(selects).to_have_count(6)
    expect(page.locator(".ct-tree")).to_have_count(0)
    right = ["por-5321", "por-5034", "por-9051", "actualizada", "actualizada", "igual"]
    for select, option in zip(selects.all(), right, strict=True):
        select.select_option(option)
    press(page, page.get_by_role("button", name="Check"))
    node = page.locator(".ct-tree-node").filter(has_text="9051")
    press(page, node)
    expect(node).to_have_attribute("aria-expanded", "true")
    told = page.locator(".ct-tree-told")
    expect(told).to_contain_text("Version 4rev2")
    assert violations(page) == []
    assert sideways(page) == 0
    press(page, told.get_by_role("link", name="glossary"))
    expect(page.locator("#gl-rfc-9051")).to_have_attribute("aria-current", "true")
    page.goto("/#/map/S23")
    expect(page.locator(".ct-map-yours li")).to_have_count(3)
    expect(page.locator(".ct-map-left a").first).to_have_text("S02")
    assert violations(page) == []


def test_a_message_is_built_of_lines_and_a_conversation_tied(visit):
    page = visit("/aprende/cabecera-y-cuerpo", size="laptop")
    page.get_by_role("button", name="5 Arma la carta").click()
    begun(page)
    pick = page.locator(".ct-order-pick")
    expect(pick).to_have_count(8)
    for line in ("Date:", "From: ana", "línea vacía", "Subject: La", "Llevo pan"):
        press(page, pick.filter(has_text=line))
    expect(page.locator(".ct-made pre code")).to_have_count(5)
    press(page, page.get_by_role("button", name="Comprobar"))
    read = page.locator(".ct-made-read")
    expect(read).to_contain_text("El cuerpo empieza por Subject: La cena")
    assert violations(page) == []
    press(page, page.locator(".ct-order-made li:nth-child(4) [data-do=up]"))
    press(page, page.get_by_role("button", name="Comprobar"))
    expect(read).to_contain_text("3 campos")
    expect(page.locator(".ct-l-after")).to_contain_text("línea vacía")
    page.goto("/#/map/S12")
    page.get_by_text("Hazlo aquí").click()
    selects = page.locator(".ct-practice select")
    expect(selects).to_have_count(3)
    for select, line in zip(
        selects.all(), ("re-uno", "re-dos", "re-cuatro"), strict=True
    ):
        select.select_option(line)
    press(page, page.get_by_role("button", name="Comprobar"))
    loose = page.locator(".ct-made-thread li").last
    expect(loose).to_have_attribute("style", "--depth: 0")
    selects.nth(2).select_option("cadena")
    press(page, page.get_by_role("button", name="Comprobar"))
    expect(loose).to_have_attribute("style", "--depth: 3")
    assert violations(page) == []
