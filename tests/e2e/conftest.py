"""Fixtures of the tests that drive the real page.

`visit("/mira", size="phone", theme="dark", lang="en")` opens a page as a new visitor;
the test fails when the page complained in its console. `live_server` is shared by all,
`own_server` is for tests that stop it. Helpers are in `live.py`.

A test marked `both_editions` runs a second time against the static edition's folder.
With EDITION=static every test that opens its pages by the `visit` of this file does;
those that need a server must fail there (`static/excepted.py`).
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.live import LiveServer, Visits
from tests.e2e.seats import Seats
from tests.e2e.static.excepted import IMPATIENT_MS, why_failing, why_skipped
from tests.e2e.static.file_server import FileServer
from tools.static_edition.folder import built

HERE = "tests/e2e/"
EDITION = os.environ.get("EDITION", "server")
PYTHON_STARTS_MS = 60_000
"""In each page anew, on a slow machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not item.nodeid.startswith(HERE):
            continue
        item.add_marker(pytest.mark.e2e)
        if EDITION == "static" and isinstance(item, pytest.Function):
            _against_plain_files(item)


def _against_plain_files(item: pytest.Function) -> None:
    skipped = why_skipped(item.fixturenames)
    failing = why_failing(item.nodeid.removeprefix(HERE))
    if skipped:
        item.add_marker(pytest.mark.skip(reason=skipped))
    elif failing:
        item.add_marker(pytest.mark.xfail(reason=failing, strict=True))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if EDITION == "server" and metafunc.definition.get_closest_marker("both_editions"):
        metafunc.parametrize("edition", ("server", "static"), indirect=True)


@pytest.fixture
def edition(request: pytest.FixtureRequest) -> str:
    """`server`, or `static`: plain files."""
    return str(getattr(request, "param", EDITION))


@pytest.fixture(scope="session")
def static_site() -> Iterator[FileServer]:
    """The static edition on a plain file server, for all tests that leave it alone."""
    server = FileServer(built())
    yield server
    server.stop()


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


@pytest.fixture
def forgetful_server() -> Iterator[LiveServer]:
    """Likewise, and what it knew of labs is gone then."""
    server = LiveServer(CARTERO_ARCHIVE="no")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Where `page.goto("/")` of a plain `page` fixture leads."""
    return live_server.url


@pytest.fixture(scope="session")
def seats(browser: Browser) -> Seats:
    """Where visitors of `visit` sit, one after another."""
    return Seats(browser)


@pytest.fixture
def visit(
    browser: Browser,
    edition: str,
    request: pytest.FixtureRequest,
    browser_context_args: dict[str, Any],
) -> Iterator[Visits]:
    """Open pages; their manners are checked at the end. The static edition keeps much
    in the browser: there, each visitor has one that has never been used."""
    served = edition == "server"
    site = request.getfixturevalue("live_server" if served else "static_site")
    seats = request.getfixturevalue("seats") if served else None
    failing = request.node.get_closest_marker("xfail") is not None
    visits = Visits(browser, site.url, browser_context_args, seats)
    if not served:
        visits.patience_ms = IMPATIENT_MS if failing else PYTHON_STARTS_MS
        expect.set_options(timeout=visits.patience_ms)
    yield visits
    visits.close()
    expect.set_options(timeout=None)
    assert failing or visits.manners == []
