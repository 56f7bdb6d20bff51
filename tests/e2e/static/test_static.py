"""Cartero as plain files, in a real browser: from a file server, a disk and a frame."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.live import HAS_TYPED, settled, violations
from tests.e2e.static.file_server import FileServer
from tests.e2e.typist import ENVELOPE, GREETING, enter, last_reply
from tests.e2e.watching import STORE, go, ready, step_of
from tools.static_edition.folder import built

RUNTIME = "parts/pyodide.js.bin"
LINE = ".ct-starting"


@pytest.fixture
def edition() -> str:
    return "static"


@pytest.fixture
def own_site() -> Iterator[FileServer]:
    """A file server this test may spoil or stop."""
    server = FileServer(built())
    yield server
    server.stop()


def opened(browser: Browser, address: str, **how: object) -> Page:
    """A page of a visitor's own, at a whole address."""
    context = browser.new_context(locale="es-ES", reduced_motion="reduce", **how)
    context.add_init_script(HAS_TYPED)
    page = context.new_page()
    page.goto(address)
    return page


def up(page: Page) -> Page:
    """Python is there."""
    expect(page.locator(LINE)).to_have_count(0, timeout=60_000)
    return settled(page)


def test_the_first_letter_is_there_before_python_is(browser, static_site):
    context = browser.new_context(locale="es-ES")
    page = context.new_page()
    held = []
    page.route(re.compile(RUNTIME), lambda route: held.append(route))
    with page.expect_request(re.compile(RUNTIME)):
        page.goto(f"{static_site.url}/cartero/index.html#/mira")
    expect(page.locator("ct-stage")).to_be_visible()
    expect(page.locator(LINE)).to_contain_text("se está preparando")
    page.get_by_role("button", name="Paso adelante").click()
    expect(page.locator(".ct-step b")).to_have_text("2")
    held[0].continue_()
    up(page)
    assert step_of(page) == 2
    assert page.evaluate(f"{STORE}.store.epoch") == 0, "the story was told twice"
    context.close()


def test_what_was_done_is_there_again_and_goes_on_in_another_browser(visit, browser):
    page = up(visit("/escribe", service_workers="block"))
    enter(page, *GREETING, *ENVELOPE[:1])
    settled(page)
    held = []
    page.route(re.compile(RUNTIME), lambda route: held.append(route))
    with page.expect_request(re.compile(RUNTIME)):
        page.reload()
    expect(page.get_by_role("log")).to_contain_text("MAIL FROM:<ana@norte.example>")
    expect(page.locator(LINE)).to_contain_text("se está preparando")
    held[0].continue_()
    up(page)
    enter(page, *ENVELOPE[1:])
    expect(last_reply(page)).to_contain_text("250")
    page.evaluate("location.hash += '#/save'")
    assert violations(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Guardar el laboratorio").click()
    file = waiting.value.path()
    assert json.loads(Path(file).read_bytes())["path"] == "/escribe"

    other = up(visit("/mira#/save", lang="en"))
    other.get_by_label("Open a saved lab").set_input_files(file)
    expect(other.locator("ct-terminal")).to_contain_text("RCPT TO:<benito@sur.example>")
    enter(other, "NOOP")
    expect(last_reply(other)).to_contain_text("250")


def test_pages_change_without_python_starting_again(visit):
    page = up(visit("/"))
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Aprende").first.click()
    page.locator("a[href$='/aprende/primera-sesion-smtp']").first.click()
    expect(page.locator(".ct-l-steps")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.locator(".ct-home")).to_be_visible()
    assert page.evaluate("window.same")


HEARD = """{
  window.heard = [];
  window.MessageChannel = class extends MessageChannel {
    constructor() {
      super();
      this.port1.addEventListener('message', ({ data }) => {
        const names = (data.news ?? []).map(([name]) => name);
        window.heard.push([data.id !== undefined, names]);
      });
    }
  };
}"""
"""Each message of the worker: whether it answers, and the names of its news."""


def test_a_line_and_what_comes_of_it_are_one_message(visit):
    page = up(visit("/escribe"))
    page.add_init_script(HEARD)
    page.reload()
    up(page)
    enter(page, *GREETING)
    settled(page)
    page.evaluate("window.heard = []")
    enter(page, ENVELOPE[0])
    expect(last_reply(page)).to_contain_text("250")
    settled(page)
    heard = [tuple(each) for each in page.evaluate("window.heard")]
    assert heard[0] == (True, ["journal"])
    assert (False, ["keep"]) in heard


def test_what_needs_a_server_says_so(visit):
    page = up(visit("/clase"))
    expect(page.locator("main")).to_contain_text("con su servidor")
    page.get_by_role("link", name="Ir al inicio").click()
    expect(page.locator(".ct-home")).to_be_visible()


@pytest.mark.parametrize("how", ["missing", "cut"])
@pytest.mark.parametrize("name", [RUNTIME, "parts/app.pack.bin", "page.js"])
def test_what_does_not_come_whole_ends_in_a_sentence(browser, own_site, name, how):
    getattr(own_site, how).add(name)
    page = opened(browser, f"{own_site.url}/cartero/index.html#/mira")
    expect(page.locator("body")).to_contain_text("no ha llegado entero", timeout=60_000)
    page.context.close()


@pytest.mark.parametrize("name", ["rest.js", "rest.css"])
def test_what_other_pages_are_made_of_can_come_later(browser, own_site, name):
    own_site.missing.add(name)
    page = up(opened(browser, f"{own_site.url}/cartero/index.html#/mira"))
    page.get_by_role("link", name="Escribe").first.click()
    expect(page.get_by_role("alert")).to_contain_text("no ha llegado")
    own_site.missing.clear()
    page.reload()
    up(page)
    enter(page, *GREETING)
    expect(last_reply(page)).to_contain_text("250")
    page.context.close()


def test_the_first_screen_waits_for_nothing_of_other_pages(browser, static_site):
    page = browser.new_context(locale="es-ES").new_page()
    page.route(re.compile(r"rest\.|parts/.*\.bin"), lambda held: None)
    page.goto(f"{static_site.url}/cartero/index.html#/mira", wait_until="commit")
    expect(page.locator("ct-stage")).to_be_visible()
    page.get_by_role("button", name="Paso adelante").click()
    expect(page.locator(".ct-step b")).to_have_text("2")
    page.context.close()


def test_afterwards_it_works_without_network(browser, own_site):
    page = up(opened(browser, f"{own_site.url}/cartero/#/escribe"))
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    own_site.stop()
    page.reload()
    up(page)
    enter(page, *GREETING)
    expect(last_reply(page)).to_contain_text("250")
    page.context.close()


def test_it_works_from_a_disk(browser):
    page = up(opened(browser, f"{built().as_uri()}/index.html#/escribe"))
    enter(page, *GREETING)
    expect(last_reply(page)).to_contain_text("250")
    page.context.close()


def test_it_works_in_a_frame_without_an_origin(browser, static_site):
    context = browser.new_context(locale="es-ES", reduced_motion="reduce")
    page = context.new_page()
    page.set_content(
        '<iframe sandbox="allow-scripts" width="1200" height="700" '
        f'src="{static_site.url}/cartero/index.html#/escribe"></iframe>'
    )
    frame = page.frame_locator("iframe")
    expect(frame.locator(LINE)).to_have_count(0, timeout=60_000)
    frame.locator("#ct-line").fill(GREETING[0])
    frame.locator("#ct-line").press("Enter")
    expect(frame.get_by_role("log")).to_contain_text("220 mx1.sur.example")
    context.close()


def test_a_browser_that_is_too_old_is_told_so_and_shown_a_recording(browser, own_site):
    page = browser.new_context(locale="es-ES").new_page()
    page.add_init_script("delete window.WebAssembly")
    page.goto(f"{own_site.url}/cartero/")
    expect(page.locator("body")).to_contain_text("demasiado antiguo")
    page.get_by_role("link", name="Ver una sesión grabada").click()
    ready(page)
    expect(page.locator("ct-go-on-bar")).to_have_count(0)
    page.context.close()


def test_a_device_that_is_too_small_is_told_so(browser, own_site):
    page = browser.new_context(locale="es-ES").new_page()
    page.add_init_script(
        "const {Worker: Whole} = window; window.Worker = class extends Whole {"
        "postMessage(told, to) { super.postMessage({...told, lock: 0}, to); } }"
    )
    page.goto(f"{own_site.url}/cartero/#/mira")
    expect(page.locator(LINE)).to_contain_text("no puede arrancar", timeout=60_000)
    page.get_by_role("link", name="Ver una sesión grabada").click()
    ready(page)
    page.context.close()


def test_a_saved_session_goes_on_in_the_edition_beside_it(browser):
    """In the language it was read in."""
    page = ready(opened(browser, f"{built().as_uri()}/replay.html"))
    expect(page.get_by_role("link", name="Sigue tú desde aquí")).to_be_visible()
    page.get_by_role("button", name="English").click()
    go(page, 7)
    page.get_by_role("link", name="Go on yourself from here").click()
    expect(page.locator("ct-landed-bar")).to_contain_text(
        "in a lab of your own", timeout=60_000
    )
    assert step_of(page) == 7
    assert page.evaluate(f"() => {STORE}.link.mayAct")
    page.context.close()
