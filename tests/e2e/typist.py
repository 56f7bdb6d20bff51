"""Hands for the tests of Escribe: type lines, paste, read what was really sent."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.live import settled

GREETING = ["telnet sur.example 25", "EHLO pc-ana"]
ENVELOPE = ["MAIL FROM:<ana@norte.example>", "RCPT TO:<benito@sur.example>"]


def enter(page: Page, *lines: str) -> None:
    """Type lines as a person does, each sent with Enter, each shown before the next."""
    line = page.locator("#ct-line")
    for text in lines:
        expect(page.locator(".ct-send")).to_be_enabled()
        line.focus()
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        settled(page)
        expect(page.locator(".ct-t-pending")).to_have_count(0)


def typed_octets(page: Page) -> list[str]:
    """What the student's terminals sent, from the journal that the page was told."""
    settled(page)
    facts = page.evaluate(
        "document.querySelector('ct-app').ctx.store.events.map((each) => each.fact)"
    )
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


def last_reply(page: Page) -> Locator:
    """The newest reply of the log."""
    return page.locator(".ct-t-reply").last
