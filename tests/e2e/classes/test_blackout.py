"""One fault in the networks of a class, found out in real browsers."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive
from tests.e2e.live import settled, sideways, violations
from tests.e2e.typist import enter

CALL = "telnet sur.example 25"


def card(page: Page) -> Locator:
    return page.locator("ct-blackout-card")


def own_lab(page: Page) -> None:
    page.goto("/escribe")
    settled(page)


def diagnose(page: Page, cause: str) -> None:
    """With the step on show as evidence."""
    card(page).locator("select[name=cause]").select_option(cause)
    card(page).locator("select[name=machine]").select_option("sur")
    card(page).locator(".ct-blackout-pin button").click()
    card(page).locator(".ct-go").click()


def begin(teacher: Page, cause: str) -> None:
    """That fault at the southern server, in everybody's network."""
    teacher.get_by_role("link", name="Apagón").click()
    teacher.locator("select[name=machine]").select_option("sur")
    teacher.locator("select[name=cause]").select_option(cause)
    assert not violations(teacher)
    teacher.get_by_role("button", name="Apagón").click()


def ends(teacher: Page) -> None:
    """Who said what is read, and then everything is repaired."""
    solved = teacher.locator("tr[data-solved=true]")
    expect(solved.locator("th")).to_have_text(["Lince", "Oso"])
    expect(solved.first).not_to_contain_text("saturado")
    teacher.get_by_role("button", name="Ver lo que han dicho").click()
    expect(solved.first).to_contain_text("El servidor está saturado · servidor sur")
    expect(solved.first).to_contain_text("cuelga: la conexión ha terminado")
    assert not violations(teacher)
    teacher.get_by_role("button", name="Reparar todo").click()


def test_a_class_finds_out_what_is_broken(klass: ClassOfFive):
    teacher = klass.teacher
    phones = [klass.student("Lince", "phone"), klass.student("Otter", "phone", "en")]
    desks = [klass.student(name) for name in ("Oso", "Panda")]
    follower = klass.student("Rana")
    for page in (*phones, *desks):
        own_lab(page)
    begin(teacher, "busy")
    for page in (phones[0], *desks):
        expect(card(page)).to_contain_text("Algo se ha roto en tu red")
    expect(card(phones[1])).to_contain_text("Something is broken in your network")
    expect(card(follower)).to_contain_text("Por mi cuenta")
    expect(teacher.locator(".ct-board-sum")).to_have_text("Lo han encontrado 0 de 4")
    expect(teacher.locator("tr[data-out=true]")).to_contain_text("Rana")
    for page in (phones[0], desks[0]):
        enter(page, CALL)
        assert sideways(page) == 0
    assert not violations(phones[0])
    diagnose(phones[0], "busy")
    expect(card(phones[0])).to_contain_text("¡Encontrado! Al intento 1.")
    diagnose(desks[0], "disk_full")
    expect(card(desks[0]).locator("[data-right=false]")).to_have_text("La causa: no")
    expect(card(desks[0]).locator("[data-right=true]")).to_have_count(2)
    diagnose(desks[0], "busy")
    expect(card(desks[0])).to_contain_text("Al intento 2.")
    expect(teacher.locator(".ct-board-sum")).to_have_text("Lo han encontrado 2 de 4")
    ends(teacher)
    for page in (phones[0], *desks):
        expect(card(page)).to_contain_text("El servidor está saturado")
    teacher.get_by_role("button", name="Quitar el tablero").click()
    expect(card(desks[0])).to_have_count(0)


def accuse(page: Page) -> None:
    """The first cause, the first machine, and two steps of the story."""
    case = page.locator("ct-case")
    for name in ("cause", "machine"):
        case.locator(f"select[name={name}]").select_option(index=1)
    for key in ("End", "ArrowLeft"):
        page.keyboard.press(key)
        page.keyboard.press("f")
    case.get_by_role("button", name=re.compile("Acusar|Accuse")).click()


def test_a_class_is_set_a_mystery(klass: ClassOfFive):
    teacher = klass.teacher
    pages = [klass.student("Lince", "phone"), klass.student("Otter", "laptop", "en")]
    teacher.get_by_role("link", name="Apagón").click()
    teacher.get_by_role("button", name="Poner este misterio").click()
    expect(card(pages[0])).to_contain_text("Hay un misterio sin resolver")
    assert not violations(pages[0])
    for page in pages:
        card(page).get_by_role("link").click()
        expect(page.locator("ct-case")).to_be_visible()
        expect(card(page).get_by_role("link")).to_have_count(0)
        assert sideways(page) == 0
    expect(teacher.locator(".ct-board-sum")).to_have_text("Lo han encontrado 0 de 2")
    accuse(pages[1])
    expect(teacher.locator("tr", has_text="Otter").locator("td").nth(1)).to_have_text(
        "1"
    )
    for page in (teacher, *pages):
        assert not violations(page)
    teacher.get_by_role("button", name="Terminar y decir qué era").click()
    expect(card(pages[1])).to_contain_text("The mystery is over")
    expect(card(pages[1])).to_contain_text("This was it:")
    expect(teacher.locator("ct-blackout h2")).to_have_text("El misterio de la clase")
