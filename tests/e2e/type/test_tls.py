"""TLS typed by hand: after STARTTLS, and from the first octet on."""

from playwright.sync_api import expect

from tests.e2e.live import violations
from tests.e2e.typist import enter, last_reply

PLACE = "/escenario/extensiones#/type"
AUTH = "AUTH PLAIN AGFuYQBhbmEtc2VjcmV0YQ=="


def test_starttls_is_typed_and_the_handshake_is_a_button(visit):
    page = visit(PLACE)
    enter(page, "telnet norte.example 587", "EHLO pc-ana", "STARTTLS")
    start = page.get_by_role("button", name="Empezar TLS")
    expect(start).to_be_visible()
    assert violations(page) == []
    start.click()
    expect(start).to_have_count(0)
    expect(page.locator(".ct-term-head")).to_contain_text("587 · TLS")
    enter(page, "EHLO pc-ana")
    expect(last_reply(page)).not_to_contain_text("250-STARTTLS")
    enter(page, AUTH)
    expect(last_reply(page)).to_contain_text("235")


def test_a_port_inside_tls_answers_openssl_and_not_telnet(visit):
    page = visit(PLACE)
    enter(page, "openssl s_client -connect norte.example:465")
    expect(last_reply(page)).to_contain_text("220 smtp.norte.example")
    log = page.get_by_role("log")
    expect(log).to_contain_text("openssl s_client -connect norte.example:465")
    enter(page, "QUIT", "telnet norte.example 465", "EHLO pc-ana")
    expect(log).to_contain_text("esperaba TLS")
