"""A class in real browsers: who presents; students who follow, vote, come forward."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar, step
from tests.e2e.live import SIZES, settled, sideways, violations

LOOK_MS = 5000
"""So often a page that waits looks (`templates/waits.js`)."""


def test_a_class_is_where_its_teacher_is_and_no_further(klass: ClassOfFive):
    teacher = klass.teacher
    phones = [klass.student("Lince", "phone"), klass.student("Otter", "phone", "en")]
    desks = [klass.student(name) for name in ("Oso", "Panda", "Rana")]
    everybody = [*phones, *desks]
    names = ["Lince", "Otter", "Oso", "Panda", "Rana"]
    expect(teacher.locator(".ct-desk-members b")).to_have_text(names)
    assert not violations(teacher)
    klass.goes_to("/aprende/primera-sesion-smtp")
    for page in everybody:
        expect(page.locator("ct-lesson")).to_be_visible()
    klass.goes_to("/mira")
    for _ in range(3):
        teacher.keyboard.press("ArrowRight")
    for page in everybody:
        expect(step(page)).to_have_text(re.compile(r"4\s+(de|of) 4"))
        assert sideways(page) == 0
    assert not violations(phones[0])
    teacher.keyboard.press("e")
    for page in everybody:
        expect(page.locator("[data-page=letter]")).to_be_visible()
    late = klass.student("Sapo")
    expect(late.locator("[data-page=letter]")).to_be_visible()
    phones[0].reload()
    expect(phones[0].locator("[data-page=letter]")).to_be_visible()
    bar(phones[1]).get_by_role("button", name="On my own").click()
    expect(bar(phones[1])).to_contain_text("Your teacher is at the board")
    bar(phones[1]).get_by_role("link", name="Back to the class").click()
    expect(phones[1].locator("[data-page=letter]")).to_be_visible()


def test_who_waits_for_a_class_is_disturbed_by_nothing_but_its_beginning(visit):
    klass = ClassOfFive(visit, begun=False)
    page = visit(f"/clase/{klass.code}", fresh=True)
    klass.students.append(page)
    page.locator("#name").fill("Lince")
    page.clock.install()
    page.locator("button.go").click()
    link = page.get_by_role("link", name="English")
    link.focus()
    assert not violations(page)
    for _ in range(3):
        with page.expect_response(f"**/clase/{klass.code}"):
            page.clock.run_for(LOOK_MS)
        expect(link).to_be_focused()
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.clock.run_for(LOOK_MS)
    page.context.set_offline(False)
    expect(link).to_be_focused()
    klass.begin()
    with page.expect_navigation():
        page.clock.run_for(LOOK_MS)
    expect(bar(page)).to_contain_text("Lince")
    visit.manners.clear()
    klass.erase()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_told_in_a_class_leaves_the_page_its_place(klass: ClassOfFive, size):
    page = klass.student("Lince", size)
    page.goto("/escribe")
    settled(page).evaluate(
        "() => document.querySelector('ct-app').ctx.link.say({ key: 'error.busy' })"
    )
    told = page.get_by_role("alert")
    expect(told).to_be_visible()
    above, below = told.bounding_box(), page.locator("#main").bounding_box()
    assert above is not None and below is not None
    assert above["width"] == below["width"] == SIZES[size][0]
    assert above["y"] + above["height"] <= below["y"]


def test_the_class_votes_twice_and_its_gain_is_kept(klass: ClassOfFive):
    teacher = klass.teacher
    klass.goes_to("/mira")
    one, two = klass.student("Lince", "phone"), klass.student("Oso")
    for _ in range(3):
        teacher.keyboard.press("ArrowRight")
    expect(step(teacher)).to_contain_text("4")
    bar(teacher).get_by_role("button", name="Que vote la clase").click()
    teacher.locator("ct-ask-dialog").get_by_role(
        "button", name="Preguntar"
    ).first.click()
    for page in (one, two):
        expect(page.locator(".ct-vote")).to_contain_text("EHLO pc-ana.norte.example")
    assert not violations(one)
    one.get_by_label("3 · sigue").check()
    two.keyboard.press("1")
    expect(two.get_by_label("2 · hecho")).to_be_checked()
    expect(bar(teacher)).to_contain_text("Han votado 2 de 2")
    teacher.get_by_role("button", name="Cerrar la votación").click()
    expect(one.locator(".ct-tally-said")).to_have_text(
        ["1 · 50 %", "1 · 50 %", "0 · 0 %", "0 · 0 %"]
    )
    teacher.get_by_role("button", name="votar otra vez").click()
    for page in (one, two):
        page.get_by_label("2 · hecho").check()
    expect(bar(teacher)).to_contain_text("Han votado 2 de 2")
    teacher.get_by_role("button", name="Cerrar la votación").click()
    teacher.get_by_role("button", name="Decir cuál era").click()
    teacher.get_by_role("button", name="2 · hecho").click()
    expect(one.locator(".ct-vote [data-right=true]")).to_contain_text("la correcta")
    assert not violations(teacher)
    teacher.get_by_role("button", name="Quitar la pregunta").click()
    expect(one.locator(".ct-vote")).to_have_count(0)
    bar(teacher).get_by_role("link", name="El aula").click()
    expect(teacher.locator(".ct-desk-table td")).to_have_text(
        ["50 %", "100 %", "100 %"]
    )


def test_a_student_comes_to_the_board_and_goes_back(klass: ClassOfFive):
    teacher = klass.teacher
    klass.goes_to("/mira")
    one, two = klass.student("Lince", "phone"), klass.student("Oso")
    bar(teacher).get_by_role("link", name="El aula").click()
    teacher.get_by_role("button", name="Dar la tiza").first.click()
    expect(bar(one)).to_contain_text("Estás en la pizarra")
    expect(bar(two)).to_contain_text("Ves lo que hay en la pizarra")
    expect(bar(teacher)).to_contain_text("Ves lo que hay en la pizarra")
    one.get_by_role("button", name="Paso adelante").click()
    for page in (two, teacher):
        expect(step(page)).to_have_text(re.compile(r"2\s+de 2"))
    bar(teacher).get_by_role("button", name="Recuperar la tiza").click()
    expect(bar(one)).to_contain_text("Ves lo que hay en la pizarra")
    expect(bar(teacher)).to_contain_text("La clase ve lo que haces")
    bar(teacher).get_by_role("link", name="El aula").click()
    out = teacher.get_by_role("button", name="Sacar de la clase").first
    out.click()
    teacher.get_by_role("button", name="¿Seguro? Sacar").click()
    expect(bar(one)).to_contain_text("te ha sacado de esta clase")
    expect(teacher.locator(".ct-desk-members b")).to_have_text(["Oso"])
