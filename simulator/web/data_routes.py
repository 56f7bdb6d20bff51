"""What the browser, or a curious teacher, fetches: texts, tables, lessons, octets.

Documents that change only with the program are tagged by content. Everything asked of a
lab is bounded; reading needs only its address, and goes as far as the visitor may see.
"""

from functools import partial

import msgspec
from flask import Blueprint, Response, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.content import Content
from simulator.hosting.documents import Document
from simulator.hosting.labs import Labs
from simulator.hosting.limits import Limits
from simulator.hosting.reading import Sight, drill_views, exam_views, mystery_views
from simulator.hosting.reading.exports import stream_octets
from simulator.hosting.refusals import Refusal
from simulator.hosting.scheduler import Scheduler
from simulator.projections.shapes import Health
from simulator.teaching.exams import FILE_OCTETS_MAX
from simulator.web.assets import FOREVER, send
from simulator.web.json_answer import JSON, json_answer
from simulator.web.lan import qr_svg
from simulator.web.language import language, languages
from simulator.web.visitors import Visitors

COMPARISON_SIZE = 10_000
"""A quarter of a second of pure Python."""


DRILL_SIZE = 4_000
"""Some 100 ms of pure Python."""

GRADING_SIZE = 200_000
"""As many events as are played again at most."""

DOCUMENTS = ("machines", "scenarios", "experiments", "slides", "misconceptions")
WORDED = ("lessons", "review")
"""Documents that are the same for everybody, and those with one for each language."""

SPOKEN = ("texts", "glossary", "terms")
"""Those whose address names the language."""

ANSWER_MAX = 200
"""Characters of an answer to a question that are read: none is longer."""


def data_routes(
    content: Content,
    labs: Labs,
    visitors: Visitors,
    scheduler: Scheduler,
    limits: Limits,
) -> Blueprint:
    """The routes that are no pages."""
    routes = Blueprint("data", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return json_answer(Health(ok=True, labs=len(labs)))

    for name in DOCUMENTS:
        routes.get(f"/{name}.json", endpoint=name)(partial(_document, content, name))
    for name in WORDED:
        routes.get(f"/{name}.json", endpoint=name)(partial(_worded, content, name))
    for name in SPOKEN:
        routes.get(f"/{name}/<lang>.json", endpoint=name)(
            partial(_spoken, content, name)
        )

    @routes.get("/scenarios/<name>/comparison.json")
    def comparison(name: str) -> AnyResponse:
        return _given(scheduler.run_heavy(COMPARISON_SIZE, content.comparison, name))

    @routes.get("/lessons/<slug>.json")
    def lesson(slug: str) -> AnyResponse:
        content.refresh()
        content.lesson(slug)
        return _document(content, f"lesson/{slug}/{_lang()}")

    @routes.get("/review/<slug>/<step>.json")
    def reviewed(slug: str, step: str) -> Response:
        given = {part: value[:ANSWER_MAX] for part, value in request.args.items()}
        return json_answer(content.reviewed(slug, step, given, _lang()))

    _of_exams(routes, content, scheduler)
    _of_a_lab(routes, content, labs, visitors, limits)
    return routes


def _of_exams(routes: Blueprint, content: Content, scheduler: Scheduler) -> None:
    """Exams and drills, which need no lab."""

    @routes.get("/exam/<code>.json")
    def exam(code: str) -> Response:
        nickname = request.args.get("nickname", "")[:ANSWER_MAX]
        return json_answer(exam_views.exam_page(content, code, nickname, _lang()))

    @routes.get("/drill/<kind>/<int:seed>.json")
    def drill(kind: str, seed: int) -> Response:
        made = scheduler.run_heavy(
            DRILL_SIZE, drill_views.drill_page, content, kind, seed, _lang()
        )
        return json_answer(made)

    @routes.get("/drill/<kind>/<int:seed>/answer.json")
    def drill_answer(kind: str, seed: int) -> Response:
        found = scheduler.run_heavy(
            DRILL_SIZE, drill_views.drill_answer, content, kind, seed, _lang()
        )
        return json_answer(found)

    @routes.post("/exam/grade.json")
    def graded() -> Response:
        request.max_content_length = FILE_OCTETS_MAX
        octets = request.get_data()
        marks, said = scheduler.run_heavy(
            GRADING_SIZE, exam_views.marks, content, octets, _lang()
        )
        qr = qr_svg(said, error="l")
        return json_answer(msgspec.structs.replace(marks, qr=qr))


def _of_a_lab(
    routes: Blueprint,
    content: Content,
    labs: Labs,
    visitors: Visitors,
    limits: Limits,
) -> None:
    """Those under the address of one lab."""

    @routes.get("/lab/<lab_id>/mystery.json")
    def mystery(lab_id: str) -> Response:
        sight = visitors.sight(labs.get(lab_id))
        found = mystery_views.mystery_in(content, sight.hosted)
        branch = request.args.get("branch")
        return json_answer(mystery_views.mystery_page(sight, branch, found))

    @routes.get("/lab/<lab_id>/line.json")
    def line(lab_id: str) -> Response:
        sight = visitors.sight(labs.get(lab_id))
        return json_answer(exam_views.exam_line(sight, request.args.get("branch")))

    @routes.get("/lab/<lab_id>/octets/<stream>")
    def octets(lab_id: str, stream: str) -> Response:
        sight = visitors.sight(labs.get(lab_id))
        return _octets(sight, stream, limits.octets_max)


def _octets(sight: Sight, stream: str, octets_max: int) -> Response:
    """The part of a stream the request asks for, of at most so many octets."""
    length = min(_number("length", octets_max), octets_max)
    branch, offset = request.args.get("branch"), _number("offset", 0)
    body, whole = stream_octets(sight, branch, stream, offset, length)
    response = make_response(body)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Stream-Length"] = str(whole)
    return response


def _document(content: Content, name: str) -> AnyResponse:
    """A tagged document: kept for ever under its tag, else asked about each time."""
    found = content.documents.get(name)
    if found is None:
        raise Refusal("error.page")
    return _given(found)


def _worded(content: Content, name: str) -> AnyResponse:
    content.refresh()
    return _document(content, f"{name}/{_lang()}")


def _spoken(content: Content, name: str, lang: str) -> AnyResponse:
    return _document(content, f"{name}/{lang}")


def _given(found: Document) -> AnyResponse:
    current = request.args.get("v") == found.tag
    cache = FOREVER if current else "no-cache"
    response = send(found.body, found.packed, JSON, cache)
    # Weak: compressed or not it is the same document (RFC 9110 §8.8.1).
    response.set_etag(found.tag, weak=True)
    return response.make_conditional(request)


def _lang() -> str:
    wish = request.args.get("lang", "")
    if wish and wish not in languages():
        raise Refusal("error.language")
    return wish or language()


def _number(name: str, default: int) -> int:
    value = request.args.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 10):
        raise Refusal("error.number", name=name)
    return int(value)
