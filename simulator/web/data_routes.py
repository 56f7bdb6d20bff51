"""What the browser, or a curious teacher, fetches: texts, tables, lessons, octets.

Documents that change only with the program are tagged by content. Everything asked of a
lab is bounded, and reading needs only its address.
"""

from flask import Blueprint, Response, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.content import Content
from simulator.hosting.documents import Document
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.limits import Limits
from simulator.hosting.refusals import Refusal
from simulator.hosting.threadpool import APART_FROM, apart
from simulator.journal import Journal
from simulator.projections.catalogue import LANGUAGES
from simulator.web.assets import FOREVER, send
from simulator.web.language import language

JSON = "application/json; charset=utf-8"


def data(content: Content, labs: Labs, limits: Limits) -> Blueprint:
    """The routes that are no pages."""
    routes = Blueprint("data", __name__)

    @routes.get("/healthz")
    def healthz() -> dict[str, object]:
        return {"ok": True, "labs": len(labs)}

    @routes.get("/machines.json")
    def machines() -> AnyResponse:
        return _document(content, "machines")

    @routes.get("/scenarios.json")
    def scenarios() -> AnyResponse:
        return _document(content, "scenarios")

    @routes.get("/scenarios/<name>/comparison.json")
    def comparison(name: str) -> AnyResponse:
        # A quarter of a second of pure Python: others are served meanwhile.
        return _given(apart(APART_FROM, content.comparison, name))

    @routes.get("/texts/<lang>.json")
    def texts(lang: str) -> AnyResponse:
        return _document(content, f"texts/{lang}")

    @routes.get("/experiments.json")
    def experiments() -> AnyResponse:
        return _document(content, "experiments")

    @routes.get("/lessons.json")
    def lessons() -> AnyResponse:
        return _document(content, f"lessons/{_lang()}")

    @routes.get("/lessons/<slug>.json")
    def lesson(slug: str) -> AnyResponse:
        content.lesson(slug)
        return _document(content, f"lesson/{slug}/{_lang()}")

    @routes.get("/lab/<lab_id>/octets/<stream>")
    def octets(lab_id: str, stream: str) -> Response:
        length = min(_number("length", limits.octets_max), limits.octets_max)
        journal = _journal(labs.get(lab_id))
        if stream not in journal.streams:
            raise Refusal("error.no_stream")
        body = journal.octets(stream, _number("offset", 0), length)
        response = make_response(body)
        response.headers["Content-Type"] = "application/octet-stream"
        response.headers["Stream-Length"] = str(journal.streams[stream].length)
        return response

    return routes


def _document(content: Content, name: str) -> AnyResponse:
    """A tagged document: kept for ever under its tag, else asked about each time."""
    found = content.documents.get(name)
    if found is None:
        raise Refusal("error.page")
    return _given(found)


def _given(found: Document) -> AnyResponse:
    current = request.args.get("v") == found.tag
    cache = FOREVER if current else "no-cache"
    response = send(found.body, found.packed, JSON, cache)
    response.set_etag(found.tag)
    return response.make_conditional(request)


def _lang() -> str:
    wish = request.args.get("lang", "")
    if wish and wish not in LANGUAGES:
        raise Refusal("error.language")
    return wish or language()


def _number(name: str, default: int) -> int:
    value = request.args.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 10):
        raise Refusal("error.number", name=name)
    return int(value)


def _journal(hosted: HostedLab) -> Journal:
    with hosted.turn():
        branch = hosted.tree.get(request.args.get("branch"))
        return hosted.awake(branch).journal
