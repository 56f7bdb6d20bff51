"""A task done with the mailbox and every device of its owner beside the text."""

from playwright.sync_api import expect


def test_three_ways_to_read_are_tried_by_hand_within_a_lesson(visit):
    page = visit("/aprende/pop-imap-web-medidos")
    page.get_by_role("button", name="2 Tres puertas").click()
    held = page.locator(".ct-lesson-foot .ct-l-goals li[data-held=true]")
    boxes = page.locator("ct-boxes")
    boxes.get_by_role("button", name="Abrir el correo web").last.click()
    page.get_by_label("Usuario").fill("benito")
    page.get_by_label("Contraseña").fill("benito-secreta")
    page.get_by_role("button", name="Entrar").click()
    expect(held).to_have_count(1)
    page.locator(".ct-bw-page").get_by_role("link", name="El libro").click()
    expect(held).to_have_count(2)
    boxes.get_by_role("button", name="Recoger").click()
    expect(held).to_have_count(3)
    boxes.get_by_role("button", name="Mirar el buzón").click()
    expect(held).to_have_count(4)
    expect(page.locator(".ct-l-after")).to_contain_text("las mismas siete cartas")
