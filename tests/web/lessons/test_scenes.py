"""Scenes over the live channel: an address leads to the event that shows a claim."""

import re

import pytest

from tests.web.rig import ServerInTest


@pytest.fixture
def server(whole_course: ServerInTest) -> ServerInTest:
    """The slides speak of all lessons."""
    return whole_course


@pytest.fixture
def opened(visitor):
    """`opened(name)`: the boot block of a scene's page, and a tab in its lab."""

    def open_(name: str):
        boot = visitor.boot(f"/escena/{name}")
        return boot, visitor.tab(boot["lab"])

    return open_


def test_its_page_names_it(opened):
    boot, _ = opened("s21-1")
    assert (boot["scene"], boot["view"]) == ("s21-1", "watch")


def test_it_happens_once_and_tells_the_event_to_look_at(opened):
    _, tab = opened("s21-1")
    answer = tab.ask("play", scene="s21-1", id="x1")
    tab.read()
    shown = tab.events[answer["at"]]["fact"]
    assert (shown["verb"], shown["code"]) == ("EHLO", 250)
    again = tab.ask("play", scene="s21-1", id="x2")
    assert (again["branch"], again["seq"], again["at"]) == (
        answer["branch"],
        answer["seq"],
        answer["at"],
    )


def test_it_is_found_on_whatever_line_its_visitor_went_to(opened):
    _, tab = opened("s21-1")
    tab.ask("act", act={"act": "power_off", "host": "sur"}, id="x1")
    answer = tab.ask("play", scene="s21-1", id="x2")
    assert answer["ok"] and answer["branch"] != "b1"


def test_a_scene_nobody_made_is_no_page(visitor):
    assert visitor.http.get("/escena/s99").status_code == 404
    assert visitor.http.get("/scene/s99", follow_redirects=True).status_code == 404


def test_the_slides_are_one_document_in_every_language(visitor):
    slides = visitor.http.get("/slides.json").get_json()
    assert all(slide["title"].keys() == {"es", "en"} for slide in slides)
    claims = [claim for slide in slides for claim in slide["claims"]]
    claims += visitor.http.get("/misconceptions.json").get_json()
    addresses = [claim["address"] for claim in claims]
    for address in filter(None, addresses):
        assert visitor.http.get(address.partition("#")[0]).status_code == 200


def test_the_page_of_a_scene_names_ahead_what_its_bar_needs(visitor):
    page = visitor.http.get("/escena/s21-1").text
    ahead = re.findall(r'rel="preload" href="([^"]+)" as="fetch" crossorigin', page)
    assert ahead[1:] == ["/slides.json", "/misconceptions.json"]
    assert all(visitor.http.get(url).status_code == 200 for url in ahead)
