"""What the tests of Mira share: the story's steps, and going to one of them."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.live import settled

LETTER, LAST = 12, 32
"""Steps of `primera-carta` as it opens: the letter to norte, and where it waits."""

STORE = "document.querySelector('ct-app').ctx"


def ready(page: Page) -> Page:
    """Wait until the whole opening story has arrived."""
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= {LAST}")
    return settled(page)


def go(page: Page, step: int) -> None:
    """Scrub to `step`, as the slider does, and wait until all is drawn; first until the
    slider knows of that step, which the store may have had a moment before."""
    settled(page)
    page.get_by_role("slider").fill(str(step - 1))
    expect(page.locator(".ct-step b")).to_have_text(str(step))
    settled(page)


def change_last_message(page: Page, how: str) -> None:
    """Press the last message that flies, and answer `how`."""
    settled(page)
    letters = page.evaluate(
        f"() => {STORE}.store.steps.flatMap("
        "(s, i) => s.beat.shape === 'letter' ? [i + 1] : [])"
    )
    go(page, letters[-1])
    page.locator(".ct-drop").click()
    page.get_by_role("dialog").get_by_role("button", name=how).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def boot_of(page: Page) -> dict[str, Any]:
    """What the page was told first."""
    boot: dict[str, Any] = settled(page).evaluate(f"() => {STORE}.boot")
    return boot


def open_place(page: Page, page_id: str) -> None:
    """Go to another page of the lab on show, by its address in either edition."""
    page.evaluate(f"(id) => {STORE}.route.go(id)", page_id)


def step_of(page: Page) -> int:
    """The step the sentence speaks of, once every view has drawn."""
    settled(page)
    return int(page.locator(".ct-step b").inner_text())


def on_the_phone(page: Page) -> bool:
    """Whether this page is laid out as on a phone."""
    size = page.viewport_size
    return size is not None and size["width"] <= 760


def reached_again(page: Page, lab: str = "live") -> None:
    """Wait until the page has reached a server that started again, and goes on in its
    `lab`, or was told that it is gone: `ended`. It tries every now and then, so this
    may take longer than what is drawn may."""
    page.wait_for_function(f"() => {STORE}.link.state === '{lab}'")
