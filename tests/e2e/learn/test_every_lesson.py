"""Every lesson is finished in the page by its own solution, in both languages: in
Spanish on a laptop, in English on a phone. Ten are begun with a listed mistake.
"""

import html
import re

import pytest
from playwright.sync_api import expect

from simulator.teaching.text import to_inline_html
from tests.e2e.live import settled
from tests.e2e.student import AT_THE_LINE, Student
from tests.worlds import library

LIBRARY = library()
LOOKS = [("es", "laptop"), ("en", "phone")]
STRAYED = 10
SLUGS = [
    pytest.param(slug, marks=pytest.mark.long) if slug == "reto-final" else slug
    for slug in LIBRARY.lessons
]


def at_the_beginning(visit, slug, lang, size):
    loaded = LIBRARY.lessons[slug]
    page = visit(f"/aprende/{slug}", size=size, lang=lang)
    return Student(page, loaded.lesson, loaded.texts[lang], lang)


@pytest.mark.parametrize(("lang", "size"), LOOKS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_is_finished_in_the_page(visit, slug, lang, size):
    at_the_beginning(visit, slug, lang, size).finish()


def plain_text(markdown):
    """As it reads on the page."""
    return html.unescape(re.sub(r"<[^>]+>", "", to_inline_html(markdown)))


def typed_mistakes():
    """`(slug, number of the step)` of each lesson's first mistake that is typed."""
    for slug, loaded in LIBRARY.lessons.items():
        for number, step in enumerate(loaded.lesson.steps):
            miss = next(iter(step.near_misses), None)
            if miss and all(
                isinstance(scripted.act, AT_THE_LINE) for scripted in miss.acts
            ):
                yield slug, number
                break


@pytest.mark.parametrize(("slug", "number"), list(typed_mistakes())[:STRAYED])
def test_a_mistake_leaves_its_goals_open_and_its_own_hint_opens_first(
    visit, slug, number
):
    student = at_the_beginning(visit, slug, "es", "laptop")
    step = student.lesson.steps[number]
    for before in range(number):
        student.turn_to(before)
        student.do(student.lesson.steps[before])
    student.turn_to(number)
    miss = step.near_misses[0]
    student.act(step, [scripted.act for scripted in miss.acts])
    goals = student.page.locator(".ct-lesson-foot .ct-l-goals li")
    for item in miss.fails:
        at = step.items.index(item)
        expect(goals.nth(at)).to_have_attribute("data-held", "false")
    words = student.words.sections[step.id]
    hints = student.page.locator(".ct-l-hints li")
    student.page.locator(".ct-l-hints > button").click()
    settled(student.page)
    own = words.remarks.get(str(miss.hint)) or words.hints[int(miss.hint) - 1]
    expect(hints).to_have_text([plain_text(own)])
    student.read_hints()
    expect(hints).to_have_count(len(words.hints) + (miss.hint in words.remarks))
    student.page.get_by_role("button", name="Repetir").click()
    student.do(step)
    student.expect_solved(number)
