"""A server that falls in mid-class: pages come back by themselves, and all is there."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.live import LiveServer, Visits
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
