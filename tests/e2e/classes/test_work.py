"""What a teacher sees of five students' work; the screen of one, who knows."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar
from tests.e2e.live import LANGS, THEMES, Visits, settled, sideways, violations
from tests.e2e.typist import enter

LESSON = "/aprende/primera-sesion-smtp"
ACT = "(act) => document.querySelector('ct-app').ctx.link.act(act, { now: true })"
PEEKED = {
    "es": "Tu docente mira tu pantalla.",
    "en": "Your teacher is looking at your screen.",
}


def begins(page: Page, *lines: str) -> None:
    """The student opens the lesson, turns to its task, and types these."""
    page.goto(LESSON)
    settled(page)
    opened = {"act": "open", "host": "pc-ana", "target": "sur", "port": 25}
    step = {"act": "answer", "question": "step", "value": "con-ayuda"}
    for act in (step, opened, *({"act": "line", "text": each} for each in lines)):
        assert page.evaluate(ACT, act)["ok"]
    settled(page)


def at_work(klass: ClassOfFive) -> Page:
    """The teacher's page of everybody's work."""
    klass.goes_to(f"/clase/{klass.code}#/classroom/work")
    return klass.teacher


def tile(teacher: Page, name: str) -> Locator:
    return teacher.locator(
        ".ct-work-tiles li", has=teacher.get_by_text(name, exact=True)
    )


def test_a_teacher_sees_where_everybody_is_and_what_goes_wrong(klass: ClassOfFive):
    phones = [klass.student("Lince", "phone"), klass.student("Otter", "phone", "en")]
    desks = [klass.student(name) for name in ("Oso", "Panda", "Rana")]
    begins(phones[0], "HOLA", "EHLO pc-ana.norte.example")
    begins(phones[1], "HOLA")
    begins(desks[0], "EHLO pc-ana.norte.example")
    desks[1].goto("/escribe")
    enter(settled(desks[1]), "telnet sur.example 25", "AYUDA")
    teacher = at_work(klass)
    expect(teacher.locator(".ct-work-tiles li")).to_have_count(5)
    expect(tile(teacher, "Lince")).to_contain_text("EHLO pc-ana.norte.example")
    expect(tile(teacher, "Lince")).to_contain_text("1 línea rechazada")
    expect(tile(teacher, "Otter")).to_contain_text("500 5.5.2")
    expect(tile(teacher, "Panda")).to_contain_text("AYUDA")
    expect(tile(teacher, "Rana")).to_contain_text("No tiene ningún trabajo abierto.")
    wrong = teacher.locator(".ct-work-wrong li")
    expect(wrong.first).to_contain_text("2 estudiantes")
    expect(wrong.first).to_contain_text("HOLA")
    for name in ("Lince", "Otter"):
        expect(teacher.locator(".ct-work-wrong")).not_to_contain_text(name)
    sums = teacher.locator(".ct-work-sum").all_inner_texts()
    assert "2 de 3" in sums, sums
    expect(teacher.locator(".ct-work-who")).to_have_text(["Lince", "Otter", "Oso"])
    desks[0].evaluate(ACT, {"act": "line", "text": "VAMOS"})
    expect(tile(teacher, "Oso")).to_contain_text("VAMOS")
    assert not violations(teacher)
    assert sideways(teacher) == 0


def test_a_student_knows_as_long_as_the_teacher_looks_at_the_screen(klass: ClassOfFive):
    one, two = klass.student("Lince", "phone"), klass.student("Otter", "phone", "en")
    begins(one, "HOLA")
    begins(two, "HOLA")
    teacher = at_work(klass)
    tile(teacher, "Lince").get_by_role("link", name="Ver la pantalla de Lince").click()
    expect(bar(teacher)).to_contain_text("Miras la pantalla de Lince")
    expect(teacher.locator("ct-lesson")).to_be_visible()
    expect(bar(one)).to_contain_text(PEEKED["es"])
    expect(bar(two)).not_to_contain_text(PEEKED["en"])
    for page in (teacher, one):
        assert not violations(settled(page))
        assert sideways(page) == 0
    expect(teacher.locator("#ct-step-title")).to_have_text("Te toca, con ayuda")
    kept = "localStorage.getItem('cartero.progress') ?? ''"
    assert "primera-sesion-smtp" not in teacher.evaluate(kept)
    seen = "document.querySelector('ct-app').ctx.store.events.length"
    before = teacher.evaluate(seen)
    one.evaluate(ACT, {"act": "line", "text": "NOOP"})
    teacher.wait_for_function(f"(before) => {seen} > before", arg=before)
    one.goto("/mira")
    expect(teacher.locator("ct-watch")).to_be_visible()
    expect(bar(one)).to_contain_text(PEEKED["es"])
    bar(teacher).get_by_role("link", name="El trabajo").click()
    expect(teacher.locator("ct-work-tiles")).to_be_visible()
    expect(bar(one)).not_to_contain_text(PEEKED["es"])


def test_a_student_sees_neither_the_work_of_others_nor_their_screens(
    klass: ClassOfFive,
):
    one, two = klass.student("Lince", "phone"), klass.student("Oso")
    begins(one, "HOLA")
    at_work(klass)
    expect(tile(klass.teacher, "Lince")).to_contain_text("HOLA")
    two.goto(f"/clase/{klass.code}/mirar/s1")
    expect(two.locator("main")).to_contain_text("Eso lo hace quien da la clase.")
    two.goto("/mira#/classroom/work")
    expect(two.locator("ct-classroom")).to_contain_text("Todavía no das ninguna clase.")
    expect(two.locator("ct-class-work")).to_have_count(0)


def test_on_a_projector_the_work_waits_to_be_asked_for(klass: ClassOfFive):
    begins(klass.student("Lince", "phone"), "HOLA")
    teacher = at_work(klass)
    expect(tile(teacher, "Lince")).to_be_visible()
    teacher.keyboard.press("p")
    expect(teacher.locator(".ct-work-tiles")).to_have_count(0)
    expect(teacher.locator("ct-class-work")).to_contain_text("solo para ti")
    assert not violations(teacher)
    teacher.get_by_role("button", name="Mostrarla de todos modos").click()
    expect(tile(teacher, "Lince")).to_be_visible()
    teacher.keyboard.press("p")


@pytest.mark.parametrize("lang", LANGS)
def test_the_work_is_read_in_any_size_theme_and_language(
    klass: ClassOfFive, visit: Visits, lang: str
):
    begins(klass.student("Lince", "phone"), "HOLA")
    teacher = at_work(klass)
    if lang != "es":
        teacher.locator(".ct-lang").click()
    for width, height in ((1366, 768), (1280, 720), (390, 844)):
        teacher.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            teacher.emulate_media(color_scheme=theme)
            expect(tile(settled(teacher), "Lince")).to_contain_text("HOLA")
            assert sideways(teacher) == 0
            assert not violations(teacher)
