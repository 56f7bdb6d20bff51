"""Friendly pages for everything that can go wrong, in both languages, without a trace
of the program. What a script asked for is answered as JSON with the same sentence.
"""

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from simulator.hosting.addresses.doors import (
    OTHERWISE,
    lab_address,
    permalink_address,
)
from simulator.hosting.content import Content
from simulator.hosting.keeping import LabOtherwise, read_purpose
from simulator.hosting.permalinks import ReplaysOtherwise
from simulator.hosting.refusals import Elsewhere, Gone, Refusal, TooLarge
from simulator.projections.shapes import FailedRequest, ToldError
from simulator.web.json_answer import json_answer
from simulator.web.language import language
from simulator.web.pages.entering import ANEW
from simulator.web.pages.renderer import PageRenderer
from simulator.web.serving.leading import lead_away
from simulator.web.visitors import Visitors

STATUS = {
    "error.watch_only": 403,
    "error.not_shown": 403,
    "error.page": 404,
    "error.lab_unknown": 404,
    "error.lab_otherwise": 409,
    "error.lesson_unknown": 404,
    "error.lesson_wrong": 404,
    "error.no_stream": 404,
    "error.no_letter": 404,
    "error.branch_gone": 404,
    "permalink.forgotten_code": 410,
    "permalink.unknown_code": 404,
    "permalink.unknown_scenario": 404,
    "permalink.of_exam": 403,
    "permalink.of_mystery": 403,
    "permalink.of_live": 403,
    "permalink.scenario_changed": 409,
    "permalink.replays_otherwise": 409,
    "error.host": 421,
    "error.too_many_permalinks": 429,
    "error.too_many_letters": 429,
    "class.unknown": 404,
    "class.no_member": 404,
    "class.nothing_open": 404,
    "class.not_teaching": 403,
    "shared.not_given_away": 403,
    "class.too_many_codes": 429,
    "class.too_many_joins": 429,
    "results.too_many_checks": 429,
    "class.too_many_classes": 503,
    "error.too_many_labs": 503,
    "error.busy": 503,
    "error.not_kept": 503,
    "error.not_read": 503,
    "error.too_many_actors": 403,
    "error.unbuilt": 503,
}
"""Status of a refusal; any other is 400, a lab that ended is 410,
too much sent along 413."""

RETRY_AFTER_S = "60"

log = logging.getLogger(__name__)


def handle_errors(
    app: Flask, content: Content, renderer: PageRenderer, visitors: Visitors
) -> None:
    """Register the handlers."""
    stories = ChangedStories(content, renderer, visitors)

    def answer(status: int, refusal: Refusal) -> Response:
        if _wants_json():
            sentence = content.words(language(), refusal.key, refusal.params)
            told = ToldError(key=refusal.key, params=refusal.params, text=sentence)
            response = json_answer(FailedRequest(error=told), status)
        else:
            response = stories.page(refusal, status) or renderer.plain(
                "error.html", status, status=status, error=refusal
            )
        if status in (429, 503):
            response.headers["Retry-After"] = RETRY_AFTER_S
        return response

    def refused(refusal: Refusal) -> Response:
        if isinstance(refusal, Gone):
            return answer(410, refusal)
        if isinstance(refusal, TooLarge):
            return answer(413, refusal)
        if isinstance(refusal, Elsewhere):
            return lead_away(answer(503, refusal), refusal.route)
        return answer(STATUS.get(refusal.key, 400), refusal)

    def http(error: HTTPException) -> Response:
        status = error.code or 500
        if status < 400:
            return error.get_response()  # type: ignore[return-value]
        return answer(status, Refusal(_KEYS.get(status, "error.request")))

    def broken(error: Exception) -> Response:
        log.exception("%s %s failed", request.method, request.path, exc_info=error)
        return answer(500, Refusal("error.internal"))

    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, broken)


class ChangedStories:
    """The pages of what would be another story now: what was said then, read-only, and
    the ways on from there."""

    def __init__(
        self, content: Content, renderer: PageRenderer, visitors: Visitors
    ) -> None:
        self._content = content
        self._renderer = renderer
        self._visitors = visitors

    def page(self, refusal: Refusal, status: int) -> Response | None:
        """None: it is no such refusal, or is not for whoever asks."""
        if isinstance(refusal, ReplaysOtherwise):
            return self._of_permalink(refusal, status)
        if isinstance(refusal, LabOtherwise):
            return self._of_lab(refusal, status)
        return None

    def _of_permalink(self, refusal: ReplaysOtherwise, status: int) -> Response:
        now = permalink_address(refusal.saved.tail) + OTHERWISE
        begin = f"/escenario/{refusal.permalink.scenario}"
        return self._renderer.plain(
            "story_changed.html",
            status,
            error=refusal,
            saved=refusal.saved.transcripts,
            kept_key="permalink.kept",
            nothing_key="permalink.nothing_kept",
            ways=[(now, "permalink.see_now"), (begin, "permalink.begin")],
        )

    def _of_lab(self, refusal: LabOtherwise, status: int) -> Response | None:
        if self._visitors.known() not in refusal.actors:
            return None
        return self._renderer.plain(
            "story_changed.html",
            status,
            error=refusal,
            saved=refusal.texts,
            kept_key="permalink.lab_cut" if refusal.cut else "permalink.lab_kept",
            nothing_key="permalink.lab_nothing_kept",
            ways=[(self._again(refusal), "permalink.lab_again"), ("/", "page.home")],
        )

    def _again(self, refusal: LabOtherwise) -> str:
        """Where a new lab for the same begins."""
        key = refusal.found_by
        try:
            purpose = read_purpose(key)
        except Refusal:
            return "/"
        address = lab_address(self._content, refusal.lab, key.scenario, purpose)
        return "/" if address.startswith("/lab/") else f"{address}?{ANEW}=1"


_KEYS = {404: "error.page", 405: "error.method", 500: "error.internal"}


def _wants_json() -> bool:
    """Scripts and data addresses get JSON; whoever looks with a browser, a page."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    ):
        return True
    path = request.path
    return path.endswith((".json", ".jsonl")) or "/octets/" in path
