"""An unmodified mail program, configured as the page says, while the browser animates.

What a person reads on «Conecta un cliente real» is all these programs are told.
"""

import re
import smtplib
import ssl
import subprocess

import pytest
from playwright.sync_api import expect

from simulator.gateway import GATEWAY_SERVICES
from tests.e2e.live import (
    LOOKS,
    LiveServer,
    Visits,
    sideways,
    violations,
)
from tests.e2e.watching import STORE, go

LETTER = "Subject: Desde fuera\r\n\r\nHola, Benito.\r\n"
PATIENCE_S = 20
ANY_PORTS = {service.variable: "0" for service in GATEWAY_SERVICES}
VISITOR = "Cliente real"


@pytest.fixture(scope="module")
def gateway_server(tmp_path_factory):
    """A server whose gateway takes any ports that are free."""
    server = LiveServer(CARTERO_DATA=str(tmp_path_factory.mktemp("data")), **ANY_PORTS)
    yield server
    server.stop()


@pytest.fixture
def visit(browser, gateway_server, browser_context_args, seats):
    """As in conftest.py, at the server with the gateway."""
    with Visits(browser, gateway_server.url, browser_context_args, seats) as visits:
        yield visits


def told(page):
    """What the page's table says: open service to (host, port, security)."""
    rows = page.locator("table").nth(1).locator("tbody tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    return {
        name: (host, int(port), safe)
        for name, host, port, safe in cells
        if port.isdigit()
    }


def account(page):
    """The first user and password of the page."""
    return page.locator("table").first.locator("tbody code").all_inner_texts()[:2]


def steps(page):
    """Every step the browser knows: sender, and what it begins with, in capitals."""
    return page.evaluate(
        f"""() => {STORE}.store.steps.map(
          ({{ beat }}) => [beat.from, beat.head.toUpperCase()])"""
    )


def wait_for_step(page, host, head):
    """Its number, from 1, once the browser has it."""
    page.wait_for_function(
        f"""([host, head]) => {STORE}?.store.steps.some(
          ({{ beat }}) => beat.from === host && beat.head.toUpperCase() === head)""",
        arg=[host, head],
    )
    return 1 + steps(page).index([host, head])


def send(place, user, password):
    """smtplib, with what the page says."""
    host, port, safe = place
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with smtplib.SMTP(host, port, timeout=PATIENCE_S) as client:
        assert "STARTTLS" in safe
        client.starttls(context=context)
        client.login(user, password)
        client.sendmail(user, ["benito@sur.example", user], LETTER)


def test_a_program_sends_and_reads_and_every_step_is_shown(visit):
    page = visit("/pasarela")
    services, (user, password) = told(page), account(page)
    curl = page.locator("pre", has_text=re.compile(r"^curl --url pop3:")).inner_text()
    page.get_by_role("link", name="Ver lo que pasa, en directo").click()
    page.wait_for_function("() => document.querySelector('ct-app')?.ctx?.store")

    send(services["Envío (submission)"], user, password)
    stage = page.locator("ct-stage")
    sent = wait_for_step(page, "real-1", "MAIL FROM:")
    wait_for_step(page, "norte", "MAIL FROM:")
    go(page, sent)
    expect(stage).to_contain_text(f"{VISITOR} 1")
    expect(page.locator("ct-sentence")).to_contain_text(user)
    heads = [head for who, head in steps(page) if who == "real-1"]
    assert heads.index("STARTTLS") < heads.index("TLS") < heads.index("MAIL FROM:")

    letters = subprocess.run(
        curl.split(), capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    assert re.match(r"1 \d+", letters.stdout)
    listed = wait_for_step(page, "real-1", "LIST")
    go(page, listed)
    expect(page.locator("ct-sentence")).to_contain_text(VISITOR)
    expect(page.locator("ct-sentence")).to_contain_text("LIST")


@pytest.mark.parametrize(("size", "theme", "lang"), LOOKS)
def test_the_page_is_accessible(visit, size, theme, lang):
    page = visit("/pasarela", size=size, theme=theme, lang=lang)
    assert violations(page) == []
    assert sideways(page) == 0


def test_a_lab_is_given_ports_of_its_own(visit):
    """From its page: closed, opened with one press, and used by telnet's like."""
    page = visit("/mira")
    page.wait_for_function(f"() => {STORE}?.store.steps.length > 1")
    before = len(steps(page))
    menu = page.get_by_role("navigation")
    menu.get_by_role("button", name="Más").click()
    link = menu.get_by_role("link", name="Puertos para este laboratorio")
    other = visit(link.get_attribute("href"), beside=page)
    with other.expect_navigation():
        other.get_by_role("button", name="Abrir puertos para este laboratorio").click()
    host, port, _ = told(other)["SMTP"]
    with smtplib.SMTP(host, port, timeout=PATIENCE_S) as client:
        assert client.ehlo()[0] == 250
    wait_for_step(page, "real-1", "EHLO")
    assert len(steps(page)) > before
