"""How far one came in the course: first screen, end of the course, experiments."""

import json

from playwright.sync_api import expect

from tests.e2e.test_break import at_the_end
from tests.e2e.test_experiments import predict
from tests.worlds import library

LESSONS = library().lessons
SLUGS = list(LESSONS)
DONE = {"done": 3, "of": 3, "finished": True, "scores": None, "hints": {}, "seen": None}


def remember(page, slugs, last):
    """What this browser would have kept of the lessons finished."""
    kept = {"version": 1, "last": last, "lessons": dict.fromkeys(slugs, DONE)}
    script = "kept => localStorage.setItem('cartero.progress', kept)"
    page.evaluate(script, json.dumps(kept))


def test_the_first_screen_leads_back_to_where_one_is(visit):
    page = visit("/")
    course = page.locator(".ct-home-course")
    expect(page.locator(".ct-door")).to_have_count(3)
    expect(course).to_have_count(0)
    remember(page, SLUGS[:2], SLUGS[1])
    page.reload()
    expect(course).to_contain_text(f"Lecciones terminadas: 2 de {len(SLUGS)}")
    link = course.get_by_role("link", name=f"Seguir con la lección 3 de {len(SLUGS)}")
    link.click()
    expect(page.locator(".ct-lesson-head h1")).to_contain_text(
        LESSONS[SLUGS[2]].words("es").title
    )


def test_the_end_of_the_course_is_celebrated_once_and_without_motion_if_asked(visit):
    page = visit("/aprende", reduced_motion="reduce")
    remember(page, SLUGS, SLUGS[-1])
    page.reload()
    party = page.locator(".ct-course-done")
    expect(party).to_contain_text(f"Has terminado las {len(SLUGS)} lecciones")
    moving = "each => each.getAnimations({ subtree: true }).length"
    assert party.evaluate(moving) == 0
    page.reload()
    expect(page.locator(".ct-learn")).to_contain_text(
        f"Lecciones terminadas: {len(SLUGS)} de {len(SLUGS)}"
    )
    expect(party).to_have_count(0)


def test_an_experiment_seen_to_its_end_is_ticked(visit):
    page = visit("/experimento/cable-cortado#/break/new")
    predict(page, 0)
    at_the_end(page)
    here = page.locator(".ct-experiment-list a[aria-current=page]")
    expect(page.locator(".ct-experiment-told")).to_be_visible()
    expect(here).to_contain_text("hecho")
    page.reload()
    expect(here).to_contain_text("hecho")
    expect(page.locator(".ct-experiment-seen")).to_have_count(1)


def test_the_calm_speed_is_chosen_and_by_key(visit):
    page = visit("/mira")
    speed = page.get_by_label("Velocidad")
    speed.select_option(label="Lee")
    page.locator("body").press("2")
    expect(speed.locator("option:checked")).to_have_text("1×")
    page.locator("body").press("5")
    expect(speed.locator("option:checked")).to_have_text("Lee")
