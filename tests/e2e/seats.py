"""Seats in front of a browser, as in a computer room: who gets up leaves nothing.

To begin a context costs the browser nearly as much as the page that is then opened in
it. So a visitor's context, with one page in it, is emptied afterwards and given to a
later one: no cookie, nothing in a storage, no route, no permission, the pointer off the
page. What stays is what no page can read: files of the server that never change, and
work done on their scripts. Who must find not even those asks for `visit(fresh=True)`.
"""

from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Error, Page

PLACE = "/healthz"
"""A page of the server that runs no script of Cartero."""

EMPTY = "() => { localStorage.clear(); sessionStorage.clear(); }"
CHANGEABLE = ("viewport", "color_scheme", "reduced_motion", "forced_colors")
"""What a page can be told later; all else belongs to its context from the beginning."""

FREE_MAX, VISITS_MAX = 3, 40
"""So many stand free, each for so many visitors: a browser that stays, grows."""


class Seat(NamedTuple):
    """A context with its first page. `kind`: what it was begun with."""

    kind: str
    page: Page
    visits: int = 1


class Seats:
    """The seats of one browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[Seat] = []
        self._taken: dict[BrowserContext, Seat] = {}

    def take(self, arguments: dict[str, Any], script: str) -> Page:
        """A page in a context of its own, which runs `script` before each page's."""
        fixed = {name: arguments[name] for name in sorted({*arguments} - {*CHANGEABLE})}
        kind = f"{script} {fixed}"
        found = next((seat for seat in self._free if seat.kind == kind), None)
        if found is None:
            context = self._browser.new_context(**arguments)
            context.add_init_script(script)
            seat = Seat(kind, context.new_page())
        else:
            self._free.remove(found)
            seat = found._replace(visits=found.visits + 1)
            seat.page.set_viewport_size(arguments["viewport"])
            seat.page.emulate_media(
                color_scheme=arguments["color_scheme"],
                reduced_motion=arguments["reduced_motion"],
                forced_colors=arguments.get("forced_colors", "none"),
            )
        self._taken[seat.page.context] = seat
        return seat.page

    def leave(self, context: BrowserContext) -> None:
        """Empty it for the next; close it when that cannot be done, or it is old."""
        seat = self._taken.pop(context)
        if seat.visits < VISITS_MAX and _emptied(context, seat.page):
            self._free.append(seat)
        else:
            context.close()
        for old in self._free[:-FREE_MAX]:
            self._free.remove(old)
            old.page.context.close()


def _emptied(context: BrowserContext, page: Page) -> bool:
    """False: a page that was closed, or that hangs, takes its seat with it."""
    try:
        for other in context.pages:
            if other is not page:
                other.close()
        context.unroute_all()
        page.unroute_all()
        page.emulate_media(media="null")
        page.mouse.move(-1, -1)
        page.goto(PLACE)
        page.evaluate(EMPTY)
        context.clear_cookies()
        context.clear_permissions()
    except Error:
        return False
    return True
