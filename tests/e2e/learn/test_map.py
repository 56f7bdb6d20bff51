"""The map of the course in a real browser: by keys, and to what shows a claim."""

from playwright.sync_api import expect

from tests.e2e.live import settled, sideways, violations


def test_a_class_walks_a_slide_by_keys_and_sees_a_claim_proven(visit):
    page = visit("/mapa", size="projector")
    page.get_by_role("link", name="S21").click()
    expect(page.locator(".ct-verdict")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".ct-claim[data-now=true] .ct-verdict")).to_have_text(
        "anticuado"
    )
    page.locator(".ct-claim[data-now=true]").get_by_role("link", name="Verlo").click()
    settled(page)
    expect(page.locator(".ct-scene")).to_contain_text("S21.1")
    expect(page.locator(".ct-rungs [aria-current=step]")).to_contain_text("250")


def test_the_tile_remembers_what_was_seen(visit):
    page = visit("/escena/s21-1#/watch")
    settled(page)
    assert "250" in page.locator(".ct-rungs [aria-current=step]").inner_text()
    expect(page.locator(".ct-scene")).to_contain_text("HELO")
    page.keyboard.press("m")
    page.get_by_role("link", name="Todo el mapa").click()
    tile = page.get_by_role("link", name="S21")
    expect(tile).not_to_have_attribute("data-lit", "no")


def test_a_claim_about_a_field_opens_the_message_at_its_header(visit):
    page = visit("/mapa")
    page.get_by_role("link", name="S11").click()
    page.get_by_role("link", name="Enseñarlo todo").click()
    page.locator(".ct-claim", has_text="S11.6").get_by_role(
        "link", name="Verlo"
    ).click()
    settled(page)
    expect(page.get_by_role("tab", selected=True)).to_have_text("Cabecera")
    expect(page.get_by_role("tabpanel")).to_contain_text("banco.example")


def test_on_a_phone_the_explanation_of_a_scene_is_one_press_away(visit):
    page = visit("/escena/s07-d3#/boxes/account", size="phone")
    told = page.locator(".ct-scene b")
    expect(told).to_be_hidden()
    page.locator(".ct-scene").get_by_role("button", name="Explicación").click()
    expect(told).to_be_visible()
    expect(told).to_contain_text("mal puesto")
    assert sideways(page) == 0 and violations(page) == []
