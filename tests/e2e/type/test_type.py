"""Escribe in a real browser: the line, the log, the letter, chips, pasted blocks."""

import pytest
from playwright.sync_api import expect

from tests.e2e.typist import ENVELOPE, GREETING, enter, last_reply, paste, typed_octets


def test_the_form_connects_and_says_what_it_stands_for(visit):
    page = visit("/escribe")
    page.get_by_label("Servidor").select_option("sur")
    expect(page.locator(".ct-connect code")).to_have_text("telnet sur.example 25")
    page.get_by_role("button", name="Conectar").click()
    expect(last_reply(page)).to_contain_text("220 mx1.sur.example")
    expect(page.locator("#ct-line")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Colgar").click()
    expect(page.locator(".ct-term[data-mode=local]")).to_be_visible()
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
def test_the_reply_waits_for_no_clock_no_frame_and_no_motion(visit, motion):
    """Once the server has answered: with all of them stopped, it stands there."""
    page = visit("/escribe", reduced_motion=motion, fresh=True)
    enter(page, *GREETING)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1)
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": 0})
    replies = page.locator(".ct-t-reply")
    before = replies.count()
    page.keyboard.insert_text("NOOP")
    page.keyboard.press("Enter")
    expect(replies).to_have_count(before + 1)


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
    line.fill("X-Algo: sí")
    expect(part).to_have_text("cabecera")
    line.fill("")
    part.get_by_role("button", name="línea en blanco").click()
    expect(line).to_be_focused()
    enter(page, "Hola, Benito.", "..dos")
    expect(page.locator(".ct-t-run dt")).to_have_text(
        ["cabecera", "línea en blanco", "cuerpo"]
    )
    expect(
        page.locator(".ct-t-sheet input, .ct-t-sheet [contenteditable]")
    ).to_have_count(0)
    page.locator(".ct-t-run dt").get_by_role("button", name="línea en blanco").click()
    expect(page.get_by_role("alert")).to_contain_text("pulsa Intro sin escribir nada")
    line.fill(".")
    expect(part).to_have_text("punto final")
    part.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("un punto solo en su línea")
    expect(line).to_have_value(".")
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


def test_chips_are_the_legal_commands_and_insert_what_they_show(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    chips = page.locator(".ct-chip")
    expect(chips.first).to_have_text("MAIL FROM:<remitente>")
    verbs = [text.split(" ")[0] for text in chips.all_text_contents()]
    assert "RCPT" not in verbs and "DATA" not in verbs
    line = page.locator("#ct-line")
    chips.first.click()
    expect(line).to_have_value("MAIL FROM:<>")
    expect(line).to_be_focused()
    page.keyboard.insert_text("ana@norte.example")
    page.get_by_role("button", name="QUIT").click()
    expect(line).to_have_value("MAIL FROM:<ana@norte.example>")
    page.get_by_role("button", name="Ayuda de comandos").click()
    expect(chips).to_have_count(0)
    page.get_by_role("button", name="Ayuda de comandos").click()
    expect(chips).not_to_have_count(0)


@pytest.mark.both_editions
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


def test_the_remote_steps_back_although_the_line_has_the_focus(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    page.locator("#ct-line").fill("NOOP.")
    page.keyboard.press("PageUp")
    expect(page.locator(".ct-term-bar")).to_contain_text("empieza otra rama")
    page.keyboard.press("PageDown")
    expect(page.locator(".ct-term-bar")).to_have_count(0)
    expect(page.locator("#ct-line")).to_have_value("NOOP.")


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
