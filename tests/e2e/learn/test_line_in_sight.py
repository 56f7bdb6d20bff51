"""On a phone the line one types in stays in sight in a lesson."""

from playwright.sync_api import expect


def test_on_a_phone_the_line_stays_in_sight_before_and_after_the_goals_hold(visit):
    page = visit("/aprende/dele-quit-y-el-cable", size="phone")
    page.get_by_label("Nada").check()
    page.get_by_role("button", name="Guardar mi predicción").click()
    page.get_by_role("button", name="Siguiente").click()
    page.get_by_role("button", name="Laboratorio").click()
    expect(page.locator(".ct-t-seat")).to_be_visible()
    line = page.locator("#ct-line")
    for text in (
        "telnet sur.example 110",
        "USER benito",
        "PASS benito-secreta",
        "LIST",
        "DELE 2",
        "QUIT",
    ):
        replies = page.locator(".ct-t-reply").count()
        line.fill(text)
        line.press("Enter")
        expect(page.locator(".ct-t-reply")).to_have_count(replies + 1)
        expect(line).to_be_in_viewport(ratio=1)
    back = page.locator(".ct-l-back")
    expect(back).to_be_in_viewport()
    expect(line).to_be_in_viewport(ratio=1)
    expect(line).to_be_focused()
    box = back.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#ct-step-title")).to_be_focused()
    expect(page.locator(".ct-l-after")).to_be_in_viewport()
    page.get_by_role("button", name="Laboratorio").click()
    line.evaluate("each => each.blur()")
    expect(page.locator(".ct-l-pane").first).to_be_visible()
    log = page.get_by_role("log")
    rest = "each => each.scrollHeight - each.scrollTop - each.clientHeight"
    assert log.evaluate(rest) < 4
