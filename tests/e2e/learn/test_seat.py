"""The server's chair and the predicted reply, by keyboard and by touch."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import settled, violations

LESSON = "/aprende/la-silla-del-servidor"


def turn_to(page: Page, number: int) -> None:
    page.locator(".ct-l-steps button").nth(number - 1).click()
    settled(page)


def reply(page: Page, text: str) -> None:
    """Typed, and sent with Enter."""
    field = page.locator(".ct-seat-form textarea")
    field.fill(text)
    field.press("Enter")


def test_a_reply_is_covered_until_its_code_is_predicted(visit):
    page = visit(LESSON)
    guess = page.locator(".ct-guess")
    keep = page.get_by_role("button", name="Guardar mi predicción")
    expect(guess).to_contain_text("RCPT TO:<noexiste@sur.example>")
    expect(guess.locator(".ct-cover-mark")).to_be_visible()
    guess.get_by_text("5 · no").click()
    expect(keep).to_be_disabled()
    guess.get_by_role("textbox").fill("553")
    keep.click()
    expect(guess.locator(".ct-guess-told")).to_contain_text("Dijiste 553 y fue 550")
    expect(guess.locator(".ct-guess-cover")).to_contain_text("550 5.1.1")
    expect(page.get_by_role("button", name="Verlo")).to_be_enabled()


def test_in_a_story_each_reply_waits_until_its_class_is_said(visit):
    page = visit(LESSON, reduced_motion="reduce")
    turn_to(page, 2)
    page.get_by_role("button", name="Verlo").click()
    commit = page.locator(".ct-commit")
    for said, told in [
        ("2 · hecho", "Dijiste 2, y así es: 220. Aciertos: 1 de 1."),
        ("2 · hecho", "Dijiste 2, y fue 503. Aciertos: 1 de 2."),
    ]:
        commit.get_by_role("button", name=said).press("Enter")
        expect(commit).to_contain_text("¿Con qué empieza la respuesta?")
        page.get_by_role("button", name="Paso atrás").click()
        expect(commit).to_contain_text(told)
        page.get_by_role("button", name="Reproducir").click()


def test_somebody_in_the_servers_chair_receives_a_message_and_takes_a_reply_back(visit):
    page = visit(LESSON)
    turn_to(page, 3)
    place, wrong = page.locator(".ct-seat-place"), page.locator(".ct-seat-wrong")
    for said, state in [
        ("220 sur.example", "GREETED"),
        ("250-sur.example\n250 HELP", "READY"),
        ("250 OK", "MAIL"),
        ("250 OK", "RCPT"),
    ]:
        reply(page, said)
        expect(place).to_contain_text(state)
    reply(page, "250 ya la tengo")
    expect(wrong).to_contain_text("Un 250 no puede contestar a DATA")
    expect(wrong).to_contain_text("guarda la carta y volverá a intentarlo")
    expect(wrong).to_contain_text("QUIT")
    assert violations(page) == []
    page.reload()
    turn_to(page, 3)
    expect(wrong).to_contain_text("Un 250 no puede contestar a DATA")
    wrong.get_by_role("button", name="Retirar la respuesta").press("Enter")
    expect(page.locator(".ct-seat-form textarea")).to_be_focused()
    reply(page, "354 adelante")
    expect(page.locator(".ct-seat-now")).to_contain_text("Subject: Hola")
    reply(page, "250 guardada")
    reply_once_asked(page, "QUIT", "221 adios")
    expect(page.locator(".ct-seat-over")).to_contain_text("a la primera: 6 de 7")
    expect(page.locator(".ct-l-after")).to_contain_text("Con siete respuestas")


def reply_once_asked(page: Page, asked: str, text: str) -> None:
    expect(page.locator(".ct-seat-now")).to_contain_text(asked)
    reply(page, text)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_on_a_phone_replies_are_chosen_by_touch(visit, lang):
    page = visit(
        f"{LESSON}?lang={lang}",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    turn_to(page, 5)
    page.locator(".ct-l-pane").nth(1).tap()
    offers, log = (
        page.locator(".ct-seat-offered button"),
        page.locator(".ct-seat-log > li"),
    )
    for number, choice in enumerate(["+OK", "-ERR", "+OK", "-ERR"], 1):
        offers.get_by_text(choice, exact=True).tap()
        expect(log).to_have_count(number)
    offers.get_by_text("250 OK").tap()
    wrong = page.locator(".ct-seat-wrong")
    expect(wrong).to_contain_text("SMTP")
    wrong.get_by_role("button").tap()
    expect(wrong).to_have_count(0)
    expect(log).to_have_count(4)
