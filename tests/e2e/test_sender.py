"""«SPF y DMARC, paso a paso» in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import ROOMS, sideways, themes, violations
from tests.e2e.watching import settled

SAYS, TERM = ".ct-sender-says", ".ct-sender-terms li"


def choose(page, name):
    page.locator(".ct-sender-choose select").select_option(name)
    settled(page)


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_the_spf_machine_is_accessible(visit, size, lang):
    page = settled(visit("/remitente", size=size, lang=lang))
    if size == "projector":
        page.keyboard.press("p")
    choose(page, "include")
    for key in ("Home", "ArrowRight", "End"):
        page.keyboard.press(key)
        settled(page)
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0


@pytest.mark.both_editions
def test_spf_is_cranked_edited_broken_and_run_again(visit):
    page = settled(visit("/sender", lang="en"))
    choose(page, "include")
    expect(page.locator(SAYS)).to_contain_text(
        "may 198.51.100.7 send for norte.example"
    )
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".ct-sender-frame")).to_have_count(2)
    expect(page.get_by_role("meter").first).to_have_attribute("aria-valuenow", "2")
    page.keyboard.press("ArrowRight")
    inner = page.locator(".ct-sender-frame").nth(1)
    here = inner.locator("[data-standing=match]")
    expect(here).to_contain_text("198.51.100.7")
    page.keyboard.press("ArrowLeft")
    expect(here).to_have_count(0)
    page.keyboard.press("End")
    expect(page.locator(SAYS)).to_contain_text("SPF: pass.")

    record = page.get_by_label("Its SPF record (TXT)")
    record.fill("v=spf1 ipv4:198.51.100.0/28 -all")
    mistake = page.locator(".ct-sender-mistake")
    expect(mistake.locator("mark")).to_have_text("ipv4")
    expect(mistake).to_contain_text("There is no such mechanism")
    expect(page.locator(f"{TERM}[data-standing=wrong]")).to_contain_text("ipv4")
    record.fill("v=spf1 ip4:198.51.100.0/28 -all")
    expect(mistake.locator("mark")).to_have_count(0)
    settled(page)
    page.locator("h1").click()
    page.keyboard.press("End")
    expect(page.locator(SAYS)).to_have_text(re.compile("SPF: pass"))
    page.get_by_label("Address of the machine").fill("198.51.100")
    expect(page.locator(".ct-sender-wrong")).to_contain_text("is not an IP address")
