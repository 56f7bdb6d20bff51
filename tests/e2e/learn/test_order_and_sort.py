"""Questions to put in order and to sort, of a teacher's own lesson, by keys alone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.live import LiveServer, Visits, sideways, violations
from tests.e2e.test_learn import begun

LESSON = """
slug = "ordena-y-reparte"
unit = "smtp"
number = "L98"
minutes = 2
scenario = "sesion-smtp"
seed = 1

[[steps]]
id = "ordena"
kind = "quiz"

[steps.question]
id = "orden"
kind = "order"
options = ["mail", "rcpt", "data", "list"]
right = ["mail", "rcpt", "data"]

[[steps]]
id = "reparte"
kind = "quiz"

[steps.question]
id = "quien"
kind = "sort"
options = ["sobre", "carta"]
arrows = ["mail", "subject"]
right = { mail = "sobre", subject = "carta" }

[[steps]]
id = "saluda"
kind = "do"
solution = [{ open = ["pc-ana", "sur", 25] }, { line = "EHLO pc" }, { line = "QUIT" }]

[[steps.goals]]
id = "sesion"
same = "conn"
order = [
  { id = "saludo", kind = "smtp.reply_sent", verb = "EHLO", code = 250 },
  { id = "adios", kind = "smtp.reply_sent", verb = "QUIT", code = 221 },
]

[[steps.near_misses]]
name = "No saluda"
acts = [{ open = ["pc-ana", "sur", 25] }, { line = "QUIT" }]
fails = ["saludo"]

[[steps.near_misses]]
name = "No se despide"
acts = [{ open = ["pc-ana", "sur", 25] }, { line = "EHLO pc" }]
fails = ["adios"]
"""
WORDS = """# Ordena y reparte

Vas a ordenar tres comandos y a repartir dos líneas.

## ordena: El orden

? ¿En qué orden van? Sobra uno.

- ( ) mail: `MAIL`
- ( ) rcpt: `RCPT`
- ( ) data: `DATA`
- ( ) list: `LIST`

! Primero el sobre.

## reparte: Dónde va

? ¿De qué es parte?

- ( ) sobre: Del sobre
- ( ) carta: De la carta
- (=) mail: `MAIL FROM`
- (=) subject: `Subject`

! El sobre va fuera.

## saluda: Te toca

Saluda y despídete.

- [ ] saludo: Saludo
- [ ] adios: Despedida

> Con `EHLO`.
"""


@pytest.fixture
def page(browser, browser_context_args, tmp_path, request):
    folder = tmp_path / "ordena-y-reparte"
    folder.mkdir()
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (folder / "es.md").write_text(WORDS, encoding="utf-8")
    server = LiveServer(CARTERO_LESSONS=str(tmp_path))
    visits = Visits(browser, server.url, browser_context_args)
    try:
        yield visits("/aprende/ordena-y-reparte", size=request.param)
        assert visits.manners == []
    finally:
        visits.close()
        server.stop()


@pytest.mark.parametrize("page", ["laptop", "phone"], indirect=True)
def test_things_are_put_in_order_and_sorted(page):
    begun(page)
    pick = page.locator(".ct-order-pick")
    expect(pick).to_have_count(4)
    assert pick.all_text_contents()[:3] != ["MAIL", "RCPT", "DATA"]
    for command in ("RCPT", "MAIL", "DATA"):
        pick.filter(has_text=command).focus()
        page.keyboard.press("Enter")
    assert violations(page) == []
    assert sideways(page) == 0
    page.get_by_role("button", name="Comprobar").click()
    expect(page.locator(".ct-l-verdict")).to_contain_text("Todavía no.")
    page.locator(".ct-order-made [data-do=up]").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_role("button", name="Comprobar").click()
    expect(page.locator(".ct-l-verdict")).to_contain_text("Correcto.")
    expect(page.locator(".ct-l-after")).to_contain_text("Primero el sobre.")
    page.locator(".ct-lesson-buttons .ct-button").last.click()
    begun(page)
    first, second = page.locator(".ct-l-sorted").all()
    first.get_by_label("Del sobre").focus()
    page.keyboard.press("Space")
    second.get_by_label("Del sobre").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(second.get_by_label("De la carta")).to_be_checked()
    assert violations(page) == []
    page.get_by_role("button", name="Comprobar").click()
    expect(page.locator(".ct-l-verdict[data-right=true]")).to_have_count(2)
