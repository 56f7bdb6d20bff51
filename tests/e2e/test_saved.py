"""A saved session, opened from a disk with the network off."""

import pytest
from playwright.sync_api import expect

from simulator.web.assets import Assets
from tests.e2e.watching import STORE, go, ready, step_of
from tests.export.test_replay import nasty, saved
from tests.worlds import demonstrated
from tools.run import ROOT


@pytest.fixture
def open_file(browser, browser_context_args, tmp_path):
    """Open the file of a lab; whatever it fetched or complained of fails the test."""
    faults, contexts = [], []

    def open_(lab, width=1366, height=768):
        bundle = Assets(ROOT / "static" / "dist").bundle()
        assert bundle is not None, "npm run build"
        file = tmp_path / "carta.html"
        file.write_text(saved(lab, bundle=bundle), "utf-8")
        size = {"width": width, "height": height}
        context = browser.new_context(
            **{**browser_context_args, "viewport": size}, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("request", lambda request: fetched(request.url, file))
        page.goto(file.as_uri())
        return ready(page)

    def fetched(url, file):
        if url != file.as_uri() and not url.startswith("data:"):
            faults.append(url)

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def test_it_replays_with_the_keyboard(open_file):
    page = open_file(demonstrated())
    assert step_of(page) == 1
    for key, step in (("ArrowRight", 2), ("ArrowLeft", 1), ("End", 47), ("Home", 1)):
        page.keyboard.press(key)
        assert step_of(page) == step
    go(page, 6)
    expect(page.locator(".ct-now")).to_contain_text("MAIL FROM:<ana@norte.example>")
    expect(page.locator("ct-inspector")).to_contain_text("RFC 5321")
    page.get_by_role("tab", name="Transcripción").click()
    expect(page.locator("ct-transcript")).to_contain_text("C: MAIL FROM:")


def test_it_speaks_both_languages(open_file):
    page = open_file(demonstrated())
    go(page, 2)
    expect(page.locator("ct-sentence")).to_contain_text("El PC de Ana llama")
    page.get_by_role("button", name="English").click()
    expect(page.locator("ct-sentence")).to_contain_text("Ana's PC connects")
    expect(page.locator(".ct-title")).to_have_text("The first message · saved")
    assert page.locator("html").get_attribute("lang") == "en"


def test_it_can_only_be_looked_at(open_file):
    page = open_file(demonstrated())
    page.keyboard.press("End")
    assert page.evaluate(f"{STORE}.link.mayAct") is False
    assert page.locator("ct-offers button").count() == 0
    assert page.locator("main :is(input:not([type=range]), textarea)").count() == 0
    page.locator(".ct-brand").click()
    page.keyboard.press("ArrowLeft")
    assert step_of(page) == 46


def test_the_lens_works_there_too(open_file):
    page = open_file(demonstrated())
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    expect(page.locator(".ct-segments tbody tr")).to_have_count(3)
    expect(page.locator(".ct-now .ct-carrier")).to_have_count(3)
    card = page.locator("section.ct-segments")
    assert card.evaluate("e => getComputedStyle(e).display") == "grid"


def test_it_works_on_a_phone(open_file):
    page = open_file(demonstrated("imap"), 390, 844)
    page.keyboard.press("ArrowRight")
    assert step_of(page) == 2
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_what_letters_say_does_nothing(open_file):
    page = open_file(nasty())
    page.keyboard.press("End")
    expect(page.locator("ct-ladder")).to_contain_text("EHLO </script><script>")
    assert page.locator("img").count() == 0
