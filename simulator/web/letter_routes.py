"""Letters laid open, conversations, and what a letter would be: for the page.

Everything is read from a lab's journal, or computed from what somebody is writing;
nothing here changes a lab, so reading needs only its address.
"""

from typing import Any

import msgspec
from flask import Blueprint, request

from simulator.acts import Send, decode_act, send_problem
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal, text
from simulator.hosting.threadpool import apart
from simulator.lab import Lab, LabError
from simulator.projections.letters import letter_list, letter_view, octets_view, threads

DRAFT_OCTETS_MAX = 200_000
LETTERS_MAX = 500
UNFINISHED = ("error.no_recipient", "error.bad_recipient")
"""What is wrong with every letter while it is being written."""


def letters(labs: Labs) -> Blueprint:
    """Of a lab: `letters.json`, `letter/MESSAGE.json`, `threads.json?messages=a,b`
    and, to be posted an act `send`, `draft.json`."""
    routes = Blueprint("letters", __name__)

    @routes.get("/lab/<lab_id>/letters.json")
    def every_letter(lab_id: str) -> dict[str, Any]:
        hosted = labs.get(lab_id)
        with hosted.turn():
            journal = _lab(hosted).journal
            return {"letters": apart(len(journal), letter_list, journal, _until())}

    @routes.get("/lab/<lab_id>/letter/<message>.json")
    def letter(lab_id: str, message: str) -> dict[str, Any]:
        hosted = labs.get(lab_id)
        with hosted.turn():
            journal = _lab(hosted).journal
            view = apart(len(journal), letter_view, journal, message, _until())
        if view is None:
            raise Refusal("error.no_letter")
        return view

    @routes.get("/lab/<lab_id>/threads.json")
    def conversations(lab_id: str) -> dict[str, Any]:
        names = [n for n in request.args.get("messages", "").split(",") if n]
        if len(names) > LETTERS_MAX:
            raise Refusal("error.number", name="messages")
        hosted = labs.get(lab_id)
        with hosted.turn():
            return {"letters": threads(_lab(hosted).journal, names)}

    @routes.post("/lab/<lab_id>/draft.json")
    def draft(lab_id: str) -> dict[str, Any]:
        act = _draft()
        hosted = labs.get(lab_id)
        with hosted.turn():
            return _drafted(_lab(hosted), act)

    return routes


def _lab(hosted: HostedLab) -> Lab:
    """The run of the branch that was asked for. Call it in a turn."""
    return hosted.awake(hosted.tree.get(request.args.get("branch")))


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
    if (request.content_length or 0) > DRAFT_OCTETS_MAX:
        raise Refusal("error.message", reason=f"more than {DRAFT_OCTETS_MAX} octets")
    try:
        act = decode_act(request.get_json(silent=True))
    except msgspec.ValidationError as error:
        raise Refusal("error.message", reason=str(error)) from None
    if not isinstance(act, Send):
        raise Refusal("error.message", reason="not `send`")
    return act


def _drafted(lab: Lab, act: Send) -> dict[str, Any]:
    """`{letter, reverse_path, forward_paths}` and, while it cannot be sent, `problem`
    (a text). `letter` is as `letter_view` gives it, or null when it cannot be made."""
    wrong = send_problem(act)
    problem = text(wrong[0], **wrong[1]) if wrong else None
    if wrong and wrong[0] not in UNFINISHED:
        return {"letter": None, "problem": problem}
    try:
        content, reverse_path, forward_paths = lab.draft(act)
    except LabError as error:
        return {"letter": None, "problem": text(error.key, **error.params)}
    return {
        "letter": octets_view(content, act.host),
        "reverse_path": reverse_path,
        "forward_paths": list(forward_paths),
        "problem": problem,
    }
