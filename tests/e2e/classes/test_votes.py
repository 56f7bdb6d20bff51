"""Votes in real browsers: by keys alone, on their rung, and of a lesson's question."""

from playwright.sync_api import Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar, step
from tests.e2e.live import settled, violations

LESSON = "/aprende/primera-sesion-smtp"


def tab_to(page: Page, name: str) -> None:
    """With the keyboard, to the button of that name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def focused(page: Page, name: str) -> None:
    """The button of that name has the focus."""
    expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()


def asked_by_keys(teacher: Page) -> None:
    """The reply to the line on show is put to the vote."""
    for _ in range(3):
        teacher.keyboard.press("ArrowRight")
    expect(step(teacher)).to_contain_text("4")
    tab_to(teacher, "Que vote la clase")
    teacher.keyboard.press("Enter")
    expect(teacher.locator("ct-ask-dialog dialog")).to_be_visible()
    tab_to(teacher, "Preguntar")
    teacher.keyboard.press("Enter")


def voted(teacher: Page, phone: Page, desk: Page, key: str) -> None:
    """Both students have: one by touch, the other by that key."""
    phone.get_by_label("2 · hecho").check()
    desk.keyboard.press(key)
    expect(bar(teacher)).to_contain_text("Han votado 2 de 2")


def test_a_vote_by_keys_alone_is_revealed_by_stepping_and_stays_on_its_rung(
    klass: ClassOfFive,
):
    teacher = klass.teacher
    klass.goes_to("/mira")
    one, two = klass.student("Lince", "phone"), klass.student("Otter", lang="en")
    asked_by_keys(teacher)
    expect(one.locator(".ct-vote")).to_contain_text("EHLO pc-ana.norte.example")
    voted(teacher, one, two, "2")
    tab_to(teacher, "Cerrar la votación")
    teacher.keyboard.press("Enter")
    focused(teacher, "Hablar y votar otra vez")
    rungs = [page.locator(".ct-rung-votes dd small") for page in (teacher, two)]
    for rung in rungs:
        expect(rung).to_have_text(["50 %", "50 %", "0 %", "0 %"])
    teacher.keyboard.press("Enter")
    focused(teacher, "Cerrar la votación")
    voted(teacher, one, two, "1")
    teacher.keyboard.press("ArrowRight")
    for rung in rungs:
        expect(rung).to_have_text(["50 → 100 %", "50 → 0 %", "0 → 0 %", "0 → 0 %"])
    expect(one.locator(".ct-vote [data-right=true]")).to_contain_text("2 · hecho")
    focused(teacher, "Quitar la pregunta")
    assert not violations(teacher)
    assert not violations(one)
    teacher.keyboard.press("Enter")
    expect(one.locator(".ct-vote")).to_have_count(0)
    for rung in rungs:
        expect(rung.first).to_have_text("50 → 100 %")
    late = klass.student("Sapo")
    expect(late.locator(".ct-rung-votes [data-right=true] dt")).to_contain_text("2")


def test_a_question_of_a_lesson_is_voted_on_and_answering_it_says_which_was_right(
    klass: ClassOfFive,
):
    teacher = klass.teacher
    klass.goes_to(LESSON)
    one, two = klass.student("Lince", "phone"), klass.student("Otter", lang="en")
    lesson = teacher.locator("ct-lesson")
    lesson.get_by_role("button", name="Que vote la clase").click()
    expect(one.locator(".ct-vote h2")).to_have_text(
        lesson.locator("ct-question legend").inner_text()
    )
    options = lesson.locator("ct-question li")
    expect(one.locator(".ct-vote-options label")).to_have_count(options.count())
    one.keyboard.press("1")
    one.locator(".ct-vote-options label").first.click()
    two.keyboard.press("2")
    expect(bar(teacher)).to_contain_text("Han votado 2 de 2")
    assert not violations(two)
    options.first.click()
    lesson.get_by_role("button", name="Guardar mi predicción").click()
    lesson.get_by_role("button", name="Verlo").click()
    settled(teacher)
    expect(one.locator(".ct-vote [data-right=true]")).to_have_count(1)
    expect(bar(teacher)).to_contain_text("Ya se sabe cuál era")
