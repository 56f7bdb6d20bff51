"""Escribe in a real browser: missions, and whose connection the right half shows."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.e2e.live import LANGS, settled, sideways, violations
from tests.e2e.typist import ENVELOPE, GREETING, enter, last_reply

LETTER = ["DATA", "Subject: Hola", "", "Hola, Benito.", "."]
LINES_MIN = 8
TO_ME = re.compile(r"^servidor norte.*PC de Ana\s*$", re.DOTALL)


def held(page):
    """The goals of the mission on show that are ticked."""
    return page.locator(".ct-mission li[data-held=true]")


def ends(page):
    """The two machines on the stage."""
    return page.locator(".ct-type-story .ct-node.ct-on > b").all_text_contents()


def test_escribe_opens_on_an_empty_stage_with_the_first_mission(visit):
    page = visit("/mira")
    page.get_by_role("link", name="Escribe").click()
    mission = page.locator(".ct-mission")
    expect(mission).to_contain_text("Misión 1 de 3")
    expect(mission).to_contain_text("Hazle llegar a Benito una carta")
    expect(mission.locator("li")).to_have_count(5)
    expect(held(page)).to_have_count(0)
    assert ends(page) == []
    expect(page.locator(".ct-type-story .ct-node")).to_have_count(4)
    expect(page.locator(".ct-type-say")).to_contain_text("Todavía no has llamado")
    page.locator(".ct-brand").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Mira", exact=True).first.click()
    expect(page.locator(".ct-title")).to_have_text("La primera carta")


@pytest.mark.both_editions
def test_the_journal_ticks_the_goals_and_the_next_mission_waits(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    expect(held(page)).to_have_count(1)
    enter(page, "MAIL FROM: <ana@norte.example>", *ENVELOPE)
    expect(held(page)).to_have_count(3)
    enter(page, *LETTER)
    expect(held(page)).to_have_count(5)
    expect(page.locator(".ct-mission")).to_contain_text("Benito tiene tu carta")
    page.get_by_role("button", name="Siguiente misión").click()
    expect(page.locator(".ct-mission")).to_contain_text("por POP3")
    page.reload()
    expect(page.locator(".ct-mission")).to_contain_text("por POP3")
    expect(held(page)).to_have_count(0)
    page.get_by_role("button", name="Reiniciar").click()
    page.get_by_role("button", name="Misión anterior").click()
    expect(held(page)).to_have_count(0)


def test_the_right_half_shows_my_connection_whatever_else_happens(visit):
    page = visit("/escribe")
    enter(page, "telnet norte.example 25", "EHLO pc-ana", *ENVELOPE, *LETTER)
    settled(page)
    mine = ["PC de Ana", "servidor norte"]
    assert ends(page) == mine
    expect(page.locator(".ct-this h2")).to_have_text(TO_ME)
    page.reload()
    expect(last_reply(page)).to_contain_text("250")
    assert ends(settled(page)) == mine
    other = visit("/escribe", beside=page)
    expect(last_reply(other)).to_contain_text("250")
    assert ends(settled(other)) == mine
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    enter(page, "NOOP")
    expect(page.get_by_role("tab")).to_have_count(2)
    assert ends(settled(page)) == mine
    expect(page.locator(".ct-this h2")).to_have_text(TO_ME)


def test_in_another_world_the_stage_is_empty_until_i_call(visit):
    page = visit("/escenario/primera-carta#/type")
    expect(page.locator(".ct-mission")).to_have_count(0)
    assert ends(page) == []
    expect(page.locator(".ct-type-say")).to_contain_text("Todavía no has llamado")
    enter(page, *GREETING)
    assert ends(settled(page)) == ["PC de Ana", "servidor sur"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_terminal_shows_at_least_eight_lines_on_a_laptop(visit, lang):
    page = visit("/escribe", lang=lang)
    enter(page, *GREETING, *ENVELOPE)
    lines = page.evaluate("""() => {
      const log = document.querySelector('.ct-term-log');
      const line = log.querySelector('.ct-t-sent code');
      return log.clientHeight / parseFloat(getComputedStyle(line).lineHeight);
    }""")
    assert lines >= LINES_MIN


@pytest.mark.parametrize("size", ["projector", "phone"])
def test_many_commands_leave_room_for_the_conversation(visit, size):
    page = visit("/escribe", size=size)
    enter(page, "telnet sur.example 143", "a1 LOGIN benito benito-secreta")
    chips = page.locator(".ct-chips").bounding_box()
    log = page.locator(".ct-term-log").bounding_box()
    assert chips["height"] <= 120
    assert log["y"] + log["height"] <= chips["y"] + 1
    assert log["height"] >= 60


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_a_mission_is_readable_and_out_of_the_way(visit, size):
    page = visit("/escribe", size=size)
    mission = page.locator(".ct-mission")
    expect(mission.locator("li").first).to_be_in_viewport(ratio=1)
    page.locator(".ct-connect .ct-go").click(trial=True)
    page.locator("#ct-line").click(trial=True)
    assert violations(page) == []
    assert sideways(page) == 0
    enter(page, *GREETING)
    expect(mission.locator("li").first).to_be_visible(visible=size == "laptop")
    mission.locator("summary").click()
    expect(mission.locator("li").first).to_be_visible(visible=size == "phone")


@pytest.mark.parametrize("lang", LANGS)
def test_on_a_phone_nothing_covers_the_line_under_a_long_mission(visit, lang):
    page = visit("/escribe", size="phone", lang=lang)
    enter(page, *GREETING)
    expect(held(page)).to_have_count(1)
    enter(page, *ENVELOPE, *LETTER)
    expect(held(page)).to_have_count(5)
    expect(page.locator(".ct-t-next")).to_be_in_viewport(ratio=1)
    enter(page, "QUIT")
    page.locator(".ct-mission-foot .ct-go").click()
    page.locator(".ct-mission .ct-l-hints button").click()
    page.locator(".ct-t-seat").select_option("pc-benito")
    page.locator(".ct-connect .ct-go").click()
    expect(page.locator(".ct-term-head .ct-button")).to_be_visible()


def test_terms_explain_themselves_wherever_they_stand(visit):
    page = visit("/escribe")
    note = page.locator(".ct-explained")
    page.locator(".ct-connect .ct-word", has_text="telnet").click()
    expect(note).to_contain_text("abre una conexión")
    enter(page, *GREETING)
    details = page.locator("ct-inspector")
    details.get_by_role("link", name="CR LF").first.click()
    expect(note).to_contain_text("retorno de carro")
    details.get_by_role("link", name="octetos").first.click()
    expect(note).to_contain_text("Ocho bits")
    expect(page.locator("#ct-line")).to_be_focused()


def test_after_the_first_story_it_is_the_visitors_turn(visit):
    page = visit("/mira")
    expect(page.locator(".ct-step b")).to_have_text("1")
    page.keyboard.press("End")
    page.get_by_role("button", name="Encender").click()
    expect(page.locator(".ct-offers")).to_have_count(0)
    settled(page).keyboard.press("End")
    offers = page.locator(".ct-offers")
    expect(offers).to_contain_text("Ahora tú")
    expect(offers.get_by_role("button")).to_have_count(0)
    offers.get_by_role("link").click()
    expect(page.locator(".ct-mission")).to_contain_text("Hazle llegar")


@pytest.mark.parametrize("width", [1024, 1366])
def test_the_machines_of_an_empty_stage_stand_clear_of_each_other(visit, width):
    page = visit("/escribe")
    page.set_viewport_size({"width": width, "height": 768})
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("p")
    settled(page)
    tiles = [each.bounding_box() for each in page.locator(".ct-tile").all()]
    assert len(tiles) == 4
    tiles.sort(key=lambda tile: tile["x"])
    for left, right in pairwise(tiles):
        assert left["x"] + left["width"] < right["x"]
