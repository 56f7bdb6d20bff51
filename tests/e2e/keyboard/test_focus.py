"""The keyboard never loses its place, whatever a control does to the page.

The mechanism is static/src/frame/keep-focus.js; here every view is walked through it.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.live import settled
from tests.e2e.typist import GREETING, enter
from tests.e2e.watching import open_place

PRESSES_MAX = 25
"""Of a view with more controls the first stand for the rest: a ladder and a transcript
have one for each event."""
CONTROLS_MIN = 4
"""A view with fewer has not been drawn."""

FIND = """([where, seen]) => {
  const all = document.querySelectorAll(
    ['button', 'summary', '[tabindex="0"]'].map((each) => `${where} ${each}`).join()
  );
  for (const each of all) {
    const name = (each.ariaLabel ?? each.textContent).trim() || each.id;
    const open = !each.closest('[inert]') && !each.matches(':disabled');
    const shown = each.checkVisibility({visibilityProperty: true});
    if (seen.includes(name) || !open || !shown) continue;
    each.focus();
    return name;
  }
  return null;
}"""
"""The first control that was not pressed yet gets the focus; its name."""

PLACE = "() => document.activeElement === document.body ? '' : 'somewhere'"
DIALOG = "() => document.querySelector('dialog[open]') !== null"

VIEWS = {
    "Mira": ("/mira", "", "#main"),
    "the frame": ("/mira", "", "header"),
    "Escribe": ("/escribe", "", "#main"),
    "Rompe": ("/mira", "break", "#main"),
    "Buzones": ("/escenario/tres-maneras", "boxes", "#main"),
    "Carta": ("/escenario/tres-maneras", "letter", "#main"),
    "a lesson with help": ("/aprende/primera-sesion-pop3", "", "#main"),
    "a mystery": ("/misterio/1-944362", "", "#main"),
    "an experiment": ("/experimento/cable-cortado", "", "#main"),
}


@pytest.mark.parametrize("view", VIEWS)
def test_no_control_of_a_view_drops_the_focus(visit, view):
    path, page_id, where = VIEWS[view]
    page = visit(path, newcomer="help" in view)
    if page_id:
        open_place(page, page_id)
        settled(page)
    page.locator(f"{where} button").filter(visible=True).first.wait_for()
    seen: list[str] = []
    while len(seen) < PRESSES_MAX:
        name = page.evaluate(FIND, [where, seen])
        if name is None:
            break
        seen.append(name)
        page.keyboard.press("Enter")
        settled(page)
        assert page.evaluate(PLACE), f"lost after {name!r}"
        if page.evaluate(DIALOG):
            page.keyboard.press("Escape")
            settled(page)
            assert page.evaluate(PLACE), f"lost when the dialog of {name!r} closed"
    assert len(seen) >= CONTROLS_MIN


def focused_after(page: Page, do: str) -> str:
    """Text of what has the focus when `do` was done to a group of three buttons, the
    second of which had it."""
    page.evaluate(
        """() => {
          const group = document.createElement('div');
          group.id = 'three';
          group.innerHTML = '<button>1</button><button>2</button><button>3</button>';
          document.querySelector('#main').append(group);
          group.children[1].focus();
        }"""
    )
    page.evaluate(f"(async () => {{ const {{ children: all }} = three; {do} }})()")
    settled(page)
    found: str = page.evaluate("() => document.activeElement.textContent")
    page.evaluate("() => three.remove()")
    return found


def test_the_focus_stays_with_what_moves_waits_or_gives_way(visit):
    page = visit("/mira")
    page.locator("#main button").first.wait_for()
    frame = "await new Promise(requestAnimationFrame);"
    assert focused_after(page, "three.append(all[1]);") == "2"
    assert focused_after(page, "all[1].remove();") == "3"
    assert focused_after(page, "all[1].replaceWith(all[1].cloneNode(true));") == "2"
    assert focused_after(page, "all[1].disabled = true;") == "3"
    waiting = "all[1].ariaBusy = 'true'; all[1].disabled = true;"
    answered = "all[1].disabled = false; all[1].removeAttribute('aria-busy');"
    assert focused_after(page, f"{waiting} {frame * 3} {answered}") == "2"
    dialog = (
        "const d = three.appendChild(document.createElement('dialog'));"
        "d.append(document.createElement('button')); d.showModal();"
        f"{frame} all[1].remove(); {frame} d.close();"
    )
    assert focused_after(page, dialog) == "3"


def test_undo_leaves_the_line_its_focus_and_keeps_its_own(visit):
    page = visit("/escribe")
    enter(page, *GREETING)
    line = page.locator("#ct-line")
    undo = page.get_by_role("button", name="Deshacer")
    replies = page.locator(".ct-t-reply")
    expect(replies).to_have_count(2)
    line.focus()
    undo.click()
    settled(page)
    expect(replies).to_have_count(1)
    expect(line).to_be_focused()
    enter(page, GREETING[1])
    expect(replies).to_have_count(2)
    undo.focus()
    page.keyboard.press("Enter")
    settled(page)
    expect(replies).to_have_count(1)
    expect(undo).to_be_focused()


def test_a_field_that_is_left_stays_left(visit):
    page = visit("/aprende/primera-sesion-smtp", size="phone")
    page.get_by_role("button", name="4 Te toca, con ayuda").click()
    page.get_by_role("button", name="Laboratorio").click()
    settled(page).locator("#ct-line").focus()
    panes = page.locator(".ct-l-panes")
    expect(panes).to_be_hidden()
    # What a phone does when its keyboard is put away.
    page.locator("#ct-line").blur()
    expect(settled(page).locator("#ct-line")).not_to_be_focused()
    expect(panes).to_be_visible()
