"""Help with a typed task: watched, put in order, completed, typed."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import SIZES, THEMES, settled, sideways, violations
from tests.e2e.test_learn import begun, type_session

L09 = "/aprende/primera-sesion-smtp"
SESSION = [
    "telnet sur 25",
    "EHLO pc-ana.norte.example",
    "MAIL FROM:<ana@norte.example>",
    "RCPT TO:<benito@sur.example>",
    "DATA",
    "Subject: Hola",
    "(línea en blanco)",
    "Hola, Benito.",
    ".",
    "QUIT",
]


def task(visit, number=4, **visitor):
    """The page of somebody new at the first typed task of L09."""
    page = visit(L09, newcomer=True, **visitor)
    begun(page)
    page.locator(".ct-l-steps button").nth(number - 1).click()
    return settled(page)


def to_tool(page):
    pane = page.locator(".ct-l-pane").last
    if pane.is_visible():
        pane.click()


def level(page, name):
    return page.locator(".ct-help-levels").get_by_role("button", name=name)


def pick(page, *lines):
    for line in lines:
        left = page.locator(".ct-order-pick")
        left.get_by_text(line, exact=True).click()


def placed(page):
    return page.locator(".ct-order-made .ct-order-line > span")


def attempt(page):
    page.get_by_role("button", name="Probarlo").click()
    expect(page.locator(".ct-exercise-told")).to_be_focused()


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_somebody_new_orders_fills_and_types_and_the_next_task_has_no_help(visit, size):
    page = task(visit, size=size, has_touch=size == "phone")
    to_tool(page)
    expect(level(page, "Ordena")).to_have_attribute("aria-pressed", "true")
    goals = page.locator(".ct-lesson-foot .ct-l-goals")
    expect(goals).to_have_count(1)
    expect(goals).to_be_hidden()
    pick(page, *SESSION)
    expect(placed(page)).to_have_text(SESSION)
    attempt(page)
    told = page.locator(".ct-exercise-told")
    expect(told).to_contain_text("Funciona.")
    expect(told.locator("li[data-held=false]")).to_have_count(0)
    page.get_by_role("button", name="Seguir: Completa").click()
    gaps = page.locator(".ct-fill input")
    expect(gaps.first).to_be_visible()
    for line, row in zip(SESSION, page.locator(".ct-fill > li").all(), strict=True):
        for gap in row.locator("input").all():
            named = re.search(r": (.*)…(.*)$", gap.get_attribute("aria-label"))
            before, after = named.groups()
            gap.fill(line[len(before) : len(line) - len(after)])
    attempt(page)
    expect(told).to_contain_text("No falta nada.")
    page.get_by_role("button", name="Seguir: Escribe").click()
    type_session(page, "benito")
    page.reload()
    begun_again = page.locator(".ct-l-steps button").nth(4)
    begun_again.click()
    to_tool(page)
    expect(level(page, "Escribe")).to_have_attribute("aria-pressed", "true")


def test_a_wrong_order_shows_what_each_line_was_answered_and_help_is_offered(visit):
    page = task(visit)
    pick(page, "telnet sur 25", "DATA", "QUIT")
    attempt(page)
    refused = page.locator(".ct-order-made li").nth(1)
    expect(refused).to_contain_text("503")
    expect(refused.locator(".ct-tried-why")).not_to_be_empty()
    expect(page.locator(".ct-exercise-told")).to_contain_text("Todavía no.")
    easier = page.get_by_role("button", name="Más ayuda: Mira")
    expect(easier).to_have_count(0)
    attempt(page)
    easier.click()
    expect(page.locator(".ct-help-watch")).to_contain_text("con mirar no basta")


def test_lines_are_ordered_by_keys_alone(visit):
    page = task(visit)
    first = page.locator(".ct-order-pick").first
    names = page.locator(".ct-order-pick").all_text_contents()
    first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(placed(page)).to_have_text(names[:3])
    page.locator(".ct-order-made [data-do=up]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowUp")
    expect(placed(page)).to_have_text([names[1], names[0], names[2]])
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    expect(placed(page)).to_have_text([names[0], names[2], names[1]])
    page.keyboard.press("Delete")
    expect(placed(page)).to_have_text([names[0], names[2]])
    returned = page.locator(".ct-order-pick").get_by_text(names[1], exact=True)
    expect(page.locator(".ct-order-pick:focus")).to_have_text(names[1])
    expect(returned).to_be_visible()


def test_the_watched_solution_ticks_nothing_and_is_gone_when_one_types(visit):
    page = task(visit)
    level(page, "Mira").click()
    expect(page.locator("ct-ladder")).to_contain_text("220")
    page.keyboard.press("End")
    expect(page.locator(".ct-says")).to_be_visible()
    goals = page.locator(".ct-lesson-foot .ct-l-goals")
    expect(goals.locator("li[data-held=false]")).to_have_count(6)
    level(page, "Escribe").click()
    type_session(page, "benito")


def test_a_shuffle_is_the_same_after_a_reload_until_another_is_wanted(visit):
    page = task(visit)
    lines = page.locator(".ct-order-pick")
    before = lines.all_text_contents()
    page.reload()
    page.locator(".ct-l-steps button").nth(3).click()
    expect(lines).to_have_text(before)
    page.get_by_role("button", name="Barajar otra vez").click()
    expect(lines).not_to_have_text(before)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_help_is_accessible_everywhere(visit, size, theme):
    page = task(visit, size=size, theme=theme)
    to_tool(page)
    pick(page, "telnet sur 25", "DATA")
    attempt(page)
    assert violations(page) == []
    assert sideways(page) == 0
    level(page, "Completa").click()
    attempt(page)
    assert violations(page) == []
    assert sideways(page) == 0
