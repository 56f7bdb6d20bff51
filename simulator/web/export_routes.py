"""What one takes home from a lab: transcript, ladder, letter, journal,
capture, and a page that replays it.

Reading needs only the lab's address; `branch` names another branch than the current
one. A file's name says which scenario, which branch and which machine it is of. Long
ones are made and sent part by part.
"""

from collections.abc import Iterator

from flask import Blueprint, Response, request
from gevent import sleep

from simulator.export import eml, jsonl, transcript
from simulator.hosting.branches import Branch
from simulator.hosting.exported_files import (
    Source,
    addresses,
    capture,
    drawing,
    file_name,
    session_page,
)
from simulator.hosting.hosted_lab import HostedLab
from simulator.hosting.labs import Labs
from simulator.hosting.refusals import Refusal
from simulator.hosting.threadpool import apart
from simulator.web.assets import Assets
from simulator.web.language import language

JSON_LINES = "application/jsonl; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
PICTURE = "image/svg+xml"
PAGE = "text/html; charset=utf-8"
LETTER = "message/rfc822"
CAPTURE = "application/vnd.tcpdump.pcap"
OCTETS_AS_AN_EVENT = 500


def exports(labs: Labs, assets: Assets) -> Blueprint:
    """The routes `/lab/<id>/...` that answer with a file."""
    routes = Blueprint("exports", __name__)

    @routes.get("/lab/<lab_id>/transcript.txt")
    def as_text(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        with hosted.turn():
            branch = _branch(hosted)
            journal = hosted.awake(branch).journal
            octets = sum(stream.length for stream in journal.streams.values())
            size = len(journal) + octets // OCTETS_AS_AN_EVENT
            text = apart(size, transcript, journal, language())
        return _file(text.encode("utf-8"), TEXT, _name(hosted, branch, "txt"))

    @routes.get("/lab/<lab_id>/journal.jsonl")
    def as_jsonl(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        with hosted.turn():
            branch = _branch(hosted)
            journal = hosted.awake(branch).journal
        name = _name(hosted, branch, "jsonl")
        return _file(_gently(jsonl(journal)), JSON_LINES, name)

    @routes.get("/lab/<lab_id>/ladder.svg")
    def as_svg(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        with hosted.turn():
            branch = _branch(hosted)
            source = _source(hosted, branch)
            picture = apart(len(source.journal), drawing, source, language())
        name = _name(hosted, branch, "svg")
        return _file(picture.encode("utf-8"), PICTURE, name)

    @routes.get("/lab/<lab_id>/letter/<message>.eml")
    def as_eml(lab_id: str, message: str) -> Response:
        hosted = labs.get(lab_id)
        with hosted.turn():
            branch = _branch(hosted)
            octets = eml(hosted.awake(branch).journal, message)
        if octets is None:
            raise Refusal("error.no_stream")
        name = _name(hosted, branch, "eml", message)
        return _file(octets, LETTER, name, keep=True)

    @routes.get("/lab/<lab_id>/replay.html")
    def as_replay(lab_id: str) -> Response:
        hosted, bundle = labs.get(lab_id), assets.bundle()
        if bundle is None:
            raise Refusal("error.unbuilt")
        with hosted.turn():
            branch = _branch(hosted)
            source = _source(hosted, branch)
            size = len(source.journal)
            page = apart(size, session_page, source, language(), bundle)
        return _file(page, PAGE, _name(hosted, branch, "html"), keep=True)

    @routes.get("/lab/<lab_id>/capture.pcap")
    def as_pcap(lab_id: str) -> Response:
        hosted = labs.get(lab_id)
        at = request.args.get("at", "")
        with hosted.turn():
            branch = _branch(hosted)
            source = _source(hosted, branch)
            known = apart(len(source.journal), addresses, source)
        if at and at not in known:
            raise Refusal("error.unknown_host", name=at[:80])
        name = _name(hosted, branch, "pcap", at)
        return _file(_gently(capture(source, at)), CAPTURE, name, keep=True)

    return routes


def _branch(hosted: HostedLab) -> Branch:
    """The branch the request names, or the current one. Raises Refusal."""
    return hosted.tree.get(request.args.get("branch"))


def _source(hosted: HostedLab, branch: Branch) -> Source:
    """Of a live lab the server has the window, and who came before it."""
    journal = hosted.awake(branch).journal
    return Source(hosted.scenario, hosted.seed, journal, hosted.server(branch))


def _name(hosted: HostedLab, branch: Branch, ending: str, part: str = "") -> str:
    number = str(branch.number) if branch.number > 1 else ""
    return file_name(hosted.scenario, ending, number, part)


def _gently(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same, with room for the others between them."""
    for part in parts:
        yield part
        sleep(0)


def _file(
    body: bytes | Iterator[bytes], kind: str, name: str, *, keep: bool = False
) -> Response:
    """`keep`: to be saved; else a browser may show it."""
    response = Response(body)
    response.headers["Content-Type"] = kind
    place = "attachment" if keep else "inline"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}"'
    return response
