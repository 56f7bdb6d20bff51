"""What the browser, or a curious teacher, fetches: the addresses that answer with data.

What they answer is `hosting/addresses/`'s. Here it gets what HTTP has: tags, caches,
names of files, and the visitor who asks.
"""

from functools import partial

from flask import Blueprint, Response, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from simulator.hosting.addresses import (
    Asked,
    Hosting,
    Route,
    StreamPart,
    data_routes,
)
from simulator.hosting.documents import Document
from simulator.hosting.reading.exports import ExportedFile
from simulator.projections.shapes import Health
from simulator.web.assets import FOREVER, send
from simulator.web.json_answer import JSON, json_answer
from simulator.web.language import language
from simulator.web.visitors import Visitors


def data_blueprint(hosting: Hosting, visitors: Visitors) -> Blueprint:
    """Their routes."""
    routes = Blueprint("data", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return json_answer(Health(ok=True, labs=len(hosting.labs)))

    for route in data_routes(hosting):
        routes.add_url_rule(
            route.path,
            route.path.replace(".", "-"),
            partial(_answered, route, visitors),
            methods=["POST" if route.posted else "GET"],
        )
    return routes


def _answered(route: Route, visitors: Visitors, **holes: str | int) -> AnyResponse:
    asked = Asked(
        request.args, language(), visitors.known(), _posted, request.remote_addr or ""
    )
    found = route.answer(asked, **holes)
    if isinstance(found, Document):
        return _document(found)
    if isinstance(found, ExportedFile):
        return _file(found)
    if isinstance(found, StreamPart):
        return _octets(found)
    return json_answer(found)


def _posted(octets_max: int) -> bytes | None:
    """Read the body, but no more than may be: in chunks it does not say its length."""
    request.max_content_length = octets_max + 1
    try:
        body = request.get_data()
    except RequestEntityTooLarge:
        return None
    return body if len(body) <= octets_max else None


def _document(found: Document) -> AnyResponse:
    """Tagged: kept for ever under its tag, else asked about each time."""
    current = request.args.get("v") == found.tag
    cache = FOREVER if current else "no-cache"
    response = send(found.body, found.packed, JSON, cache)
    # Weak: compressed or not it is the same document (RFC 9110 §8.8.1).
    response.set_etag(found.tag, weak=True)
    return response.make_conditional(request)


def _file(file: ExportedFile) -> Response:
    """To be saved, or else shown."""
    response = Response(file.body)
    response.headers["Content-Type"] = file.media_type
    disposition = "attachment" if file.keep else "inline"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{file.name}"'
    return response


def _octets(found: StreamPart) -> Response:
    response = make_response(found.body)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Stream-Length"] = str(found.whole)
    return response
