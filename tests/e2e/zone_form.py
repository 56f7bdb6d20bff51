"""Hands for the zones of a name server whose machine is open."""

from playwright.sync_api import Locator, Page, expect

from simulator.acts import Publish, Withdraw


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
    dialog.locator("details", has=row).evaluate("(zone) => { zone.open = true; }")
    row.get_by_role("button").click()
    expect(row).to_have_count(0)


def row_of(dialog: Locator, act: Publish | Withdraw) -> Locator:
    """The record, in the table of its zone."""
    row = dialog.locator("tbody tr", has_text=act.name)
    return row.filter(has_text=act.type).filter(has_text=act.value)
