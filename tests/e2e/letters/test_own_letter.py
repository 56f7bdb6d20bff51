"""«Tu carta» in a real browser: pasted, dropped, followed, checked; hostile ones, too.

One visit walks all of it; another looks at every part at every size.
"""

import re

import pytest
from playwright.sync_api import expect

from simulator.hosting.mail_check import samples
from tests.e2e.live import settled, sideways, themes, violations

SAMPLES = {each.name: each for each in samples()}
HONEST = SAMPLES["honest"].source
HEADER = HONEST.split("\r\n\r\n")[0]
HOSTILE = (
    "From: \u202eAna <ana@norte.example>\r\nSubject: \x01hola\r\n"
    "Received: \u202e\r\nContent-Type: text/html\r\n\r\n"
    "<script>document.title = 'run'</script><img src='http://malo.example/a.gif'>"
)
DROP = """([text, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  document.querySelector('.ct-ol').dispatchEvent(
    new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def pasted(page, text):
    page.locator(".ct-ol-paste textarea").fill(text)
    page.locator(".ct-ol-paste .ct-go").click()
    return settled(page)


def dropped(page, text, name="carta.eml"):
    page.evaluate(DROP, [text, name])
    return settled(page)


def another(page):
    page.locator(".ct-ol-head button").click()
    expect(page.locator(".ct-ol-paste textarea")).to_be_focused()


def tab(page, name):
    page.locator(f"#ct-ol-tab-{name}").click()
    return settled(page)


def results(page):
    return page.locator(".ct-ol-check").evaluate_all(
        "all => all.map(({dataset}) => [dataset.state, dataset.result])"
    )


def followed(page):
    """A whole message, pasted: its way by keys, and one more server of one's own."""
    pasted(page, HONEST)
    stations = page.locator(".ct-ow-at")
    expect(stations).to_have_count(4)
    expect(page.locator(".ct-ow-play")).to_be_focused()
    page.keyboard.press("End")
    expect(stations.last).to_have_attribute("aria-current", "step")
    expect(stations.last).to_have_attribute("data-trust", "proven")
    page.keyboard.press("ArrowLeft")
    expect(stations.nth(2)).to_have_attribute("data-trust", "claimed")
    page.locator(".ct-ow-border input").check()
    expect(stations.nth(2)).to_have_attribute("data-trust", "proven")
    expect(page.locator(".ct-ow-told")).to_contain_text("198.51.100.5")


def checked(page):
    """Without records nothing is judged; a key alone makes its signature checkable, and
    of a header section alone the body is missing."""
    tab(page, "checks")
    assert results(page) == [["no_records", ""]] * 3
    key = re.search(r"n26\S+ 3600 IN TXT (.*)", SAMPLES["honest"].records)
    assert key is not None
    page.locator("[name=records]").fill(key[1])
    page.locator(".ct-ol-form .ct-go").click()
    assert results(settled(page))[1] == ["checked", "pass"]
    page.locator(".ct-ol-check summary").nth(1).click()
    expect(page.locator(".ct-ol-steps").nth(1)).to_contain_text("norte.example")
    # Another page and back: it is still open.
    page.keyboard.press("v")
    expect(page.locator("ct-glossary")).to_be_visible()
    page.go_back()
    assert results(settled(page))[1] == ["checked", "pass"]
    another(page)
    dropped(page, HEADER)
    tab(page, "checks")
    page.locator("[name=records]").fill(SAMPLES["honest"].records)
    page.locator("[name=whole]").check()
    page.locator(".ct-ol-form .ct-go").click()
    assert results(settled(page))[1] == ["no_body", "neutral"]
    another(page)


def inert(page):
    """What hides in a hostile message is in sight, and nothing of it is run."""
    dropped(page, HOSTILE)
    expect(page.locator(".ct-ow-at").nth(1)).to_have_attribute("data-trust", "unknown")
    tab(page, "fields")
    expect(page.locator(".ct-lt-value", has_text="⟨U+202E⟩").first).to_be_visible()
    expect(page.locator(".ct-lt-value", has_text="⟨U+0001⟩")).to_be_visible()
    tab(page, "tree")
    expect(page.locator(".ct-lt-tree pre").first).to_contain_text("<script>")
    assert page.locator("ct-own-letter :is(script, iframe, img)").count() == 0
    assert page.title() != "run"


def test_a_message_is_brought_followed_and_checked(visit):
    asked: list[str] = []
    page = visit("/your-letter")
    page.on("request", lambda request: asked.append(request.url))
    followed(page)
    checked(page)
    dropped(page, "%PDF-1.7", "carta.pdf")
    expect(page.get_by_role("alert")).to_contain_text("PDF")
    expect(page.locator(".ct-ol-where")).to_be_visible()
    inert(page)
    assert [url for url in asked if "malo.example" in url] == []


@pytest.mark.parametrize(
    ("size", "lang"), [("projector", "es"), ("laptop", "en"), ("phone", "es")]
)
def test_every_part_has_room_and_is_accessible(visit, size, lang):
    page = visit("/tu-carta", size=size, lang=lang)
    if size == "projector":
        page.keyboard.press("p")
    page.locator(".ct-ol-samples button").nth(1).click()
    expect(page.locator("[data-suspect=true]")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    for name in ("way", "results", "checks", "tree", "fields"):
        tab(page, name)
        page.locator("ct-own-letter details").evaluate_all(
            "all => all.forEach((each) => { each.open = true; })"
        )
        for _ in themes(page):
            assert violations(page) == []
            assert sideways(page) == 0
    another(page)
    for _ in themes(page):
        assert violations(page) == []
