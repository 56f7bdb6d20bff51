"""The pages: three doors, lessons, shared labs.

Which lab an address opens is `hosting/addresses/doors.py`'s. It refuses to show a lab's
secret to anybody who may not act, and to keep it in the address bar: an acting link
gives its visitor the right and leads on to the lab.
"""

import hmac
from functools import partial

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.addresses import ALIASES, Doors
from simulator.hosting.addresses.doors import Opens, in_spanish
from simulator.hosting.content import Content
from simulator.hosting.labs import Labs
from simulator.hosting.reading.qr_code import qr_svg
from simulator.hosting.reading.report import session_report
from simulator.hosting.refusals import Refusal
from simulator.web.config import Config
from simulator.web.lan import only_here
from simulator.web.language import language
from simulator.web.pages.entering import enter
from simulator.web.pages.renderer import PageRenderer
from simulator.web.pages.site import site
from simulator.web.visitors import Visitors


class Pages:
    """What each address answers."""

    def __init__(
        self,
        config: Config,
        content: Content,
        labs: Labs,
        visitors: Visitors,
        renderer: PageRenderer,
    ) -> None:
        self._config = config
        self._content = content
        self._doors = Doors(content, labs)
        self._labs = labs
        self._visitors = visitors
        self._renderer = renderer

    def blueprint(self) -> Blueprint:
        """Their routes."""
        routes = Blueprint("pages", __name__)
        spanish = {to: english for english, to in ALIASES.items()}
        for path, opens in self._doors.opening.items():
            routes.add_url_rule(path, path, partial(self._open, opens))
            first, slash, rest = path[1:].partition("/")
            if english := spanish.get(f"/{first}"):
                alias = english + slash + rest
                routes.add_url_rule(alias, alias, _alias)
        for path, handler in (
            ("/lab/<lab_id>", self.shared),
            ("/lab/<lab_id>/<secret>", self.acting_link),
            ("/lab/<lab_id>/compartir", self.share),
            ("/lab/<lab_id>/memoria", self.report),
        ):
            routes.add_url_rule(path, endpoint=path, view_func=handler)
        return routes

    def _open(self, opens: Opens, **holes: str | int) -> AnyResponse:
        """A lab of the visitor's own."""
        return enter(self._visitors, self._renderer, partial(opens, **holes))

    # --- somebody else's ----------------------------------------------------------

    def shared(self, lab_id: str) -> Response:
        """A lab by its address: to watch, or to act for who may."""
        hosted = self._labs.get(lab_id)
        return self._renderer.app(self._doors.shared(hosted, self._visitors.known()))

    def acting_link(self, lab_id: str, secret: str) -> AnyResponse:
        """Give this visitor the right to act, and lead on to the lab."""
        hosted = self._labs.get(lab_id)
        if not hmac.compare_digest(secret.encode(), hosted.secret.encode()):
            raise Refusal("error.page")
        visitor = self._visitors.current()
        hosted.admit(visitor)
        self._labs.keep(hosted)
        response = redirect(f"/lab/{hosted.id}", code=303)
        self._visitors.remember(response, visitor)
        return response

    def share(self, lab_id: str) -> Response:
        """The addresses to give away, for who may act."""
        hosted = self._labs.get(lab_id)
        if self._visitors.known() not in hosted.actors:
            raise Refusal("error.watch_only")
        if hosted.purpose.shared:
            raise Refusal("shared.not_given_away")
        base = site(self._config)
        watch = f"{base}lab/{hosted.id}"
        return self._renderer.plain(
            "share.html",
            back=self._doors.address(hosted),
            watch=watch,
            act=f"{watch}/{hosted.secret}",
            qr="" if only_here(base) else qr_svg(watch),
        )

    def report(self, lab_id: str) -> Response:
        """The session of a lab, to be printed."""
        hosted = self._labs.get(lab_id)
        sight, branch = self._visitors.sight(hosted), request.args.get("branch")
        report = session_report(sight, branch, self._content, language())
        back = self._doors.address(hosted) if sight.whole else f"/lab/{hosted.id}"
        return self._renderer.plain("report.html", report=report, back=back)


def _alias(**_: str | int) -> AnyResponse:
    """Lead on to the address in Spanish, with the same query."""
    to = in_spanish(request.path)
    if to is None:
        raise Refusal("error.page")
    query = request.query_string.decode("latin-1")
    return redirect(f"{to}?{query}" if query else to)
