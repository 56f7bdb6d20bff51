"""A stage with many machines: every name whole, nothing on top of anything."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.watching import STORE, settled

STEPS = 58
"""Of `correo-con-dns` as it opens."""

CLASHES = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)]
    .map(each => ({name: each.textContent.trim(), box: each.getBoundingClientRect()}));
  const meet = ({box: a}, {box: b}) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const tiles = boxes('.ct-tile');
  const names = boxes('.ct-node > b');
  const envelope = boxes('.ct-mini-place');
  const clash = (some, others) => some.flatMap(a => others
    .filter(b => b.box !== a.box && meet(a, b)).map(b => a.name + ' / ' + b.name));
  return [...clash(tiles, tiles), ...clash(names, tiles), ...clash(envelope, tiles),
    ...clash(envelope, names)];
}"""

STILL = """() => Promise.all(document.getAnimations()
  .filter(each => each instanceof CSSTransition).map(each => each.finished))"""


def at_step(page: Page, step: int) -> None:
    page.get_by_role("slider").fill(str(step - 1))
    settled(page)
    page.evaluate(STILL)


@pytest.mark.parametrize("size", ["projector", "laptop"])
def test_seven_machines_stand_clear_of_each_other(visit, size):
    page = visit("/escenario/correo-con-dns", size=size)
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= {STEPS}")
    if size == "projector":
        page.keyboard.press("p")
    for step in (3, 14, 40, STEPS):
        at_step(page, step)
        assert page.evaluate(CLASHES) == [], step
    slots = page.locator(".ct-slot > span:first-child")
    expect(slots).to_have_text(["ana", "info", "benito"])
    for slot in slots.all():
        assert slot.evaluate("each => each.scrollWidth <= each.clientWidth + 1")


def test_a_machine_looks_like_what_it_is(visit):
    page = visit("/escenario/tres-maneras#/watch")
    expect(page.locator(".ct-node .ct-ic")).to_have_count(5)
    drawn = page.evaluate("""() => Object.fromEntries(
      [...document.querySelectorAll('.ct-node')].map(each =>
        [each.dataset.host, each.querySelector('.ct-ic .s').getAttribute('d')]))""")
    assert len(set(drawn.values())) == len(drawn) == 5


def test_the_list_of_chapters_says_where_one_is(visit):
    page = visit("/escenario/correo-con-dns", size="projector")
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= {STEPS}")
    at_step(page, STEPS)
    pick = page.locator(".ct-chapter-pick")
    expect(pick.locator("span")).to_have_text("Capítulo 4 de 4")
    pick.get_by_label("Capítulos").select_option(index=1)
    expect(pick.locator("span")).to_have_text("Capítulo 2 de 4")


def test_on_a_phone_names_of_two_lines_stay_on_the_stage(visit):
    page = visit("/escenario/cafeteria#/watch", size="phone")
    stage = page.locator("ct-stage").bounding_box()
    nodes = page.locator("ct-stage .ct-two")
    expect(nodes).to_have_count(2)
    for node in nodes.all():
        box = node.bounding_box()
        assert box["y"] + box["height"] <= stage["y"] + stage["height"]
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_on_a_phone_seven_stations_stand_beside_the_envelope(visit):
    page = visit("/escenario/correo-con-dns", size="phone")
    page.wait_for_function(f"() => {STORE}?.store.steps.length >= {STEPS}")
    at_step(page, 40)
    stations = page.locator(".ct-stations i")
    expect(stations).to_have_count(7)
    envelope = page.locator(".ct-journey .ct-mini").bounding_box()
    edges = [station.bounding_box() for station in stations.all()]
    assert all(box["x"] + box["width"] <= envelope["x"] for box in edges)
    pairs = zip(edges, edges[1:], strict=False)
    assert all(one["x"] + one["width"] <= other["x"] for one, other in pairs)
