"""A student's own mail client in the network of the class, told what the page tells."""

import smtplib
import ssl

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.classes.test_network import NetworkOfFive, own_computer
from tests.e2e.live import SIZES, THEMES, LiveServer, Visits, sideways, violations
from tests.e2e.test_gateway import ANY_PORTS, PATIENCE_S

LETTER = "Subject: Desde mi programa\r\n\r\nHola.\r\n"


@pytest.fixture(scope="module")
def open_server(tmp_path_factory):
    """A server whose gateway takes in the local network."""
    data = str(tmp_path_factory.mktemp("data"))
    server = LiveServer(CARTERO_DATA=data, CARTERO_GATEWAY_HOST="0.0.0.0", **ANY_PORTS)
    yield server
    server.stop()


@pytest.fixture
def visit(browser, open_server, browser_context_args, seats):
    """As in conftest.py, at that server."""
    with Visits(browser, open_server.url, browser_context_args, seats) as visits:
        yield visits


def port_of(page: Page, number: int) -> int:
    """Of a service, as the page lists them."""
    row = page.locator("table").nth(1).locator("tbody tr").nth(number)
    return int(row.locator("td").nth(2).inner_text())


def cut_off(table: Locator) -> int:
    """Pixels of it that one must scroll to see."""
    return int(table.evaluate("each => each.scrollWidth - each.clientWidth"))


def expect_whole(page: Page) -> None:
    """Nothing of the page is cut off at any size, or hard to read in any theme."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.reload()
        assert not violations(page)
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert sideways(page) == 0
        assert [cut_off(table) for table in page.locator("table").all()] == [0, 0]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_letter_of_ones_own_program_goes_through_the_class(visit, lang):
    klass = NetworkOfFive(visit)
    lince, oso = klass.student("Lince", lang=lang), klass.student("Oso", "phone")
    klass.open_network()
    own_computer(
        lince, {"es": "Tu equipo en la red", "en": "Your computer in the"}[lang]
    )
    own_computer(oso)
    lince.locator("ct-station-card summary").click()
    with lince.expect_popup() as opened:
        lince.locator("ct-station-card dl + .ct-link").click()
    page = opened.value
    page.locator("form button").click()
    user, password = page.locator("table").first.locator("code").all_inner_texts()
    port = port_of(page, 1)
    expect(page.locator("main strong")).to_be_visible()
    expect_whole(page)
    untrusting = ssl.create_default_context()
    untrusting.check_hostname, untrusting.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP("127.0.0.1", port, timeout=PATIENCE_S) as program:
        program.starttls(context=untrusting)
        program.login(user, password)
        assert program.sendmail(user, ["oso@azul.example"], LETTER) == {}
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 1")
    with smtplib.SMTP_SSL(
        "127.0.0.1", port_of(page, 4), timeout=PATIENCE_S, context=untrusting
    ) as program:
        program.login(user, password)
        assert program.sendmail(user, ["oso@azul.example"], LETTER) == {}
    expect(oso.locator("ct-station-card")).to_contain_text("Tu buzón: 2")
    expect(lince.locator("ct-stage")).to_contain_text("(Lince)")
    assert "(Lince)" not in oso.content()
    expect(lince.locator(".ct-t-seat")).to_have_text("Lince")
    klass.erase()
