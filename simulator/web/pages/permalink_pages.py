"""Permalinks as a server gives them: `/e/<code>`, a picture, and the long address.

An address holds everything, so it opens at any Cartero; a code is known to this server
alone, which keeps a transcript with it. It refuses what is no permalink in words, never
with a fault of the program.
"""

from functools import partial

import msgspec
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from simulator.bounded_json import read_json
from simulator.export import transcripts
from simulator.hosting.addresses import Doors
from simulator.hosting.addresses.doors import (
    OTHERWISE,
    SHORT_PERMALINKS,
    permalink_address,
)
from simulator.hosting.content import Content
from simulator.hosting.labs import Labs
from simulator.hosting.permalinks import Shown, packed_permalink
from simulator.hosting.reading.qr_code import qr_svg
from simulator.hosting.refusals import Refusal
from simulator.hosting.requests import PermalinkRequest
from simulator.projections.shapes import SharedPermalink
from simulator.web.config import Config
from simulator.web.json_answer import json_answer
from simulator.web.lan import only_here
from simulator.web.pages.entering import enter
from simulator.web.pages.renderer import PageRenderer
from simulator.web.pages.site import site
from simulator.web.permalink_shelf import PermalinkShelf
from simulator.web.visitors import Visitors

ADDRESS_CHARACTERS_MAX = 6_000
"""Longer ones are cut by programs that carry messages, and by web servers."""

QR_CHARACTERS_MAX = 1_200
"""Beyond that a camera does not read the code from a screen."""

ASKED_OCTETS_MAX = 4_096


class PermalinkPages:
    """What each address answers; those that say everything are doors."""

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
        folder = config.data / "enlaces" if config.data else None
        self._shelf = PermalinkShelf(folder)

    def blueprint(self) -> Blueprint:
        """Their routes."""
        routes = Blueprint("permalinks", __name__)
        for path, otherwise in (("", False), (OTHERWISE, True)):
            routes.add_url_rule(
                f"{SHORT_PERMALINKS}/<code>{path}",
                f"short{path}",
                partial(self._short, otherwise=otherwise),
            )
        routes.post("/lab/<lab_id>/enlace.json")(self.share)
        return routes

    def _short(self, code: str, *, otherwise: bool) -> AnyResponse:
        """The lab of a code."""
        saved = self._shelf.saved(code)
        if saved is None:
            gone = self._shelf.forgotten(code)
            why = "permalink.forgotten_code" if gone else "permalink.unknown_code"
            raise Refusal(why, code=code[:40])
        opens = partial(self._doors.permalink, saved=saved, otherwise=otherwise)
        return enter(self._visitors, self._renderer, opens)

    def share(self, lab_id: str) -> Response:
        """A code and a picture for the step on show of a lab."""
        asked = _asked()
        hosted = self._labs.get(lab_id)
        sight = self._visitors.sight(hosted)
        shown = Shown(asked.seq, asked.until, asked.view)
        with hosted.turn():
            packed = packed_permalink(sight, asked.branch, shown, self._content)
            seen = sight.journal(sight.branch(asked.branch)).until(asked.seq)
            texts = self._content.texts
            words = self._labs.scheduler.run_heavy(len(seen), transcripts, seen, texts)
        return json_answer(self._shared(packed, self._shelf.keep(packed, words)))

    def _shared(self, packed: str, code: str | None) -> SharedPermalink:
        base = site(self._config).rstrip("/")
        long = base + permalink_address(packed)
        if len(packed) > ADDRESS_CHARACTERS_MAX:
            long = ""
        address = base + permalink_address(code) if code else long
        here_only = only_here(base)
        drawn = address and not here_only and len(address) <= QR_CHARACTERS_MAX
        return SharedPermalink(
            address=address,
            long=long,
            kept=code is not None,
            here_only=here_only,
            qr=qr_svg(address) if drawn else "",
        )


def _asked() -> PermalinkRequest:
    request.max_content_length = ASKED_OCTETS_MAX
    try:
        return read_json(request.get_data(), PermalinkRequest)
    except (RequestEntityTooLarge, msgspec.DecodeError):
        raise Refusal("error.request") from None
