"""Messages laid open, conversations and drafts, by address: for the page.

Nothing here changes a lab, so reading needs only its address, and goes as far as the
visitor may see. What is told is
`hosting/reading/mail_views.py`'s.
"""

import msgspec
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from simulator.acts import ACTS, Send
from simulator.bounded_json import read_json
from simulator.hosting.labs import Labs
from simulator.hosting.reading import Sight, mail_views
from simulator.hosting.refusals import Refusal
from simulator.web.json_answer import json_answer
from simulator.web.visitors import Visitors

DRAFT_OCTETS_MAX = 200_000


def letter_routes(labs: Labs, visitors: Visitors) -> Blueprint:
    """Of a lab: `letters.json`, `letter/MESSAGE.json`, `threads.json?messages=a,b`
    and, to be posted an act `send`, `draft.json`."""
    routes = Blueprint("letters", __name__)

    def sight(lab_id: str) -> Sight:
        return visitors.sight(labs.get(lab_id))

    @routes.get("/lab/<lab_id>/letters.json")
    def every_letter(lab_id: str) -> Response:
        return json_answer(mail_views.every_message(sight(lab_id), _branch(), _until()))

    @routes.get("/lab/<lab_id>/letter/<message>.json")
    def letter(lab_id: str, message: str) -> Response:
        view = mail_views.open_message(sight(lab_id), _branch(), message, _until())
        return json_answer(view)

    @routes.get("/lab/<lab_id>/threads.json")
    def conversations(lab_id: str) -> Response:
        names = [n for n in request.args.get("messages", "").split(",") if n]
        return json_answer(mail_views.conversations(sight(lab_id), _branch(), names))

    @routes.post("/lab/<lab_id>/draft.json")
    def draft(lab_id: str) -> Response:
        act = _draft()
        return json_answer(mail_views.draft(sight(lab_id), _branch(), act))

    return routes


def _branch() -> str | None:
    """The branch the request names; None: the current one."""
    return request.args.get("branch")


def _until() -> int | None:
    """`?until=SEQ`: what came later is not told."""
    value = request.args.get("until", "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 10):
        raise Refusal("error.number", name="until")
    return int(value)


def _draft() -> Send:
    """The act in the request's body. Raises Refusal for anything else."""
    if not _fits():
        raise Refusal("error.message", reason=f"more than {DRAFT_OCTETS_MAX} octets")
    try:
        given = read_json(request.get_data()) if request.is_json else None
        act = ACTS.decode(given)
    except msgspec.DecodeError as error:
        raise Refusal("error.message", reason=str(error)) from None
    if not isinstance(act, Send):
        raise Refusal("error.message", reason="not `send`")
    return act


def _fits() -> bool:
    """Read the body, but no more than may be: in chunks it does not say its length."""
    request.max_content_length = DRAFT_OCTETS_MAX + 1
    try:
        return len(request.get_data()) <= DRAFT_OCTETS_MAX
    except RequestEntityTooLarge:
        return False
