"""Light mode: a student's browser does the work, and the server keeps what was done."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar
from tests.e2e.classes.test_work import ACT, LESSON
from tests.e2e.live import LiveServer, Visits, settled, sideways, violations
from tests.e2e.test_gateway import ANY_PORTS
from tests.e2e.typist import GREETING, enter, last_reply, typed_octets
from tests.e2e.watching import boot_of, reached_again
from tools.static_edition.folder import built

PYTHON_STARTS_MS = 60_000
STEP = {"act": "answer", "question": "step", "value": "con-ayuda"}
OPENED = {"act": "open", "host": "pc-ana", "target": "sur", "port": 25}

OVERTAKEN = {
    "es": "Mientras tanto pasó otra cosa en este laboratorio.",
    "en": "Something else happened in this lab meanwhile.",
}
NOT_AHEAD = {
    "es": "En este laboratorio trabaja ahora el servidor.",
    "en": "The server does the work in this lab now.",
}


@pytest.fixture
def light_server() -> Iterator[LiveServer]:
    built()
    server = LiveServer(CARTERO_LIGHT="1", **ANY_PORTS)
    yield server
    server.stop()


@pytest.fixture
def klass(
    browser: Browser, light_server: LiveServer, browser_context_args: dict[str, Any]
) -> Iterator[ClassOfFive]:
    with Visits(browser, light_server.url, browser_context_args) as visits:
        yield ClassOfFive(visits)


def ahead(page: Page) -> Page:
    """The page does the work itself by now."""
    expect(page.locator("html")).to_have_attribute(
        "data-ahead", "yes", timeout=PYTHON_STARTS_MS
    )
    return settled(page)


def asked(page: Page) -> list[str]:
    """What the page asks the server from its next connection on, by name."""
    names: list[str] = []

    def sent(frame: str | bytes) -> None:
        name = re.match(r'42\d+\["(\w+)"', str(frame))
        names.extend(name.groups() if name else ())

    page.on("websocket", lambda socket: socket.on("framesent", sent))
    return names


def test_a_student_types_in_their_own_browser_and_the_teacher_sees_it(klass):
    page = klass.student("Lince", size="phone")
    names = asked(page)
    page.goto("/escribe")
    enter(page, *GREETING)
    ahead(page)
    names.clear()
    enter(page, "MAIL FROM:<ana@norte.example>", "WHAT")
    expect(last_reply(page)).to_contain_text("500")
    assert set(names) == {"ahead_done"}
    klass.goes_to(f"/clase/{klass.code}#/classroom/work")
    tile = klass.teacher.locator(".ct-work-tiles li")
    expect(tile).to_contain_text("WHAT")
    enter(page, "NOOP")
    expect(tile).to_contain_text("NOOP")
    klass.teacher.get_by_role("link", name="Ver la pantalla de Lince").click()
    expect(klass.teacher.locator("ct-app")).to_contain_text("NOOP")
    expect(bar(page)).to_contain_text("Tu docente mira tu pantalla.")
    enter(page, "RSET")
    expect(klass.teacher.locator("ct-app")).to_contain_text("RSET")


def test_what_was_done_is_there_after_a_reload_and_after_the_server_falls(
    klass, light_server
):
    page = klass.student("Lince")
    page.goto("/escribe")
    ahead(page)
    enter(page, *GREETING, "NOOP")
    page.reload()
    assert typed_octets(page) == ["EHLO pc-ana\r\n", "NOOP\r\n"]
    ahead(page)
    page.get_by_role("button", name="Deshacer").first.click()
    assert len(typed_octets(page)) == 1
    light_server.stop()
    expect(page.locator("ct-app")).to_contain_text("No hay contacto")
    light_server.start()
    reached_again(page)
    ahead(page)
    enter(page, "HELP")
    expect(last_reply(page)).to_contain_text("214")
    page.reload()
    assert typed_octets(page) == ["EHLO pc-ana\r\n", "HELP\r\n"]
    klass.visit.manners.clear()


def test_of_two_pages_one_goes_ahead_and_the_other_asks_the_server(klass):
    page = klass.student("Lince")
    page.goto("/escribe")
    ahead(page)
    enter(page, *GREETING)
    other = ahead(klass.visit("/escribe", beside=page))
    expect(page.locator("html")).not_to_have_attribute("data-ahead", "yes")
    enter(other, "NOOP")
    expect(last_reply(page)).to_contain_text("250")
    enter(page, "HELP")
    expect(other.locator("html")).not_to_have_attribute("data-ahead", "yes")
    lines = ["EHLO pc-ana\r\n", "NOOP\r\n", "HELP\r\n"]
    for each in (page, other):
        expect(last_reply(each)).to_contain_text("214")
        assert typed_octets(each) == lines


def deaf_to(page: Page, news: str) -> None:
    """From its next connection on the page is not told that: it is on its way."""

    def opened(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda told: f'["{news}"' in str(told) or socket.send(told))

    page.route_web_socket("**/socket.io/**", opened)


@pytest.mark.parametrize(("lang", "said"), OVERTAKEN.items())
def test_what_is_done_before_one_hears_that_something_else_happened_is_told(
    klass, lang, said
):
    page = klass.student("Lince", size="phone", lang=lang)
    deaf_to(page, "overtaken")
    page.goto("/escribe")
    enter(page, *GREETING)
    ahead(page)
    other = klass.visit("/escribe", beside=page)
    enter(other, "NOOP")
    enter(page, "HELP")
    expect(page.get_by_text(said)).to_be_visible()
    assert not violations(page)
    assert sideways(page) == 0
    page.keyboard.press("Enter")
    expect(last_reply(page)).to_contain_text("214")


@pytest.mark.parametrize(("lang", "said"), NOT_AHEAD.items())
def test_where_real_programs_come_in_the_server_does_the_work_and_says_so(
    klass, lang, said
):
    page = klass.student("Lince", lang=lang)
    page.goto("/escribe")
    enter(page, *GREETING)
    ahead(page)
    assert page.request.post(f"/lab/{boot_of(page)['lab']}/pasarela").ok
    enter(page, "HELP")
    expect(page.get_by_text(said)).to_be_visible()
    assert not violations(page)
    page.keyboard.press("Enter")
    expect(last_reply(page)).to_contain_text("214")


def test_where_python_does_not_start_the_server_does_the_work(klass):
    page = klass.student("Oso")
    page.route("**/light/**/app.pack", lambda route: route.abort())
    with page.expect_request("**/light/**/app.pack"):
        page.goto("/escribe")
    enter(page, *GREETING)
    expect(last_reply(page)).to_contain_text("250")
    expect(page.locator("html")).not_to_have_attribute("data-ahead", "yes")


def test_a_lesson_is_judged_in_the_browser_and_again_for_the_teacher(klass):
    page = klass.student("Lince")
    page.goto(LESSON)
    ahead(page)
    for act in (STEP, OPENED, {"act": "line", "text": "EHLO pc-ana.norte.example"}):
        assert page.evaluate(ACT, act)["ok"]
    settled(page)
    klass.goes_to(f"/clase/{klass.code}#/classroom/work")
    tile = klass.teacher.locator(".ct-work-tiles li")
    expect(tile).to_contain_text("EHLO pc-ana.norte.example")
    expect(tile).to_contain_text("Te toca, con ayuda")
    held = klass.teacher.locator("ct-work-tiles .ct-work-count")
    expect(held).to_contain_text(re.compile(r"[1-9]\d* de \d+ objetivos"))
