"""What a teacher puts on the pages of students, in real browsers."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar
from tests.e2e.learn.test_exam import begin
from tests.e2e.live import settled, themes, violations
from tests.teaching.exams.exams import CODE


def cover(page: Page):
    return page.get_by_role("dialog")


def test_stopped_screens_are_covered_and_nothing_typed_is_lost(klass: ClassOfFive):
    teacher = klass.teacher
    desk, phone = klass.student("Lince"), klass.student("Otter", "phone", "en")
    desk.goto("/escribe")
    settled(desk)
    line = desk.locator("ct-type input").first
    line.fill("EHLO pc-ana.nor")
    bar(teacher).get_by_role("button", name="Detener las pantallas").click()
    expect(cover(desk)).to_contain_text("Atención aquí")
    expect(cover(phone)).to_contain_text("Eyes up here")
    expect(bar(teacher)).to_contain_text("Las pantallas de la clase están detenidas")
    expect(cover(teacher)).to_have_count(0)
    for page in (desk, phone):
        for _ in themes(page):
            assert not violations(page)
    before = desk.locator("ct-app").inner_text()
    for key in ("Escape", "Escape", "Escape", "Tab", "x", "t", "ArrowRight", "Enter"):
        desk.keyboard.press(key)
    desk.mouse.click(20, 20)
    desk.keyboard.press("m")
    expect(cover(desk)).to_be_visible()
    assert desk.locator("ct-app").inner_text() == before
    phone.reload()
    expect(cover(phone)).to_contain_text("Eyes up here")
    bar(teacher).get_by_role("button", name="Soltar las pantallas").click()
    for page in (desk, phone):
        expect(cover(page)).to_have_count(0)
    expect(line).to_be_focused()
    desk.keyboard.type("te")
    expect(line).to_have_value("EHLO pc-ana.norte")


def test_the_time_of_an_exam_stands_still_under_a_stopped_screen(klass: ClassOfFive):
    teacher, desk = klass.teacher, klass.student("Lince", "phone")
    desk.goto(f"/examen/{CODE}")
    begin(settled(desk))
    clock = desk.get_by_role("timer")
    bar(teacher).get_by_role("button", name="Detener las pantallas").click()
    expect(cover(desk)).to_contain_text("El tiempo de tu examen también se detuvo.")
    expect(bar(teacher)).to_contain_text("también el tiempo de los exámenes")
    now = desk.evaluate("Date.now() / 1000")
    desk.clock.set_fixed_time(now + 50 * 60)
    desk.reload()
    expect(cover(desk)).to_be_visible()
    stood = clock.inner_text()
    assert re.search(r"4[45]:\d\d", stood)
    bar(teacher).get_by_role("button", name="Soltar las pantallas").click()
    expect(cover(desk)).to_have_count(0)
    expect(clock).to_have_text(stood)
    desk.clock.set_fixed_time(now + 60 * 60)
    expect(clock).to_contain_text(re.compile(r"3[45]:\d\d"))
    desk.clock.set_fixed_time(now + 96 * 60)
    expect(desk).to_have_url(re.compile("/examen/[^/]+/Ana$"))


def send(teacher: Page, kind: str, **what: str) -> None:
    """With the form of the classroom's page."""
    form = teacher.locator("ct-push-form")
    form.locator("[name=kind]").select_option(label=kind)
    for label, value in what.items():
        if label == "to":
            form.locator("[name=to]").select_option(label=value)
        elif label == "which":
            form.locator("[name=target]").select_option(value)
        elif label == "now":
            form.get_by_label("Abrir ahora").check()
        else:
            form.locator("[name=words]").fill(value)
    form.get_by_role("button", name="Enviar").click()
    expect(form.get_by_role("status")).to_contain_text("Enviado")


def cards(page: Page):
    return page.locator(".ct-push")


def test_a_message_to_one_stays_until_it_is_closed_and_is_inert(klass: ClassOfFive):
    teacher = klass.teacher
    one, two = klass.student("Lince", "phone"), klass.student("Otter", lang="en")
    send(teacher, "Un mensaje", to="Lince", words="<b>Mira</b> el punto")
    expect(cards(one)).to_contain_text("<b>Mira</b> el punto")
    for page in (one, teacher):
        for _ in themes(page):
            assert not violations(page)
    one.reload()
    expect(cards(one)).to_contain_text("Mensaje de tu docente")
    expect(cards(two)).to_have_count(0)
    cards(one).get_by_role("button", name="Cerrar").click()
    expect(cards(one)).to_have_count(0)
    one.reload()
    expect(bar(one)).to_contain_text("Lince")
    expect(cards(one)).to_have_count(0)


def test_a_lesson_is_opened_at_once_only_where_nothing_typed_is_lost(
    klass: ClassOfFive,
):
    teacher = klass.teacher
    free, busy = klass.student("Lince", "phone"), klass.student("Otter", lang="en")
    busy.goto("/escribe")
    line = settled(busy).locator("ct-type input").first
    line.fill("EHLO pc")
    send(teacher, "Una lección", which="primera-sesion-smtp", now="")
    expect(free.locator("ct-lesson")).to_be_visible()
    expect(cards(free)).to_have_count(0)
    expect(cards(busy)).to_contain_text("Your teacher suggests a lesson")
    expect(line).to_have_value("EHLO pc")
    cards(busy).get_by_role("button", name="Open").click()
    expect(busy.locator("ct-lesson")).to_be_visible()
    send(teacher, "Una pista")
    expect(cards(busy)).to_contain_text("A hint from your teacher")
    late = klass.student("Sapo")
    expect(cards(late)).to_contain_text("Tu docente propone una lección")


def test_a_hint_is_the_next_one_of_the_lesson(klass: ClassOfFive):
    student = klass.student("Lince")
    student.goto("/aprende/primera-sesion-smtp")
    settled(student).locator(".ct-l-steps button").nth(3).click()
    expect(student.locator(".ct-l-hints button")).to_be_visible()
    send(klass.teacher, "Una pista")
    cards(student).get_by_role("button", name="Ver la pista").click()
    expect(student.locator(".ct-l-hints li")).to_have_count(1)
    expect(cards(student)).to_have_count(0)


def test_an_attempt_is_shown_to_everybody_without_a_name(klass: ClassOfFive):
    teacher = klass.teacher
    author, other = klass.student("Quebrantahuesos"), klass.student("Oso", "phone")
    author.goto("/escribe")
    line = settled(author).locator("ct-type input").first
    for typed in ("telnet sur.example 25", "HOLA"):
        line.fill(typed)
        line.press("Enter")
        settled(author)
    before = author.url
    members = teacher.locator(".ct-desk-members li")
    mine = members.filter(has_text="Quebrantahuesos")
    mine.get_by_role("button", name="Mostrar su intento").click()
    expect(teacher).to_have_url(re.compile("/lab/"))
    settled(teacher)
    teacher.keyboard.press("End")
    ladder = other.locator("ct-ladder")
    expect(ladder).to_contain_text("HOLA")
    assert "Quebrantahuesos" not in other.content()
    assert author.url == before
    expect(line).to_be_visible()


def test_a_new_link_dismisses_other_teachers_and_the_absent_leave_the_list(
    klass: ClassOfFive,
):
    teacher = klass.teacher
    gone = klass.student("Lince")
    gone.goto("about:blank")
    expect(teacher.locator(".ct-desk-members li")).to_contain_text("sin conexión")
    teacher.get_by_role("button", name="Quitar de la lista").click()
    expect(teacher.locator(".ct-desk-members li")).to_have_count(0)
    teacher.get_by_role("button", name="Enlace de docente nuevo").click()
    link = teacher.locator(".ct-desk-secret").inner_text()
    second = klass.visit(link[link.index("/clase") :])
    expect(second.locator("ct-classroom h1")).to_be_visible()
    teacher.get_by_role("button", name="Enlace de docente nuevo").click()
    expect(bar(second)).to_contain_text("enlace de docente de esta clase ha cambiado")
