"""«SPF y DMARC, paso a paso» in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import sideways, themes, violations
from tests.e2e.watching import STORE, settled

SAYS, TERM = ".ct-sender-says", ".ct-sender-terms li"


def choose(page, name):
    page.locator(".ct-sender-choose select").select_option(name)
    settled(page)


@pytest.mark.parametrize(
    ("size", "lang"), [("projector", "es"), ("laptop", "en"), ("phone", "es")]
)
def test_every_part_is_accessible(visit, size, lang):
    page = settled(visit("/remitente", size=size, lang=lang))
    if size == "projector":
        page.keyboard.press("p")
    choose(page, "include")
    page.keyboard.press("End")
    for part in range(3):
        page.locator(".ct-sender-parts a").nth(part).click()
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


def test_the_term_on_show_is_in_sight_on_a_phone(visit):
    page = settled(visit("/sender", size="phone", lang="en"))
    choose(page, "lookups")
    page.locator("h1").click()
    client, controls = (
        page.locator(f".ct-sender-{each}") for each in ("client", "controls")
    )
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        settled(page)
        if client.count():
            shown, foot = client.bounding_box(), controls.bounding_box()
            assert 0 < shown["y"] < foot["y"] - shown["height"]


@pytest.mark.both_editions
def test_the_triangle_follows_what_is_typed(visit):
    page = settled(visit("/remitente#/sender/dmarc"))
    spf = page.locator(".ct-dmarc-edges li").first
    expect(spf).to_have_attribute("data-edge", "aligned")
    page.get_by_label("Dominio de MAIL FROM").fill("correo.norte.example")
    expect(spf).to_contain_text("correo.norte.example está alineado")
    record = page.get_by_label("Su registro DMARC (TXT)").first
    record.fill("v=DMARC1; p=quarantine; aspf=s; adkim=s; sp=reyect")
    expect(page.locator(".ct-sender-wrong")).to_contain_text("se pasan por alto: sp")
    record.fill("v=DMARC1; p=quarantine; aspf=s; adkim=s")
    expect(spf).to_have_attribute("data-edge", "apart")
    expect(page.locator(SAYS)).to_contain_text("DMARC: pass.")
    page.get_by_label("Resultado de DKIM").select_option("fail")
    expect(page.locator(SAYS)).to_contain_text("DMARC: fail.")
    asked = page.locator("[data-disposition]")
    expect(asked).to_have_attribute("data-disposition", "quarantine")
    page.get_by_role("button", name="Otra firma").click()
    page.get_by_label("Dominio que firma (d=)").nth(1).fill("norte.example")
    expect(page.locator(SAYS)).to_contain_text("DMARC: pass.")
    page.get_by_label("Dominio que se lee").fill("norte..example")
    expect(page.locator(".ct-sender-wrong")).to_contain_text("no es un nombre")


@pytest.mark.both_editions
def test_a_case_of_the_suite_is_cranked_to_the_result_it_expects(visit):
    page = settled(visit("/remitente#/sender/cases/processing_limits/include-loop"))
    expects = page.locator(".ct-sender-expects")
    expect(expects).to_contain_text("Llega al último paso")
    page.keyboard.press("End")
    expect(expects.locator("[data-right=true]")).to_contain_text("permerror")
    page.locator(".ct-sender-notice summary").click()
    expect(page.locator(".ct-sender-notice pre")).to_contain_text("Redistribution")


PLAYED = f"""() => {STORE}.store.steps.some(({{ fact }}) =>
  fact.kind === 'dmarc.check_ended' && fact.result === 'fail')"""
SHOW = f"""(kind) => {{ const {{ store, playhead }} = {STORE};
  playhead.seek(store.steps.findLastIndex(({{ fact }}) => fact.kind === kind)) }}"""


@pytest.mark.parametrize("check", ["spf", "dmarc"])
def test_a_check_of_a_lab_goes_on_here_with_the_same_result(visit, check):
    page = settled(visit("/escenario/falso-remitente"))
    page.locator(".ct-offers .ct-go").first.click()
    page.wait_for_function(PLAYED)
    settled(page).evaluate(SHOW, f"{check}.check_ended")
    said = page.locator(".ct-says").inner_text()
    page.locator("a[href*='#/sender/']").click()
    expect(page.locator(SAYS)).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator(SAYS)).to_have_text(said)
