"""What the browser, or a curious teacher, fetches: texts, tables, lessons, octets,
transcripts and journals.

Documents that change only with the program are tagged by content. Everything asked of a
lab is bounded, and reading needs only its address.
"""

from collections.abc import Iterator

from flask import Blueprint, Response, make_response, request
from gevent import sleep
from werkzeug.wrappers import Response as AnyResponse

from simulator.export import jsonl, transcript
from simulator.journal import Journal
from simulator.projections.texts import LANGUAGES
from simulator.web.apart import apart
from simulator.web.assets import FOREVER, send
from simulator.web.config import Limits
from simulator.web.hosted import Hosted
from simulator.web.labs import Labs
from simulator.web.language import language
from simulator.web.refusals import Refusal
from simulator.web.world import World

JSON = "application/json; charset=utf-8"
JSON_LINES = "application/jsonl; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
OCTETS_AS_AN_EVENT = 500


def data(world: World, labs: Labs, limits: Limits) -> Blueprint:
    """The routes that are no pages."""
    routes = Blueprint("data", __name__)

    @routes.get("/healthz")
    def healthz() -> dict[str, object]:
        return {"ok": True, "labs": len(labs)}

    @routes.get("/machines.json")
    def machines() -> AnyResponse:
        return _document(world, "machines")

    @routes.get("/texts/<lang>.json")
    def texts(lang: str) -> AnyResponse:
        return _document(world, f"texts/{lang}")

    @routes.get("/lessons.json")
    def lessons() -> AnyResponse:
        return _document(world, f"lessons/{_lang()}")

    @routes.get("/lessons/<slug>.json")
    def lesson(slug: str) -> AnyResponse:
        world.lesson(slug)
        return _document(world, f"lesson/{slug}/{_lang()}")

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

    @routes.get("/lab/<lab_id>/transcript.txt")
    def as_text(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        with hosted.turn():
            journal = _journal_in_turn(hosted)
            octets = sum(stream.length for stream in journal.streams.values())
            size = len(journal) + octets // OCTETS_AS_AN_EVENT
            text = apart(size, transcript, journal, language())
        return _file(text.encode("utf-8"), TEXT, "txt")

    @routes.get("/lab/<lab_id>/journal.jsonl")
    def as_jsonl(lab_id: str) -> Response:
        journal = _journal(labs.get(lab_id))
        return _file(_gently(jsonl(journal)), JSON_LINES, "jsonl")

    return routes


def _document(world: World, name: str) -> AnyResponse:
    """A tagged document: kept for ever under its tag, else asked about each time."""
    found = world.documents.get(name)
    if found is None:
        raise Refusal("error.page")
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


def _journal(hosted: Hosted) -> Journal:
    with hosted.turn():
        return _journal_in_turn(hosted)


def _journal_in_turn(hosted: Hosted) -> Journal:
    branch = hosted.tree.get(request.args.get("branch"))
    return hosted.awake(branch).journal


def _gently(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same, with room for the others between them."""
    for part in parts:
        yield part
        sleep(0)


def _file(body: bytes | Iterator[bytes], kind: str, ending: str) -> Response:
    response = Response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'inline; filename="cartero.{ending}"'
    return response
