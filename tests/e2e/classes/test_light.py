"""Light mode: a student's browser does the work, and the server keeps what was done."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar
from tests.e2e.live import LiveServer, Visits, settled
from tests.e2e.typist import GREETING, enter, last_reply, typed_octets
from tests.e2e.watching import reached_again
from tools.static_edition.folder import built

PYTHON_STARTS_MS = 60_000
SENT = "SELECT count(*) FROM late"


@pytest.fixture
def light_server() -> Iterator[LiveServer]:
    built()
    server = LiveServer(CARTERO_LIGHT="1")
    yield server
    server.stop()


@pytest.fixture
def klass(
    browser: Browser, light_server: LiveServer, browser_context_args: dict[str, Any]
) -> Iterator[ClassOfFive]:
    visits = Visits(browser, light_server.url, browser_context_args)
    yield ClassOfFive(visits)
    visits.close()
    assert visits.manners == []


def ahead(page: Page) -> Page:
    """The page does the work itself by now."""
    expect(page.locator("html")).to_have_attribute(
        "data-ahead", "yes", timeout=PYTHON_STARTS_MS
    )
    return settled(page)


def test_a_student_types_in_their_own_browser_and_the_teacher_sees_it(
    klass, light_server
):
    page = klass.student("Lince", size="phone")
    page.goto("/escribe")
    enter(page, *GREETING)
    ahead(page)
    enter(page, "MAIL FROM:<ana@norte.example>", "WHAT")
    expect(last_reply(page)).to_contain_text("500")
    klass.goes_to(f"/clase/{klass.code}#/classroom/work")
    tile = klass.teacher.locator(".ct-work-tiles li")
    expect(tile).to_contain_text("WHAT")
    enter(page, "NOOP")
    expect(tile).to_contain_text("NOOP")
    klass.teacher.get_by_role("link", name="Ver la pantalla de Lince").click()
    expect(klass.teacher.locator("ct-app")).to_contain_text("NOOP")
    expect(bar(page)).to_contain_text("Tu docente mira tu pantalla.")
    page.reload()
    assert len(typed_octets(page)) == 4
    ahead(page)
    page.get_by_role("button", name="Deshacer").first.click()
    assert len(typed_octets(page)) == 3
    light_server.stop()
    expect(page.locator("ct-app")).to_contain_text("No hay contacto")
    light_server.start()
    reached_again(page)
    enter(page, "HELP")
    expect(last_reply(page)).to_contain_text("214")
    page.reload()
    assert typed_octets(page)[-1] == "HELP\r\n"


def test_where_python_does_not_start_the_server_does_the_work(klass):
    page = klass.student("Oso")
    page.route("**/light/**/app.pack", lambda route: route.abort())
    with page.expect_request("**/light/**/app.pack"):
        page.goto("/escribe")
    enter(page, *GREETING)
    expect(last_reply(page)).to_contain_text("250")
    expect(page.locator("html")).not_to_have_attribute("data-ahead", "yes")
