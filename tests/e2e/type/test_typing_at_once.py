"""What is typed before the server has heard that a step of a lesson began."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.typist import enter


class Held:
    """What a page tells its server; `hold` keeps it back until `release`."""

    def __init__(self, page: Page) -> None:
        self._kept: list[Callable[[], None]] | None = None
        page.route_web_socket("**/socket.io/**", self._opened)

    def _opened(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: self._pass(partial(server.send, message)))

    def _pass(self, send: Callable[[], None]) -> None:
        if self._kept is None:
            send()
        else:
            self._kept.append(send)

    def hold(self) -> None:
        self._kept = []

    def release(self) -> None:
        kept, self._kept = self._kept or [], None
        for send in kept:
            send()


def test_a_line_goes_into_a_session_of_ones_own(visit):
    """And not into the one that a demonstration left open."""
    page = visit("/aprende/primera-sesion-smtp", fresh=True)
    told = Held(page)
    page.reload()
    page.locator(".ct-l-options input[value=servidor]").check()
    page.keyboard.press("Enter")
    page.locator(".ct-run-row .ct-button").click()
    expect(page.locator(".ct-run-row .ct-button")).to_have_text("Verlo otra vez")
    told.hold()
    page.get_by_role("button", name="4 Te toca").click()
    page.locator("#ct-line").focus()
    page.keyboard.insert_text("telnet sur 25")
    page.keyboard.press("Enter")
    told.release()
    reply = page.locator(".ct-t-reply")
    expect(reply).to_have_count(1)
    expect(reply).to_contain_text("220")
    enter(page, "EHLO pc-ana")
    expect(reply).to_have_count(2)
    expect(reply.last).to_contain_text("250")
