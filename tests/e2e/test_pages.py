"""The server's own pages in a real browser: errors, the class, and the shell."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import (
    LOOKS,
    SIZES,
    LiveServer,
    Visits,
    settled,
    sideways,
    violations,
)
from tests.e2e.watching import boot_of, reached_again

WAYS = ["/clase", "/no/existe", "/lab/abcdefghijklmnop"]


@pytest.mark.parametrize(("size", "theme", "lang"), LOOKS)
def test_plain_pages_are_accessible_everywhere(visit, size, theme, lang):
    page = visit(WAYS[0], size=size, theme=theme, lang=lang)
    for path in WAYS:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator("html").get_attribute("data-theme") == theme
        assert violations(page) == []
        assert sideways(page) == 0


def test_plain_pages_at_200_percent_and_320_pixels(visit):
    page = visit("/clase", viewport={"width": 320, "height": 480})
    for path in WAYS:
        page.goto(path)
        assert sideways(page) == 0


@pytest.fixture(scope="module")
def class_server():
    """A server that thinks it is open to the class, at an address as long as any."""
    server = LiveServer(CARTERO_HOST="127.000.000.001")
    yield server
    server.stop()


@pytest.mark.parametrize("size", SIZES)
def test_the_class_page_is_readable_from_the_back_row(
    browser, class_server, browser_context_args, size
):
    visits = Visits(browser, class_server.url, browser_context_args)
    page = visits("/clase", size=size)
    address = page.locator(".address")
    expect(address).to_have_text(class_server.url)
    assert violations(page) == []
    assert sideways(page) == 0
    width, height = SIZES[size]
    code = page.locator(".code svg").bounding_box()
    assert code["width"] >= 0.3 * min(width, height)
    if size != "phone":
        letter = address.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        assert letter >= height / 18
        assert code["y"] + code["height"] <= height
    visits.close()
    assert visits.manners == []


@pytest.mark.parametrize("size", SIZES)
def test_the_page_to_share_a_lab_is_accessible(visit, size):
    page = visit("/", size=size)
    boot = boot_of(page)
    page.get_by_role("button", name="Más", exact=True).click()
    page.get_by_role("link", name="Compartir este laboratorio").click()
    secret = page.get_by_role("link", name=boot["secret"])
    expect(secret).to_be_hidden()
    page.get_by_text("Que alguien actúe contigo").click()
    expect(secret).to_be_visible()
    assert violations(page) == []
    assert sideways(page) == 0


STEPS = "() => Number(document.body.innerText.match(/\\bde (\\d+)/)?.[1] ?? 0)"
"""How many steps the page says there are: «Paso 1 de 32»."""

MORE = f"before => ({STEPS})() > before"


def test_who_watches_sees_what_the_owner_shows_and_may_not_act(visit):
    owner = visit("/mira")
    boot = boot_of(owner)
    guest = visit(boot["share"])
    guest.get_by_role("button", name="Más", exact=True).click()
    expect(guest.get_by_role("link", name="Dirección de la clase")).to_be_visible()
    share = guest.get_by_role("link", name="Compartir este laboratorio")
    expect(share).to_have_count(0)
    guest.keyboard.press("Escape")
    for page in (owner, guest):
        page.wait_for_function(MORE, arg=0)
    before = owner.evaluate(STEPS)
    owner.keyboard.press("End")
    owner.get_by_role("button", name="Encender el PC de Benito").first.click()
    owner.wait_for_function(MORE, arg=before)
    total = settled(owner).evaluate(STEPS)
    owner.keyboard.press("End")
    guest.wait_for_function(f"total => ({STEPS})() === total", arg=total)
    button = guest.get_by_role("button", name="Encender el PC de Benito")
    assert button.count() == 0 or button.first.is_disabled()


def lab_of(page: Page) -> str:
    return boot_of(page)["lab"]


def test_a_reload_and_another_tab_return_to_the_same_lab(visit):
    page = visit("/mira")
    first = lab_of(page)
    page.reload()
    assert lab_of(page) == first
    assert lab_of(visit("/rompe", beside=page)) == first


def test_escribe_has_a_lab_of_its_own_that_stays(visit):
    page = visit("/escribe")
    own = lab_of(page)
    assert lab_of(visit("/mira", beside=page)) != own
    assert lab_of(visit("/escribe", beside=page)) == own


def test_the_language_of_a_plain_page_can_be_switched_and_stays(visit):
    page = visit("/no/existe")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading")).to_have_text("There is nothing here")
    page.goto("/tampoco")
    expect(page.get_by_role("heading")).to_have_text("There is nothing here")


def test_the_theme_chosen_in_the_page_is_there_before_the_first_paint(visit):
    page = visit("/no/existe", theme="light")
    page.evaluate("localStorage['cartero.prefs'] = JSON.stringify({theme: 'dark'})")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_language_chosen_in_the_page_reaches_the_server(visit):
    page = visit("/no/existe", lang="es")
    page.evaluate("localStorage['cartero.prefs'] = JSON.stringify({lang: 'en'})")
    page.reload()
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"


def test_without_scripts_the_page_says_so_and_gives_the_session_as_text(visit):
    page = visit("/", java_script_enabled=False)
    link = page.get_by_role("link", name="La sesión completa, como texto")
    page.goto(link.get_attribute("href"))
    expect(page.locator("body")).to_contain_text("C: MAIL FROM:<ana@norte.example>")


def test_the_shell_starts_and_loads_nothing_from_elsewhere(visit):
    page = visit("/no/existe", fresh=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    expect(page.locator("ct-app")).to_contain_text("Cartero")
    assert asked
    here = (visit.url, f"blob:{visit.url}")
    assert [url for url in asked if not url.startswith(here)] == []


def test_the_boot_block_is_what_the_server_says(visit):
    page = visit("/escribe?lang=en")
    boot = boot_of(page)
    assert boot["view"] == "type"
    assert boot["lang"] == "en"
    assert boot["may_act"] is True


def test_a_lost_server_is_said_and_what_was_seen_stays(
    browser, forgetful_server, browser_context_args
):
    visits = Visits(browser, forgetful_server.url, browser_context_args)
    page = visits("/mira")
    page.wait_for_function(MORE, arg=0)
    steps = page.evaluate(STEPS)
    forgetful_server.stop()
    app = page.locator("ct-app")
    expect(app).to_contain_text("No hay contacto con el servidor")
    page.keyboard.press("End")
    assert page.evaluate(STEPS) == steps
    forgetful_server.start()
    reached_again(page, "ended")
    expect(app).to_contain_text("El servidor se ha reiniciado")
    page.get_by_role("link", name="Seguir con uno nuevo").click()
    expect(app).not_to_contain_text("El servidor se ha reiniciado")
    page.wait_for_function(MORE, arg=0)
    visits.close()
