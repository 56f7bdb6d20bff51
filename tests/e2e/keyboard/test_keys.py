"""Keys: the control that a key stands for shows that it is pressed."""

from playwright.sync_api import expect

from tests.e2e.live import settled

PRESSED = "[data-pressed]"


def test_a_key_marks_its_control_as_long_as_it_is_down(visit):
    page = visit("/mira")
    play = page.locator(".ct-play")
    expect(play).to_have_attribute("aria-disabled", "false")
    keys = {
        "ArrowRight": "[data-keys~=ArrowRight]",
        "PageUp": "[data-keys~=ArrowLeft]",
        "End": "[data-keys~=End]",
        "q": ".ct-ask-button",
        "3": ".ct-speed select",
        "c": ".ct-lens",
        "p": ".ct-switches [data-keys=p]",
        "r": ".ct-top .ct-more-button",
    }
    for key, control in keys.items():
        page.keyboard.down(key)
        expect(page.locator(control)).to_have_attribute("data-pressed", "")
        expect(page.locator(PRESSED).filter(visible=True)).to_have_count(1)
        page.keyboard.up(key)
        expect(page.locator(PRESSED)).to_have_count(0)


def test_what_a_key_does_not_do_marks_nothing(visit):
    page = visit("/mira")
    page.locator(".ct-play").wait_for()
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.down("w")
    settled(page)
    expect(page.locator(PRESSED)).to_have_count(0)


def test_play_is_not_lit_before_anything_happened(visit):
    page = visit("/escribe")
    play = page.locator(".ct-play")
    expect(play).to_have_attribute("aria-disabled", "true")
    unlit = play.evaluate("(each) => getComputedStyle(each).backgroundColor")
    assert unlit == "rgba(0, 0, 0, 0)"
