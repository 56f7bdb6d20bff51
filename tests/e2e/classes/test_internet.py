"""A class plays the internet: a letter goes from hand to hand, as all can see."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar
from tests.e2e.live import Visits, settled, sideways, violations


class InternetOfFive(ClassOfFive):
    """A class of five, two of them with phones, whose teacher deals out machines."""

    def __init__(self, visit: Visits) -> None:
        super().__init__(visit)
        sizes = ("phone", "laptop", "laptop", "laptop", "phone")
        names = ("Ana", "Benito", "Carla", "Dario", "Elena")
        langs = ("es", "es", "es", "es", "en")
        self.people = {
            name: self.student(name, size, lang)
            for name, size, lang in zip(names, sizes, langs, strict=True)
        }

    def deal_out(self) -> None:
        self.teacher.get_by_role("button", name="Repartir las máquinas").click()
        self.teacher.get_by_role("link", name="Ver el tablero").click()
        expect(self.teacher.locator("ct-internet-board h1")).to_be_visible()
        for page in self.people.values():
            expect(page.locator("ct-internet-device .ct-in-roles")).to_be_visible()

    def at_turn(self, done: int = 0) -> Page:
        """Whose turn it is after so many decisions, as the projector says."""
        progress = self.teacher.locator(".ct-in-side small").last
        expect(progress).to_contain_text(f"{done} de ")
        whose = self.teacher.locator(".ct-in-side strong").first.inner_text()
        name = next(name for name in self.people if name in whose)
        page = self.people[name]
        expect(page.locator(f".ct-in-turn[data-decision='{done}']")).to_be_visible()
        return page


@pytest.fixture
def klass(visit: Visits) -> Iterator[InternetOfFive]:
    made = InternetOfFive(visit)
    yield made
    made.erase()


def write(page: Page, to: str) -> None:
    if not page.locator(".ct-in-write[open]").count():
        page.locator(".ct-in-write > summary").click()
    page.locator(".ct-in-write [name=to]").fill(to)
    page.locator(".ct-in-write [name=subject]").fill("Solo para Benito")
    page.locator(".ct-in-write").get_by_role("button").click()
    settled(page)


RIGHT = re.compile(
    r"^rojo.example MX 10 mx|^mx.rojo.example$|^250|^354|^benito@|^POP3$"
)
DECIDED = 6


def test_a_letter_goes_from_hand_to_hand_and_each_sees_its_own_wire(klass):
    klass.deal_out()
    teacher, people = klass.teacher, klass.people
    for page in (teacher, *people.values()):
        assert not violations(page)
        assert sideways(page) == 0
    write(people["Ana"], "benito@rojo.example")
    for done in range(DECIDED):
        page = klass.at_turn(done)
        wrong = page.locator(".ct-in-choices button").filter(has_not_text=RIGHT).first
        wrong.click()
        said = page.locator(".ct-in-said[data-right=false]")
        expect(said.get_by_role("link", name=re.compile("RFC"))).to_be_visible()
        expect(wrong).to_be_disabled()
        assert not violations(page)
        assert not violations(teacher)
        if done == 1:
            page.get_by_role("button", name="Hazlo por mí").click()
        elif done == 2:
            teacher.get_by_role("button", name=re.compile("Hazlo por")).click()
        else:
            page.locator(".ct-in-choices button").filter(has_text=RIGHT).first.click()
        settled(page)
    expect(teacher.locator(".ct-in-side strong")).to_have_text("Ha llegado")
    expect(teacher.locator(".ct-in-side li")).to_contain_text("A mano: 4.")
    expect(people["Benito"].locator("[data-kind=collected]")).to_contain_text(
        "Solo para Benito"
    )
    assert not violations(people["Benito"])
    assert "Solo para Benito" not in people["Carla"].content()
    assert "Solo para Benito" not in teacher.content()
    teacher.get_by_role("link", name="Ver cada paso").click()
    expect(teacher.locator("ct-stage")).to_be_visible()


def test_a_wrong_decision_shows_at_another_machine_and_on_the_board(klass):
    klass.deal_out()
    teacher, people = klass.teacher, klass.people
    write(people["Ana"], "benito@rojo.example")
    page = klass.at_turn()
    page.locator(".ct-in-choices button", has_text="NXDOMAIN").click()
    settled(page)
    led = teacher.locator(".ct-in-led")
    expect(led).to_contain_text("NXDOMAIN")
    expect(led).to_contain_text("Nadie la ha aceptado")
    expect(teacher.locator("li[data-astray=true]")).to_have_count(3)
    strayed = people["Ana"].locator(".ct-in-astray")
    expect(strayed).to_contain_text("550 5.1.2 No such domain")
    for each in (teacher, people["Ana"], page):
        assert not violations(each)
        assert sideways(each) == 0
    page.get_by_role("button", name="Hazlo por mí").click()
    klass.at_turn(1)
    expect(led).to_have_count(0)
    expect(strayed).to_have_count(0)


def test_whoever_teaches_looks_at_a_letter_before_it_leaves(klass):
    klass.deal_out()
    teacher, ana = klass.teacher, klass.people["Ana"]
    teacher.get_by_role("button", name="Mirar cada carta").click()
    write(ana, "benito@rojo.example")
    expect(ana.locator("ct-app")).to_contain_text("Tu carta espera")
    held = teacher.locator(".ct-nw-held li")
    expect(held).to_contain_text("Ana")
    assert not violations(teacher)
    held.get_by_role("button", name="Quitar").click()
    expect(held).to_have_count(0)
    write(ana, "benito@rojo.example")
    held.get_by_role("button", name="Dejar salir").click()
    klass.at_turn()
    expect(held).to_have_count(0)


def test_a_spy_sees_what_leaks(klass):
    klass.deal_out()
    spy = klass.people["Benito"]
    expect(spy.locator(".ct-in-roles li")).to_have_count(2)
    expect(bar(spy)).to_contain_text("Benito")
    write(klass.people["Ana"], "nadie@otro.example")
    klass.at_turn().get_by_role("button", name="Hazlo por mí").click()
    expect(klass.teacher.locator(".ct-in-side strong")).to_have_text(
        "Nadie la ha aceptado"
    )
    leaks = spy.locator(".ct-in-leaks li")
    expect(leaks).to_have_count(3)
    expect(leaks.filter(has_text="A qué dominio va")).to_contain_text("lo ha leído")
    expect(leaks.filter(has_text="A quién")).to_contain_text("dentro de TLS")
    assert not violations(spy)
