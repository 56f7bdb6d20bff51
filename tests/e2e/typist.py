"""Hands for the tests of Escribe: type lines, paste, read what was really sent; and for
the form of a name server."""

from playwright.sync_api import Locator, Page, expect

from simulator.acts import Publish, Withdraw
from tests.e2e.live import settled

GREETING = ["telnet sur.example 25", "EHLO pc-ana"]
ENVELOPE = ["MAIL FROM:<ana@norte.example>", "RCPT TO:<benito@sur.example>"]


def enter(page: Page, *lines: str, key: str = "Enter") -> None:
    """Type lines as a person does, each sent with `key`, each shown before the next."""
    line = page.locator("#ct-line")
    for text in lines:
        expect(page.locator(".ct-send")).to_be_enabled()
        line.focus()
        page.keyboard.insert_text(text)
        page.keyboard.press(key)
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


def edit_zone(page: Page, act: Publish | Withdraw) -> None:
    """Publish or withdraw a record, and close the machine."""
    dialog = page.locator("dialog.ct-machine")
    expect(dialog.locator(".ct-zone-form")).to_be_visible()
    if isinstance(act, Publish):
        _publish(dialog, act)
    else:
        _withdraw(dialog, act)
    dialog.locator("header button").click()
    expect(dialog).to_have_count(0)


def _publish(dialog: Locator, act: Publish) -> None:
    dialog.locator("[name=name]").fill(act.name)
    dialog.locator("[name=type]").select_option(act.type)
    dialog.locator("[name=value]").fill(act.value)
    dialog.locator("form .ct-go").click()
    expect(row_of(dialog, act)).to_be_visible()


def _withdraw(dialog: Locator, act: Withdraw) -> None:
    row = row_of(dialog, act)
    zone = dialog.locator("details", has=row_of(dialog.page, act))
    zone.evaluate("(zone) => { zone.open = true; }")
    row.get_by_role("button").click()
    expect(row).to_have_count(0)


def row_of(place: Page | Locator, act: Publish | Withdraw) -> Locator:
    """The record, in the table of its zone."""
    row = place.locator("tbody tr", has_text=act.name)
    return row.filter(has_text=act.type).filter(has_text=act.value)
