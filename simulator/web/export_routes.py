"""The files of a lab by address: transcript, ladder, message, journal, capture, page.

Reading needs only the lab's address, and goes as far as the visitor may see; `branch`
names another branch than the current one. What they hold is `reading/exports.py`'s.
"""

from flask import Blueprint, Response, request

from simulator.hosting.content import Content
from simulator.hosting.labs import Labs
from simulator.hosting.reading import Sight
from simulator.hosting.reading import exports as files
from simulator.hosting.reading.exports import ExportedFile
from simulator.hosting.refusals import Refusal
from simulator.web.assets import Assets
from simulator.web.language import language
from simulator.web.visitors import Visitors


def export_routes(
    labs: Labs, visitors: Visitors, assets: Assets, content: Content
) -> Blueprint:
    """The routes `/lab/<id>/...` that answer with a file."""
    routes = Blueprint("exports", __name__)
    texts = content.texts

    def sight(lab_id: str) -> Sight:
        return visitors.sight(labs.get(lab_id))

    @routes.get("/lab/<lab_id>/transcript.txt")
    def as_text(lab_id: str) -> Response:
        words = texts[language()]
        return _file(files.transcript_file(sight(lab_id), _branch(), words))

    @routes.get("/lab/<lab_id>/journal.jsonl")
    def as_jsonl(lab_id: str) -> Response:
        return _file(files.journal_file(sight(lab_id), _branch()))

    @routes.get("/lab/<lab_id>/ladder.svg")
    def as_svg(lab_id: str) -> Response:
        return _file(files.drawing_file(sight(lab_id), _branch(), texts, language()))

    @routes.get("/lab/<lab_id>/ladder.html")
    def as_sheets(lab_id: str) -> Response:
        return _file(files.sheets_file(sight(lab_id), _branch(), texts, language()))

    @routes.get("/lab/<lab_id>/letter/<message>.eml")
    def as_eml(lab_id: str, message: str) -> Response:
        return _file(files.message_file(sight(lab_id), _branch(), message))

    @routes.get("/lab/<lab_id>/replay.html")
    def as_replay(lab_id: str) -> Response:
        seen, bundle = sight(lab_id), assets.bundle()
        if bundle is None:
            raise Refusal("error.unbuilt")
        return _file(
            files.session_file(
                seen, _branch(), texts, language(), bundle, content.terms
            )
        )

    @routes.get("/lab/<lab_id>/capture.pcap")
    def as_pcap(lab_id: str) -> Response:
        at = request.args.get("at", "")
        return _file(files.capture_file(sight(lab_id), _branch(), at))

    return routes


def _branch() -> str | None:
    """The branch the request names; None: the current one."""
    return request.args.get("branch")


def _file(file: ExportedFile) -> Response:
    """To be saved, or else shown."""
    response = Response(file.body)
    response.headers["Content-Type"] = file.media_type
    disposition = "attachment" if file.keep else "inline"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{file.name}"'
    return response
