"""A class shares a network: letters go from one computer to another, as all can see."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar
from tests.e2e.live import SIZES, Visits, settled, sideways, violations

ON_TOP = """selector => {
  const part = document.querySelector(selector);
  const { x, y, width, height } = part.getBoundingClientRect();
  return part.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""
PHONE = dict(zip(("width", "height"), SIZES["phone"], strict=True))


class NetworkOfFive(ClassOfFive):
    """A class whose teacher opens a network."""

    def open_network(self, teams: int = 2) -> None:
        self.teacher.get_by_label("Dominios, uno por grupo:").select_option(str(teams))
        self.teacher.get_by_role("button", name="Abrir la red").click()
        expect(self.teacher.get_by_role("link", name="Ver la red")).to_be_visible()

    def project(self) -> None:
        self.teacher.get_by_role("link", name="Ver la red").click()
        expect(self.teacher.locator("ct-network-map")).to_be_visible()


@pytest.fixture
def klass(visit: Visits) -> Iterator[NetworkOfFive]:
    made = NetworkOfFive(visit)
    yield made
    made.erase()


def own_computer(page: Page, name: str = "Tu equipo en la red") -> None:
    bar(page).get_by_role("link", name=name).click()
    expect(page.locator("ct-station-card b")).to_be_visible()


def send(page: Page, to: str, subject: str) -> None:
    page.get_by_role("button", name=re.compile("Escribir una carta|Write")).click()
    page.locator("ct-compose [name=to]").fill(to)
    page.locator("ct-compose [name=subject]").fill(subject)
    page.locator("ct-compose").get_by_role("button", name=re.compile("Enviar")).click()
    settled(page)


def test_letters_cross_between_computers_and_the_projector_shows_it(klass):
    lince, oso = klass.student("Lince", "phone"), klass.student("Oso", "phone")
    rana = klass.student("Rana")
    klass.open_network()
    for page in (lince, oso, rana):
        own_computer(page)
    expect(lince.locator("ct-station-card b")).to_have_text("lince@rojo.example")
    expect(oso.locator("ct-station-card b")).to_have_text("oso@azul.example")
    klass.project()
    machines = klass.teacher.locator(".ct-nw-group:first-of-type .ct-nw-machine")
    expect(machines).to_contain_text(["servidor rojo", "Lince", "Rana"])
    klass.student("Tarde")
    late = klass.teacher.locator(".ct-nw-group .ct-nw-machine", has_text="Tarde")
    expect(late).to_have_count(1)
    expect(klass.teacher.locator("ct-sentence")).to_contain_text("Se enciende Tarde")
    send(lince, "oso@azul.example", "Solo para Oso")
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 1")
    expect(rana.locator("ct-station-card")).to_contain_text("Tu buzón: 0")
    teacher = klass.teacher
    expect(teacher.locator(".ct-nw-letter")).to_have_count(1)
    assert "Solo para Oso" not in teacher.content()
    teacher.locator(".ct-nw-letter").click()
    expect(teacher.locator(".ct-nw-way")).to_have_count(3)
    teacher.get_by_role("button", name="La acepta").first.click()
    teacher.get_by_role("button", name="Ver los asuntos").click()
    expect(teacher.locator(".ct-nw-letter")).to_contain_text("Solo para Oso")
    oso.locator("ct-station-card").get_by_role("link").click()
    expect(oso.locator("ct-boxes")).to_contain_text("Solo para Oso")
    assert "Solo para Oso" not in rana.content()
    for page in (teacher, lince, oso):
        assert not violations(page)
        assert sideways(page) == 0


def test_on_a_phone_the_player_of_the_network_is_below_the_map_not_on_the_tabs(klass):
    for name in ("Lince", "Oso", "Rana"):
        klass.student(name)
    klass.open_network()
    klass.project()
    for student in klass.students:
        student.wait_for_url("**/red")
    klass.teacher.set_viewport_size(PHONE)
    assert sideways(klass.teacher) == 0
    klass.teacher.wait_for_function(ON_TOP, arg=".ct-tabs")
    klass.teacher.locator("ct-network-map").hover()
    klass.teacher.mouse.wheel(0, 2_000)
    klass.teacher.wait_for_function(ON_TOP, arg=".ct-play")
    assert klass.teacher.evaluate(ON_TOP, ".ct-tabs")


def test_the_teacher_holds_letters_and_takes_one_away(klass):
    lince, oso = klass.student("Lince"), klass.student("Oso")
    klass.open_network()
    for page in (lince, oso):
        own_computer(page)
    klass.project()
    teacher = klass.teacher
    teacher.get_by_role("button", name="Mirar cada carta").click()
    expect(teacher.get_by_role("button", name="Mirar cada carta")).to_have_attribute(
        "aria-pressed", "true"
    )
    send(lince, "oso@azul.example", "Espera")
    expect(lince.locator("ct-compose")).to_contain_text("Tu carta espera")
    held = teacher.locator(".ct-nw-held li")
    expect(held).to_contain_text("Lince")
    expect(teacher.locator(".ct-nw-letter")).to_have_count(0)
    held.locator("summary").click()
    expect(held.locator("b")).to_have_text("Espera")
    assert not violations(teacher)
    teacher.get_by_role("button", name="Dejar salir").click()
    expect(held).to_have_count(0)
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 1")
    teacher.locator(".ct-nw-letter").click()
    teacher.get_by_role("button", name="Retirarla de los buzones").click()
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 0")
