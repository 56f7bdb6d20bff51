"""A mystery in a real browser: by keys, with a wrong proof, given up, on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator.projections.served_journal import ServedJournal
from simulator.projections.shapes import Step
from simulator.scenario import scenario_view
from simulator.teaching.mysteries import (
    LEVELS,
    Mystery,
    code_of,
    mystery_of,
    proof_of,
)
from tests.e2e.live import LANGS, SIZES, settled, sideways, violations
from tests.e2e.watching import STORE
from tests.worlds import scenario


def solution(found: Mystery) -> list[int]:
    """The numbers of two steps that prove it, from 1."""
    lab = found.run()
    served = ServedJournal(lab.journal, scenario_view(lab.scenario)).served(0)
    steps = [event for event in served if isinstance(event, Step)]
    proof = proof_of(found, steps)
    one = min(proof.first)
    pair = (one, min(proof.second - {one}))
    return sorted(step.beat.step for step in steps if step.seq in pair)


def opened(visit, seed: int, level: int = 1, **how) -> tuple[Page, Mystery]:
    page = visit(f"/misterio/{code_of(seed, level)}", **how)
    expect(page.locator("ct-case select").first).to_be_visible()
    page.wait_for_function(f"() => {STORE}.store.steps.length > 3")
    return settled(page), mystery_of(scenario("misterio"), seed, level)


def walk_to(page: Page, step: int) -> None:
    """By the arrow keys, from wherever one is."""
    page.keyboard.press("Home")
    for _ in range(step - 1):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".ct-step b")).to_have_text(str(step))


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        if wanted.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never leads there")


def choose(page: Page, name: str, value: str) -> None:
    """In a list, by keys: Tab leads to it, arrows choose."""
    field = page.locator(f"ct-case select[name={name}]")
    tab_to(page, field)
    while field.input_value() != value:
        before = field.input_value()
        page.keyboard.press("ArrowDown")
        assert field.input_value() != before, f"{value} is not in the list"


@pytest.mark.both_editions
def test_a_mystery_is_solved_by_keys_alone(visit):
    page, found = opened(visit, 7)
    for step in solution(found):
        walk_to(page, step)
        page.keyboard.press("f")
    expect(page.locator(".ct-case-pins li")).to_have_count(2)
    choose(page, "cause", found.kind.cause)
    choose(page, "machine", found.machine)
    tab_to(page, page.get_by_role("button", name="Acusar"))
    page.keyboard.press("Enter")
    expect(page.locator(".ct-case-verdict")).to_contain_text("¡Resuelto!")
    expect(page.get_by_role("heading", name="Qué había pasado")).to_be_visible()
    expect(page.locator(".ct-case-verdict")).to_be_in_viewport()


def test_a_right_guess_with_a_wrong_proof_is_not_solved(visit):
    page, found = opened(visit, 7)
    for step in (1, 2):
        walk_to(page, step)
        page.keyboard.press("f")
    page.select_option("select[name=cause]", found.kind.cause)
    page.select_option("select[name=machine]", found.machine)
    page.get_by_role("button", name="Acusar").click()
    expect(page.locator(".ct-case-verdict")).to_contain_text("Aún no.")
    parts = page.locator(".ct-case-parts li")
    expect(parts).to_contain_text(["La causa: sí", "La máquina: sí", "La prueba: no"])
    expect(page.get_by_role("heading", name="Qué había pasado")).to_have_count(0)
    page.reload()
    settled(page)
    expect(page.locator(".ct-case-verdict")).to_contain_text("Aún no.")
    expect(page.locator(".ct-case-pins li")).to_have_count(2)


def test_who_gives_up_is_told_and_led_to_the_proof(visit):
    page, found = opened(visit, 7)
    page.get_by_role("button", name="Contar qué pasó").click()
    expect(page.get_by_role("heading", name="Qué había pasado")).to_be_visible()
    proof = page.locator(".ct-case-pins button")
    expect(proof).to_have_count(2)
    proof.first.click()
    shown = settled(page).locator(".ct-step b").inner_text()
    assert int(shown) in solution(found)
    expect(page.locator(".ct-case-verdict")).to_have_count(0)


def test_a_level_and_a_number_lead_to_that_mystery_and_on_to_another(visit):
    page = visit("/misterio", lang="en")
    page.get_by_label("Level 2").check()
    page.get_by_label("Number of the mystery").fill("41")
    page.get_by_role("button", name="Begin").click()
    expect(page).to_have_url(re.compile("/misterio/2-41"))
    expect(page.locator("ct-case h2").first).to_contain_text("Level 2")
    page.get_by_role("link", name="Another mystery").click()
    expect(page).to_have_url(re.compile("/misterio/2-42"))
    settled(page)


def test_the_key_opens_the_choice_from_any_page(visit):
    page = settled(visit("/mira"))
    page.keyboard.press("y")
    expect(page.get_by_role("heading", name="¿Qué ha pasado?", level=2)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("level", LEVELS)
def test_it_fits_and_is_accessible(visit, size, lang, level):
    page, _ = opened(visit, 12, level, size=size, lang=lang)
    assert sideways(page) == 0
    assert violations(page) == []
