"""The queue of a server on the page: attempts, next try, and the way to skip there."""

from playwright.sync_api import expect

from tests.e2e.watching import STORE, settled

OPEN_NORTH = (
    "document.dispatchEvent(new CustomEvent('ct-open-machine', {detail: 'norte'}))"
)


def test_a_letter_that_waits_is_seen_in_the_queue_and_the_wait_is_skipped(visit):
    page = visit("/escenario/cola-y-reintentos")
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= 18")
    settled(page)
    page.keyboard.press("End")
    clock = page.locator(".ct-clock")
    expect(clock).to_contain_text("09:02")
    page.evaluate(OPEN_NORTH)
    queue = page.locator("dialog[open] .ct-plain li")
    expect(queue).to_contain_text("benito@sur.example")
    expect(queue).to_contain_text("1 intento.")
    expect(queue).to_contain_text("09:32")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Saltar al próximo reintento").click()
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= 21")
    settled(page)
    page.keyboard.press("End")
    expect(clock).to_contain_text("09:34")
