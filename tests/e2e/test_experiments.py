"""The experiments on the page: predict, watch, be told."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import ROOMS, settled, sideways, themes, violations
from tests.e2e.test_break import at_the_end, kinds
from tests.e2e.watching import STORE, go
from tests.worlds import SHIPPED

EXPERIMENTS = sorted((SHIPPED / "experiments").glob("*.toml"))

OUTCOMES = {
    "cable-cortado": ("queue.attempt_deferred", "TCP repitió los segmentos"),
    "segmentos-perdidos": ("link.made_lossy", "TCP numera cada octeto"),
    "muere-tras-el-250": ("queue.resumed", "Un 250 tras el punto final"),
    "buzon-lleno": ("mailbox.eased", "Un 4 delante dice"),
    "dns-no-contesta": ("dns.query_timed_out", "«No contesta» no es"),
    "cuelga-en-data": ("host.fault_ended", "La carta cambia de manos"),
    "reenvio-y-spf": ("dmarc.check_ended", "Al reenviar cambia la máquina"),
}


def opened(visit, slug: str, **how) -> Page:
    page = visit(f"/experimento/{slug}", **how)
    expect(page.locator(".ct-experiment input").first).to_be_enabled()
    return page


def predict(page: Page, number: int, kind: str = "message.delivered") -> None:
    """Choose an option and begin; wait until it plays, and such an event has come."""
    page.locator(".ct-experiment .ct-l-options label").nth(number).click()
    page.locator(".ct-experiment form .ct-go").click()
    page.wait_for_function(
        f"kind => {STORE}.store.events.some(e => e.fact.kind === kind)"
        f" && {STORE}.playhead.playing",
        arg=kind,
    )


@pytest.mark.parametrize("slug", OUTCOMES)
def test_each_is_predicted_watched_and_told(visit, slug):
    kind, words = OUTCOMES[slug]
    page = opened(visit, slug)
    told = page.locator(".ct-experiment-told")
    predict(page, 0)
    expect(page.locator(".ct-experiment-look")).to_contain_text("Mientras pasa:")
    expect(told).to_have_count(0)
    at_the_end(page)
    expect(told).to_contain_text(words)
    section = told.get_by_role("link").first.get_attribute("href")
    assert section.startswith("https://www.rfc-editor.org/rfc/rfc")
    assert kind in kinds(page)
    assert kinds(page).count("message.delivered") == 1
    right = page.locator('.ct-experiment li[data-right="true"]')
    expect(right).to_have_count(1)


SEALED = {
    "Un remitente falso": "SPF ha dado pass",
    "La lista que cambia la carta": "La firma de norte.example cubre",
    "Un espacio y dos firmas": "Antes de calcular el hash",
    "Un solo octeto": "Quien cambia un octeto a propósito",
}
"""Title to how what is told begins; the octet of the last one is looked for."""


def test_the_seals_are_told_and_a_broken_one_shows_its_octet(visit):
    page = opened(visit, "buzon-lleno")
    for title, words in SEALED.items():
        page.get_by_role("link", name=title, exact=True).click()
        expect(page.locator(".ct-experiment h2")).to_have_text(title)
        expect(page.locator(".ct-experiment input").first).to_be_enabled()
        predict(page, 0, "message.authenticated")
        at_the_end(page)
        expect(page.locator(".ct-experiment-told")).to_contain_text(words)
    step = page.evaluate(
        f"() => {STORE}.store.steps.findLastIndex("
        "s => s.fact.kind === 'dkim.signature_judged') + 1"
    )
    go(page, step)
    expect(page.locator("ct-stage .ct-seal-broken")).to_have_count(1)
    go(page, step - 1)
    expect(page.locator("ct-stage .ct-seal-broken")).to_have_count(0)
    at_the_end(page)
    page.evaluate(f"{STORE}.route.go('letter', '/seals')")
    changes = page.locator(".ct-hashes .ct-changes")
    expect(changes).to_have_count(2)
    for form in range(2):
        expect(changes.nth(form).locator("del")).to_have_text("e")
        expect(changes.nth(form).locator("ins")).to_have_text("o")
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0


@pytest.mark.both_editions
def test_a_prediction_is_kept_by_the_journal_and_begun_again(visit):
    page = opened(visit, "buzon-lleno")
    predict(page, 1)
    settled(page).reload()
    page.wait_for_function(f"() => {STORE}?.store.steps.length > 40")
    at_the_end(page)
    verdict = page.locator(".ct-experiment-told .ct-l-verdict")
    expect(verdict).to_contain_text("Lo predijiste.")
    page.get_by_role("button", name="Otra vez").click()
    expect(page.locator(".ct-experiment input").first).to_be_enabled()
    assert "mailbox.filled" not in kinds(page)


def test_one_click_leads_from_the_list_to_a_fresh_lab(visit):
    page = opened(visit, "buzon-lleno")
    predict(page, 1)
    page.get_by_role("link", name="El DNS no contesta").click()
    expect(page.locator(".ct-experiment h2")).to_have_text("El DNS no contesta")
    page.get_by_role("link", name="El buzón de Benito está lleno").click()
    expect(page.locator(".ct-experiment h2")).to_contain_text("buzón de Benito")
    expect(page.locator(".ct-experiment input").first).to_be_enabled()
    expect(page.locator(".ct-experiment form .ct-go")).to_be_visible()
    page.wait_for_function(f"() => {STORE}.store.branch !== 'b1'")
    assert "mailbox.filled" not in kinds(page)


def test_they_are_listed_on_the_bench_page(visit):
    page = visit("/rompe#/break/experiments")
    links = page.locator(".ct-experiment-list a")
    expect(links).to_have_count(len(EXPERIMENTS))
    links.nth(2).click()
    expect(page.locator(".ct-experiment h2")).to_have_text(
        "El servidor muere después del 250"
    )


def test_by_keyboard_alone_in_english(visit):
    page = opened(visit, "cuelga-en-data", lang="en")
    expect(page.locator(".ct-experiment input").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {STORE}.store.steps.length > 20")
    settled(page)
    assert page.evaluate("document.activeElement.matches('a, body')") is False
    page.locator(".ct-step").click()
    at_the_end(page)
    told = page.locator(".ct-experiment-told")
    expect(told).to_contain_text("You predicted it.")
    expect(told).to_contain_text("changes hands with the 250")


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_it_is_accessible_and_fits(visit, size, lang):
    page = opened(visit, "buzon-lleno", size=size, lang=lang)
    for _ in themes(page):
        assert violations(page) == []
    predict(page, 0)
    at_the_end(page)
    expect(page.locator(".ct-experiment-told")).to_be_visible()
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0
