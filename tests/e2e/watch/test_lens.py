"""The lens: off until wanted, then every step shows what carried it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.live import violations
from tests.e2e.watching import LETTER, go, on_the_phone, ready, settled, step_of


def under_the_lens(visit, layer="Transporte", **how):
    page = ready(visit("/mira", **how))
    if on_the_phone(page):
        page.goto("/mira#/watch/details")
    page.get_by_role("button", name=layer, exact=True).click()
    return page


def rows(page) -> list[list[str]]:
    """The cells of the table of segments."""
    expect(page.locator(".ct-segments tbody tr").first).to_be_attached()
    return [
        row.locator("td").all_inner_texts()
        for row in page.locator(".ct-segments tbody tr").all()
    ]


def test_it_is_off_by_default_and_fetched_when_wanted(visit):
    page = ready(visit("/mira"))
    go(page, 2)
    assert page.locator("ct-segments, .ct-carrier").count() == 0
    pressed = page.get_by_role("button", name="Aplicación", exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_the_handshake_is_three_segments(visit):
    page = under_the_lens(visit)
    go(page, 2)
    assert rows(page) == [
        ["SYN", "0", "–", "0"],
        ["SYN ACK", "0", "1", "0"],
        ["ACK", "1", "1", "0"],
    ]
    rungs = page.locator(".ct-now .ct-carrier")
    expect(rungs).to_have_count(3)
    expect(rungs.first).to_contain_text("2.1")
    expect(rungs.nth(1)).to_contain_text("SYN ACK · sec. 0 · ack 1")


def test_under_it_segments_are_steps(visit):
    page = under_the_lens(visit)
    go(page, 2)
    page.get_by_role("slider").blur()
    shown = page.locator(".ct-carrier [aria-current=step]")
    for number in ("2.1", "2.2", "2.3"):
        page.keyboard.press("ArrowRight")
        expect(shown.locator(".ct-carrier-no")).to_have_text(number)
        assert step_of(page) == 2
    expect(page.locator(".ct-segments tr[aria-current]")).to_contain_text("ACK")
    page.keyboard.press("ArrowLeft")
    expect(shown.locator(".ct-carrier-no")).to_have_text("2.2")
    expect(page.locator(".ct-nest-mid")).to_contain_text("SYN ACK")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert step_of(page) == 3
    expect(shown).to_have_count(0)
    page.locator(".ct-carrier button").first.click()
    assert step_of(page) == 2
    expect(shown.locator(".ct-carrier-no")).to_have_text("2.1")


def test_a_line_is_inside_a_segment_inside_a_datagram(visit):
    page = under_the_lens(visit, "Red")
    go(page, 8)
    out = page.locator(".ct-nest-out")
    expect(out).to_contain_text("198.51.100.23 → 198.51.100.5")
    expect(out.locator(".ct-nest-mid")).to_contain_text("49152 → 587 · PSH ACK")
    line = out.locator(".ct-nest-mid .ct-nest-in")
    expect(line).to_contain_text("RCPT TO:<benito@sur.example>")
    expect(page.locator(".ct-now .ct-carrier")).to_contain_text("198.51.100.23")


def test_a_step_inside_a_machine_crosses_no_wire(visit):
    page = under_the_lens(visit, lang="en", layer="Transport")
    go(page, 1)
    expect(page.locator(".ct-segments")).to_contain_text("nothing goes over the wire")


def test_the_key_goes_through_the_layers_and_the_choice_stays(visit):
    page = ready(visit("/mira"))
    go(page, LETTER)
    for layer in ("Transporte", "Red"):
        page.keyboard.press("c")
        button = page.get_by_role("button", name=layer, exact=True)
        expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    ready(page)
    expect(page.locator(".ct-segments")).to_be_visible()
    page.keyboard.press("c")
    expect(page.locator(".ct-segments")).to_have_count(0)
    expect(page.locator(".ct-carrier")).to_have_count(0)


def test_a_covered_reply_is_not_given_away(visit):
    page = under_the_lens(visit)
    go(page, 6)
    page.get_by_role("button", name="Pregunta a la clase").click()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("status")).to_contain_text("¿Qué contestará")
    expect(page.locator("section.ct-segments")).to_have_count(0)
    expect(page.locator(".ct-now .ct-carrier")).to_have_count(0)


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_it_fits(visit, size):
    page = under_the_lens(visit, "Red", size=size)
    go(page, LETTER)
    settled(page)
    card = page.locator("section.ct-segments").bounding_box()
    assert card is not None
    assert card["x"] >= 0 and card["x"] + card["width"] <= page.viewport_size["width"]
    inner = "e => e.scrollWidth - e.clientWidth"
    assert page.locator("section.ct-segments").evaluate(inner) <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_it_is_accessible(visit, size, theme):
    page = under_the_lens(visit, "Red", size=size, theme=theme)
    go(page, 8)
    expect(page.locator(".ct-segments tbody tr")).to_have_count(1)
    settled(page)
    assert violations(page) == []
