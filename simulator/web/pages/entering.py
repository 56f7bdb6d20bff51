"""Somebody opens a page: who they are, the lab it leads to, and the page of it."""

from collections.abc import Callable

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.addresses import Moved, Opened, Visitor
from simulator.web.language import language
from simulator.web.pages.renderer import PageRenderer
from simulator.web.visitors import Visitors

ANEW = "new"
"""In the query, `1`: begin again, although what one did there would be another story
now."""


def enter(
    visitors: Visitors,
    renderer: PageRenderer,
    opens: Callable[[Visitor], Opened | Moved],
) -> AnyResponse:
    """The page of a lab of the visitor's own, who is known from then on; or the way to
    where it is. Raises Refusal."""
    visitor, anew = visitors.current(), request.args.get(ANEW) == "1"
    opened = opens(Visitor(visitor, request.remote_addr or "", language(), anew))
    if isinstance(opened, Moved):
        return redirect(opened.to)
    if anew:
        return redirect(request.path, code=303)
    response = renderer.app(opened)
    visitors.remember(response, visitor)
    return response
