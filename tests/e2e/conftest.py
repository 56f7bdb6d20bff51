"""Fixtures of the tests that drive the real page.

`visit("/mira", size="phone", theme="dark", lang="en")` opens a page as a new visitor;
the test fails when the page complained in its console. `live_server` is shared by all,
`own_server` is for tests that stop it. Helpers are in `live.py`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.live import LiveServer, Visits

HERE = "tests/e2e/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(HERE):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """One server for all tests that leave it alone."""
    server = LiveServer()
    yield server
    server.stop()


@pytest.fixture
def own_server() -> Iterator[LiveServer]:
    """A server this test may stop and start again."""
    server = LiveServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Where `page.goto("/")` of a plain `page` fixture leads."""
    return live_server.url


@pytest.fixture
def visit(
    browser: Browser, live_server: LiveServer, browser_context_args: dict[str, Any]
) -> Iterator[Visits]:
    """Open pages; their manners are checked at the end."""
    visits = Visits(browser, live_server.url, browser_context_args)
    yield visits
    visits.close()
    assert visits.manners == []
