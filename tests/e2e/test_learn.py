"""Aprende in a real browser: its page, a lesson by keyboard alone, its rules."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import ROOMS, settled, sideways, themes, violations
from tests.e2e.typist import enter
from tests.worlds import library

L03, L09 = "/aprende/quien-habla-con-quien", "/aprende/primera-sesion-smtp"
TABS_MAX = 60
LIBRARY = library()
TILES = len(LIBRARY.lessons) + len(LIBRARY.catalogue.coming)
SESSION = [
    "EHLO pc-ana.norte.example",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<{who}@sur.example>",
    "DATA",
    "Subject: Hola",
    "",
    "Hola.",
    ".",
    "QUIT",
]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that matches, once it is there, has the focus."""
    expect(page.locator(selector).first).to_be_visible()
    for _ in range(TABS_MAX):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {selector}")


def press_on(page: Page, selector: str) -> None:
    """Reach a button with Tab and press it."""
    expect(page.locator(selector)).to_be_enabled()
    tab_to(page, selector)
    page.keyboard.press("Enter")


def choose(page: Page, value: str) -> None:
    """Choose the option `value` of the question on show, and answer."""
    page.keyboard.press("Home")
    tab_to(page, ".ct-l-options input")
    for _ in range(8):
        chosen = page.evaluate("document.activeElement.checked")
        if chosen and page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    else:
        raise AssertionError(f"no option {value}")
    page.keyboard.press("Enter")


def next_step(page: Page, title: str) -> None:
    press_on(page, ".ct-lesson-buttons .ct-button:last-child")
    expect(page.locator("#ct-step-title")).to_have_text(title)
    expect(page.locator("#ct-step-title")).to_be_focused()


def begun(page: Page) -> None:
    """The step's beginning is in the journal: its question may be answered."""
    # Playwright calls a fieldset enabled even while it is disabled
    expect(page.locator(".ct-question fieldset:not([disabled])")).to_have_count(1)


def predict(page: Page, value: str) -> None:
    begun(page)
    expect(page.locator(".ct-run-row .ct-button")).to_be_disabled()
    choose(page, value)
    expect(page.locator(".ct-l-verdict")).to_be_focused()
    expect(page.locator(".ct-l-after")).to_have_count(0)
    press_on(page, ".ct-run-row .ct-button")
    expect(page.locator(".ct-run-row .ct-button")).to_have_text("Verlo otra vez")
    page.keyboard.press("End")
    expect(page.locator(".ct-l-after")).to_be_visible()


def type_session(page: Page, who: str) -> None:
    """Type a whole session, beginning outside any field."""
    expect(page.locator("#ct-line")).to_be_visible()
    for line in ["telnet sur 25", *SESSION]:
        replies = page.locator(".ct-t-reply").count()
        page.keyboard.type(line.format(who=who))
        page.keyboard.press("Enter")
        if line.startswith("telnet"):
            expect(page.locator(".ct-term[data-mode=command]")).to_be_visible()
            expect(page.locator(".ct-t-reply")).to_have_count(1)
        elif line.split(" ")[0] in ("EHLO", "MAIL", "RCPT", "DATA", ".", "QUIT"):
            expect(page.locator(".ct-t-reply")).to_have_count(replies + 1)
    expect(page.locator(".ct-lesson-foot li[data-held=false]")).to_have_count(0)


def test_lesson_l09_is_finished_by_keyboard_alone(visit):
    page = visit(L09)
    expect(page.locator("#ct-step-title")).to_have_text("¿Quién empieza?")
    predict(page, "servidor")
    next_step(page, "El sobre y la carta")
    predict(page, "r250")
    next_step(page, "¿Cómo acaba una carta?")
    predict(page, "punto")
    next_step(page, "Te toca, con ayuda")
    type_session(page, "benito")
    next_step(page, "Ahora sin fichas")
    type_session(page, "carla")
    next_step(page, "Por qué este orden")
    next_step(page, "Comprueba lo aprendido")
    begun(page)
    choose(page, "r503")
    finished = page.locator(".ct-finished")
    expect(finished).to_contain_text("Lección terminada")
    scores = finished.locator(".ct-l-scores dd")
    expect(scores).to_have_text(["12 de 12", "2 de 3", "1 de 1"])
    link = page.locator(".ct-lesson-buttons").get_by_role("link")
    expect(link).to_be_in_viewport()
    assert link.get_attribute("href") == "/aprende/leer-los-codigos"
    page.goto("/aprende")
    tile = page.locator(".ct-l-tile[href='/aprende/primera-sesion-smtp']")
    expect(tile).to_contain_text("Terminada")


def test_a_step_is_told_to_begin_once_however_often_one_turns_to_it(visit):
    page = visit(L09)
    begun(page)
    page.evaluate(
        """async () => {
            const view = document.querySelector('ct-lesson');
            const ids = view.lesson.steps.map(({ id }) => id);
            for (const id of [...ids, ...ids, ...ids]) await view.go(id);
        }"""
    )
    told = settled(page).evaluate(
        """() => document.querySelector('ct-lesson').store.events
            .filter(({ fact }) => fact.question === 'step')
            .map(({ fact }) => fact.value)"""
    )
    assert len(told) > 1
    assert len(told) == len(set(told))


def test_the_story_stands_still_until_the_prediction_is_stored(visit):
    page = visit(L09)
    begun(page)
    tool = page.locator(".ct-lesson-tool")
    expect(tool).to_have_attribute("inert", "")
    step = page.locator(".ct-step b").text_content()
    page.locator("#ct-step-title").click()
    for key in (" ", ".", "ArrowRight", "End"):
        page.keyboard.press(key)
    assert page.locator(".ct-step b").text_content() == step
    page.get_by_label("Los dos a la vez").check()
    page.get_by_role("button", name="Guardar mi predicción").click()
    expect(page.locator(".ct-l-verdict")).to_contain_text("No era eso.")
    expect(tool).not_to_have_attribute("inert", "")
    expect(page.locator(".ct-l-options input:disabled")).to_have_count(3)


def test_arrows_are_named_without_dragging_and_each_is_judged(visit):
    page = visit(L03)
    page.get_by_role("button", name="4 Pon nombre a cada flecha").click()
    begun(page)
    selects = page.locator(".ct-l-asked select")
    for select, option in zip(
        selects.all(), ("smtp-587", "pop3-110", "pop3-110"), strict=True
    ):
        select.select_option(option)
    page.get_by_role("button", name="Comprobar").click()
    verdicts = page.locator(".ct-l-verdict")
    expect(verdicts).to_have_count(3)
    expect(verdicts.nth(1)).to_contain_text("Nunca dos servidores entre sí")
    selects.nth(1).select_option("smtp-25")
    page.get_by_role("button", name="Comprobar").click()
    expect(page.locator(".ct-l-verdict[data-right=true]")).to_have_count(3)
    forward = page.locator(".ct-lesson-buttons .ct-button:last-child")
    expect(forward).to_have_text("Siguiente")


def test_hints_open_one_by_one_and_are_remembered(visit):
    page = visit(L09)
    begun(page)
    page.get_by_role("button", name="4 Te toca").click()
    hints = page.locator(".ct-l-hints li")
    expect(hints).to_have_count(0)
    page.get_by_role("button", name="Pista 1 de").click()
    page.get_by_role("button", name="Pista 2 de").click()
    expect(hints).to_have_count(2)
    expect(hints.last).to_be_focused()
    page.reload()
    expect(page.locator("#ct-step-title")).to_have_text("Te toca, con ayuda")
    expect(hints).to_have_count(2)


def test_partial_credit_is_always_in_sight_and_a_step_can_be_repeated(visit):
    page = visit(L09)
    begun(page)
    page.get_by_role("button", name="4 Te toca").click()
    held = page.locator(".ct-lesson-foot .ct-l-goals li[data-held=true]")
    enter(page, "telnet sur 25", "EHLO pc-ana", "MAIL FROM:<ana@norte.example>")
    expect(held).to_have_text(["Saludo al servidor sur (conseguido)"])
    page.get_by_role("button", name="Repetir").click()
    expect(held).to_have_count(0)
    expect(page.locator(".ct-term[data-mode=local]")).to_be_visible()
    expect(page.locator(".ct-notice")).to_contain_text("como al empezar este paso")


@pytest.mark.parametrize("again", ["Repetir", "Reiniciar"])
def test_beginning_again_keeps_predictions_and_finished_steps(visit, again):
    page = visit(L09)
    predict(page, "cliente")
    page.get_by_role("button", name="4 Te toca").click()
    type_session(page, "benito")
    page.get_by_role("button", name=again).click()
    goals = page.locator(".ct-lesson-foot .ct-l-goals")
    expect(goals).to_contain_text("Ya hiciste este paso")
    expect(goals.locator("li[data-held=true]")).to_have_count(0)
    expect(page.locator(".ct-t-reply")).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="1 ¿Quién empieza?").click()
    expect(page.locator(".ct-l-verdict")).to_contain_text("No era eso.")
    expect(page.locator(".ct-l-options input:disabled")).to_have_count(3)
    done = page.locator(".ct-l-steps button[data-solved=true]")
    expect(done).to_have_text([re.compile("1 ¿Quién"), re.compile("4 Te toca")])


def test_a_lesson_resumes_after_a_reload_and_speaks_the_other_language(visit):
    page = visit(L09)
    predict(page, "cliente")
    page.reload()
    expect(page.locator("#ct-step-title")).to_have_text("El sobre y la carta")
    page.locator(".ct-lang").click()
    expect(page.locator("#ct-step-title")).to_have_text("The envelope and the message")
    page.goto("/aprende")
    expect(page.get_by_role("link", name="Continue with L09")).to_be_visible()


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_learning_is_accessible_everywhere(visit, size, lang):
    page = visit("/aprende", size=size, lang=lang)
    expect(page.locator(".ct-l-tile")).to_have_count(TILES)
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0
    page.goto(L09)
    begun(page)
    for _ in themes(page):
        assert violations(page) == []
    page.locator(".ct-l-steps button").nth(3).click()
    expect(page.locator(".ct-lesson-foot .ct-l-goals li")).to_have_count(6)
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0


def test_a_skipped_scene_is_played_before_the_next(visit):
    """L09, straight to the third scene: the letter goes into a session that is open."""
    page = visit(L09)
    page.get_by_role("button", name="3 ¿Cómo acaba").click()
    predict(page, "punto")
    expect(page.locator(".ct-notice")).to_contain_text("ya está hecho")
    expect(page.locator(".ct-says")).to_contain_text("la carta ya está en manos")
    rungs = page.locator("ct-ladder")
    expect(rungs).not_to_contain_text("503")


def test_a_goal_is_ticked_when_it_was_watched(visit):
    """L03: the lab knows the end at once, the pupil sees it step by step."""
    page = visit(L03)
    begun(page)
    page.get_by_role("button", name="3 Enciende").click()
    goals = page.locator(".ct-lesson-foot .ct-l-goals li[data-held=true]")
    offers = page.locator(".ct-world")
    offers.get_by_role("button", name="Encender el PC").click()
    expect(goals).to_have_text(["El PC de Benito está encendido (conseguido)"])
    assert goals.count() == 1
    page.keyboard.press("End")
    expect(goals).to_have_count(2)


def test_a_wait_is_skipped_only_knowingly_and_where_a_step_needs_it(visit):
    page = visit(L09)
    begun(page)
    page.get_by_role("button", name="4 Te toca").click()
    skip = page.get_by_role("button", name="Saltar a la siguiente espera")
    page.locator("#ct-line").fill("telnet sur 25")
    page.locator("#ct-line").press("Enter")
    expect(page.locator(".ct-term[data-mode=command]")).to_be_visible()
    expect(skip).to_have_count(0)
    page.goto("/escribe")
    expect(page.get_by_role("button", name="Enviar", exact=True)).to_be_enabled()
    page.locator("#ct-line").fill("telnet sur 25")
    page.locator("#ct-line").press("Enter")
    skip.click()
    warning = page.locator(".ct-skip-ask")
    expect(warning).to_contain_text("cierra la sesión SMTP del PC de Ana")
    warning.get_by_role("button", name="No saltar").click()
    expect(warning).to_have_count(0)
    skip.click()
    warning.get_by_role("button", name="Saltar", exact=True).click()
    expect(page.locator(".ct-term-log")).to_contain_text("421")


def test_a_phone_has_room_to_say_what_a_skip_ends(visit):
    page = visit("/aprende/la-carta-que-espera", size="phone")
    begun(page)
    page.get_by_role("button", name="2 Deja pasar el tiempo").click()
    page.get_by_role("button", name="Laboratorio").click()
    page.get_by_role("button", name="Saltar a la siguiente espera").click()
    box = page.locator(".ct-skip-ask").bounding_box()
    assert box is not None and box["width"] > 300


def test_a_task_on_the_stage_begins_where_the_story_stands(visit):
    """L03: whoever skips the watching does not see it all when he switches a PC on."""
    page = visit(L03)
    begun(page)
    page.get_by_role("button", name="3 Enciende").click()
    expect(page.locator(".ct-step b")).to_have_text("32")
    offers = page.locator(".ct-world")
    offers.get_by_role("button", name="Encender el PC").click()
    expect(page.locator(".ct-says")).to_contain_text("PC de Benito")


def test_a_phone_is_led_back_to_the_text(visit):
    page = visit(L09, size="phone")
    begun(page)
    page.get_by_label("El cliente, que saluda").check()
    page.get_by_role("button", name="Guardar mi predicción").click()
    page.get_by_role("button", name="Verlo").click()
    back = page.get_by_role("button", name="Hecho: vuelve a la lección")
    expect(back).to_have_count(0)
    page.locator(".ct-buttons button").last.click()
    back.click()
    expect(page.locator(".ct-l-after")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("lesson", "step", "service"),
    [
        ("primera-sesion-smtp", "4 Te toca", "SMTP · 25"),
        ("primera-sesion-pop3", "2 Entra", "POP3 · 110"),
    ],
)
def test_the_connect_box_begins_with_what_the_lesson_speaks(
    visit, lesson, step, service
):
    page = visit(f"/aprende/{lesson}")
    begun(page)
    page.get_by_role("button", name=step).click()
    chosen = page.locator(".ct-connect select").last.locator("option:checked")
    expect(chosen).to_have_text(service)


def test_without_help_there_is_none_but_why_a_line_is_refused(visit):
    page = visit(L09)
    begun(page)
    page.get_by_role("button", name="5 Ahora sin fichas").click()
    expect(page.locator(".ct-term-aid")).to_contain_text("la terminal no ayuda")
    expect(page.locator(".ct-connect")).to_have_count(0)
    expect(page.locator("#ct-line")).to_have_attribute("placeholder", "")
    enter(page, "telnet sur.example 25", "EHLO pc-ana")
    expect(page.locator(".ct-chip, .ct-t-next, .ct-t-reply .ct-t-note")).to_have_count(
        0
    )
    enter(page, "MAIL FROM: <ana@norte.example>")
    expect(page.locator(".ct-t-reply").last).to_contain_text("espacio")
    enter(page, "MAIL FROM:<ana@norte.example>", "RCPT TO:<carla@sur.example>", "DATA")
    expect(page.locator(".ct-prompt-letter")).to_have_count(0)


def test_nobody_types_into_what_a_demonstration_left_open(visit):
    page = visit(L09)
    begun(page)
    page.get_by_role("button", name="2 El sobre").click()
    predict(page, "r250")
    page.get_by_role("button", name="4 Te toca").click()
    expect(page.locator(".ct-term[data-mode=local]")).to_be_visible()
    expect(page.locator(".ct-t-reply")).to_have_count(0)
