"""Every page in a made-up language a third longer: all has room, all is translated.

`tools/pseudo.py` serves it. What fails here would fail in the next real language.
"""

import pytest
from playwright.sync_api import Page, expect

from simulator.gateway import GATEWAY_SERVICES
from tests.e2e.live import LiveServer, Visits, sideways
from tests.e2e.pseudo.pseudo_page import cut_off, overlapping, texts, untranslated
from tests.e2e.typist import enter
from tests.e2e.watching import LAST, LETTER, STORE, go, ready
from tools.pseudo import TAG, pseudo

PAGES = {
    "/": ".ct-home",
    "/mira": ".ct-rungs li",
    "/escribe": "#ct-line",
    "/aprende": "a[href*='/aprende/']",
    "/aprende/primera-sesion-smtp": "#ct-step-title",
    "/rompe": ".ct-faults [data-fault]",
    "/mira#/letter": ".ct-lt-head",
    "/escenario/tres-maneras#/boxes": ".ct-bx-column",
    "/mira#/save": "a[download]",
    "/tu-carta": ".ct-ol-samples button",
    "/mira#/scenarios": "a[href*='/escenario/']",
    "/experimento/buzon-lleno": ".ct-experiment legend",
    "/escenario/correo-con-dns": ".ct-rungs li",
    "/pasarela": "table",
    "/clase": "h1",
    "/no/existe": "h1",
}
"""Address to something that is there once all is drawn."""

SIZES = ("laptop", "phone")


@pytest.fixture(scope="module")
def pseudo_server(tmp_path_factory):
    """Cartero with the made-up language, its gateway open."""
    ports = {service.variable: "0" for service in GATEWAY_SERVICES}
    data = str(tmp_path_factory.mktemp("data"))
    server = LiveServer(("-m", "tools.pseudo"), CARTERO_DATA=data, **ports)
    yield server
    server.stop()


@pytest.fixture
def visit(browser, pseudo_server, browser_context_args, seats):
    """Open a page in the made-up language."""
    visits = Visits(browser, pseudo_server.url, browser_context_args, seats)

    def open_page(path: str, size: str = "laptop") -> Page:
        address, mark, place = path.partition("#")
        return visits(f"{address}?lang={TAG}{mark}{place}", size=size, lang=TAG)

    yield open_page
    visits.close()
    assert visits.manners == []


def fits_and_is_translated(page: Page) -> None:
    assert sideways(page) == 0
    assert cut_off(page) == []
    assert overlapping(page, ".ct-chapters button span") == []
    assert untranslated(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_room_for_a_longer_language_and_no_words_of_another(
    visit, path, size
):
    page = visit(path, size)
    expect(page.locator(PAGES[path]).first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == TAG
    fits_and_is_translated(page)


@pytest.mark.parametrize("size", SIZES)
def test_every_step_of_a_story_is_told_in_it(visit, size):
    page = ready(visit("/mira", size))
    for step in range(1, LAST + 1, 3):
        go(page, step)
        fits_and_is_translated(page)


@pytest.mark.parametrize("size", SIZES)
def test_mistakes_in_a_typed_session_are_explained_in_it(visit, size):
    page = visit("/escribe", size)
    enter(page, "telnet sur 25", "MAIL FROM: <ana@norte.example>", "EHLO", "hola")
    expect(page.locator(".ct-t-reply")).to_have_count(4)
    fits_and_is_translated(page)


def test_the_webmail_in_the_window_speaks_it(visit):
    page = visit("/escenario/tres-maneras#/boxes")
    before = page.evaluate(f"() => {STORE}.store.steps.length")
    page.locator(".ct-bw-page button", has_text=pseudo("Abrir el correo web")).click()
    page.wait_for_function(f"() => {STORE}.store.steps.length > {before}")
    page.evaluate(f"() => {STORE}.playhead.toEnd()")
    expect(page.locator(".ct-bw-page form")).to_be_visible()
    fits_and_is_translated(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_help_and_the_layers_below_speak_it(visit, size):
    page = ready(visit("/mira", size))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    fits_and_is_translated(page)
    page.keyboard.press("Escape")
    for lens in ("transport", "network"):
        page.evaluate(f"lens => {STORE}.prefs.set('lens', lens)", lens)
        go(page, LETTER)
        fits_and_is_translated(page)


def test_an_experiment_is_told_in_it(visit):
    page = visit("/experimento/buzon-lleno")
    page.locator(".ct-l-options input").first.check()
    page.locator(".ct-experiment form button").click()
    page.wait_for_function(f"""() => {{
      {STORE}.playhead.toEnd();
      return document.querySelector('.ct-experiment-told');
    }}""")
    fits_and_is_translated(page)


def test_a_planted_text_is_found(visit):
    """The checks themselves: words of another language, text without room."""
    page = visit("/")
    expect(page.locator(PAGES["/"])).to_be_visible()
    page.evaluate("""() => {
      document.querySelector('h1, h2').textContent = 'Una carta sin traducir';
      const box = document.createElement('p');
      box.style = 'width: 4rem; overflow: hidden; white-space: nowrap';
      box.textContent = '[Šîń šîtîø pårå tåńtå pålåbrå]';
      document.querySelector('main').append(box);
    }""")
    assert len(untranslated(page)) == 1
    assert len(cut_off(page)) == 1
    assert any(each["theirs"] for each in texts(page))
