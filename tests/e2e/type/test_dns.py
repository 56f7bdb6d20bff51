"""DNS in a real browser: nslookup at the prompt, the parts of a message, the menu."""

from playwright.sync_api import expect

from tests.e2e.live import settled
from tests.e2e.typist import enter, last_reply

PLACE = "/escenario/correo-con-dns"


def shown(page, step: int) -> None:
    """Put the playhead on a step."""
    page.wait_for_function(
        "n => document.querySelector('ct-app')?.ctx?.store.steps.length > n", arg=step
    )
    settled(page).evaluate(
        "n => document.querySelector('ct-app').ctx.playhead.seek(n)", step - 1
    )


def test_nslookup_and_dig_print_what_they_print_anywhere(visit):
    page = visit(f"{PLACE}#/type")
    enter(page, "nslookup -type=mx sur.example")
    screen = page.locator(".ct-t-printed")
    expect(screen.last).to_contain_text("mail exchanger = 10 mx1.sur.example.")
    enter(page, "dig rota.example MX")
    expect(screen.last).to_contain_text("status: SERVFAIL")
    expect(page.get_by_role("log")).to_contain_text("Ahora:")
    page.reload()
    expect(screen.last).to_contain_text("status: SERVFAIL")


def test_telnet_by_name_and_a_name_that_has_no_address(visit):
    page = visit(f"{PLACE}#/type")
    enter(page, "telnet sur.example 587")
    expect(page.get_by_role("log")).to_contain_text("sur.example")
    expect(page.locator("#ct-line")).to_be_visible()
    enter(page, "telnet mx1.sur.example 25")
    expect(last_reply(page)).to_contain_text("220 mx1.sur.example")


def test_an_answer_part_by_part(visit):
    page = visit(f"{PLACE}#/watch")
    shown(page, 3)
    parts = page.locator(".ct-dns-parts")
    expect(parts).to_contain_text("AA: habla la autoridad")
    expect(parts.get_by_role("row")).to_contain_text(
        ["Dato", "mx1.sur.example.", "mx2.sur.example.", "Dato", "203.0.113.11", "12"]
    )
    expect(page.locator(".ct-stage, ct-stage").first).to_contain_text("NOERROR")


def test_the_menu_leads_there(visit):
    page = visit("/mira")
    page.get_by_role("button", name="Más", exact=True).click()
    page.get_by_role("link", name="Escenarios").click()
    page.get_by_role("link", name="Una carta que pregunta el camino").click()
    shown(page, 2)
    expect(page.locator("ct-ladder")).to_contain_text("MX?")


def test_a_scenario_nobody_wrote_is_a_page_that_says_so(visit):
    page = visit(PLACE)
    answer = page.request.get("/escenario/nadie")
    assert answer.status == 404
