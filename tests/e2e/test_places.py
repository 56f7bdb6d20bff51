"""Pages beside the three doors, and parts of the page that come when wanted."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import LANGS, ROOMS, SIZES, Visits, sideways, themes, violations
from tests.e2e.watching import ready, settled

MORE = {"es": "Más", "en": "More"}
CHUNKS = re.compile(r"/static/dist/type-\w+\.js$")
DATA = re.compile(r":\d+/(?!texts/).*\.json(\?|$)")
LOST = "Esta parte de la página no ha llegado"
ONE_LAB = "/escenario/tres-maneras"
"""Where every door opens in the lab on show; from Mira's own, Escribe has another."""


@pytest.mark.parametrize(("size", "lang"), ROOMS)
def test_the_menu_says_what_each_place_is_for(visit, size, lang):
    page = ready(visit("/mira", size=size, lang=lang))
    if size == "projector":
        page.keyboard.press("p")
    page.get_by_role("button", name=MORE[lang], exact=True).click()
    settled(page)
    places = page.locator(".ct-more-list:visible a")
    assert places.count() >= 3
    for place in places.all():
        box = place.bounding_box()
        assert box["height"] >= 40
        assert box["x"] >= 0 and box["y"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]
        assert box["y"] + box["height"] <= page.viewport_size["height"]
        expect(place.locator("span")).not_to_be_empty()
    for _ in themes(page):
        assert violations(page) == []
        assert sideways(page) == 0


MANY = """() => {
  const lists = [...document.querySelectorAll('.ct-more-list')];
  const list = lists.find(each => !each.hidden);
  const links = [...document.querySelectorAll('.ct-more-list a')];
  const shown = links.filter(each => each.checkVisibility()).length;
  const another = () => list.lastElementChild.cloneNode(true);
  for (let n = shown; n < 22; n += 1) list.append(another());
}"""


@pytest.mark.parametrize("size", SIZES)
def test_the_menu_has_room_for_many_places(visit, size):
    page = ready(visit("/mira", size=size))
    if size == "projector":
        page.keyboard.press("p")
    page.get_by_role("button", name="Más", exact=True).click()
    settled(page)
    page.evaluate(MANY)
    every_place_fits(page)
    if size == "projector":
        page.set_viewport_size({"width": 1024, "height": 768})
        every_place_fits(page)


def every_place_fits(page):
    places = page.locator(".ct-more-list:visible a").all()
    assert len(places) == 22
    for place in places:
        box = place.bounding_box()
        assert box["x"] >= 0 and box["y"] >= 0 and box["height"] >= 40
        assert box["x"] + box["width"] <= page.viewport_size["width"]
        assert box["y"] + box["height"] <= page.viewport_size["height"]


def test_the_menu_is_used_by_keyboard_and_steps_nothing(visit):
    page = ready(visit("/mira"))
    step = page.locator(".ct-step b").inner_text()
    button = page.get_by_role("button", name="Más", exact=True)
    button.focus()
    page.keyboard.press("ArrowDown")
    places = page.locator(".ct-more-list:visible a")
    expect(places.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(places.last).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(places).to_have_count(0)
    assert page.locator(".ct-step b").inner_text() == step
    page.keyboard.press("Enter")
    expect(places.first).to_be_visible()
    page.locator("#main").click(position={"x": 5, "y": 5})
    expect(places).to_have_count(0)


def test_a_view_is_fetched_when_its_door_is_opened(visit):
    page = visit("/no/existe", fresh=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_function("() => performance.getEntriesByName('ct-first-screen')[0]")
    first = page.evaluate("""() => {
      const { startTime } = performance.getEntriesByName('ct-first-screen')[0];
      return performance.getEntriesByType('resource')
        .filter((entry) => entry.startTime < startTime).map((entry) => entry.name);
    }""")
    assert not [url for url in first if CHUNKS.search(url)]
    page.get_by_role("link", name="Escríbela tú").click()
    expect(page.locator("ct-terminal")).to_be_visible()
    assert [url for url in asked if CHUNKS.search(url)]


def test_a_part_that_does_not_arrive_says_so_and_comes_when_asked_again(
    browser, live_server, browser_context_args
):
    visits = Visits(browser, live_server.url, browser_context_args)
    page = visits("/no/existe")
    page.route(CHUNKS, lambda route: route.abort())
    page.goto(f"{ONE_LAB}#/type")
    expect(page.get_by_role("alert")).to_contain_text(LOST)
    assert violations(page) == []
    page.get_by_role("link", name="Mira").click()
    expect(page.locator("ct-stage")).to_be_visible()
    page.get_by_role("link", name="Escribe").click()
    page.unroute(CHUNKS)
    page.get_by_role("button", name="Probar otra vez").click()
    expect(page.locator("ct-terminal")).to_be_visible()
    visits.close()


ASKED = {
    "/aprende": ".ct-l-tile",
    "/aprende/etiquetas-y-carpetas": ".ct-lesson",
    "/examen": ".ct-exam-lessons summary",
    "/glosario": ".ct-gl-entry",
    "/mapa": ".ct-map-tiles li",
    "/remitente": "ct-spf-crank",
    "/experimento/buzon-lleno": ".ct-experiment-list a",
    "/mira#/eras": ".ct-eras-now",
    "/mira#/scenarios": ".ct-sc li",
    "/mira#/spy": ".ct-spy-ways",
}
"""What a page shows of what it asks the server for, once drawn."""


def test_what_a_page_asks_for_and_does_not_get_comes_when_asked_again(
    browser, live_server, browser_context_args
):
    visits = Visits(browser, live_server.url, browser_context_args)
    page = visits("/no/existe")
    for path, shown in ASKED.items():
        page.route(DATA, lambda route: route.abort())
        page.goto("about:blank")
        page.goto(f"{live_server.url}{path}")
        expect(page.get_by_role("alert"), path).to_contain_text(LOST)
        assert violations(page) == []
        page.unroute(DATA)
        page.get_by_role("button", name="Probar otra vez").click()
        expect(page.locator(shown).first, path).to_be_visible()
    visits.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", [r"/texts/\w+\.json", r"/static/dist/app-\w+\.js"])
def test_a_page_that_cannot_be_drawn_says_so_and_is_loaded_again(
    browser, live_server, browser_context_args, part, lang
):
    visits = Visits(browser, live_server.url, browser_context_args)
    page = visits("/no/existe", lang=lang)
    page.route(re.compile(part), lambda route: route.abort())
    page.goto("/mira")
    said = page.locator(".ct-not-come")
    expect(said).to_be_visible(timeout=15_000)
    assert violations(page) == []
    page.unroute(re.compile(part))
    said.get_by_role("link").click()
    expect(page.locator("ct-stage")).to_be_visible()
    expect(said).to_be_hidden()
    visits.close()


def test_a_server_lost_later_closes_no_door(browser, own_server, browser_context_args):
    visits = Visits(browser, own_server.url, browser_context_args)
    page = visits(ONE_LAB)
    page.wait_for_function("() => customElements.get('ct-type')")
    own_server.stop()
    expect(page.locator("ct-app")).to_contain_text("No hay contacto con el servidor")
    page.get_by_role("link", name="Escribe").click()
    expect(page.locator("ct-terminal")).to_be_visible()
    own_server.start()
    visits.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_menu_keeps_its_name_on_every_page(visit, size):
    page = ready(visit("/mira#/boxes", size=size))
    button = page.locator(".ct-more-button:visible")
    expect(button).to_have_text("Más")
    expect(button).to_have_attribute("aria-current", "page")
