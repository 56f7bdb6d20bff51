"""A server that falls in mid-class: pages come back by themselves, and all is there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar, step
from tests.e2e.classes.test_internet import InternetOfFive, write
from tests.e2e.classes.test_network import NetworkOfFive, own_computer, send
from tests.e2e.live import LiveServer, Visits, violations
from tests.e2e.typist import GREETING, enter, last_reply, typed_octets
from tests.e2e.watching import boot_of, reached_again


@pytest.fixture
def visit_own(
    browser: Browser, own_server: LiveServer, browser_context_args: dict[str, Any]
) -> Iterator[Visits]:
    visits = Visits(browser, own_server.url, browser_context_args)
    yield visits
    visits.close()


def fall(server: LiveServer, *pages: Page) -> None:
    """The server is killed, and begins again."""
    server.stop()
    for page in pages:
        expect(page.locator("ct-app")).to_contain_text("No hay contacto")
    server.start()
    for page in pages:
        reached_again(page)


def test_who_types_goes_on_in_the_same_session(visit_own, own_server):
    page = visit_own("/escribe")
    enter(page, *GREETING)
    lab = boot_of(page)["lab"]
    fall(own_server, page)
    enter(page, "NOOP")
    expect(last_reply(page)).to_contain_text("250")
    assert typed_octets(page) == ["EHLO pc-ana\r\n", "NOOP\r\n"]
    page.reload()
    assert boot_of(page)["lab"] == lab
    assert len(typed_octets(page)) == 2


def test_the_network_of_a_class_goes_on(visit_own, own_server):
    klass = NetworkOfFive(visit_own)
    lince, oso = klass.student("Lince", "phone"), klass.student("Oso")
    klass.open_network()
    for page in (lince, oso):
        own_computer(page)
    send(lince, "oso@azul.example", "Antes")
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 1")
    klass.project()
    fall(own_server, klass.teacher, lince, oso)
    send(lince, "oso@azul.example", "Después")
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 2")
    expect(klass.teacher.locator(".ct-nw-letter")).to_have_count(2)
    oso.reload()
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 2")


def test_a_class_goes_on_playing_the_internet(visit_own, own_server):
    klass = InternetOfFive(visit_own)
    klass.deal_out()
    write(klass.people["Ana"], "benito@rojo.example")
    klass.at_turn().get_by_role("button", name="Hazlo por mí").click()
    klass.at_turn(1)
    *spanish, _ = klass.people.values()
    fall(own_server, klass.teacher, *spanish)
    klass.at_turn(1).get_by_role("button", name="Hazlo por mí").click()
    klass.at_turn(2)


def test_a_class_goes_on_where_it_was(visit_own, own_server):
    klass = ClassOfFive(visit_own)
    teacher, one, two = klass.teacher, klass.student("Lince"), klass.student("Oso")
    klass.goes_to("/mira")
    for _ in range(3):
        teacher.keyboard.press("ArrowRight")
    for page in (one, two):
        expect(step(page)).to_have_text(re.compile(r"4\s+de 4"))
    bar(teacher).get_by_role("button", name="Que vote la clase").click()
    asked = teacher.locator("ct-ask-dialog").get_by_role("button", name="Preguntar")
    asked.first.click()
    one.get_by_label("2 · hecho").check()
    expect(bar(teacher)).to_contain_text("Han votado 1 de 2")
    fall(own_server, teacher, one, two)
    expect(bar(teacher)).to_contain_text("Han votado 1 de 2")
    expect(one.get_by_label("2 · hecho")).to_be_checked()
    two.get_by_label("2 · hecho").check()
    teacher.get_by_role("button", name="Cerrar la votación").click()
    expect(two.locator(".ct-tally-said").first).to_have_text("2 · 100 %")
    teacher.get_by_role("button", name="Quitar la pregunta").click()
    teacher.get_by_role("button", name="Paso adelante").click()
    for page in (one, two):
        expect(step(page)).to_have_text(re.compile(r"5\s+de 5"))
    expect(bar(one)).to_contain_text("Lince")
    bar(teacher).get_by_role("link", name="El aula").click()
    expect(teacher.get_by_role("link", name="Guardar la clase")).to_be_visible()
    assert not violations(teacher)
    teacher.get_by_role("link", name="Borrar la clase").click()
    expect(teacher.get_by_role("button", name="Borrar la clase")).to_be_visible()
    assert not violations(teacher)
