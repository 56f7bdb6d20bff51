"""Recording a lesson: what was done in a lab, what a draft is so far, and the folder to
take home.

The draft stays in its author's browser. What is posted is bounded, read strictly and
never written to disk but for the time of a check.
"""

from flask import Blueprint, Response, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge

from simulator.hosting.authoring import (
    draft_page,
    lesson_file,
    read_posted,
    recorded_moves,
    reopened,
)
from simulator.hosting.content import Content
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler
from simulator.teaching.authoring import DRAFT_OCTETS_MAX
from simulator.web.json_answer import json_answer
from simulator.web.visitors import Visitors


def author_routes(
    content: Content, labs: Labs, visitors: Visitors, scheduler: Scheduler
) -> Blueprint:
    """Their routes."""
    routes = Blueprint("author", __name__)

    @routes.get("/lab/<lab_id>/moves.json")
    def moves(lab_id: str) -> Response:
        sight = visitors.sight(labs.get(lab_id))
        return json_answer(recorded_moves(sight, request.args.get("branch")))

    @routes.post("/authoring.json")
    def authoring() -> Response:
        return json_answer(draft_page(content, scheduler, read_posted(_body())))

    @routes.post("/authoring/lesson.zip")
    def lesson() -> Response:
        name, body = lesson_file(content, scheduler, read_posted(_body()))
        response = make_response(body)
        response.headers["Content-Type"] = "application/zip"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @routes.post("/authoring/draft.json")
    def draft() -> Response:
        return json_answer(reopened(_body()))

    return routes


def _body() -> bytes:
    """What was posted. Raises Refusal when it is too much."""
    request.max_content_length = DRAFT_OCTETS_MAX + 1
    try:
        body = request.get_data()
    except RequestEntityTooLarge:
        raise Refusal("ui.author.wrong.big") from None
    if len(body) > DRAFT_OCTETS_MAX:
        raise Refusal("ui.author.wrong.big")
    return body
