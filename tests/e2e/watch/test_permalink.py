"""«Enlace a este momento»: made where one types, opened elsewhere."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import sideways, violations
from tests.e2e.typist import ENVELOPE, GREETING, enter, last_reply, typed_octets
from tests.e2e.watch.test_print import pages_of
from tests.e2e.watching import go, ready, settled, step_of

COPY = "Copiar enlace a este momento"


def addresses(page: Page) -> list[str]:
    """The short one, where there is one, and the long one, as a server has them."""
    shown = page.locator(".ct-moment-address code")
    expect(shown.first).to_be_visible()
    split = map(urlsplit, shown.all_text_contents())
    return [parts.fragment or parts.path for parts in split]


def test_a_moment_is_copied_opened_elsewhere_and_gone_on_from(visit):
    page = visit("/escenario/tres-maneras#/type")
    enter(page, *GREETING)
    page.get_by_role("button", name="Más", exact=True).click()
    page.get_by_role("link", name=re.compile("^Enlace a este momento")).click()
    page.get_by_role("button", name=COPY).click()
    expect(page.get_by_text("Copiado.")).to_be_visible()
    expect(page.get_by_role("link", name="Compartir este laboratorio")).to_be_visible()
    assert violations(page) == []
    short, long = addresses(page)
    assert short.startswith("/e/")
    enters(page)
    enter(page, *ENVELOPE)

    other = visit(long, lang="en", size="phone")
    expect(other.locator("ct-terminal")).to_contain_text("EHLO pc-ana")
    expect(other.locator("ct-landed-bar")).to_contain_text("in a lab of your own")
    assert violations(other) == []
    assert sideways(other) == 0
    other.get_by_role("button", name="Continue from here").click()
    enter(other, "NOOP")
    expect(last_reply(other)).to_contain_text("250")
    expect(other.locator("ct-landed-bar p")).to_have_count(0)
    assert [line.strip() for line in typed_octets(other)] == ["EHLO pc-ana", "NOOP"]
    assert "NOOP\r\n" not in typed_octets(page)
    third = visit(short)
    expect(third.locator("ct-terminal")).to_contain_text("EHLO pc-ana")


def enters(page: Page) -> None:
    """Back to where one types."""
    page.get_by_role("link", name="Escribe").first.click()
    expect(page.locator("ct-terminal")).to_be_visible()


@pytest.mark.both_editions
def test_it_lands_on_a_step_in_the_middle_where_an_act_begins_another_line(visit):
    page = ready(visit("/mira"))
    go(page, 12)
    page.keyboard.press("k")
    address = addresses(page)[0]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1

    other = ready(visit(address))
    assert step_of(other) == 12
    other.reload()
    assert step_of(ready(other)) == 12
    other.get_by_role("button", name="Continúa desde aquí").click()
    expect(other.get_by_role("alert")).to_contain_text("otra línea de la historia")
    other.keyboard.press("ArrowRight")
    assert step_of(other) == 13
    other.goto(address)
    assert step_of(ready(other)) == 12


@pytest.mark.both_editions
def test_a_broken_link_leads_somewhere(visit):
    page = visit("/no/existe")
    page.goto("/enlace/1abc?lang=en")
    expect(page.locator("main")).to_contain_text("damaged or incomplete")
    page.locator("main .go, main .ct-button").click()
    settled(page)
    expect(page.locator("ct-home")).to_be_visible()


def test_who_watches_goes_on_alone(visit):
    page = ready(visit("/mira"))
    go(page, 5)
    seen = visit(page.evaluate("document.querySelector('ct-app').ctx.boot.share"))
    expect(seen.locator(".ct-step b")).to_have_text("5")
    seen.get_by_role("button", name="Continúa desde aquí, por tu cuenta").click()
    seen.wait_for_url("**/enlace/*")
    assert step_of(ready(seen)) == 5
    assert seen.evaluate("document.querySelector('ct-app').ctx.link.mayAct")
