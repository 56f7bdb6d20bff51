"""Every page: who gets which lab, in which language, and what must not be on it."""

import re

import pytest

from simulator.hosting import Limits
from tests.web.rig import ServerInTest, boot_of

DOORS = [("/", "home"), ("/mira", "watch"), ("/aprende", "learn")]


@pytest.mark.parametrize(("path", "view"), DOORS)
def test_a_door_opens_the_visitors_own_lab(visitor, path, view):
    boot = visitor.boot(path)
    assert boot["view"] == view
    assert boot["may_act"] is True
    assert boot["scenario"] == "primera-carta"
    assert boot["lab"] == visitor.boot("/")["lab"]
    assert boot["elsewhere"] == {"type": "/escribe"}


def test_escribe_has_a_lab_of_its_own_with_missions(visitor):
    boot = visitor.boot("/escribe")
    assert (boot["view"], boot["missions"]) == ("type", "misiones")
    assert "lesson" not in boot or boot["lesson"] is None
    assert boot["opening"] == 0
    assert boot["elsewhere"] == {"home": "/"}
    assert boot["lab"] != visitor.boot("/mira")["lab"]
    assert visitor.boot("/escribe")["lab"] == boot["lab"]


def test_who_follows_the_address_of_an_escribe_lab_sees_it_with_its_missions(server):
    owner = server.visitor().boot("/escribe")
    seen = server.visitor().boot(owner["share"])
    assert (seen["view"], seen["missions"]) == ("type", "misiones")
    assert seen["may_act"] is False
    assert seen.get("elsewhere") is None


def test_the_missions_are_no_page_of_the_course(visitor):
    response = visitor.http.get("/aprende/misiones")
    assert (response.status_code, response.location) == (302, "/escribe")


def test_two_visitors_have_two_labs(server):
    assert server.visitor().boot()["lab"] != server.visitor().boot()["lab"]


def test_an_address_read_from_the_projector_may_be_typed_badly(visitor):
    lab = visitor.boot()["lab"]
    for written in (lab.upper(), lab.replace("-", ""), lab.replace("0", "O")):
        assert visitor.boot(f"/lab/{written}")["lab"] == lab


def test_a_forged_cookie_is_the_same_as_none(server):
    first = server.visitor()
    lab = first.boot()["lab"]
    cookie = first.http.get_cookie("cartero")
    thief = server.visitor()
    thief.http.set_cookie("cartero", cookie.value[:-1] + "x")
    assert thief.boot()["lab"] != lab


def test_the_cookie_is_for_no_script_and_no_other_site(visitor):
    header = visitor.http.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


@pytest.mark.parametrize(
    ("alias", "to"),
    [
        ("/watch", "/mira"),
        ("/type?lang=en", "/escribe?lang=en"),
        ("/learn", "/aprende"),
        ("/learn/primera-sesion-smtp", "/aprende/primera-sesion-smtp"),
        ("/class", "/clase"),
    ],
)
def test_english_addresses_lead_to_the_same_pages(visitor, alias, to):
    response = visitor.http.get(alias)
    assert response.status_code == 302
    assert response.headers["Location"] == to


def test_a_lesson_has_a_lab_of_its_own(visitor):
    boot = visitor.boot("/aprende/primera-sesion-smtp")
    assert boot["view"] == "learn"
    assert boot["lesson"] == "primera-sesion-smtp"
    assert set(boot["title"]) == {"es", "en"}
    assert boot["lab"] != visitor.boot("/")["lab"]
    assert boot["lab"] == visitor.boot("/aprende/primera-sesion-smtp")["lab"]


def test_an_unknown_lesson_is_a_friendly_page(visitor):
    response = visitor.http.get("/aprende/no-hay")
    assert response.status_code == 404
    assert "No hay ninguna lección con ese nombre." in response.text


# --- language --------------------------------------------------------------------


def test_spanish_is_what_a_browser_without_wishes_gets(visitor):
    assert '<html lang="es"' in visitor.http.get("/").text
    assert visitor.boot()["lang"] == "es"


@pytest.mark.parametrize(
    ("accepted", "lang"), [("en-GB,en;q=0.9", "en"), ("fr", "es"), ("es-CO", "es")]
)
def test_the_browsers_language_is_followed(visitor, accepted, lang):
    page = visitor.http.get("/", headers={"Accept-Language": accepted}).text
    assert boot_of(page)["lang"] == lang


def test_a_language_asked_for_by_address_stays(visitor):
    assert visitor.boot("/?lang=en")["lang"] == "en"
    assert visitor.boot("/mira")["lang"] == "en"
    assert visitor.boot("/?lang=es")["lang"] == "es"
    assert visitor.boot("/")["lang"] == "es"


def test_an_unknown_language_is_ignored_on_a_page(visitor):
    assert visitor.boot("/?lang=xx")["lang"] == "es"


def test_the_lab_stays_when_the_language_changes(visitor):
    assert visitor.boot("/?lang=en")["lab"] == visitor.boot("/?lang=es")["lab"]


# --- shared labs -----------------------------------------------------------------


def test_a_shared_address_is_for_watching(server):
    owner, guest = server.visitor(), server.visitor()
    boot = owner.boot()
    page = guest.http.get(f"/lab/{boot['lab']}").text
    seen = boot_of(page)
    assert seen["lab"] == boot["lab"]
    assert seen["may_act"] is False
    assert boot["secret"] not in page
    assert "secret" not in seen and "share_page" not in seen


def test_the_owner_may_act_at_the_shared_address_too(visitor):
    boot = visitor.boot()
    assert visitor.boot(f"/lab/{boot['lab']}")["may_act"] is True


def test_the_secret_link_gives_the_right_and_leaves_the_address_bar(server):
    owner, helper = server.visitor(), server.visitor()
    boot = owner.boot()
    response = helper.http.get(f"/lab/{boot['lab']}/{boot['secret']}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/lab/{boot['lab']}"
    assert helper.boot(f"/lab/{boot['lab']}")["may_act"] is True


def test_a_wrong_secret_gives_nothing(server):
    owner, guest = server.visitor(), server.visitor()
    boot = owner.boot()
    response = guest.http.get(f"/lab/{boot['lab']}/{boot['secret']}x")
    assert response.status_code == 404
    assert guest.boot(f"/lab/{boot['lab']}")["may_act"] is False


def test_who_may_act_finds_both_addresses_to_share(make_server):
    owner = make_server(lan_address="192.0.2.7").visitor()
    boot = owner.boot()
    page = owner.http.get(boot["share_page"]).text
    assert f"QR de http://192.0.2.7:5000/lab/{boot['lab']}" in page
    assert f"http://192.0.2.7:5000/lab/{boot['lab']}/{boot['secret']}" in page
    assert "Un teléfono no puede abrirla" not in page


def test_without_a_network_there_is_no_code_to_scan_and_the_page_says_why(visitor):
    page = visitor.http.get(visitor.boot()["share_page"]).text
    assert "<svg" not in page
    assert "Un teléfono no puede abrirla" in page
    assert "make class" in page


def test_the_page_to_share_speaks_the_language_it_was_asked_in(visitor):
    share = visitor.boot("/?lang=es")["share_page"]
    assert 'lang="en"' in visitor.http.get(f"{share}?lang=en").text


@pytest.mark.parametrize(
    "path",
    [
        "/mira",
        "/escribe",
        "/aprende/primera-sesion-smtp",
        "/escenario/rebotes",
        "/experimento/buzon-lleno",
        "/escena/s21-1",
    ],
)
def test_from_the_page_to_share_one_comes_back_to_the_same_lab(whole_course, path):
    visitor = whole_course.visitor()
    boot = visitor.boot(path)
    page = visitor.http.get(boot["share_page"]).text
    back = re.search(r'class="go" href="([^"]+)"', page)
    assert back and visitor.boot(back[1])["lab"] == boot["lab"]


@pytest.mark.parametrize(
    ("path", "what", "name"),
    [
        ("/aprende/primera-sesion-smtp", "lesson", "primera-sesion-smtp"),
        ("/experimento/buzon-lleno", "experiment", "buzon-lleno"),
        ("/escena/s21-1", "scene", "s21-1"),
    ],
)
def test_who_watches_a_shared_lab_is_told_what_it_is_for(
    whole_course, path, what, name
):
    boot = whole_course.visitor().boot(path)
    seen = whole_course.visitor().boot(boot["share"])
    assert (seen[what], seen["title"]) == (name, boot["title"])


def test_who_may_only_watch_finds_no_secret_to_share(server):
    boot = server.visitor().boot()
    response = server.visitor().http.get(f"/lab/{boot['lab']}/compartir")
    assert response.status_code == 403
    assert boot["secret"] not in response.text


# --- what every answer carries ------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/nada", "/machines.json", "/healthz", "/clase"])
def test_every_answer_is_guarded(visitor, path):
    headers = visitor.http.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_page_holds_no_script_of_its_own(visitor):
    page = visitor.http.get("/").text
    scripts = [part.partition(">") for part in page.split("<script")[1:]]
    assert scripts
    for attributes, _, content in scripts:
        inert = 'type="application/json"' in attributes
        assert inert or content.startswith("</script>")
    assert "http://" not in page and "https://" not in page


def test_the_boot_block_cannot_be_left(server, visitor):
    hosted = server.labs.get(visitor.boot()["lab"])
    branch = hosted.tree.branches.pop(hosted.tree.current)
    branch.id = hosted.tree.current = "</script><script>alert(1)</script>"
    hosted.tree.branches[branch.id] = branch
    page = visitor.http.get(f"/lab/{hosted.id}").text
    assert "<script>alert" not in page
    assert boot_of(page)["branch"] == hosted.tree.current


def test_pages_are_not_kept_by_caches(visitor):
    assert visitor.http.get("/").headers["Cache-Control"] == "no-store"


# --- without built parts, and the class ----------------------------------------------


def test_without_built_parts_the_page_says_how_to_build_them(lessons, tmp_path):
    response = ServerInTest(lessons, tmp_path, Limits()).visitor().http.get("/")
    assert response.status_code == 503
    assert "npm run build" in response.text


def test_the_class_page_shows_address_and_code(make_server):
    page = make_server(lan_address="192.0.2.7").visitor().http.get("/clase").text
    assert 'aria-label="Código QR de http://192.0.2.7:5000/"' in page
    assert "<svg" in page


def test_the_class_page_says_when_the_class_is_closed(visitor):
    page = visitor.http.get("/clase").text
    assert "make class" in page
    assert "<svg" not in page


def test_servers_at_two_ports_of_one_machine_keep_their_cookies_apart(server):
    names = set()
    for base in ("http://localhost:5000", "http://localhost:5001", "http://localhost"):
        visitor = server.visitor()
        lab = boot_of(visitor.http.get("/", base_url=base).text)["lab"]
        again = boot_of(visitor.http.get("/", base_url=base).text)["lab"]
        assert again == lab
        names |= {
            name
            for name in ("cartero", "cartero-5000", "cartero-5001")
            if visitor.http.get_cookie(name)
        }
    assert names == {"cartero", "cartero-5000", "cartero-5001"}
