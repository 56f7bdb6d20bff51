"""Repasa in a real browser: old questions of finished lessons, a day later."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.live import Visits
from tests.e2e.watching import settled

FINISHED = ["primera-sesion-smtp", "leer-los-codigos", "primera-sesion-pop3"]


def keep(page, finished_on: int) -> None:
    """As if those lessons had been finished on that day."""
    one = {"done": 5, "of": 5, "finished": True, "finishedOn": finished_on}
    kept = {"version": 1, "last": FINISHED[0], "lessons": dict.fromkeys(FINISHED, one)}
    page.evaluate(
        "kept => localStorage.setItem('cartero.progress', kept)", json.dumps(kept)
    )
    page.reload()
    settled(page)


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_three_old_questions_are_answered_by_keyboard(visit: Visits, size: str) -> None:
    page = visit("/aprende", size=size)
    keep(page, 1)
    page.get_by_role("button", name="Empezar el repaso").press("Enter")
    questions = set()
    for number in (1, 2, 3):
        review = page.locator("ct-review")
        expect(review).to_contain_text(f"Pregunta {number} de 3")
        questions.add(review.locator("legend").inner_text())
        if review.locator("input[type=radio]").count():
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
        else:
            for field in review.locator("select, input").all():
                if field.evaluate("each => each.tagName") == "SELECT":
                    field.select_option(index=1)
                else:
                    field.fill("nada")
            page.keyboard.press("Enter")
            review.get_by_role("button", name="Comprobar").press("Enter")
        expect(review.locator(".ct-l-verdict").first).to_be_focused()
        review.locator(".ct-review-ways button").press("Enter")
    assert len(questions) == 3
    expect(page.locator(".ct-review-end")).to_be_focused()
    expect(page.locator(".ct-review-end")).to_contain_text("de 3")
    page.reload()
    settled(page)
    expect(page.locator("ct-review")).to_have_count(0)


def test_on_the_day_of_the_lesson_nothing_is_asked(visit: Visits) -> None:
    page = visit("/aprende")
    keep(page, page.evaluate("Math.floor(Date.now() / 864e5)") + 1)
    expect(page.locator(".ct-l-tile").first).to_be_visible()
    expect(page.locator(".ct-title")).to_have_count(0)
    expect(page.locator("ct-review")).to_have_count(0)
