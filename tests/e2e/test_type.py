"""Escribe in a real browser: the line, the log, the letter, forks, phones."""

import json
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import LANGS, SIZES, THEMES, sideways, violations

ANSWER_MS = 300
GREETING = ["telnet sur.example 25", "EHLO pc-ana"]
ENVELOPE = ["MAIL FROM:<ana@norte.example>", "RCPT TO:<benito@sur.example>"]


def enter(page: Page, *lines: str) -> None:
    """Type lines as a person does, each sent with Enter, each shown before the next."""
    line = page.locator("#ct-line")
    expect(page.locator(".ct-send")).to_be_enabled()
    for text in lines:
        line.focus()
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        expect(page.locator(".ct-t-pending")).to_have_count(0)
        if text == GREETING[0]:
            expect(page.locator(".ct-t-reply")).to_have_count(1)


def typed_octets(page: Page) -> list[str]:
    """What the student's terminals sent, from the journal the server keeps."""
    boot = json.loads(page.locator("#boot").text_content() or "{}")
    origin = page.evaluate("location.origin")
    url = f"{origin}/lab/{boot['lab']}/journal.jsonl"
    with urllib.request.urlopen(url) as answer:
        events = [json.loads(line) for line in answer]
    facts = [event["fact"] for event in events]
    return [f["octets"] for f in facts if f["kind"] == "terminal.line_sent"]


def paste(page: Page, text: str) -> None:
    """A paste event with that text, where the focus is."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const how = {clipboardData: data, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', how));
        }""",
        text,
    )


def last_reply(page: Page):
    return page.locator(".ct-t-reply").last


def test_the_form_connects_and_says_what_it_stands_for(visit):
    page = visit("/escribe")
    page.get_by_label("Servidor").select_option("sur")
    expect(page.locator(".ct-connect code")).to_have_text("telnet sur.example 25")
    page.get_by_role("button", name="Conectar").click()
    expect(last_reply(page)).to_contain_text("220 mx1.sur.example")
    expect(page.locator("#ct-line")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Colgar").click()
    page.locator("#ct-line").press("ArrowUp")
    expect(page.locator("#ct-line")).to_have_value("telnet sur.example 25")


def test_a_wrong_telnet_gets_a_friendly_line(visit):
    page = visit("/escribe")
    enter(page, "telnet sur.example:25")
    expect(page.get_by_role("log")).to_contain_text("telnet sur.example 25")
    enter(page, "EHLO yo")
    expect(page.get_by_role("log")).to_contain_text("Conéctate primero")
    enter(page, "telnet nadie.example 25")
    expect(page.get_by_role("alert")).to_contain_text("nadie.example")


def test_nothing_typed_is_rewritten(visit):
    page = visit("/escribe")
    odd = ["helo   pc-ana ", "mail from: <ana@norte.example>", "  ñandú “x” \u00a0", ""]
    enter(page, *GREETING[:1], *odd)
    expect(page.locator(".ct-t-reply")).to_have_count(5)
    sent = [f"{text}\r\n".encode().decode("latin-1") for text in odd]
    assert typed_octets(page) == sent


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_reply_is_there_within_300_ms_and_does_not_wait_for_motion(visit, motion):
    page = visit("/escribe", reduced_motion=motion)
    enter(page, *GREETING)
    page.evaluate("""() => {
      const log = document.querySelector('.ct-term-log');
      const count = () => log.querySelectorAll('.ct-t-reply').length;
      window.waits = [];
      document.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter') return;
        const [before, from] = [count(), performance.now()];
        const look = () => {
          if (count() > before) window.waits.push(performance.now() - from);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, true);
    }""")
    enter(page, "NOOP", "NOOP", *ENVELOPE, "RSET")
    page.wait_for_function("window.waits.length === 5")
    waits = sorted(page.evaluate("window.waits"))
    assert waits[len(waits) // 2] <= ANSWER_MS, waits


def test_each_reply_says_why_and_the_newest_what_now(visit):
    page = visit("/escribe")
    enter(page, *GREETING, "MAIL FROM: <ana@norte.example>", "VERFY benito")
    log = page.get_by_role("log")
    expect(log.locator(".ct-t-reply[data-refused]")).to_have_count(2)
    expect(log).to_contain_text("Hay un espacio después de los dos puntos")
    expect(log).to_contain_text("¿Querías VRFY?")
    expect(log.locator(".ct-t-next")).to_have_count(1)
    expect(last_reply(page)).to_contain_text("500 5.5.2")


def test_the_letter_is_paper_with_its_parts(visit):
    page = visit("/escribe")
    enter(page, *GREETING, *ENVELOPE, "DATA")
    expect(page.locator(".ct-prompt")).to_contain_text(
        "CARTA: termina con un punto solo"
    )
    enter(page, "Subject: Hola", "QUIT")
    run = page.locator(".ct-t-run")
    expect(run).to_have_count(1)
    expect(run).to_contain_text("Esta línea va dentro de la carta")
    line = page.locator("#ct-line")
    part = page.locator(".ct-t-part")
    expect(part).to_have_text("línea en blanco")
    line.fill("X-Algo: sí")
    expect(part).to_have_text("cabecera")
    line.fill("")
    enter(page, "", "Hola, Benito.", "..dos")
    expect(page.locator(".ct-t-run dt")).to_have_text(
        ["cabecera", "línea en blanco", "cuerpo"]
    )
    expect(
        page.locator(".ct-t-sheet input, .ct-t-sheet [contenteditable]")
    ).to_have_count(0)
    line.fill(".")
    expect(part).to_have_text("punto final")
    line.press("Enter")
    expect(last_reply(page)).to_contain_text("250 2.0.0")
    expect(page.locator(".ct-t-run dt").last).to_have_text("punto final")


def test_a_missing_blank_line_is_accepted_and_told(visit):
    page = visit("/escribe")
    enter(page, *GREETING, *ENVELOPE, "DATA", "Subject: Hola", "Hola, Benito.", ".")
    expect(last_reply(page)).to_contain_text("250 2.0.0")
    expect(page.get_by_role("log")).to_contain_text("No hubo línea en blanco")


def test_history_belongs_to_its_prompt_and_keeps_the_draft(visit):
    page = visit("/escribe")
    enter(page, *GREETING, "NOOP")
    line = page.locator("#ct-line")
    line.fill("RCP")
    for value in ("NOOP", "EHLO pc-ana", "EHLO pc-ana"):
        line.press("ArrowUp")
        expect(line).to_have_value(value)
    for value in ("NOOP", "RCP"):
        line.press("ArrowDown")
        expect(line).to_have_value(value)


def test_chips_are_the_legal_commands_and_insert_only_the_verb(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    chips = page.locator(".ct-chip")
    expect(chips.first).to_have_text("MAIL FROM:<reverse-path>")
    verbs = [text.split(" ")[0] for text in chips.all_text_contents()]
    assert "RCPT" not in verbs and "DATA" not in verbs
    line = page.locator("#ct-line")
    chips.first.click()
    expect(line).to_have_value("MAIL FROM:")
    expect(line).to_be_focused()
    page.keyboard.insert_text("<ana@norte.example>")
    page.get_by_role("button", name="QUIT").click()
    expect(line).to_have_value("MAIL FROM:<ana@norte.example>")
    page.get_by_role("button", name="Ayuda de comandos").click()
    expect(chips).to_have_count(0)
    page.get_by_role("button", name="Ayuda de comandos").click()
    expect(chips).not_to_have_count(0)


def test_a_pasted_block_goes_line_by_line_and_stops_at_a_refusal(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    block = [*ENVELOPE, "RCPT TO: <carla@sur.example>", "DATA", "Hola", "", "."]
    paste(page, "\n".join(block) + "\n")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("li")).to_have_text(block[:4] + ["Hola", " ", "."])
    dialog.get_by_role("button", name="Línea a línea").click()
    expect(page.locator(".ct-term-bar")).to_contain_text("Quedan 4 líneas sin enviar")
    expect(last_reply(page)).to_contain_text("501")
    page.get_by_role("button", name="Seguir").click()
    expect(last_reply(page)).to_contain_text("250 2.0.0")
    assert typed_octets(page) == [f"{line}\r\n" for line in ["EHLO pc-ana", *block]]


def test_a_pasted_block_can_go_at_once(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    block = [*ENVELOPE, "DATA", "Subject: Hola", "", "Hola.", ".", "QUIT"]
    page.evaluate("document.activeElement.blur()")
    paste(page, "\r\n".join(block))
    page.get_by_role("button", name="De golpe").click()
    expect(last_reply(page)).to_contain_text("221")
    assert typed_octets(page) == [f"{line}\r\n" for line in ["EHLO pc-ana", *block]]


def test_a_key_outside_a_field_goes_to_the_line_and_never_plays(visit):
    page = visit("/escribe")
    enter(page, *GREETING, *ENVELOPE, "DATA", "Subject: x", "", "Hola")
    line = page.locator("#ct-line")
    page.locator(".ct-type-say").click()
    page.keyboard.press(".")
    expect(line).to_be_focused()
    expect(line).to_have_value(".")
    page.keyboard.press("Enter")
    expect(last_reply(page)).to_contain_text("250 2.0.0")


def test_escape_leaves_the_line_to_the_stage_and_t_comes_back(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    line = page.locator("#ct-line")
    line.fill("NOOP")
    page.keyboard.press("Escape")
    expect(line).not_to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".ct-term-bar")).to_contain_text("empieza otra rama")
    page.keyboard.press("End")
    expect(page.locator(".ct-term-bar")).to_have_count(0)
    page.keyboard.press("t")
    expect(line).to_be_focused()
    expect(line).to_have_value("NOOP")


def test_dead_keys_accents_and_composition_reach_the_line(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    line = page.locator("#ct-line")
    line.focus()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition",
        {"text": "´", "selectionStart": 1, "selectionEnd": 1},
    )
    replies = page.locator(".ct-t-reply").count()
    line.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    session.send("Input.insertText", {"text": "á"})
    page.keyboard.type("@<ñ>")
    expect(line).to_have_value("á@<ñ>")
    assert page.locator(".ct-t-reply").count() == replies


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
    page.get_by_text("Cables").click()
    page.get_by_role("button", name="Cortar el cable del servidor sur").click()
    enter(page, "NOOP")
    expect(page.get_by_role("log")).to_contain_text("ya no da señales")
    expect(page.locator(".ct-term[data-mode=local]")).to_be_visible()
    page.get_by_role("button", name="Arreglar el cable del servidor sur").click()


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


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_typing_is_accessible_everywhere(visit, size, theme, lang):
    page = visit("/escribe", size=size, theme=theme, lang=lang)
    expect(page.locator(".ct-connect")).to_be_visible()
    assert violations(page) == []
    enter(page, *GREETING, "VERFY x", *ENVELOPE)
    assert violations(page) == []
    enter(page, "DATA", "Subject: Hola", "QUIT", "")
    assert violations(page) == []
    page.keyboard.press("Escape")
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
