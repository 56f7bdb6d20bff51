"""A class that went on at another worker: a page is loaded again, and is led there."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from simulator.hosting.refusals import Elsewhere, refused
from simulator.projections.shapes import EndedNews
from simulator.web import socket_json
from tests.e2e.classes.class_of_five import ClassOfFive, bar
from tests.e2e.live import settled
from tests.e2e.typist import GREETING, enter, typed_octets
from tests.e2e.watching import boot_of


class OldWorker:
    """What stands between a page and the server. `refuses`: the request that is
    answered, once, as by a worker that has lost the class."""

    def __init__(self, page: Page) -> None:
        self.refuses = ""
        self.socket: WebSocketRoute | None = None
        page.route_web_socket("**/socket.io/**", self._opened)

    def _opened(self, socket: WebSocketRoute) -> None:
        self.socket = socket
        server = socket.connect_to_server()
        socket.on_message(lambda said: self._answers(said) or server.send(said))

    def _answers(self, said: str | bytes) -> bool:
        asked = re.match(r'42(\d+)\["(\w+)"', str(said))
        if not (asked and self.socket) or asked[2] != self.refuses:
            return False
        self.refuses = ""
        answer = socket_json.dumps(refused(Elsewhere()))
        self.socket.send(f"43{asked[1]}[{answer}]")
        return True

    def ends(self, lab: str) -> None:
        """It hears that another has the lab."""
        assert self.socket is not None
        news = EndedNews(lab=lab, reason=Elsewhere().text)
        self.socket.send(f"42{socket_json.dumps(['ended', news])}")


@pytest.fixture
def typing(klass: ClassOfFive) -> tuple[Page, OldWorker]:
    """A student who types in a lab of their own."""
    page = klass.student("Lince", "phone")
    worker = OldWorker(page)
    page.goto("/escribe")
    enter(page, *GREETING)
    return page, worker


def is_back(page: Page) -> None:
    settled(page)
    expect(bar(page)).to_contain_text("Lince")
    assert typed_octets(page) == ["EHLO pc-ana\r\n"]
    enter(page, "NOOP")
    assert len(typed_octets(page)) == 2


def test_a_page_whose_lab_is_taken_up_elsewhere_goes_there_by_itself(typing):
    page, worker = typing
    with page.expect_navigation(url="**/escribe"):
        worker.ends(boot_of(page)["lab"])
    is_back(page)


def test_a_page_that_comes_back_to_the_wrong_worker_is_loaded_again_once(typing):
    page, worker = typing
    worker.refuses = "watch"
    with page.expect_event("framenavigated", lambda _: not worker.refuses):
        page.reload(wait_until="commit")
    is_back(page)


def test_a_page_of_the_class_goes_to_the_class(typing, klass):
    page, worker = typing
    worker.refuses = "class_enter"
    page.reload(wait_until="commit")
    page.wait_for_url(f"**/clase/{klass.code}")
    settled(page)
    expect(bar(page)).to_contain_text("Lince")
