"""The results of a class: read, sorted, projected without names, on every screen."""

from itertools import product

from playwright.sync_api import Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive
from tests.e2e.classes.test_work import ACT, LESSON
from tests.e2e.live import LANGS, SIZES, THEMES, settled, sideways, violations

WORDS = {
    "es": ("Ocultar los nombres", "Estudiante 1", "Tareas", "No han hecho nada"),
    "en": ("Hide the names", "Student 1", "Tasks", "These have done nothing"),
}
SESSION = (
    {"act": "answer", "question": "step", "value": "con-ayuda"},
    {"act": "open", "host": "pc-ana", "target": "sur", "port": 25},
    {"act": "line", "text": "EHLO pc-ana.norte.example"},
    {"act": "line", "text": "MAIL FROM:<ana@norte.example>"},
    {"act": "line", "text": "RCPT TO:<benito@sur.example>"},
)


def works(page: Page, acts: int) -> None:
    """The student does so much of the lesson's task."""
    page.goto(LESSON)
    settled(page)
    for act in SESSION[:acts]:
        assert page.evaluate(ACT, act)["ok"]
    settled(page)


def names(teacher: Page) -> list[str]:
    return teacher.locator(".grid tbody th").all_inner_texts()


def test_the_results_are_sorted_hidden_and_read_on_every_screen(klass: ClassOfFive):
    students = {name: klass.student(name) for name in ("Lince", "Oso", "Ánade")}
    works(students["Lince"], 3)
    works(students["Ánade"], 5)
    teacher = klass.teacher
    teacher.get_by_role("link", name="Resultados").click()
    expect(teacher.locator(".idle")).to_contain_text("Oso")
    assert names(teacher) == ["Lince", "Oso", "Ánade"]
    for button, order in (
        ("Tareas", ["Ánade", "Lince", "Oso"]),
        ("Tareas", ["Oso", "Lince", "Ánade"]),
        ("Estudiante", ["Ánade", "Lince", "Oso"]),
    ):
        teacher.get_by_role("button", name=button, exact=True).press("Enter")
        assert names(teacher) == order
    expect(teacher.locator("[aria-sort]")).to_have_count(1)
    address = teacher.url
    with teacher.expect_download() as saved:
        teacher.get_by_role("link", name="Guardar la clase").click()
    teacher.locator("#file").set_input_files(saved.value.path())
    teacher.get_by_role("button", name="Comprobar").click()
    expect(teacher.get_by_role("status")).to_contain_text("está como se guardó")
    assert violations(teacher) == []
    for lang in LANGS:
        hide, hidden, tasks, idle = WORDS[lang]
        teacher.goto(f"{address}?lang={lang}")
        expect(teacher.locator(".idle")).to_contain_text(idle)
        expect(teacher.get_by_role("button", name=tasks, exact=True)).to_be_visible()
        for (width, height), theme in product(SIZES.values(), THEMES):
            teacher.set_viewport_size({"width": width, "height": height})
            teacher.emulate_media(color_scheme=theme)
            teacher.reload()
            assert violations(teacher) == []
            assert not sideways(teacher)
        teacher.get_by_role("link", name=hide).click()
        expect(teacher.locator(".grid tbody th").first).to_have_text(hidden)
        assert "Lince" not in teacher.content()
