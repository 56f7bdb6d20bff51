"""What a class typed as one tree, and one attempt at the board; in real browsers."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.classes.class_of_five import ClassOfFive, bar, step
from tests.e2e.live import settled, sideways, violations
from tests.e2e.typist import enter

CALL = "telnet sur.example 25"
LINES = {
    "Lince": ["EHLO lince", "MAIL FROM:<ana@norte.example>"],
    "Oso": ["EHLO oso", "MAIL FROM: ana"],
    "Panda": ["HOLA"],
    "Rana": ["ehlo rana", "MAIL FROM:<eva@norte.example>"],
}


def types(page: Page, *lines: str) -> None:
    """In a lab of one's own."""
    page.goto("/escribe")
    settled(page)
    enter(page, CALL, *lines)


def test_a_class_that_typed_is_a_tree_and_a_line_leads_to_an_attempt(
    klass: ClassOfFive,
):
    phones = {name: klass.student(name, "phone") for name in ("Lince", "Oso")}
    desks = {name: klass.student(name) for name in ("Panda", "Rana")}
    follower = klass.student("Sapo")
    for name, page in {**phones, **desks}.items():
        types(page, *LINES[name])
    teacher = klass.teacher
    teacher.get_by_role("link", name="La trenza").click()
    lines = teacher.locator(".ct-braid-line")
    expect(lines).to_have_text(
        [
            re.compile(r"EHLO …\s*250\s*3"),
            re.compile(r"MAIL FROM:<…@…>\s*250\s*2"),
            re.compile(r"HOLA\s*500\s*1"),
            re.compile(r"MAIL FROM: ana\s*501\s*1"),
        ]
    )
    assert not violations(teacher)
    for size in ((390, 844), (1280, 720)):
        teacher.set_viewport_size({"width": size[0], "height": size[1]})
        assert sideways(teacher) == 0
        assert not violations(teacher)
    lines.last.focus()
    teacher.keyboard.press("Enter")
    expect(bar(teacher)).to_contain_text("La clase ve lo que haces")
    expect(teacher.locator("ct-landed-bar")).to_contain_text("intento de alguien")
    expect(step(teacher)).to_be_visible()
    settled(teacher)
    assert "Oso" not in teacher.locator("body").inner_text()
    expect(follower.locator("ct-watch")).to_be_visible()
    expect(follower.locator("ct-sentence")).to_contain_text("501")
